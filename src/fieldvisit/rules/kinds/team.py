"""`team`: how many collectors go on the visit, and what each of them must have.

The same id twice is one person. `min` and `max` count people. `certificate = true` asks everybody
for the date of a certificate; `certificate_max_age` asks of a certificate whose date is stated that
it is no older on the day of the visit; an age of exactly that many days is allowed.
`approved_until = true` asks everybody for an
approval that has not ended; its last day counts. `shows` is what everybody must carry.
`same_person_max` is how many visits to the borrower the same collector may make, by the `team` of
the ledger's visits. What the facts do not state is missing, and where nobody is named all of it is.
Days are those of the place; where it
may be in several zones, the latest.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from fieldvisit.domain.content import Table, Texts
from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.text import N_
from fieldvisit.rules.decision import Reason
from fieldvisit.rules.explain import Phrase
from fieldvisit.rules.kind import Kind, reason_of
from fieldvisit.rules.pack import Rule
from fieldvisit.rules.parts import Member
from fieldvisit.rules.scene import Scene
from fieldvisit.rules.values import days_of, lacks, sayings_of, whole_number
from fieldvisit.rules.zones import local_date


@frozen
class Team:
    """`certificate_max_age` counts days; None where the rule sets no limit."""

    min: int | None = None
    max: int | None = None
    certificate: bool = False
    certificate_max_age: int | None = None
    approved_until: bool = False
    same_person_max: int | None = None
    shows: tuple[Texts, ...] = ()


def read(table: Table) -> Team:
    """The fields of the kind; raises BadInput when they ask for nothing or cannot be met."""
    team = Team(
        min=whole_number(table, "min"),
        max=whole_number(table, "max"),
        certificate=table.yes("certificate"),
        certificate_max_age=days_of(table, "certificate_max_age"),
        approved_until=table.yes("approved_until"),
        same_person_max=whole_number(table, "same_person_max"),
        shows=sayings_of(table, "shows"),
    )
    if team == Team():
        raise table.wrong("min", N_("{file}, line {line}: {key} or another demand is missing."))
    if team.min is not None and team.max is not None and team.min > team.max:
        raise table.wrong("min", N_("{file}, line {line}: {key} must not be above max."))
    return team


def speak(rule: Rule, scene: Scene) -> Reason | None:
    """A reason that names everything the team lacks."""
    team: Team = rule.own
    members = {each.id or number: each for number, each in enumerate(scene.facts.action.team)}
    faults = [*_numbers(team, len(members))]
    if not members and not faults and _asks_papers(team):
        faults.append(Phrase(N_("nobody named whose papers could be seen")))
    for member in members.values():
        faults += _of_member(member, team, scene)
    if not faults:
        return None
    said = Phrase(N_("The team: {faults}."), {"faults": tuple(faults)})
    clears = Phrase(N_("Change the team, or bring its papers up to date."))
    return reason_of(rule, scene, said, clears=clears)


def document(team: Team) -> dict[str, object]:
    """The fields as the file writes them."""
    age = team.certificate_max_age
    fields = {
        "min": team.min,
        "max": team.max,
        "certificate": team.certificate or None,
        "certificate_max_age": None if age is None else f"{age} days",
        "approved_until": team.approved_until or None,
        "same_person_max": team.same_person_max,
        "shows": [dict(each) for each in team.shows] or None,
    }
    return {key: value for key, value in fields.items() if value is not None}


def loosens(parent: Team, child: Team) -> str:
    """The key by which the child asks for less."""
    less = {
        "min": (child.min or 0) < (parent.min or 0),
        "max": _is_raised(parent.max, child.max),
        "certificate": parent.certificate and not child.certificate,
        "certificate_max_age": _is_raised(parent.certificate_max_age, child.certificate_max_age),
        "approved_until": parent.approved_until and not child.approved_until,
        "same_person_max": _is_raised(parent.same_person_max, child.same_person_max),
        "shows": lacks(parent.shows, child.shows),
    }
    return next((key for key, is_less in less.items() if is_less), "")


def _is_raised(parent: int | None, child: int | None) -> bool:
    return parent is not None and (child is None or child > parent)


def _numbers(team: Team, people: int) -> Iterable[Phrase]:
    if team.min is not None and people < team.min:
        phrase = N_("{people} named, at least {least} needed")
        yield Phrase(phrase, {"people": people, "least": team.min})
    if team.max is not None and people > team.max:
        yield Phrase(N_("{people} named, at most {most}"), {"people": people, "most": team.max})


def _asks_papers(team: Team) -> bool:
    return bool(team.certificate or team.approved_until or team.shows)


def _of_member(member: Member, team: Team, scene: Scene) -> Iterable[Phrase]:
    name = member.id or N_("a collector")
    today = max(local_date(scene.at, zone) for zone in scene.date_zones)
    yield from _papers(name, member, team, today)
    most = team.same_person_max
    if most is not None and (visits := _visits_of(member, scene)) >= most:
        details = {"id": name, "times": visits, "most": most}
        yield Phrase(N_("{id} was there before: {times}, at most {most}"), details)


def _papers(name: str, member: Member, team: Team, today: date) -> Iterable[Phrase]:
    issued = member.certificate
    if issued is None or issued > today:
        if team.certificate:
            yield Phrase(N_("{id} without a certificate"), {"id": name})
    elif _is_older(issued, today, team.certificate_max_age):
        yield Phrase(N_("certificate of {id} too old"), {"id": name})
    if team.approved_until and (member.approved_until is None or member.approved_until < today):
        yield Phrase(N_("{id} without a valid approval"), {"id": name})
    shown = {each.strip().casefold() for each in member.shows}
    if missing := tuple(each for each in team.shows if not _is_among(each, shown)):
        yield Phrase(N_("{id} without {things}"), {"id": name, "things": missing})


def _visits_of(member: Member, scene: Scene) -> int:
    """How often this collector visited the borrower before."""
    visits = scene.history.those(("visit",), lambda each: member.id in each.team)
    return sum(each.at < scene.at for each in visits)


def _is_older(issued: date, today: date, days: int | None) -> bool:
    return days is not None and today - issued > timedelta(days=days)


def _is_among(texts: Texts, shown: set[str]) -> bool:
    return any(each.strip().casefold() in shown for each in texts.values())


KIND = Kind(
    name="team",
    read=read,
    speak=speak,
    loosens=loosens,
    document=document,
    actions=("visit",),
    texts=lambda own: own.shows,
)
