"""`frozen`: small classes of named values that nobody can change, cheap to define."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import Any, NoReturn, TypeVar, dataclass_transform

_Class = TypeVar("_Class")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[_Class]) -> type[_Class]:
    """Make of the class what `dataclass(frozen=True, slots=True)` makes, at a tenth of the cost.

    The standard decorator compiles seven methods for every class as its module is imported; a
    third of what the program adds to the time of a bare screen went there. Here only `__init__`
    is compiled, when the first object is made. `fields`, `replace`, `asdict`, `copy`, `pickle`
    and `__post_init__` work as ever.
    """
    made = dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    names = tuple(each.name for each in fields(made))  # type: ignore[arg-type]
    for method in (
        *_comparing(attrgetter(*names) if names else _nothing),
        *_showing(names),
        _refuse_to_set,
        _refuse_to_delete,
        _initialising(made),
    ):
        setattr(made, method.__name__, method)
    return made


def _nothing(_object: object) -> tuple[()]:
    return ()


def _comparing(values: Callable[[object], object]) -> tuple[Callable[..., Any], ...]:
    def __eq__(self: object, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return values(self) == values(other)

    def __hash__(self: object) -> int:
        return hash(values(self))

    return __eq__, __hash__


def _showing(names: tuple[str, ...]) -> tuple[Callable[..., Any], ...]:
    def __repr__(self: object) -> str:
        values = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{type(self).__qualname__}({values})"

    def __reduce__(self: object) -> tuple[Any, ...]:
        return type(self), tuple(getattr(self, name) for name in names)

    return __repr__, __reduce__


def _refuse_to_set(_self: object, name: str, _value: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(_self: object, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


_refuse_to_set.__name__, _refuse_to_delete.__name__ = "__setattr__", "__delattr__"


def _initialising(made: type) -> Callable[..., None]:
    """An `__init__` that puts the compiled one in its place when it is first called."""

    def __init__(self: object, *args: object, **named: object) -> None:
        made.__init__ = _compiled(made)  # type: ignore[misc]
        made.__init__(self, *args, **named)  # type: ignore[misc]

    return __init__


def _compiled(made: type) -> Callable[..., None]:
    known: dict[str, Any] = {"MISSING": MISSING}
    heads, lines = [], []
    for each in fields(made):
        known[f"set_{each.name}"] = getattr(made, each.name).__set__
        heads.append(each.name + _default(each, known))
        lines.append(f" set_{each.name}(self, {_value(each)})")
    if hasattr(made, "__post_init__"):
        lines.append(" self.__post_init__()")
    source = f"def __init__(self, {', '.join(heads)}):\n" + ("\n".join(lines) or " pass")
    exec(source, known)
    return known["__init__"]  # type: ignore[no-any-return]


def _default(each: Field[Any], known: dict[str, Any]) -> str:
    if each.default is not MISSING:
        known[f"default_{each.name}"] = each.default
        return f"=default_{each.name}"
    if each.default_factory is not MISSING:
        known[f"make_{each.name}"] = each.default_factory
        return "=MISSING"
    return ""


def _value(each: Field[Any]) -> str:
    if each.default_factory is MISSING:
        return each.name
    return f"make_{each.name}() if {each.name} is MISSING else {each.name}"
