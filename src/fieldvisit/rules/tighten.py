"""Whether a rule allows more than another of the same id: a house pack may only tighten."""

from __future__ import annotations

from fieldvisit.rules.kinds import KINDS
from fieldvisit.rules.names import EFFECTS, OVERRIDES
from fieldvisit.rules.pack import ALWAYS, Rule


def loosened_key(parent: Rule, child: Rule) -> str:
    """The key by which `child` is weaker than `parent`, empty when it is as strict or stricter."""
    if parent.kind != child.kind:
        return "kind"
    weaker = {
        "effect": EFFECTS.index(child.effect) > EFFECTS.index(parent.effect),
        "override": OVERRIDES.index(child.override) > OVERRIDES.index(parent.override),
        KINDS[child.kind].channels: not set(parent.on) <= set(child.on),
        "when": child.when not in (parent.when, ALWAYS),
        "unless": not set(child.unless) <= set(parent.unless),
    }
    found = next((key for key, is_weaker in weaker.items() if is_weaker), "")
    return found or KINDS[child.kind].loosens(parent.own, child.own)
