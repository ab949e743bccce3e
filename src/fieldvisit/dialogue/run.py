"""A conversation under way: where it stands, what can happen next, and what may be shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from typing import Any

from fieldvisit.dialogue.script import (
    DOORSTEP_FIELDS,
    RETURN,
    Choice,
    Node,
    Script,
)
from fieldvisit.domain.content import Texts
from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.proofreading import PLACES
from fieldvisit.domain.text import N_

BLANK = "____"
"""Stands for a field that is not known, or must not be shown here."""
_OF_THE_STAND = ("talking_to", "identity", "alone")


@frozen
class Stand:
    """Where a talk stands: the node, the node to come back to, who is there, what is confirmed."""

    at: str
    resume: str = ""
    talking_to: str = ""
    identity: bool = False
    alone: bool = False

    @property
    def doorstep(self) -> bool:
        """Whether nothing about the debt may be shown or said."""
        return not (self.talking_to == "debtor" and self.identity and self.alone)


def stand_after(script: Script, stand: Stand, choice: Choice) -> Stand | None:
    """Where the choice leads; None when it leads nowhere or the doorstep forbids it.

    A different person in front needs checking anew, so `talking_to` takes back what was
    confirmed unless the same choice confirms it.
    """
    here = script.nodes[stand.at]
    goto = stand.resume if choice.goto == RETURN else choice.goto
    there = script.nodes.get(goto)
    if there is None:
        return None
    after = _with_facts(stand, choice.sets)
    if after.doorstep and not there.neutral:
        return None
    resume = after.resume if here.aside else here.id
    return replace(after, at=goto, resume=resume if there.aside else "")


def _with_facts(stand: Stand, sets: Mapping[str, str | bool]) -> Stand:
    talking_to = str(sets.get("talking_to", stand.talking_to))
    same = talking_to == stand.talking_to
    return replace(
        stand,
        talking_to=talking_to,
        identity=bool(sets.get("identity", same and stand.identity)),
        alone=bool(sets.get("alone", same and stand.alone)),
    )


@frozen
class Move:
    """One step taken: the number of a choice, counted from 1, or the name of a side branch."""

    at: str
    choice: int = 0
    side: str = ""


@frozen
class Conversation:
    """A talk under way. Nothing in it changes: each step gives a new conversation.

    `facts` are what was learnt on the way (`opened`, `cause`, `option`, `record_health`), `met`
    everybody spoken with, in order; `flags` and `outcomes` suggest what to record, the latest last.
    Who is there now, and what of it is confirmed, is told by `stand` alone.
    """

    script: Script
    stand: Stand
    moves: tuple[Move, ...] = ()
    facts: Mapping[str, str | bool] = field(default_factory=dict)
    met: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()

    @classmethod
    def begin(cls, script: Script) -> Conversation:
        """The talk before its first step, in doorstep mode."""
        return cls(script, Stand(script.start))

    @property
    def node(self) -> Node:
        """The node at which the talk stands."""
        return self.script.nodes[self.stand.at]

    @property
    def doorstep(self) -> bool:
        """Whether anyone but the confirmed borrower, alone, may see and hear."""
        return self.stand.doorstep

    @property
    def identity_confirmed(self) -> bool:
        """Whether the person in front is the borrower, checked by what they said."""
        return self.stand.talking_to == "debtor" and self.stand.identity

    @property
    def ended(self) -> bool:
        """Whether the talk is over; `back` still works."""
        return self.node.end

    @property
    def opened(self) -> str:
        """The party who opened the door, empty until it is said."""
        return str(self.facts.get("opened", ""))

    def choices(self) -> tuple[Choice, ...]:
        """What can happen next, in the order of the script; what the doorstep forbids is left out.

        `choose` counts in this list, from 1.
        """
        return tuple(
            choice
            for choice in self.node.choices
            if not choice.violation or not self.script.live
            if stand_after(self.script, self.stand, choice) is not None
        )

    def sides(self) -> dict[str, Choice]:
        """The side branches that can be taken now, by name; none once the talk is over."""
        if self.ended:
            return {}
        return {
            name: side
            for name, side in self.script.sides.items()
            if side.goto != self.stand.at and stand_after(self.script, self.stand, side) is not None
        }

    def choose(self, number: int) -> Conversation:
        """The talk after that choice of `choices()`; raises BadInput when there is none."""
        choices = self.choices()
        if not 1 <= number <= len(choices):
            raise BadInput(
                N_("{field}: there is no choice {number}; use a number from 1 to {last}."),
                code="choice.unknown",
                field="choice",
                number=number,
                last=len(choices),
            )
        return self._after(choices[number - 1], Move(self.stand.at, choice=number))

    def take_side(self, name: str) -> Conversation:
        """The talk after that side branch of `sides()`; raises BadInput when there is none."""
        side = self.sides().get(name)
        if side is None:
            raise BadInput(
                N_("{field}: this branch cannot be taken from here."),
                code="side.unknown",
                field="side",
            )
        return self._after(side, Move(self.stand.at, side=name))

    def back(self) -> Conversation:
        """The talk before its last step; itself at the start."""
        return _replayed(self.script, self.moves[:-1])

    def text(self, language: str, values: Mapping[str, str]) -> str:
        """The node's words with their fields filled in, as far as they may be shown."""
        return self.filled(self.node.text, language, values)

    def filled(self, texts: Texts, language: str, values: Mapping[str, str]) -> str:
        """The text in the language, else in English. Unknown and forbidden fields become blanks."""
        allowed = {
            name: value
            for name, value in values.items()
            if not self.doorstep or name in DOORSTEP_FIELDS
        }
        text = texts.get(language) or texts.get("en", "")
        return PLACES.sub(lambda place: allowed.get(place[1]) or BLANK, text)

    def document(self) -> dict[str, Any]:
        """The talk as JSON values: the script and every step taken."""
        return {
            "script": self.script.id,
            "version": self.script.version,
            "moves": [
                {"at": move.at, "side": move.side}
                if move.side
                else {"at": move.at, "choice": move.choice}
                for move in self.moves
            ],
        }

    @classmethod
    def of(cls, script: Script, document: Mapping[str, Any]) -> Conversation:
        """The talk that a document holds, every step taken again.

        Raises BadInput when it belongs to another script or to another version of it.
        """
        if (document["script"], document["version"]) != (script.id, script.version):
            raise _not_this_script()
        return _replayed(script, tuple(Move(**each) for each in document["moves"]))

    def _after(self, choice: Choice, move: Move) -> Conversation:
        stand = stand_after(self.script, self.stand, choice)
        assert stand is not None
        learnt = {name: fact for name, fact in choice.sets.items() if name not in _OF_THE_STAND}
        return replace(
            self,
            stand=stand,
            moves=(*self.moves, move),
            facts={**self.facts, **learnt},
            met=_met(self.met, str(choice.sets.get("talking_to", ""))),
            flags=_with(self.flags, choice.flag),
            outcomes=_with(self.outcomes, choice.outcome),
        )


def _replayed(script: Script, moves: tuple[Move, ...]) -> Conversation:
    talk = Conversation.begin(script)
    for move in moves:
        if move.at != talk.stand.at:
            raise _not_this_script()
        talk = talk.take_side(move.side) if move.side else talk.choose(move.choice)
    return talk


def _not_this_script() -> BadInput:
    return BadInput(
        N_("{field}: the conversation was held with another version of the script; begin it anew."),
        code="conversation.version",
        field="script",
    )


def _met(met: tuple[str, ...], party: str) -> tuple[str, ...]:
    """Everybody met so far; nobody was met only as long as nobody came."""
    everybody = _with(met, party)
    return everybody if len(everybody) == 1 else _without_nobody(everybody)


def _without_nobody(met: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(party for party in met if party != "nobody")


def _with(names: tuple[str, ...], name: str) -> tuple[str, ...]:
    """The names with this one last, each of them once; the empty name changes nothing."""
    return (*(each for each in names if each != name), name) if name else names
