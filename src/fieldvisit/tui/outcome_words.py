"""How the Record step puts outcome codes, their options and the whole record into words."""

from __future__ import annotations

from fieldvisit.domain.arrears import load_causes
from fieldvisit.domain.outcome import OutcomeCode, load_outcome_codes
from fieldvisit.domain.outcome_codes import Need
from fieldvisit.domain.words import FLAG_WORDS, PARTY_WORDS, PLACE_WORDS
from fieldvisit.tui.outcome_form import Typed
from fieldvisit.wording import _, labelled, listed, pick

_NOTE_SHOWN = 200
"""Characters of a note that the last look shows; the whole of it stands in the form."""


def code_names() -> list[tuple[str, str]]:
    """Every outcome code with its name, the names below each other."""
    codes = load_outcome_codes().codes.values()
    width = max(len(code.id) for code in codes)
    return [(f"{code.id:{width}}  {pick(code.name)}", code.id) for code in codes]


def options_of(need: Need, code: OutcomeCode) -> list[tuple[str, str]]:
    """The names and ids to choose from; none for what is typed freely."""
    if need.kind == "reason":
        return [(pick(each.name), each.id) for each in code.reasons]
    if need.kind == "consent":
        return [(_("yes"), "yes"), (_("no"), "no")]
    return [(pick(each.name), each.id) for each in need.options]


def review_lines(typed: Typed, code: OutcomeCode) -> list[str]:
    """The record as it is shown once more before it is saved."""
    needs = load_outcome_codes().needs
    lines = [f"{code.id}  {pick(code.name)}"]
    if typed.cause:
        lines.append(pick(load_causes().causes[typed.cause].name))
    if typed.met:
        met = listed(_(PARTY_WORDS[party]) for party in typed.met)
        lines.append(_("Met: {parties}").format(parties=met))
    for name, text in typed.values.items():
        if name in (*code.needs, *code.may):
            lines.append(labelled(pick(needs[name].name), _shown(needs[name], code, text)))
    if typed.place:
        lines.append(_("Place: {place}").format(place=_(PLACE_WORDS[typed.place])))
    if typed.flags:
        flags = listed(_(FLAG_WORDS[flag]) for flag in typed.flags)
        lines.append(_("Flags: {flags}").format(flags=flags))
    if typed.note.strip():
        lines.append(_("Note: {text}").format(text=typed.note.strip()[:_NOTE_SHOWN]))
    return lines


def _shown(need: Need, code: OutcomeCode, text: str) -> str:
    return next((name for name, each in options_of(need, code) if each == text), text)
