"""What the gate answers: an effect, and every rule that spoke."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field
from datetime import datetime
from typing import Any

from fieldvisit.domain.content import Texts
from fieldvisit.domain.events import instant_text
from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.text import N_
from fieldvisit.rules.explain import Phrase, Translate, english, spoken
from fieldvisit.rules.names import EFFECTS
from fieldvisit.rules.zones import local

OVERRIDDEN = N_("Overridden by {name}: {reason}")


@frozen
class Reason:
    """A rule that spoke. `said` is why, in one sentence; `rule_text` is the rule in its own words.

    `opens` says when it opens and `clears` what would clear it, where there is such a thing.
    `wants` names what a visit that is being closed still lacks: "recording" or "receipt".
    `latest_start` is the last instant at which an action too long for its window could have begun,
    `zone` the clock that was read. Built-in reasons have no pack and no source. `passed_over` holds
    the name of the supervisor who overrode the rule, and why.
    """

    rule: str
    effect: str
    said: Phrase
    pack: str = ""
    mark: str = "POLICY"
    source: str = ""
    override: str = "none"
    rule_text: Texts = field(default_factory=dict)
    opens_at: datetime | None = None
    latest_start: datetime | None = None
    opens: Phrase | None = None
    clears: Phrase | None = None
    zone: str = ""
    wants: str = ""
    passed_over: tuple[str, str] | None = None

    @property
    def text(self) -> str:
        """The reason in English."""
        return spoken(self.said)

    def sentences(self, translate: Translate = english) -> list[str]:
        """Why, when it opens, what would clear it, who overrode it: what there is of them."""
        said = [self.said, self.opens, self.clears]
        if self.passed_over is not None:
            by, reason = self.passed_over
            said = [self.said, Phrase(OVERRIDDEN, {"name": by, "reason": reason})]
        return [spoken(phrase, translate) for phrase in said if phrase is not None]

    def document(self, translate: Translate = english) -> dict[str, Any]:
        """The reason as `rules decide` prints it."""
        document: dict[str, Any] = {
            "rule": self.rule,
            "pack": self.pack,
            "effect": self.effect,
            "mark": self.mark,
            "text": spoken(self.said, translate),
            "source": self.source,
            "opens_at": instant_text(self.opens_at) if self.opens_at else None,
            "override": self.override,
        }
        if self.latest_start is not None:
            document["latest_start"] = local(self.latest_start, self.zone).isoformat()
        if self.passed_over is not None:
            by, reason = self.passed_over
            document["overridden"] = {"by": by, "reason": reason}
        for name, phrase in (("opens", self.opens), ("clears", self.clears)):
            if phrase is not None:
                document[name] = spoken(phrase, translate)
        return document


@frozen
class Decision:
    """The answer for one action. `reasons` stand strictest first; `packs` are ids with SHA-256.

    `local` is the instant of the action on the clock that was read, None when no zone is known.
    `opens_at` is the next instant at which no rule about time blocks; None when none does now, or
    none is found within two months. `opens` says it in words. `duties` are what the rules ask for
    while the action goes on (what to say, to show, to record); they do not change the effect.
    """

    effect: str
    reasons: tuple[Reason, ...]
    packs: tuple[tuple[str, str], ...]
    local: datetime | None = None
    opens_at: datetime | None = None
    opens: Phrase | None = None
    duties: tuple[Reason, ...] = ()
    id: str | int = ""

    @property
    def is_blocked(self) -> bool:
        """Whether a rule forbids the action."""
        return self.effect == "block"

    @property
    def strictest(self) -> Reason | None:
        """The reason to show first."""
        return self.reasons[0] if self.reasons else None

    def document(self, translate: Translate = english) -> dict[str, Any]:
        """The decision as `rules decide` prints it and the journal stores it."""
        document: dict[str, Any] = {"id": self.id} if self.id != "" else {}
        document |= {
            "effect": self.effect,
            "reasons": [reason.document(translate) for reason in self.reasons],
            "packs": [{"id": name, "sha256": sha256} for name, sha256 in self.packs],
            "local": self.local.isoformat() if self.local else None,
            "opens_at": instant_text(self.opens_at) if self.opens_at else None,
        }
        if self.opens is not None:
            document["opens"] = spoken(self.opens, translate)
        if self.duties:
            document["duties"] = [duty.document(translate) for duty in self.duties]
        return document


def strictest_first(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """The reasons by effect; those of the same effect keep their order."""
    return tuple(sorted(reasons, key=lambda reason: EFFECTS.index(reason.effect)))


def effect_of(reasons: Iterable[Reason]) -> str:
    """The strictest effect, "allow" when nothing speaks."""
    found = {reason.effect for reason in reasons}
    return next((effect for effect in EFFECTS if effect in found), "allow")
