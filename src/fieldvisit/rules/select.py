"""Which packs bind a case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from fieldvisit.domain.text import N_
from fieldvisit.rules.decision import Reason
from fieldvisit.rules.explain import Phrase, moment_there
from fieldvisit.rules.facts import Facts
from fieldvisit.rules.pack import APPLIES, Pack, ancestors
from fieldvisit.rules.parts import CaseFacts
from fieldvisit.rules.reading import wrong
from fieldvisit.rules.scene import Scene, last_date
from fieldvisit.rules.zones import country_code

_MAY_BE_UNSTATED = ("debt_type", "lender_type")
"""Left empty, these count as fitting: the stricter reading. A place left empty does not."""


def select(facts: Facts, packs: Sequence[Pack]) -> tuple[list[Pack], list[Reason]]:
    """The packs for these facts, and what the gate itself has to say about the choice.

    Packs named in the facts are taken as named, else by the case. A pack brings along those that
    it extends. None binds before the date at the place on which it takes effect. Raises BadInput
    for a name that no pack has.
    """
    if facts.case is None and facts.packs:
        chosen, reasons = _named(facts, packs), list[Reason]()
    elif facts.case is None or not (facts.case.country and facts.case.role):
        return [], [_incomplete()]
    elif facts.packs:
        chosen, reasons = _named(facts, packs), []
    else:
        chosen, reasons = _binding(packs, facts.case), []
    chosen = _with_parents(chosen, packs)
    days = {pack.id: last_date(facts, pack) for pack in chosen}
    chosen = [pack for pack in chosen if pack.effective <= days[pack.id]]
    if not any(pack.states_law for pack in chosen):
        reasons.append(_nothing_matches())
    usable = [pack for pack in chosen if not _is_over(pack, days[pack.id])]
    reasons += [_expired(pack) for pack in chosen if _is_over(pack, days[pack.id])]
    now, last_seen = facts.clock.now, facts.clock.last_seen
    if now is not None and last_seen is not None and now < last_seen:
        reasons.append(_set_back(now, last_seen, next(iter(facts.place.zones), "UTC")))
    reasons += [_stale(pack) for pack in usable if now is not None and is_stale(pack, now)]
    return usable, reasons


def holidays_short(scene: Scene) -> Reason | None:
    """A warning when the holiday table that a rule uses ends within 60 days, by the facts' clock.

    A pack is not refused for it when it is loaded: it would stop loading by itself one day, and
    every case that it binds with it. Instead `rules check` calls it a fault, the gate warns ahead,
    and dates that the table does not cover count as closed.
    """
    now = scene.facts.clock.now
    if now is None or not scene.pack.uses_holidays or scene.holidays.reaches(now.date()):
        return None
    said = N_("The holiday table {table} ends soon; dates beyond it count as closed.")
    return Reason(
        rule="holidays.short",
        effect="warn",
        pack=scene.pack.id,
        said=Phrase(said, {"table": scene.pack.holidays}),
        clears=Phrase(N_("Get a new holiday table.")),
    )


def _binding(packs: Sequence[Pack], case: CaseFacts) -> list[Pack]:
    """Those of which the case fits every list of `applies`; upper and lower case are alike."""
    stated = {key: getattr(case, key).casefold() for key in APPLIES}
    stated["country"] = country_code(case.country).casefold()
    return [pack for pack in packs if _binds(pack, stated)]


def _binds(pack: Pack, stated: Mapping[str, str]) -> bool:
    for key, wanted in pack.wanted.items():
        if stated[key] not in wanted and (stated[key] or key not in _MAY_BE_UNSTATED):
            return False
    return True


def _named(facts: Facts, packs: Sequence[Pack]) -> list[Pack]:
    by_id = {pack.id: pack for pack in packs}
    for number, name in enumerate(facts.packs):
        if name not in by_id:
            phrase = N_("{key}: there is no pack of this name; see: fieldvisit rules list")
            raise wrong(f"packs[{number}]", phrase)
    return [by_id[name] for name in dict.fromkeys(facts.packs)]


def _with_parents(chosen: Sequence[Pack], packs: Sequence[Pack]) -> list[Pack]:
    if not any(pack.extends for pack in chosen):
        return list(chosen)
    known: Mapping[str, Pack] = {pack.id: pack for pack in packs}
    ids = dict.fromkeys(pack.id for pack in chosen)
    for pack in chosen:
        ids |= dict.fromkeys(sorted(ancestors(pack.id, known)))
    return [known[name] for name in ids]


def _is_over(pack: Pack, day: date) -> bool:
    return pack.expires is not None and day > pack.expires


def is_stale(pack: Pack, now: datetime) -> bool:
    """Whether nobody has compared the pack with its sources for longer than it allows."""
    if pack.stale_after is None:
        return False
    return now.date() > pack.checked_on + timedelta(days=pack.stale_after)


def _incomplete() -> Reason:
    return Reason(
        rule="case.incomplete",
        effect="block",
        said=Phrase(N_("The case has no country or no role, and nothing is guessed.")),
        clears=Phrase(N_("Add country and role to the case.")),
    )


def _nothing_matches() -> Reason:
    return Reason(
        rule="none.matches",
        effect="ack",
        said=Phrase(N_("No rule pack states the law for this case; ask your supervisor.")),
    )


def _set_back(now: datetime, last_seen: datetime, zone: str) -> Reason:
    """The laptop's clock is earlier than its own journal: no time that it tells can be trusted."""
    return Reason(
        rule="clock.set_back",
        effect="ack",
        said=Phrase(
            N_("This computer's clock shows {now}, but the latest record is of {seen}."),
            {"now": moment_there(now, zone, now), "seen": moment_there(last_seen, zone, now)},
        ),
        clears=Phrase(N_("Set the clock of the computer right, then ask again.")),
    )


def _expired(pack: Pack) -> Reason:
    return Reason(
        rule="pack.expired",
        effect="block",
        pack=pack.id,
        said=Phrase(
            N_("The rule pack {pack} is no longer valid; get a new one."), {"pack": pack.id}
        ),
    )


def _stale(pack: Pack) -> Reason:
    details = {"pack": pack.id, "date": pack.checked_on.isoformat()}
    return Reason(
        rule="pack.stale",
        effect="ack",
        pack=pack.id,
        said=Phrase(N_("The rule pack {pack} was last checked on {date}."), details),
    )
