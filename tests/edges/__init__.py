"""Facts just inside and just outside every rule, made from the rule itself."""

from __future__ import annotations

from edges.conditions import conditions
from edges.doorstep import acks, parties, sayings, teams
from edges.evidence import keeping, payments, recordings
from edges.ledger import holds, limits
from edges.said import wordings
from edges.subject import Edge, Make, Subject
from edges.times import avoids, windows
from edges.wants import needs, stops

EDGES: dict[str, Make] = {
    "hours": windows,
    "avoid": avoids,
    "limit": limits,
    "hold": holds,
    "need": needs,
    "stop": stops,
    "party": parties,
    "team": teams,
    "say": sayings,
    "ack": acks,
    "record": recordings,
    "money": payments,
    "keep": keeping,
    "words": wordings,
}
"""For each kind of rule: how its edges are found."""


def edges_of(subject: Subject) -> list[Edge]:
    """Every edge of the rule: those of its kind, then those of `when` and `unless`."""
    edges = list(EDGES[subject.rule.kind](subject))
    speaking = next((each.facts for each in edges if each.speaks), None)
    return edges + (list(conditions(subject, speaking)) if speaking else [])
