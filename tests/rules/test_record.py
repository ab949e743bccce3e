"""What is recorded: a duty at the gate, a demand at the close, a ban before the recorder runs."""

from __future__ import annotations

from itertools import chain, combinations
from pathlib import Path
from typing import Any

import pytest
from gate_cases import decided, pack_from, pack_text, reason

from fieldvisit.domain.problems import BadInput
from fieldvisit.rules.decide import decide
from fieldvisit.rules.decision import Decision
from fieldvisit.rules.facts import Facts
from fieldvisit.rules.names import MEDIA
from fieldvisit.rules.pack import Pack

AT = "2026-07-14T10:00:00Z"
RECORD = {
    "id": "a.record",
    "kind": "record",
    "effect": "block",
    "on": ["visit"],
    "one_of": ["audio", "video"],
    "never": ["video_inside_home_without_consent"],
}
BAN = {"id": "a.record", "kind": "record", "effect": "block"}


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    return pack_from(tmp_path_factory.mktemp("packs"), pack_text(RECORD))


def at_the(kind: str, pack: Pack, media: list[str] | None = None, **more: Any) -> Decision:
    action = {"kind": kind, **({"media": media} if media else {})}
    return decided(AT, pack, zones=("UTC",), action=action, **more)


@pytest.mark.parametrize(
    ("has", "effect"),
    [
        ({}, "block"),
        ({"recording": AT}, "allow"),
        ({"recording": "2026-07-14T10:00:01Z"}, "block"),
        ({"recording": "2026-07-13T10:00:00Z"}, "allow"),
        ({"recording": "2026-07-13T09:59:59Z"}, "block"),
        ({"no_recording_reason": AT}, "allow"),
        ({"no_recording_reason": "2026-07-13T09:59:59Z"}, "block"),
        ({"recording": "2026-07-01T10:00:00Z", "no_recording_reason": AT}, "allow"),
    ],
)
def test_a_visit_is_closed_with_a_recording_or_a_reason(
    pack: Pack, has: dict[str, str], effect: str
) -> None:
    decision = at_the("close_visit", pack, has=has)
    assert decision.effect == effect
    if spoken := reason(decision, "a.record"):
        assert spoken.sentences() == [
            "The visit cannot be closed without a recording: audio or video.",
            "Record where the recording is, or why there is none.",
        ]


EVERY_MEDIA = list(chain.from_iterable(combinations(MEDIA, number) for number in range(4)))


@pytest.mark.parametrize("media", EVERY_MEDIA)
@pytest.mark.parametrize(
    ("one_of", "all_of"),
    [
        (["audio"], []),
        (["video"], []),
        (["audio", "video"], []),
        ([], ["audio"]),
        ([], ["audio", "video"]),
        (["video"], ["audio"]),
    ],
)
def test_the_recording_holds_what_is_asked(
    tmp_path: Path, one_of: list[str], all_of: list[str], media: tuple[str, ...]
) -> None:
    own = pack_from(tmp_path, pack_text({**BAN, "one_of": one_of, "all_of": all_of}))
    decision = at_the("close_visit", own, list(media), has={"recording": AT})
    held = {each[:5] for each in media}
    fits = set(all_of) <= held and (not one_of or bool(set(one_of) & held))
    assert (decision.effect == "allow") == (fits if media else len(all_of) < 2)


@pytest.mark.parametrize("media", EVERY_MEDIA)
@pytest.mark.parametrize("place", ["home", "", "work", "public"])
@pytest.mark.parametrize("consented", [True, False])
def test_nobody_films_in_a_home_without_consent(
    pack: Pack, media: tuple[str, ...], place: str, consented: bool
) -> None:
    consents = [{"name": "consent.record_video", "at": AT}] if consented else []
    stated: dict[str, Any] = {"kind": "record", "at": AT, "media": list(media)}
    where = {"kind": place} if place else {}
    document = {"packs": ["a"], "action": stated, "place": where, "consents": consents}
    decision = decide(Facts.of(document), [pack])
    inside = "video_inside" in media or not media
    is_banned = inside and place in ("home", "") and not consented
    assert (reason(decision, "a.record") is not None) == is_banned


def test_consent_must_have_been_given_before(pack: Pack) -> None:
    late = [{"name": "consent.record_video", "at": "2026-07-14T10:00:01Z"}]
    decision = at_the("record", pack, ["video_inside"], consents=late)
    spoken = reason(decision, "a.record")
    assert spoken is not None
    assert spoken.text == "Not to be recorded: video inside a home without consent."


@pytest.mark.parametrize("ban", MEDIA)
@pytest.mark.parametrize("media", EVERY_MEDIA)
def test_what_is_never_recorded(tmp_path: Path, ban: str, media: tuple[str, ...]) -> None:
    own = pack_from(tmp_path, pack_text({**BAN, "never": [ban]}))
    decision = at_the("record", own, list(media))
    assert (decision.effect == "block") == (ban in media or not media)


@pytest.mark.parametrize("media", EVERY_MEDIA)
@pytest.mark.parametrize("consent", ["none", "one", "all"])
@pytest.mark.parametrize("given", [(), ("audio",), ("video",), ("audio", "video")])
def test_everybody_agrees_first_where_all_must(
    tmp_path: Path, consent: str, media: tuple[str, ...], given: tuple[str, ...]
) -> None:
    rule = {**BAN, "one_of": ["audio"], "consent": consent}
    own = pack_from(tmp_path, pack_text(rule))
    consents = [{"name": f"consent.record_{each}", "at": AT} for each in given]
    decision = at_the("record", own, list(media), consents=consents)
    needed = {each[:5] for each in media or MEDIA}
    is_missing = consent == "all" and not needed <= set(given)
    assert (decision.effect == "block") == is_missing


def test_the_gate_tells_what_will_be_recorded(tmp_path: Path, pack: Pack) -> None:
    decision = at_the("visit", pack)
    assert decision.effect == "allow"
    assert [each.text for each in decision.duties] == [
        "Recording: audio or video, no video inside a home without consent."
    ]
    rule = {**BAN, "on": ["call"], "all_of": ["audio"], "consent": "all"}
    calls = pack_from(tmp_path, pack_text(rule))
    assert at_the("visit", calls).duties == ()
    assert [each.text for each in at_the("call", calls).duties] == [
        "Recording: audio, only when everybody agrees."
    ]
    assert at_the("close_visit", calls).effect == "allow"
    assert at_the("close_visit", calls).duties == ()


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({}, "one_of"),
        ({"consent": "none"}, "one_of"),
        ({"one_of": ["photo"]}, "one_of"),
        ({"never": ["video"]}, "never"),
        ({"consent": "both"}, "consent"),
        ({"on": ["letter"], "one_of": ["audio"]}, "on"),
    ],
)
def test_faults_of_a_rule(tmp_path: Path, change: dict[str, Any], key: str) -> None:
    with pytest.raises(BadInput) as caught:
        pack_from(tmp_path, pack_text({**BAN, **change}))
    assert caught.value.field == f"rule[1].{key}"
