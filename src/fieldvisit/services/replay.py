"""Every stored decision made again, with the rules as they are now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from fieldvisit.domain.events import Event
from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.problems import BadInput
from fieldvisit.rules.facts import Facts
from fieldvisit.rules.overrides import lowered
from fieldvisit.services.assent import overrides_in
from fieldvisit.services.rulebook import Rulebook, rulebook

if TYPE_CHECKING:
    from fieldvisit.settings import Settings
    from fieldvisit.store.store import Store

_WORDS = ("text", "opens", "clears")
"""Keys that only put a result into words."""


@frozen
class Difference:
    """A stored decision that does not come out the same.

    `packs` are those whose file is another now: id, the hash then and now (None: not there).
    `after` is None when the result is the same all the same, `fault` says why the stored facts
    can no longer be read.
    """

    event_id: str
    seq: int
    visit_id: str
    action: str
    at: datetime
    packs: tuple[tuple[str, str | None, str | None], ...]
    before: dict[str, Any]
    after: dict[str, Any] | None
    fault: BadInput | None = None

    @property
    def is_of_result(self) -> bool:
        """Whether the answer is another one, not just the file of a pack."""
        return self.after is not None or self.fault is not None


@frozen
class Replay:
    """How many decisions there are, and those that differ in pack or result, oldest first."""

    decisions: int
    differences: tuple[Difference, ...]

    @property
    def is_same(self) -> bool:
        """Whether every result is the stored one."""
        return not any(each.is_of_result for each in self.differences)


def replay_decisions(store: Store, settings: Settings) -> Replay:
    """Decide every stored decision again; nothing is written."""
    book = rulebook(settings)
    count, differences = 0, []
    for entry in store.journal.entries():
        event = Event.decode(entry.stored)
        for record in _records(event.payload):
            count += 1
            difference = _replayed(book, event, record)
            if difference is not None:
                differences.append(difference)
    return Replay(count, tuple(differences))


def _records(payload: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The event's own decision, and that on closing the visit."""
    for record in (payload, payload.get("closing", {})):
        if "facts" in record and "decision" in record:
            yield record


def _replayed(book: Rulebook, event: Event, record: dict[str, Any]) -> Difference | None:
    before, after, fault = record["decision"], None, None
    try:
        facts = Facts.of(record["facts"])
        after = lowered(book.decide(facts), overrides_in(record)).document()
    except BadInput as problem:
        fault = problem
    packs = _changed_packs(before, after) if after else ()
    same = after is not None and _result(before) == _result(after)
    if same and not packs:
        return None
    return Difference(
        event_id=event.event_id,
        seq=event.seq,
        visit_id=event.payload.get("visit", ""),
        action=record["facts"].get("action", {}).get("kind", ""),
        at=event.at,
        packs=packs,
        before=before,
        after=None if same else after,
        fault=fault,
    )


def _changed_packs(
    before: dict[str, Any], after: dict[str, Any]
) -> tuple[tuple[str, str | None, str | None], ...]:
    then = {each["id"]: each["sha256"] for each in before["packs"]}
    now = {each["id"]: each["sha256"] for each in after["packs"]}
    return tuple(
        (name, then.get(name), now.get(name))
        for name in dict.fromkeys((*then, *now))
        if then.get(name) != now.get(name)
    )


def _result(document: dict[str, Any]) -> dict[str, Any]:
    """What was decided, without the words for it and the hashes of the packs."""
    reasons = [
        {key: value for key, value in reason.items() if key not in _WORDS}
        for reason in document["reasons"]
    ]
    whole = {key: value for key, value in document.items() if key not in (*_WORDS, "packs")}
    return whole | {"reasons": reasons}
