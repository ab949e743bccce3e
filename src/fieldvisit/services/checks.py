"""Checking the journal, its copy and the tables, and making the tables again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from fieldvisit.store.store import Store


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found. `broken_at` is the first entry that does not follow from the one before."""

    events: int
    head: str
    broken_at: int | None
    copy: Literal["equal", "behind", "ahead", "differs"]
    projections: Literal["equal", "differ"]

    @property
    def ok(self) -> bool:
        """Whether everything is as it should be."""
        return (self.broken_at, self.copy, self.projections) == (None, "equal", "equal")


def verify(store: Store) -> Verified:
    """Read every entry of both files, and compare the tables with what the journal says."""
    head = store.journal.head()
    broken_at = store.journal.first_break()
    return Verified(
        events=head.seq,
        head=head.chain.hex(),
        broken_at=broken_at,
        copy=_compared(store),
        projections="equal" if broken_at is None and store.tables_follow() else "differ",
    )


def rebuild(store: Store) -> int:
    """Make the tables again from the journal; how many entries they follow from."""
    return store.project_again()


def _compared(store: Store) -> Literal["equal", "behind", "ahead", "differs"]:
    head, copied = store.journal.head(), store.copy.head()
    shared = min(head.seq, copied.seq)
    if store.copy.first_break() is not None:
        return "differs"
    if store.journal.chain_at(shared) != store.copy.chain_at(shared):
        return "differs"
    if head.seq == copied.seq:
        return "equal"
    return "ahead" if copied.seq > head.seq else "behind"
