"""`frozen` keeps the word of the standard library's frozen dataclass."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, asdict, dataclass, field, fields, is_dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldvisit.domain.frozen import frozen


@frozen
class Door:
    """A class with every sort of field."""

    number: int
    street: str = "East"
    marks: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Standard:
    """The same by the standard decorator."""

    number: int
    street: str = "East"
    marks: dict[str, int] = field(default_factory=dict)


@frozen
class Single:
    """A class of one field: equal to itself only, never to its bare value."""

    value: tuple[int, ...]


@frozen
class Even:
    """A class that looks at what it was given."""

    number: int

    def __post_init__(self) -> None:
        """Raise ValueError for an odd number."""
        if self.number % 2:
            raise ValueError(self.number)


@frozen
class Empty:
    """A class of none."""


named = st.fixed_dictionaries(
    {"number": st.integers()},
    optional={
        "street": st.text(),
        "marks": st.dictionaries(st.text(), st.integers(), max_size=3),
    },
)


@given(named, named)
def test_it_compares_shows_and_converts_as_the_standard_one_does(
    one: dict[str, object], other: dict[str, object]
) -> None:
    ours = [Door(**each) for each in (one, other)]  # type: ignore[arg-type]
    theirs = [Standard(**each) for each in (one, other)]  # type: ignore[arg-type]
    assert (ours[0] == ours[1]) == (theirs[0] == theirs[1])
    assert repr(ours[0]) == repr(theirs[0]).replace("Standard", "Door")
    assert asdict(ours[0]) == asdict(theirs[0])
    assert replace(ours[0], street="West") == Door(ours[0].number, "West", ours[0].marks)


def test_equal_ones_hash_alike_and_other_classes_are_never_equal() -> None:
    assert hash(Single((1, 2))) == hash(Single((1, 2)))
    assert len({Single((1,)), Single((1,)), Single((2,))}) == 2
    bare: object = (1,)
    assert Single((1,)) != bare
    assert Empty() == Empty()
    assert hash(Empty()) == hash(Empty())
    with pytest.raises(TypeError):
        hash(Door(1))


def test_every_object_has_its_own_default() -> None:
    assert Door(1).marks is not Door(1).marks
    assert [each.name for each in fields(Door)] == ["number", "street", "marks"]
    assert is_dataclass(Door)


@pytest.mark.parametrize(
    "copied", [copy.copy, copy.deepcopy, lambda x: pickle.loads(pickle.dumps(x))]
)
def test_copies_are_equal(copied: Callable[[Door], Door]) -> None:
    door = Door(3, "West", {"a": 1})
    assert copied(door) == door


def test_nothing_can_be_changed_added_or_taken_away() -> None:
    door = Door(1)
    for name in ("number", "other"):
        with pytest.raises(FrozenInstanceError):
            setattr(door, name, 2)
    with pytest.raises(FrozenInstanceError):
        del door.number
    assert not hasattr(door, "__dict__")


@pytest.mark.parametrize("wrong", [{}, {"number": 1, "color": "red"}])
def test_a_missing_or_unknown_name_is_an_error_the_first_time_and_after(
    wrong: dict[str, object],
) -> None:
    for _attempt in range(2):
        with pytest.raises(TypeError):
            Door(**wrong)  # type: ignore[arg-type]


def test_what_was_given_is_looked_at() -> None:
    assert Even(2).number == 2
    with pytest.raises(ValueError, match="3"):
        Even(3)
