"""Which contacts of the ledger a rule counts, and which of them belong together.

A contact that does not state what a filter asks for is counted: the stricter reading. "Spoke to
the borrower", "spoke to somebody else" and "conversation" are one thing said more or less closely,
so a filter for one of them is met by the other where the ledger leaves it open.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime

from fieldvisit.domain.content import Table
from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.text import N_
from fieldvisit.rules import names
from fieldvisit.rules.excuses import excused_times
from fieldvisit.rules.intervals import holds
from fieldvisit.rules.pack import Rule
from fieldvisit.rules.parts import Happened
from fieldvisit.rules.scene import Scene

CONSENTED = "consented_call"
TO_LAWYER = "to_lawyer"
SKIP_WORDS = {CONSENTED: N_("calls agreed to"), TO_LAWYER: N_("calls to the lawyer")}
SKIPS = (*names.RESULTS, *SKIP_WORDS)
"""What `skip` may leave out: results, calls that a consent covered, calls to the lawyer."""

BY = ("borrower", "person", "debt", "number", "place", "institution", "agency")
"""What `by` may join with "+": only contacts that are alike in each of these count together."""

_SPOKE = {
    "conversation": {"conversation", "spoke_to_debtor", "spoke_to_other"},
    "spoke_to_debtor": {"spoke_to_debtor", "conversation"},
    "spoke_to_other": {"spoke_to_other", "conversation"},
}


@frozen
class Count:
    """A filter over the ledger; an empty list asks for nothing. `channel` empty: those of `on`."""

    channel: tuple[str, ...] = ()
    outcome: tuple[str, ...] = ()
    started_by: tuple[str, ...] = ()
    party: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()

    def takes(self, each: Happened) -> bool:
        """Whether the contact is counted against somebody, apart from `channel` and consents."""
        if each.result in self.skip or (TO_LAWYER in self.skip and each.party == "lawyer"):
            return False
        if self.outcome and each.result:
            meant = _SPOKE.get(each.result, {each.result})
            if meant.isdisjoint(self.outcome):
                return False
        return (
            _may_fit(each.started_by, self.started_by)
            and _may_fit(each.party, self.party)
            and _may_fit(each.place, self.place)
        )

    def surely_takes(self, each: Happened) -> bool:
        """Whether the contact shows what is asked for: nothing that it leaves open counts.

        Only the place may be open: facts from elsewhere cannot state where a contact happened.
        """
        is_talk = each.result.startswith("spoke_to_") and "conversation" in self.outcome
        return (
            each.result not in self.skip
            and (is_talk or _fits(each.result, self.outcome))
            and _fits(each.started_by, self.started_by)
            and _fits(each.party, self.party)
            and _may_fit(each.place, self.place)
        )


EVERYTHING = Count()


def read_count(table: Table) -> Count:
    """The filter that a table states; raises BadInput for a name outside its closed list."""
    count = Count(
        channel=table.names("channel", names.LEDGER_KINDS),
        outcome=table.names("outcome", names.RESULTS),
        started_by=table.names("started_by", names.STARTERS),
        party=table.names("party", names.PARTIES),
        place=table.names("place", names.PLACES),
        skip=table.names("skip", SKIPS),
    )
    table.close()
    return count


def read_by(table: Table) -> tuple[str, ...]:
    """The parts of `by`, such as "person+debt"; "borrower" when the key is missing."""
    parts = tuple(table.text("by", "borrower", words=BY).split("+"))
    if not set(parts) <= set(BY):
        raise table.wrong(
            "by",
            N_('{file}, line {line}: {key} must join some of these with "+": {allowed}.'),
            allowed=", ".join(BY),
        )
    return parts


def document_of(count: Count) -> dict[str, list[str]]:
    """The filter as a file writes it."""
    return {name: list(value) for name, value in asdict(count).items() if value}


def counts_less(parent: Count, child: Count) -> bool:
    """Whether the child may leave out contacts that the parent counts."""
    if parent.channel and not child.channel:
        return True
    return not set(child.skip) <= set(parent.skip) or any(
        _narrows(getattr(parent, name), getattr(child, name))
        for name in ("channel", "outcome", "started_by", "party", "place")
    )


def counted_groups(
    count: Count, by: tuple[str, ...], rule: Rule, scene: Scene, since: datetime
) -> list[list[Happened]]:
    """The contacts from `since` on that the rule counts together with the action, oldest first.

    One list for each debt of the action when `by` keeps debts apart, else one list. Worked out
    once for all rules of the decision that count alike.
    """
    return scene.history.once(
        ("counted", rule.own, rule.on, scene.pack.clock),
        lambda: _groups(count, by, rule.on, scene, since),
    )


def _groups(
    count: Count, by: tuple[str, ...], kinds: tuple[str, ...], scene: Scene, since: datetime
) -> list[list[Happened]]:
    alike = [_ALIKE[part] for part in by if part in _ALIKE]

    def about(debts: tuple[str, ...]) -> list[Happened]:
        contacts = scene.history.those(
            count.channel or kinds,
            lambda each: (
                count.takes(each)
                and _is_about(each, debts)
                and all(is_alike(each, scene) for is_alike in alike)
            ),
            since,
        )
        return _without_consented(contacts, scene) if CONSENTED in count.skip else contacts

    if "debt" not in by or len(scene.debts) < 2:
        return [about(scene.debts if "debt" in by else ())]
    return [about((debt,)) for debt in scene.debts]


def _without_consented(contacts: list[Happened], scene: Scene) -> list[Happened]:
    """Those at whose instant no consent to be called counted, in some zone of the place."""
    if not contacts or not any(each.name == "consent.call" for each in scene.facts.consents):
        return contacts
    first, last = contacts[0].at, contacts[-1].at
    consented = [
        excused_times(("consent.call",), scene, zone, first, last) for zone in scene.date_zones
    ]
    return [each for each in contacts if not all(holds(times, each.at) for times in consented)]


def _narrows(parent: tuple[str, ...], child: tuple[str, ...]) -> bool:
    return bool(child) and (not parent or not set(parent) <= set(child))


def _fits(stated: str, wanted: tuple[str, ...]) -> bool:
    return not wanted or stated in wanted


def _may_fit(stated: str, wanted: tuple[str, ...]) -> bool:
    return not stated or _fits(stated, wanted)


def _is_about(each: Happened, debts: tuple[str, ...]) -> bool:
    return not debts or not each.debts or not set(debts).isdisjoint(each.debts)


def _same(one: str, other: str) -> bool:
    return not one or not other or one == other


def _is_same_person(each: Happened, scene: Scene) -> bool:
    """Whether it may have been the same person: by their id where both are known, else by role."""
    action = scene.facts.action
    if each.person and action.person:
        return each.person == action.person
    return _same(each.party, action.party)


_ALIKE: dict[str, Callable[[Happened, Scene], bool]] = {
    "person": _is_same_person,
    "number": lambda each, scene: _same(each.number, scene.facts.action.number),
    "place": lambda each, scene: _same(each.place, scene.facts.place.kind),
    "institution": lambda each, scene: _same(
        each.institution, scene.facts.case.institution if scene.facts.case else ""
    ),
    "agency": lambda each, scene: _same(
        each.agency, scene.facts.case.agency if scene.facts.case else ""
    ),
}
