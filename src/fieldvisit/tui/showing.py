"""How cases and decisions are put into words and columns on every screen."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

from fieldvisit.domain.privacy import mask_name, mask_phone
from fieldvisit.domain.visit import KIND_WORDS, STATE_WORDS, Visit
from fieldvisit.domain.words import PLACE_WORDS
from fieldvisit.rules.names import GATE_WORDS
from fieldvisit.services.place import place_zone
from fieldvisit.tui.widgets.table import Cell, Tone
from fieldvisit.wording import _, clock_text, money_text

if TYPE_CHECKING:
    from textual.screen import Screen

    from fieldvisit.domain.money import Money
    from fieldvisit.rules.decide import Decision
    from fieldvisit.services.board import VisitLine
    from fieldvisit.services.visits import StepTaken
    from fieldvisit.settings import Settings

_NO_CENTS = re.compile(r"\.0+$")
_TONES: dict[str, Tone] = {"block": "bad", "ack": "warn", "warn": "warn"}


def name_shown(name: str, settings: Settings) -> str:
    """The borrower's name as lists show it."""
    return mask_name(name) if settings.mask_names else name


def phone_shown(phone: str, settings: Settings) -> str:
    """A telephone number as screens show it."""
    return mask_phone(phone) if settings.mask_phones else phone


def amount_cell(money: Money) -> Cell:
    """An amount in a column: where it is narrow, decimals that say nothing go first, then the
    currency; a figure that is cut would be another figure."""
    whole, bare = money_text(money), money_text(money, with_currency=False)
    return Cell(whole, shorter=(_NO_CENTS.sub("", whole), _NO_CENTS.sub("", bare)))


def window_shown(visit: Visit) -> str:
    """The time window, "09:00-11:00", "09:00-" or nothing."""
    if visit.window_from is None:
        return ""
    end = clock_text(visit.window_to) if visit.window_to else ""
    return f"{clock_text(visit.window_from)}-{end}"


def verdict(decision: Decision, visit: Visit, now: datetime) -> Cell:
    """The gate's word, with the time it opens when it is closed now."""
    word = _(GATE_WORDS[decision.effect])
    if decision.effect == "block" and decision.opens_at is not None:
        there = decision.opens_at.astimezone(place_zone(visit.case))
        today = now.astimezone(there.tzinfo).date()
        when = clock_text(there) if there.date() == today else f"{there:%m-%d %H:%M}"
        return Cell(_("from {time}").format(time=when), "bad")
    return Cell(word, _TONES.get(decision.effect, "good"))


def gate_shown(line: VisitLine, now: datetime) -> Cell:
    """The gate's word on a visit of the day's list: of now, unless its planned time is shut."""
    if line.at_window and line.visit.window_from:
        planned = clock_text(line.visit.window_from)
        return Cell(_("not at {time}").format(time=planned), "bad")
    return verdict(line.decision, line.visit, now)


def tell_plan(screen: Screen[Any], step: StepTaken) -> None:
    """Say that the plan is saved, and what the gate says of the time that was planned."""
    said = [_("Saved #{seq}").format(seq=step.event.seq)]
    decision = step.decision
    if decision is not None and decision.strictest is not None and decision.effect != "record":
        verdict = _("At that time: {verdict}").format(verdict=_(GATE_WORDS[decision.effect]))
        said += [verdict, " ".join(decision.strictest.sentences(_))]
    is_open = decision is None or not decision.is_blocked
    screen.notify("\n".join(said), severity="information" if is_open else "warning")


def state_shown(visit: Visit) -> str:
    """The state, or for a planned one why it is on the list, and where it is when not at home."""
    why = [_(PLACE_WORDS[visit.place])] if visit.place != "home" else []
    why += [_(KIND_WORDS[visit.kind])] if visit.kind != "visit" else []
    if visit.state == "planned" and why:
        return " ".join(why)
    if visit.outcome:
        return f"{_(STATE_WORDS[visit.state])} {visit.outcome}"
    return _(STATE_WORDS[visit.state])
