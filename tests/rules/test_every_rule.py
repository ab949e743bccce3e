"""Every rule of every shipped pack, on each side of each of its edges."""

from __future__ import annotations

from dataclasses import fields, is_dataclass

import pytest
from edges import EDGES, edges_of
from edges.subject import Edge, Subject
from gate_cases import KOLKATA, NEW_YORK

from fieldvisit.rules.decide import decide
from fieldvisit.rules.decision import Decision
from fieldvisit.rules.facts import Facts
from fieldvisit.rules.kinds import KINDS
from fieldvisit.rules.load import shipped_packs
from fieldvisit.rules.pack import Pack

COVERED = {
    "hours": {"opens", "closes", "edges", "days", "holidays", "whole_visit", "place"},
    "avoid": {"source"},
    "limit": {"max", "per", "by", "count"},
    "hold": {"days", "after", "first_day", "by"},
    "need": {"has", "lead", "later", "within", "tries", "in_a_row", "count"},
    "stop": {
        *("states", "until", "allow", "place", "who", "not_", "how", "oral_for", "after_end"),
    },
    "party": {"who", "only_if", "may", "never", "ask_max", "stop_if"},
    "team": {
        *("min", "max", "certificate", "certificate_max_age", "approved_until"),
        *("same_person_max", "shows"),
    },
    "say": {"first", "later", "show", "after_identity"},
    "ack": {"prompt", "every"},
    "record": {"one_of", "all_of", "never", "consent"},
    "money": {"cash", "extra_fee", "receipt", "numbering", "within"},
    "keep": {"what", "at_least", "at_most", "start"},
    "words": {"lists", "look_in"},
}
"""The fields of each kind that the generators know; a new field needs its edges first."""


def zones_of(pack: Pack) -> tuple[str, ...]:
    """The law's own clock, or two places far apart, one of them half an hour off."""
    return (pack.clock.zone,) if pack.clock.zone != "borrower" else (NEW_YORK, KOLKATA)


SUBJECTS = [
    Subject(pack, rule, zone)
    for pack in shipped_packs()
    for rule in pack.rules
    for zone in zones_of(pack)
]
REMINDING = [subject for subject in SUBJECTS if subject.only_reminds]


def name_of(subject: Subject) -> str:
    return f"{subject.rule.id}-{subject.zone}"


def answer(edge: Edge) -> Decision:
    return decide(Facts.of(edge.facts), shipped_packs())


@pytest.mark.parametrize("subject", SUBJECTS, ids=name_of)
def test_each_side_of_each_edge(subject: Subject) -> None:
    edges = edges_of(subject)
    wrong = [edge.name for edge in edges if subject.is_heard(answer(edge)) != edge.speaks]
    assert wrong == []


@pytest.mark.parametrize("subject", SUBJECTS, ids=name_of)
def test_a_rule_can_speak_and_can_be_silent(subject: Subject) -> None:
    sides = {edge.speaks for edge in edges_of(subject)}
    assert sides == {True, False} or subject.only_reminds


@pytest.mark.parametrize("subject", REMINDING, ids=name_of)
def test_a_duty_is_told_beforehand(subject: Subject) -> None:
    decision = decide(Facts.of(subject.facts()), shipped_packs())
    assert subject.rule.id in [duty.rule for duty in decision.duties]
    other = decide(Facts.of(subject.facts(action={"kind": "letter"})), shipped_packs())
    assert subject.rule.id not in [duty.rule for duty in other.duties]


def test_no_kind_and_no_field_is_without_a_generator() -> None:
    assert EDGES.keys() == KINDS.keys() == COVERED.keys()
    for pack in shipped_packs():
        for rule in pack.rules:
            assert is_dataclass(rule.own)
            assert {each.name for each in fields(rule.own)} <= COVERED[rule.kind], rule.id
