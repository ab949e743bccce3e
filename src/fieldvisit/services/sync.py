"""Handing the journal over; nothing local is deleted by it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from fieldvisit.domain.frozen import frozen

if TYPE_CHECKING:
    from fieldvisit.store.store import Store
    from fieldvisit.sync.folder import FolderCarrier


@dataclass(slots=True)
class SyncResult:
    """What one run did, in journal entries.

    `sent` were written and read back now, `duplicates` lay there already with the same bytes.
    `confirmed` counts what head office has acknowledged and `received` what it sent: a folder
    alone does neither. `refused` names bundles in whose place something else lies.
    """

    carrier: str
    sent: int = 0
    confirmed: int = 0
    duplicates: int = 0
    refused: list[str] = field(default_factory=list)
    quarantined: list[str] = field(default_factory=list)
    unsent: int = 0
    received: int = 0


@frozen
class Standing:
    """How many entries no folder has yet, and when the last one was handed over."""

    unsent: int
    last_sync: datetime | None


def hand_over(store: Store, carrier: FolderCarrier, now: datetime) -> SyncResult:
    """Hand over what the carrier lacks; running it again hands over nothing twice.

    Every carrier gets the whole journal. Progress is kept after each bundle, so that a run that is
    interrupted goes on where it stopped. Raises BadInput when the carrier fails.
    """
    used_before = store.handovers.is_known(carrier.path)
    folder_id = carrier.recognise(used_before=used_before)
    seq, chain = store.handovers.reached(folder_id) or (0, store.journal.genesis())
    result = SyncResult(carrier.name)
    for bundle in carrier.bundles(store.device, chain, store.journal.entries(seq)):
        handed = carrier.put(bundle)
        if handed == "refused":
            result.refused.append(bundle.name)
            break
        if handed == "sent":
            result.sent += len(bundle.events)
        else:
            result.duplicates += len(bundle.events)
        store.handovers.save(folder_id, carrier.path, bundle.seq_to, bundle.head, now)
    result.unsent = standing(store).unsent
    return result


def standing(store: Store) -> Standing:
    """What the header of every screen shows."""
    newest = store.handovers.newest()
    head = store.journal.head()
    return Standing(head.seq - newest.seq, newest.at) if newest else Standing(head.seq, None)
