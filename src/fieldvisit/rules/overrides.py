"""A rule passed over by a supervisor: it still stands in the decision, lowered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from fieldvisit.domain.frozen import frozen
from fieldvisit.rules.decision import Decision, Reason, effect_of, strictest_first

LOWERED = "warn"
"""What a rule that was passed over still does: it can be seen, and stops nothing."""


@frozen
class Override:
    """Who let the rule be passed over, and why."""

    by: str
    reason: str


def lowered(decision: Decision, overrides: Mapping[str, Override]) -> Decision:
    """The decision with these rules, by their ids, passed over.

    Only a rule that says `override = "supervisor"` is lowered; the others stay as they are.
    """
    reasons = strictest_first(_lowered(each, overrides) for each in decision.reasons)
    closed = any(each.effect == "block" and each.opens_at for each in reasons)
    return replace(
        decision,
        effect=effect_of(reasons),
        reasons=reasons,
        opens_at=decision.opens_at if closed else None,
        opens=decision.opens if closed else None,
    )


def can_be_overridden(reason: Reason) -> bool:
    """Whether a supervisor may let this rule be passed over."""
    return reason.effect == "block" and reason.override == "supervisor"


def _lowered(reason: Reason, overrides: Mapping[str, Override]) -> Reason:
    override = overrides.get(reason.rule)
    if override is None or not can_be_overridden(reason):
        return reason
    return replace(reason, effect=LOWERED, passed_over=(override.by, override.reason))
