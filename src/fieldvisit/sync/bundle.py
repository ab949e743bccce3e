"""A bundle: a run of journal entries as one file, whose every byte is checked when it is read.

"FVB1", the length of the header (4 bytes, big-endian), the header as JSON, then each event's
stored bytes behind their own length, then the SHA-256 of everything before it. Neither signed nor
encrypted: the chain shows damage and gaps, not who wrote it, and the folder must be one that
others cannot read.
"""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

from fieldvisit import __version__
from fieldvisit.domain.events import LARGEST, Event, chained
from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.text import N_

MAGIC = b"FVB1"
FORM = 1
KIND = "events"
MOST_ENTRIES = 500
MOST_PAYLOAD = 4 * 1024 * 1024
MOST_HEADER = 16 * 1024
_LENGTH = struct.Struct(">I")
_DIGEST = hashlib.sha256().digest_size
_UNREADABLE = (KeyError, ValueError, TypeError, OverflowError, RecursionError, struct.error)
"""What JSON of another shape raises when its parts are taken for what they should be."""


class StoredEntry(Protocol):
    """An entry as the journal hands it over."""

    @property
    def seq(self) -> int: ...

    @property
    def stored(self) -> bytes: ...

    @property
    def chain(self) -> bytes: ...


@frozen
class Bundle:
    """Entries `seq_from` to `seq_to` of a device; `head` is the chain value after the last."""

    device: str
    seq_from: int
    seq_to: int
    previous: bytes
    head: bytes
    events: tuple[bytes, ...]

    @property
    def name(self) -> str:
        """Where the bundle lies in a folder: the device's own folder, then a name that says what
        it holds."""
        return f"{self.device}/{self.seq_from:09}-{self.seq_to:09}-{self.head.hex()[:8]}.fvb"

    def encode(self) -> bytes:
        """The bundle's bytes; the same entries always give the same."""
        payload = b"".join(_LENGTH.pack(len(stored)) + stored for stored in self.events)
        header = {
            "kind": KIND,
            "form": FORM,
            "device": self.device,
            "seq_from": self.seq_from,
            "seq_to": self.seq_to,
            "previous": self.previous.hex(),
            "head": self.head.hex(),
            "count": len(self.events),
            "version": __version__,
        }
        written = json.dumps(header, separators=(",", ":")).encode()
        whole = MAGIC + _LENGTH.pack(len(written)) + written + payload
        return whole + hashlib.sha256(whole).digest()


def bundles(device: str, previous: bytes, entries: Iterable[StoredEntry]) -> Iterator[Bundle]:
    """The entries in bundles of at most 500 events and 4 MiB; `previous` is the chain before."""
    waiting: list[StoredEntry] = []
    size = 0
    for entry in entries:
        if waiting and (len(waiting) == MOST_ENTRIES or size + len(entry.stored) > MOST_PAYLOAD):
            yield _bundle(device, previous, waiting)
            previous, waiting, size = waiting[-1].chain, [], 0
        waiting.append(entry)
        size += len(entry.stored) + _LENGTH.size
    if waiting:
        yield _bundle(device, previous, waiting)


def _bundle(device: str, previous: bytes, entries: Sequence[StoredEntry]) -> Bundle:
    return Bundle(
        device,
        entries[0].seq,
        entries[-1].seq,
        previous,
        entries[-1].chain,
        tuple(entry.stored for entry in entries),
    )


def read_bundle(written: bytes) -> Bundle:
    """The bundle in these bytes; raises BadInput unless every length, hash and link is right."""
    header, payload = _parts(written)
    try:
        bundle = Bundle(
            str(header["device"]),
            int(header["seq_from"]),
            int(header["seq_to"]),
            bytes.fromhex(header["previous"]),
            bytes.fromhex(header["head"]),
            tuple(_events(payload, int(header["count"]))),
        )
        is_linked = _is_linked(bundle)
    except _UNREADABLE as error:
        raise _damaged() from error
    if not is_linked:
        raise _damaged()
    return bundle


def _parts(written: bytes) -> tuple[dict[str, Any], bytes]:
    start = len(MAGIC) + _LENGTH.size
    whole, digest = written[:-_DIGEST], written[-_DIGEST:]
    if whole[: len(MAGIC)] != MAGIC or len(whole) < start:
        raise _damaged()
    length = _LENGTH.unpack_from(whole, len(MAGIC))[0]
    payload = whole[start + length :]
    if length > MOST_HEADER or len(payload) > MOST_PAYLOAD + MOST_ENTRIES * _LENGTH.size:
        raise _damaged()
    if hashlib.sha256(whole).digest() != digest:
        raise _damaged()
    try:
        header = json.loads(whole[start : start + length])
    except (ValueError, RecursionError) as error:
        raise _damaged() from error
    if not isinstance(header, dict) or (header.get("kind"), header.get("form")) != (KIND, FORM):
        raise _damaged()
    return header, payload


def _events(payload: bytes, count: int) -> Iterator[bytes]:
    if not 0 < count <= MOST_ENTRIES:
        raise ValueError("count")
    place = 0
    for _number in range(count):
        length = _LENGTH.unpack_from(payload, place)[0]
        place += _LENGTH.size + length
        if length > LARGEST or place > len(payload):
            raise ValueError("length")
        yield payload[place - length : place]
    if place != len(payload):
        raise ValueError("rest")


def _is_linked(bundle: Bundle) -> bool:
    chain, seq = bundle.previous, bundle.seq_from
    for stored in bundle.events:
        event = Event.decode(stored)
        if event.seq != seq or event.device != bundle.device:
            return False
        chain, seq = chained(chain, stored), seq + 1
    return chain == bundle.head and seq == bundle.seq_to + 1


def _damaged() -> BadInput:
    return BadInput(
        N_("This bundle is damaged or is none; hand the log over once more."), code="bundle.damaged"
    )
