"""The contact ledger of one decision, put in order once for all rules that count."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from itertools import chain
from operator import attrgetter
from typing import Any, TypeVar, cast

from fieldvisit.rules.parts import Happened

T = TypeVar("T")

_BEGINNING = datetime(1, 1, 1, tzinfo=UTC)
_AT = attrgetter("at")
_SIGNATURE = attrgetter(*(each.name for each in fields(Happened) if each.name != "at"))


class History:
    """Contacts oldest first, and what is worked out once for all rules of a decision.

    Most of a long ledger is the same few lines over and over but for their instant, so a test
    that does not look at the instant is made once for all that are alike.
    """

    def __init__(self, ledger: Sequence[Happened]) -> None:
        self._alike: dict[Any, list[Happened]] = {}
        for each in sorted(ledger, key=_AT):
            self._alike.setdefault(_SIGNATURE(each), []).append(each)
        self._answers: dict[Hashable, Any] = {}

    def those(
        self,
        kinds: Collection[str],
        fits: Callable[[Happened], bool],
        since: datetime = _BEGINNING,
    ) -> list[Happened]:
        """The contacts of these kinds from that instant on that fit, oldest first.

        `fits` must not look at the instant of a contact.
        """
        taken = (
            alike[bisect_left(alike, since, key=_AT) :]
            for alike in self._alike.values()
            if alike[0].kind in kinds and fits(alike[0])
        )
        return sorted(chain.from_iterable(taken), key=_AT)

    def once(self, key: Hashable, answer: Callable[[], T]) -> T:
        """What `answer` gives, worked out the first time that it is asked under this key."""
        if key not in self._answers:
            self._answers[key] = answer()
        return cast(T, self._answers[key])
