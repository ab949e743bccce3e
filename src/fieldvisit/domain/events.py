"""Journal events: what was done, as bytes that are made once and chained."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta
from typing import Any

from fieldvisit.domain.calendar import YEARS
from fieldvisit.domain.frozen import frozen

FORM = 1
"""Version of the envelope below; a payload's own version is `Event.version`."""

LARGEST = 128 * 1024
"""Bytes of one event at most: a case with every text at its longest, in rare characters."""

CASE_IMPORTED = "case.imported"
VISIT_PLANNED = "visit.planned"
VISIT_MOVED = "visit.moved"
ENTRY_LOGGED = "entry.logged"
ENTRY_ENDED = "entry.ended"
VISIT_STARTED = "visit.started"
VISIT_FINISHED = "visit.finished"
VISIT_CLOSED = "visit.closed"
DECISION_MADE = "decision.made"
OUTCOME_LOGGED = "outcome.logged"
PLAN_AGREED = "plan.agreed"
PROMISE_SETTLED = "promise.settled"
RECORD_REVERSED = "record.reversed"
DAY_CLOSED = "day.closed"

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


@frozen
class NewEvent:
    """What a service asks the journal to hold.

    An `event_id` minted when the form was opened makes saving twice harmless: the second time
    gives back the event that is there. `supersedes` names the event that this one corrects.
    """

    type: str
    payload: dict[str, Any]
    supersedes: str = ""
    event_id: str = ""
    version: int = 1


@frozen
class Event:
    """One entry of a device's journal.

    `at` is the laptop's clock in UTC, to the millisecond; `offset` its distance from UTC
    ("+08:00"). `boot` tells starts of the machine apart and `boot_ms` counts milliseconds since
    that start, sleep included where the system says so: together they show a clock that was moved.
    """

    event_id: str
    device: str
    seq: int
    type: str
    version: int
    at: datetime
    offset: str
    boot: str
    boot_ms: int
    supersedes: str
    payload: dict[str, Any]

    def encode(self) -> bytes:
        """The event's bytes. Made once, when it is written; ever after the stored bytes count."""
        envelope = {
            "v": FORM,
            "id": self.event_id,
            "dev": self.device,
            "seq": self.seq,
            "t": self.type,
            "sv": self.version,
            "wall": (self.at - _EPOCH) // timedelta(milliseconds=1),
            "tz": self.offset,
            "boot": self.boot,
            "boot_ms": self.boot_ms,
            "supersedes": self.supersedes,
            "p": self.payload,
        }
        return _JSON.encode(envelope).encode()

    @classmethod
    def decode(cls, stored: bytes) -> Event:
        """The event that the bytes hold; raises ValueError when they hold none."""
        envelope = json.loads(stored)
        if not isinstance(envelope, dict) or envelope.get("v") != FORM:
            raise ValueError("these bytes hold no event of a known form")
        return cls(
            event_id=envelope["id"],
            device=envelope["dev"],
            seq=envelope["seq"],
            type=envelope["t"],
            version=envelope["sv"],
            at=_EPOCH + timedelta(milliseconds=envelope["wall"]),
            offset=envelope["tz"],
            boot=envelope["boot"],
            boot_ms=envelope["boot_ms"],
            supersedes=envelope["supersedes"],
            payload=envelope["p"],
        )


def genesis(device: str) -> bytes:
    """The chain value before a device's first event."""
    return hashlib.sha256(b"fieldvisit/genesis/1\0" + device.encode()).digest()


def chained(previous: bytes, stored: bytes) -> bytes:
    """The chain value after an event: SHA-256 over the value before it and the event's bytes."""
    return hashlib.sha256(b"fieldvisit/event/1\0" + previous + stored).digest()


def short_code(chain: bytes) -> str:
    """Eight characters of a chain value to read out on the telephone: "7F3K-Q9RD".

    Crockford's alphabet: no I, L, O or U, so that no character is mistaken for another.
    """
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    number = int.from_bytes(chain[:5], "big")
    letters = "".join(alphabet[number >> shift & 31] for shift in range(35, -5, -5))
    return f"{letters[:4]}-{letters[4:]}"


def instant_text(moment: datetime) -> str:
    """An aware instant as documents write it: UTC with Z, to the second."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")[:19] + "Z"


def instant_of(text: str) -> datetime:
    """The instant that a document's text means; raises ValueError for one that is a slip.

    It needs an offset, and a year in which everything that is counted from it is still a date.
    """
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None or moment.year not in YEARS:
        raise ValueError("an instant needs an offset and a year of these times")
    return moment.astimezone(UTC)
