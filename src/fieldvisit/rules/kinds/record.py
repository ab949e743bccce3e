"""`record`: what has to be recorded of a visit or a call, and what may not be.

The duty (`one_of`, `all_of`) is told when the visit or call is planned and speaks when the visit is
closed: a `recording` must exist, or a `no_recording_reason`; either no older than a day, so that
what an earlier visit left behind does not count. `media` of the closing says what was recorded, and
so that something was; left out, a recording counts unless `all_of` asks for both.

The bans speak when a recording is about to start (`record`): what stands under `never`, and with
`consent = "all"` sound without `consent.record_audio` and pictures without `consent.record_video`.
`never` may also name `video_inside_home_without_consent`. A recording that does not say what it
takes is treated as taking everything, and a place that is not described as a home.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from fieldvisit.domain.content import Table
from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.text import N_
from fieldvisit.rules import names
from fieldvisit.rules.decision import Reason
from fieldvisit.rules.excuses import is_excused
from fieldvisit.rules.explain import Phrase
from fieldvisit.rules.kind import Kind, reason_of
from fieldvisit.rules.pack import Rule
from fieldvisit.rules.scene import Scene

_KINDS = {"audio": N_("audio"), "video": N_("video")}
_AT_HOME = "video_inside_home_without_consent"
_NEVER = {
    "audio": N_("audio"),
    "video_outside": N_("video outside"),
    "video_inside": N_("video inside"),
    _AT_HOME: N_("video inside a home without consent"),
}
_CONSENTS = ("none", "one", "all")
_FRESH = timedelta(days=1)


@frozen
class Record:
    """`one_of` and `all_of` name audio and video; `consent` says who must agree beforehand.

    "one" is met by the collector, who records.
    """

    one_of: tuple[str, ...] = ()
    all_of: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    consent: str = "none"


def read(table: Table) -> Record:
    """The fields of the kind; raises BadInput when nothing is demanded or forbidden."""
    record = Record(
        one_of=table.names("one_of", _KINDS),
        all_of=table.names("all_of", _KINDS),
        never=table.names("never", _NEVER),
        consent=table.one_of("consent", _CONSENTS, "none"),
    )
    if record == Record():
        raise table.wrong("one_of", N_("{file}, line {line}: {key} or another demand is missing."))
    return record


def speak(rule: Rule, scene: Scene) -> Reason | None:
    """A reason when the visit ends without its recording, or a ban would be broken."""
    if scene.facts.action.kind == "record":
        return _forbidden(rule, scene)
    if scene.facts.action.kind == "close_visit" and "visit" in rule.on:
        return _missing(rule, scene)
    return None


def reminds(rule: Rule, scene: Scene) -> Reason | None:
    """Before the visit or the call: what to record and what not."""
    if scene.facts.action.kind in ("record", "close_visit"):
        return None
    said = Phrase(N_("Recording: {duties}."), {"duties": tuple(_duties(rule.own))})
    return reason_of(rule, scene, said)


def document(record: Record) -> dict[str, object]:
    """The fields as the file writes them."""
    fields: dict[str, object] = {
        key: list(value)
        for key, value in (
            ("one_of", record.one_of),
            ("all_of", record.all_of),
            ("never", record.never),
        )
        if value
    }
    return fields if record.consent == "none" else {**fields, "consent": record.consent}


def loosens(parent: Record, child: Record) -> str:
    """The key by which the child demands less, or forbids less."""
    narrower = bool(child.one_of) and set(child.one_of) <= set(parent.one_of)
    less = {
        "one_of": bool(parent.one_of) and not (narrower or set(child.all_of) & set(parent.one_of)),
        "all_of": not set(parent.all_of) <= set(child.all_of),
        "never": any(each not in child.never for each in parent.never if not _covers(child, each)),
        "consent": _CONSENTS.index(child.consent) < _CONSENTS.index(parent.consent),
    }
    return next((key for key, is_less in less.items() if is_less), "")


def _covers(record: Record, ban: str) -> bool:
    return ban == _AT_HOME and "video_inside" in record.never


def _duties(record: Record) -> Iterable[Phrase | str]:
    if record.one_of:
        yield _either([_KINDS[each] for each in record.one_of])
    yield from (_KINDS[each] for each in record.all_of)
    for ban in record.never:
        yield Phrase(N_("no {what}"), {"what": _NEVER[ban]})
    if record.consent == "all":
        yield N_("only when everybody agrees")


def _either(words: list[str]) -> Phrase | str:
    if len(words) == 1:
        return words[0]
    return Phrase(N_("{first} or {second}"), {"first": words[0], "second": words[1]})


def _missing(rule: Rule, scene: Scene) -> Reason | None:
    record: Record = rule.own
    if not (record.one_of or record.all_of) or _is_new("no_recording_reason", scene):
        return None
    is_there = bool(scene.facts.action.media) or _is_new("recording", scene)
    if is_there and _holds_enough(record, scene):
        return None
    duties = _duties(Record(one_of=record.one_of, all_of=record.all_of))
    said = N_("The visit cannot be closed without a recording: {duties}.")
    clears = Phrase(N_("Record where the recording is, or why there is none."))
    phrase = Phrase(said, {"duties": tuple(duties)})
    return reason_of(rule, scene, phrase, clears=clears, wants="recording")


def _is_new(name: str, scene: Scene) -> bool:
    stored = scene.facts.has.get(name)
    return stored is not None and stored <= scene.at <= stored + _FRESH


def _holds_enough(record: Record, scene: Scene) -> bool:
    held = {medium.split("_")[0] for medium in scene.facts.action.media}
    if not held:
        return len(record.all_of) < 2
    return set(record.all_of) <= held and bool(not record.one_of or held & set(record.one_of))


def _forbidden(rule: Rule, scene: Scene) -> Reason | None:
    record: Record = rule.own
    media = scene.facts.action.media or names.MEDIA
    banned = tuple(_NEVER[each] for each in record.never if _is_banned(each, media, scene))
    if banned:
        return reason_of(rule, scene, Phrase(N_("Not to be recorded: {what}."), {"what": banned}))
    needed = {
        "consent.record_audio" if each == "audio" else "consent.record_video" for each in media
    }
    missing = tuple(each for each in sorted(needed) if not is_excused((each,), scene))
    if record.consent != "all" or not missing:
        return None
    details = {"things": tuple(names.CONSENTS[each] for each in missing)}
    said = Phrase(N_("Missing before recording: {things}."), details)
    return reason_of(rule, scene, said, clears=Phrase(N_("Ask everybody, and record the answer.")))


def _is_banned(ban: str, media: Iterable[str], scene: Scene) -> bool:
    if ban != _AT_HOME:
        return ban in media
    at_home = scene.facts.place.kind in ("", "home")
    return at_home and "video_inside" in media and not is_excused(("consent.record_video",), scene)


KIND = Kind(
    name="record",
    read=read,
    speak=speak,
    reminds=reminds,
    loosens=loosens,
    document=document,
    actions=("visit", "call"),
    usual=("visit",),
    beyond=("record", "close_visit"),
)
