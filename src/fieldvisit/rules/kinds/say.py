"""`say`: what is said and shown at the door or on the telephone.

`on` names the channels. There the rule stays silent and tells the collector beforehand what will
have to be said and shown; it speaks, and asks for a confirmation, when the debt is about to be
spoken of (`disclose`). One confirmation is enough for a visit.

`first` is said until the ledger holds a conversation with the borrower, `later` from then on;
without `later` it stays with `first`. `show` is shown each time. With `after_identity` the words
themselves tell of a debt: the rule waits until identity is confirmed.
"""

from __future__ import annotations

from fieldvisit.domain.content import Table, Texts
from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.text import N_
from fieldvisit.rules import names
from fieldvisit.rules.confirmed import is_confirmed
from fieldvisit.rules.decision import Reason
from fieldvisit.rules.explain import Phrase
from fieldvisit.rules.intervals import LATEST
from fieldvisit.rules.kind import Kind, reason_of
from fieldvisit.rules.pack import Rule
from fieldvisit.rules.parts import Happened
from fieldvisit.rules.scene import Scene
from fieldvisit.rules.values import lacks, sayings_of

_TALKED = ("conversation", "spoke_to_debtor")


@frozen
class Say:
    """What is said at the first conversation and at later ones, and what is shown at each."""

    first: tuple[Texts, ...] = ()
    later: tuple[Texts, ...] = ()
    show: tuple[Texts, ...] = ()
    after_identity: bool = False

    @property
    def later_or_first(self) -> tuple[Texts, ...]:
        """What is said when there was a conversation before."""
        return self.later or self.first


def read(table: Table) -> Say:
    """The fields of the kind; raises BadInput when nothing is to be said or shown."""
    say = Say(
        first=sayings_of(table, "first"),
        later=sayings_of(table, "later"),
        show=sayings_of(table, "show"),
        after_identity=table.yes("after_identity"),
    )
    if not (say.first or say.show):
        phrase = N_("{file}, line {line}: {key} or show must name what is said or shown.")
        raise table.wrong("first", phrase)
    return say


def speak(rule: Rule, scene: Scene) -> Reason | None:
    """The list to confirm when the debt is about to be spoken of."""
    say: Say = rule.own
    if scene.facts.action.kind != "disclose" or is_confirmed(rule, "visit", scene):
        return None
    if say.after_identity and not _knows_who(scene):
        return None
    clears = Phrase(N_("Confirm that it was said and shown."))
    return reason_of(rule, scene, _list(say, scene), clears=clears)


def reminds(rule: Rule, scene: Scene) -> Reason | None:
    """The same list beforehand."""
    say: Say = rule.own
    if scene.facts.action.kind == "disclose":
        return None
    said = _list(say, scene)
    if say.after_identity:
        said = Phrase(N_("Once it is certain who it is: {list}"), {"list": said})
    return reason_of(rule, scene, said)


def document(say: Say) -> dict[str, object]:
    """The fields as the file writes them."""
    fields: dict[str, object] = {
        key: [dict(each) for each in texts]
        for key, texts in (("first", say.first), ("later", say.later), ("show", say.show))
        if texts
    }
    return {**fields, "after_identity": True} if say.after_identity else fields


def loosens(parent: Say, child: Say) -> str:
    """The key by which the child has less said or shown, or says it to anybody."""
    less = {
        "first": lacks(parent.first, child.first),
        "later": lacks(parent.later_or_first, child.later_or_first),
        "show": lacks(parent.show, child.show),
        "after_identity": parent.after_identity and not child.after_identity,
    }
    return next((key for key, is_less in less.items() if is_less), "")


def texts(say: Say) -> tuple[Texts, ...]:
    """Every text of the rule."""
    return (*say.first, *say.later, *say.show)


def _knows_who(scene: Scene) -> bool:
    return scene.facts.has.get("identity_confirmed", LATEST) <= scene.at


def _talked_before(scene: Scene) -> bool:
    talks = scene.history.once("talks", lambda: scene.history.those(names.CHANNELS, _is_talk))
    return bool(talks) and talks[0].at < scene.at


def _is_talk(each: Happened) -> bool:
    return each.result in _TALKED and each.party in ("", "debtor")


def _list(say: Say, scene: Scene) -> Phrase:
    words = say.later_or_first if _talked_before(scene) else say.first
    details = {"words": words, "things": say.show}
    if not details["words"]:
        return Phrase(N_("Show: {things}."), details)
    if not details["things"]:
        return Phrase(N_("Say: {words}."), details)
    return Phrase(N_("Say: {words}. Show: {things}."), details)


KIND = Kind(
    name="say",
    read=read,
    speak=speak,
    reminds=reminds,
    loosens=loosens,
    document=document,
    usual=("visit", "call"),
    beyond=("disclose",),
    texts=texts,
)
