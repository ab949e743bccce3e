"""`ack`: a principle that only a person can judge; somebody reads `prompt` and confirms it.

`every` says how far one confirmation reaches: this visit, this calendar day at the place, or the
whole case. Confirmations are stated in the facts (`confirmed`) by the rule's id.
"""

from __future__ import annotations

from fieldvisit.domain.content import Table, Texts
from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.text import N_
from fieldvisit.rules import names
from fieldvisit.rules.confirmed import EVERY, is_confirmed
from fieldvisit.rules.decision import Reason
from fieldvisit.rules.explain import Phrase
from fieldvisit.rules.kind import Kind, reason_of
from fieldvisit.rules.pack import Rule
from fieldvisit.rules.scene import Scene

_CLEARS = {
    "visit": N_("Confirm it for this visit."),
    "day": N_("Confirm it for today."),
    "case": N_("Confirm it for this case."),
}


@frozen
class Ack:
    """`prompt` is what the person confirms, `every` for how long."""

    prompt: Texts
    every: str = "visit"


def read(table: Table) -> Ack:
    """The fields of the kind."""
    ack = Ack(prompt=table.texts("prompt"), every=table.one_of("every", EVERY, "visit"))
    if not ack.prompt.get("en", "").strip():
        raise table.wrong("prompt", N_("{file}, line {line}: {key} needs a text in English."))
    return ack


def speak(rule: Rule, scene: Scene) -> Reason | None:
    """The prompt, until it has been confirmed."""
    ack: Ack = rule.own
    if is_confirmed(rule, ack.every, scene):
        return None
    said = Phrase("{prompt}", {"prompt": ack.prompt})
    return reason_of(rule, scene, said, clears=Phrase(_CLEARS[ack.every]))


def document(ack: Ack) -> dict[str, object]:
    """The fields as the file writes them."""
    return {"prompt": dict(ack.prompt), "every": ack.every}


def loosens(parent: Ack, child: Ack) -> str:
    """Whether the child asks less often; other words are as good."""
    return "every" if EVERY.index(child.every) > EVERY.index(parent.every) else ""


KIND = Kind(
    name="ack",
    read=read,
    speak=speak,
    loosens=loosens,
    document=document,
    actions=names.ACTIONS,
    usual=("visit",),
    texts=lambda own: (own.prompt,),
)
