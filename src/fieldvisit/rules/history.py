"""The contact ledger of one decision, put in order once for all rules that count."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from operator import attrgetter

from fieldvisit.rules.parts import Happened

_BEGINNING = datetime(1, 1, 1, tzinfo=UTC)


class History:
    """Contacts by kind, oldest first."""

    def __init__(self, ledger: Sequence[Happened]) -> None:
        self._by_kind: dict[str, list[Happened]] = {}
        for each in sorted(ledger, key=attrgetter("at")):
            self._by_kind.setdefault(each.kind, []).append(each)

    def of(self, kinds: Collection[str], since: datetime = _BEGINNING) -> list[Happened]:
        """The contacts of these kinds from that instant on, oldest first."""
        found = []
        for kind in kinds:
            contacts = self._by_kind.get(kind, [])
            found += contacts[bisect_left(contacts, since, key=attrgetter("at")) :]
        return sorted(found, key=attrgetter("at")) if len(kinds) > 1 else found
