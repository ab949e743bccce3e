"""Which column of a case list fills which field: recognised by its header, or mapped by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from fieldvisit.domain.case import MONEY_FIELDS
from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.text import N_, safe_text
from fieldvisit.exchange.fields import COMPOSED, FIELDS, REQUIRED
from fieldvisit.exchange.headers import Heading, heading_of, key_of

JOINT = " + "
_JOINABLE = frozenset({"borrower", "address", "district", "region", "city", "note", "product"})


@frozen
class Columns:
    """Which columns fill which field; `places` holds their numbers from 0, several to be joined."""

    headings: tuple[Heading, ...]
    places: Mapping[str, tuple[int, ...]]

    @property
    def mapping(self) -> dict[str, str]:
        """Field -> header, in the order of the fields; several headers joined by " + "."""
        return {
            name: JOINT.join(self.headings[place].text for place in self.places[name])
            for name in FIELDS
            if name in self.places
        }

    @property
    def unused(self) -> tuple[str, ...]:
        """Headers that fill no field, those of identity and card numbers left out."""
        return self._left(guarded=False)

    @property
    def guarded(self) -> tuple[str, ...]:
        """Headers of identity and card numbers that fill no field: these columns are not read."""
        return self._left(guarded=True)

    def _left(self, *, guarded: bool) -> tuple[str, ...]:
        used = {place for places in self.places.values() for place in places}
        return tuple(
            heading.text
            for place, heading in enumerate(self.headings)
            if place not in used and heading.guarded == guarded and heading.text
        )

    @property
    def missing(self) -> tuple[str, ...]:
        """Required fields that no column fills; `dpd` stands in for `due_date`."""
        return tuple(
            name
            for name in REQUIRED
            if name not in self.places and not (name == "due_date" and "dpd" in self.places)
        )

    def header_of(self, name: str) -> str:
        """The header of the field's first column, or the field's own name when none fills it."""
        places = self.places.get(name)
        return self.headings[places[0]].text if places else name


def columns_of(headers: Sequence[str], overrides: Mapping[str, str]) -> Columns:
    """The columns for these headers: what is mapped by hand, then the best header for each field.

    An override with an empty header leaves the field out; "A + B" joins two columns of text.
    Raises BadInput for a field or header that does not exist, a header that stands twice, and a
    column that cannot fill the field.
    """
    headings = tuple(heading_of(header) for header in headers)
    places: dict[str, tuple[int, ...]] = {}
    for name, header in overrides.items():
        _check_field(name)
        if header.strip():
            places[name] = _places_by_hand(headings, name, header, places)
    free = [name for name in FIELDS if name not in overrides]
    _recognise(headings, free, places)
    _compose(headings, free, places)
    if "case" in free and "case" not in places and "account" in places and "account" in free:
        places["case"] = places.pop("account")
    return Columns(headings, places)


def _check_field(name: str) -> None:
    if name not in FIELDS:
        raise BadInput(
            N_("{field}: a case list has no such field; the fields are {names}."),
            code="map.field",
            field=safe_text(name),
            names=" ".join(FIELDS),
        )


def _places_by_hand(
    headings: Sequence[Heading], name: str, header: str, taken: Mapping[str, tuple[int, ...]]
) -> tuple[int, ...]:
    whole = _place_of(headings, header)
    places: tuple[int, ...]
    if whole is not None or JOINT not in header or name not in _JOINABLE:
        places = (_checked_place(headings, name, header),)
    else:
        places = tuple(_checked_place(headings, name, part) for part in header.split(JOINT))
    if any(place in others for place in places for others in taken.values()):
        raise _map_problem(
            N_("{field}: the column {header} already fills another field."), "taken", name, header
        )
    return places


def _place_of(headings: Sequence[Heading], header: str) -> int | None:
    """The column with exactly this header, else with the same key; None when there is none."""
    wanted = " ".join(safe_text(header).split())
    for same in (
        [place for place, heading in enumerate(headings) if heading.text == wanted],
        [
            place
            for place, heading in enumerate(headings)
            if key_of(wanted) and key_of(heading.text) == key_of(wanted)
        ],
    ):
        if len(same) > 1:
            raise _map_problem(
                N_("{field}: the file has two columns with the header {header}; rename one."),
                "header.twice",
                "",
                header,
            )
        if same:
            return same[0]
    return None


def _checked_place(headings: Sequence[Heading], name: str, header: str) -> int:
    place = _place_of(headings, header)
    if place is None:
        raise _map_problem(
            N_("{field}: the file has no column with the header {header}."),
            "header",
            name,
            header,
        )
    if headings[place].guarded and name == "case":
        raise _map_problem(
            N_("{field}: the column {header} holds identity or card numbers; choose another."),
            "guarded",
            name,
            header,
        )
    if headings[place].scaled and name in MONEY_FIELDS:
        raise _map_problem(
            N_("{field}: the column {header} is in thousands; give the full amounts."),
            "scaled",
            name,
            header,
        )
    return place


def _map_problem(phrase: str, code: str, name: str, header: str) -> BadInput:
    shown = " ".join(safe_text(header).split())
    return BadInput(phrase, code=f"map.{code}", field=name or shown, header=shown)


def _recognise(
    headings: Sequence[Heading], free: Iterable[str], places: dict[str, tuple[int, ...]]
) -> None:
    used = {place for taken in places.values() for place in taken}
    for name in free:
        ranked = [
            (heading.ranks[name], place)
            for place, heading in enumerate(headings)
            if name in heading.ranks and place not in used
        ]
        if ranked:
            best = min(ranked)[1]
            places[name] = (best,)
            used.add(best)


def _compose(
    headings: Sequence[Heading], free: Iterable[str], places: dict[str, tuple[int, ...]]
) -> None:
    """Fill a field from two columns when no single header names it: first and last name."""
    by_key = {key_of(heading.text): place for place, heading in reversed([*enumerate(headings)])}
    for name, pairs in COMPOSED.items():
        for pair in pairs:
            found = tuple(by_key[key_of(part)] for part in pair if key_of(part) in by_key)
            if name in free and name not in places and len(found) == len(pair):
                places[name] = found


def read_map_options(options: Iterable[str]) -> dict[str, str]:
    """`field=Header` options as overrides for `columns_of`; raises BadInput for any other form."""
    overrides: dict[str, str] = {}
    for option in options:
        name, sign, header = option.partition("=")
        name = name.strip().lower().replace("-", "_")
        if not sign:
            raise BadInput(
                N_("{field}: write the mapping as field=Header."), code="map.form", field=name
            )
        _check_field(name)
        if name in overrides:
            raise BadInput(
                N_("{field}: this field is mapped twice; map it once."),
                code="map.twice",
                field=name,
            )
        overrides[name] = header
    return overrides
