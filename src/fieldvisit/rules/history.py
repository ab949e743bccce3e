"""The contact ledger of one decision, put in order once for all rules that count."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Hashable, Sequence
from datetime import UTC, datetime
from operator import attrgetter
from typing import Any, TypeVar, cast

from fieldvisit.rules.parts import Happened

T = TypeVar("T")

_BEGINNING = datetime(1, 1, 1, tzinfo=UTC)
_AT = attrgetter("at")
_ALIKE = tuple(name for name in Happened.__slots__ if name != "at")
_SIGNATURE = attrgetter(*_ALIKE)


class History:
    """Contacts oldest first.

    Most of a long ledger is the same few lines over and over but for their instant, so a test
    that does not look at the instant is made once for all that are alike.
    """

    def __init__(self, ledger: Sequence[Happened]) -> None:
        self._contacts = sorted(ledger, key=_AT)
        self._likes: list[Happened] = []
        self._like = self._numbered()
        self._answers: dict[Hashable, Any] = {}

    def _numbered(self) -> list[int]:
        """For each contact the place in `_likes` of one that differs in nothing but its instant."""
        places: dict[Any, int] = {}
        numbers = []
        for each in self._contacts:
            place = places.setdefault(_SIGNATURE(each), len(places))
            if place == len(self._likes):
                self._likes.append(each)
            numbers.append(place)
        return numbers

    def those(
        self,
        kinds: Collection[str],
        fits: Callable[[Happened], bool],
        since: datetime = _BEGINNING,
    ) -> list[Happened]:
        """The contacts of these kinds from that instant on that fit, oldest first.

        `fits` must not look at the instant of a contact.
        """
        taken = [each.kind in kinds and fits(each) for each in self._likes]
        start = bisect_left(self._contacts, since, key=_AT)
        return [
            each
            for each, like in zip(self._contacts[start:], self._like[start:], strict=True)
            if taken[like]
        ]

    def once(self, key: Hashable, answer: Callable[[], T]) -> T:
        """What `answer` gives, worked out the first time that it is asked under this key."""
        if key not in self._answers:
            self._answers[key] = answer()
        return cast(T, self._answers[key])
