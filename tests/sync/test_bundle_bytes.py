"""What a bundle says comes back as it went in, and nothing else is taken for a bundle."""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldvisit.domain.events import LARGEST, Event, chained, genesis
from fieldvisit.domain.problems import BadInput
from fieldvisit.store.journal import Entry
from fieldvisit.sync.bundle import MAGIC, MOST_ENTRIES, MOST_PAYLOAD, Bundle, bundles, read_bundle

DEVICE = "5b1c"
AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


def journal(payloads: list[dict[str, Any]], device: str = DEVICE) -> list[Entry]:
    """Entries of a device with these payloads, chained."""
    entries, chain = [], genesis(device)
    for seq, payload in enumerate(payloads, 1):
        event = Event(f"e{seq}", device, seq, "said", 1, AT, "+08:00", "b", 5, "", payload)
        stored = event.encode()
        chain = chained(chain, stored)
        entries.append(Entry(seq, event.event_id, stored, chain))
    return entries


def a_bundle(*payloads: dict[str, Any]) -> Bundle:
    """One bundle of these payloads, or of a single small one."""
    (bundle,) = bundles(DEVICE, genesis(DEVICE), journal(list(payloads or ({"a": 1},))))
    return bundle


def written(
    bundle: Bundle, change: Callable[[dict[str, Any]], Any] = dict, payload: bytes | None = None
) -> bytes:
    """A bundle with another header or payload, and the digest that belongs to it."""
    encoded = bundle.encode()
    (length,) = struct.unpack_from(">I", encoded, 4)
    header = json.dumps(change(json.loads(encoded[8 : 8 + length]))).encode()
    body = encoded[8 + length : -32] if payload is None else payload
    return sealed(header, body)


def sealed(header: bytes, body: bytes) -> bytes:
    """These parts as a file whose digest is right."""
    whole = MAGIC + struct.pack(">I", len(header)) + header + body
    return whole + hashlib.sha256(whole).digest()


TEXTS = st.text(st.characters(codec="utf-8"), max_size=12)


@settings(max_examples=60)
@given(
    st.lists(st.dictionaries(TEXTS, TEXTS | st.integers(), max_size=3), min_size=1, max_size=9),
    st.integers(0, 8),
)
def test_what_was_handed_over_is_what_is_read(
    payloads: list[dict[str, Any]], already_sent: int
) -> None:
    entries = journal(payloads)
    sent = min(already_sent, len(entries) - 1)
    previous = entries[sent - 1].chain if sent else genesis(DEVICE)
    (bundle,) = bundles(DEVICE, previous, entries[sent:])
    read = read_bundle(bundle.encode())

    assert read == bundle
    assert read.encode() == bundle.encode()
    assert read.events == tuple(entry.stored for entry in entries[sent:])
    assert (read.seq_from, read.seq_to) == (sent + 1, len(entries))


def test_nothing_to_hand_over_makes_no_bundle() -> None:
    assert list(bundles(DEVICE, genesis(DEVICE), [])) == []


def test_every_shorter_and_longer_file_is_refused() -> None:
    encoded = a_bundle().encode()
    for place in range(len(encoded)):
        with pytest.raises(BadInput):
            read_bundle(encoded[:place])
    with pytest.raises(BadInput):
        read_bundle(encoded + b"\0")


def test_every_flipped_byte_is_refused() -> None:
    encoded = a_bundle().encode()
    for place in range(len(encoded)):
        for bit in (1, 32, 255):
            damaged = bytearray(encoded)
            damaged[place] ^= bit
            with pytest.raises(BadInput):
                read_bundle(bytes(damaged))


@pytest.mark.parametrize(
    "change",
    [
        lambda header: header | {"kind": "receipt"},
        lambda header: header | {"form": 2},
        lambda header: header | {"count": 0},
        lambda header: header | {"count": 3},
        lambda header: header | {"count": 1},
        lambda header: header | {"count": MOST_ENTRIES + 1},
        lambda header: header | {"count": float("inf")},
        lambda header: header | {"count": None},
        lambda header: header | {"device": "another"},
        lambda header: header | {"seq_from": 2, "seq_to": 3},
        lambda header: header | {"seq_to": 3},
        lambda header: header | {"previous": "00" * 32},
        lambda header: header | {"head": "00" * 32},
        lambda header: header | {"head": "no hexadecimal"},
        lambda header: {key: value for key, value in header.items() if key != "head"},
        lambda header: [header],
        str,
    ],
)
def test_a_header_that_does_not_fit_is_refused_though_its_digest_is_right(
    change: Callable[[dict[str, Any]], Any],
) -> None:
    bundle = a_bundle({"a": 1}, {"b": 2})

    assert read_bundle(written(bundle)) == bundle
    with pytest.raises(BadInput, match="damaged"):
        read_bundle(written(bundle, change))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\0\0",
        struct.pack(">I", 2) + b"{}",
        struct.pack(">I", 4) + b"{}",
        struct.pack(">I", 2) + b"{}more",
        struct.pack(">I", 4) + b"\xff\xfe{}",
        struct.pack(">I", 60_000) + b"[" * 60_000,
        struct.pack(">I", LARGEST + 1) + b" " * (LARGEST + 1),
        b" " * (MOST_PAYLOAD + MOST_ENTRIES * 4 + 1),
    ],
    ids=["none", "cut", "no event", "too far", "rest", "no text", "deep", "long", "too much"],
)
def test_a_payload_that_is_none_is_refused_though_its_digest_is_right(body: bytes) -> None:
    with pytest.raises(BadInput, match="damaged"):
        read_bundle(written(a_bundle(), payload=body))


@pytest.mark.parametrize("header", [b"{", b"\xff", b"[" * 16_000, b" " * (16 * 1024 + 1)], ids=len)
def test_a_header_that_is_no_json_or_too_long_is_refused(header: bytes) -> None:
    with pytest.raises(BadInput, match="damaged"):
        read_bundle(sealed(header, b""))


@pytest.mark.parametrize(
    "envelope",
    [{"wall": "noon"}, {"wall": 10**30}, {"seq": "1"}, {"v": 2}],
    ids=["wall of text", "no such year", "seq of text", "unknown form"],
)
def test_an_event_of_another_shape_is_refused(envelope: dict[str, Any]) -> None:
    (entry,) = journal([{}])
    stored = json.dumps(json.loads(entry.stored) | envelope).encode()
    chain = chained(genesis(DEVICE), stored)
    bundle = Bundle(DEVICE, 1, 1, genesis(DEVICE), chain, (stored,))

    with pytest.raises(BadInput, match="damaged"):
        read_bundle(bundle.encode())


def test_an_event_as_long_as_the_journal_takes_can_be_read_again() -> None:
    (entry,) = journal([{}])
    (longest,) = journal([{"note": "x" * (LARGEST - len(entry.stored) - len('"note":""'))}])
    (bundle,) = bundles(DEVICE, genesis(DEVICE), [longest])

    assert len(longest.stored) == LARGEST
    assert read_bundle(bundle.encode()) == bundle


def test_long_events_are_cut_into_bundles_that_can_be_read() -> None:
    entries = journal([{"note": "x" * 100_000} for _number in range(90)])
    found = list(bundles(DEVICE, genesis(DEVICE), entries))

    assert len(found) == 3
    assert [read_bundle(each.encode()) for each in found] == found
    assert [each.previous for each in found[1:]] == [each.head for each in found[:-1]]
