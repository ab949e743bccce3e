"""`party`: who besides the borrower may be spoken to, and about what.

The rule is about the people in `who` without those in `not`; it says nothing about the borrower.
With these people `may` is all that is allowed: actions (`ask_location`, `leave_note`, `letter`) or
purposes (`answer_query`); no stated purpose counts as collecting. `only_if` names flags of the
borrower of which one must stand first. The debt is never spoken of with them, unless `may` names
`disclose`, and then only while the borrower's `consent.disclose` counts. `never` is what they must
not learn, in words for the collector. `ask_max` limits in how many entries of the ledger
(`ask_location`) the same person was asked.

`stop_if` names the flag by which such a person refuses contact. It is final: it has no end, forbids
what `may` allows as well, and holds for that person in any part but the borrower's own. It leaves
other people alone. Where a person is not named, in the action or in the flag, and it may be the one
who refused, the rule takes it that it is. An unknown party is taken for one of `who` when somebody
is asked where the borrower is, and when the debt is spoken of before identity is confirmed.
"""

from __future__ import annotations

from functools import partial

from fieldvisit.domain.content import Table
from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.text import N_
from fieldvisit.domain.words import PARTY_WORDS
from fieldvisit.rules import names
from fieldvisit.rules.decision import Reason
from fieldvisit.rules.excuses import flag_time, is_excused
from fieldvisit.rules.explain import ACTION_WORDS, Phrase, either, how_many
from fieldvisit.rules.intervals import LATEST
from fieldvisit.rules.kind import Kind, reason_of
from fieldvisit.rules.pack import Rule
from fieldvisit.rules.parts import Happened
from fieldvisit.rules.scene import Scene
from fieldvisit.rules.values import whole_number

ACTIONS = ("visit", "call", "message", "letter", "leave_note", "ask_location", "disclose")
OTHERS = tuple(each for each in names.PARTIES if each not in ("debtor", "nobody"))
_MAY_WORDS = {**{each: ACTION_WORDS[each] for each in ACTIONS}, **names.PURPOSE_WORDS}


@frozen
class Party:
    """`who` are the people meant, those under `not` taken away; `ask_max` None: any number."""

    who: tuple[str, ...]
    only_if: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    ask_max: int | None = None
    stop_if: str = ""


def read(table: Table) -> Party:
    """The fields of the kind; raises BadInput when nobody is meant."""
    who = table.names("who", OTHERS)
    spared = table.names("not", OTHERS)
    party = Party(
        who=tuple(each for each in who if each not in spared),
        only_if=table.names("only_if", names.FLAGS),
        may=table.names("may", _MAY_WORDS),
        never=table.names("never", names.UNTOLD),
        ask_max=whole_number(table, "ask_max"),
        stop_if=table.one_of("stop_if", names.FLAGS, ""),
    )
    if not party.who:
        raise table.wrong("who", N_("{file}, line {line}: {key} must name whom the rule is about."))
    if party.ask_max is not None and "ask_location" not in party.may:
        phrase = N_("{file}, line {line}: {key} goes with ask_location under may only.")
        raise table.wrong("ask_max", phrase)
    return party


def speak(rule: Rule, scene: Scene) -> Reason | None:
    """A reason when the person is not to be met for this, or not again."""
    party: Party = rule.own
    if _has_refused(party, scene):
        said = N_("This person ({who}) asked not to be contacted again; that has no end.")
        return reason_of(rule, scene, Phrase(said, _details(party, scene)))
    if not _is_meant(party, scene):
        return None
    if _may_have_refused(party, scene):
        said = N_("Somebody asked not to be contacted again, and it may be this person ({who}).")
        clears = Phrase(N_("Write down who it is."))
        return reason_of(rule, scene, Phrase(said, _details(party, scene)), clears=clears)
    if scene.facts.action.kind == "disclose":
        return _disclosing(rule, scene)
    return _contacting(rule, scene)


def reminds(rule: Rule, scene: Scene) -> Reason | None:
    """What is allowed with this person, and what they must not learn."""
    party: Party = rule.own
    if scene.facts.action.kind == "disclose" or not (party.never and _is_meant(party, scene)):
        return None
    said = N_("With this person ({who}) only: {may}. Never say: {never}.")
    return reason_of(rule, scene, Phrase(said, _details(party, scene)))


def document(party: Party) -> dict[str, object]:
    """The fields as a file writes them; `not` has gone into `who`."""
    fields = {
        "who": list(party.who),
        "only_if": list(party.only_if),
        "may": list(party.may),
        "never": list(party.never),
        "ask_max": party.ask_max,
        "stop_if": party.stop_if,
    }
    return {key: value for key, value in fields.items() if value not in ([], None, "")}


def loosens(parent: Party, child: Party) -> str:
    """The key by which the child lets more people be met, or for more."""
    more = {
        "who": not set(parent.who) <= set(child.who),
        "only_if": bool(parent.only_if)
        and not (child.only_if and set(child.only_if) <= set(parent.only_if)),
        "may": not set(child.may) <= set(parent.may),
        "never": not set(parent.never) <= set(child.never),
        "ask_max": parent.ask_max is not None
        and "ask_location" in child.may
        and (child.ask_max is None or child.ask_max > parent.ask_max),
        "stop_if": bool(parent.stop_if) and child.stop_if != parent.stop_if,
    }
    return next((key for key, is_more in more.items() if is_more), "")


def _is_meant(party: Party, scene: Scene) -> bool:
    action = scene.facts.action
    if action.party:
        return action.party in party.who
    if action.kind == "disclose":
        return scene.facts.has.get("identity_confirmed", LATEST) > scene.at
    return action.kind == "ask_location"


def _has_refused(party: Party, scene: Scene) -> bool:
    """Whether the person named in the action is one who refused."""
    action = scene.facts.action
    if action.party in ("debtor", "nobody") or not action.person:
        return False
    return _named(action.person) in _who_refused(party, scene)


def _may_have_refused(party: Party, scene: Scene) -> bool:
    """Whether somebody refused who cannot be told from the person of the action."""
    refused = _who_refused(party, scene)
    return bool(refused) and ("" in refused or not scene.facts.action.person)


def _who_refused(party: Party, scene: Scene) -> set[str]:
    flags = [each for each in scene.facts.flags if each.name == party.stop_if]
    return {
        _named(each.person)
        for each in flags
        if any(flag_time(each, zone)[0] <= scene.at for zone in scene.date_zones)
    }


def _is_so(flags: tuple[str, ...], scene: Scene) -> bool:
    """Whether one of these flags of the borrower stands."""
    case = scene.facts.case
    borrower = ("", case.borrower) if case else ("",)
    return any(
        start <= scene.at < end
        for flag in scene.facts.flags
        if flag.name in flags and flag.person in borrower
        for start, end in (flag_time(flag, zone) for zone in scene.date_zones)
    )


def _named(person: str) -> str:
    return person.strip().casefold()


def _disclosing(rule: Rule, scene: Scene) -> Reason | None:
    party: Party = rule.own
    details = _details(party, scene)
    said = Phrase(N_("Do not speak about the debt with this person ({who})."), details)
    if "disclose" not in party.may:
        return reason_of(rule, scene, said)
    if is_excused(("consent.disclose",), scene):
        return None
    clears = N_("Record the borrower's consent to it first.")
    return reason_of(rule, scene, said, clears=Phrase(clears))


def _contacting(rule: Rule, scene: Scene) -> Reason | None:
    party: Party = rule.own
    action = scene.facts.action
    details = _details(party, scene)
    is_too_early = bool(party.only_if) and not _is_so(party.only_if, scene)
    if not {action.kind, action.purpose or "collect"} & set(party.may):
        said = N_("Not with this person ({who}): {action}. Allowed: {may}.")
        if is_too_early:
            said = N_("Not with this person ({who}): {action}. Only if {conditions}: {may}.")
        return reason_of(rule, scene, Phrase(said, details))
    if is_too_early:
        said = N_("With this person ({who}) only when: {conditions}.")
        clears = Phrase(N_("Record it with its day."))
        return reason_of(rule, scene, Phrase(said, details), clears=clears)
    if action.kind == "ask_location" and party.ask_max is not None:
        asked = scene.history.those(("ask_location",), partial(_is_of_person, party, scene))
        times = sum(each.at <= scene.at for each in asked)
        if times >= party.ask_max:
            said = N_("{done} to this person ({who}) before; at most {most}.")
            done = how_many({"ask_location"}, times)
            return reason_of(rule, scene, Phrase(said, {**details, "done": done}))
    return None


def _is_of_person(party: Party, scene: Scene, each: Happened) -> bool:
    """Whether it may have been this person who was asked."""
    person = _named(scene.facts.action.person)
    if person and each.person:
        return person == _named(each.person)
    return each.party in ("", *party.who)


def _details(party: Party, scene: Scene) -> dict[str, object]:
    action = scene.facts.action
    return {
        "who": PARTY_WORDS.get(action.party) or N_("not known who"),
        "action": ACTION_WORDS[action.kind],
        "may": tuple(_MAY_WORDS[each] for each in party.may) or N_("nothing"),
        "never": tuple(names.UNTOLD[each] for each in party.never),
        "conditions": either([names.FLAGS[each] for each in party.only_if]),
        "most": party.ask_max,
    }


KIND = Kind(
    name="party",
    read=read,
    speak=speak,
    reminds=reminds,
    loosens=loosens,
    document=document,
    actions=ACTIONS,
)
