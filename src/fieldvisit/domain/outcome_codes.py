"""The list of outcome codes: what each means, needs, counts as, and does to later contact."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from fieldvisit.domain.content import CONTENT, Table, Texts, read_content
from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.plan import KINDS as PLANS
from fieldvisit.domain.problems import BadInput, Refused
from fieldvisit.domain.text import N_
from fieldvisit.domain.words import FLAGS

COUNTS = ("visit", "contact", "right_party", "promise", "resolved", "address_invalid")
CONTACT = ("go_on", "pause", "stop")
VISIT = ("required", "optional", "forbidden")

KINDS = ("money", "text", "date", "instant", "option", "reason", "relation", "consent", "agreement")
"""How a need is asked for and checked. An "agreement" is made in the Agree step and held with the
plan; the service that saves both sees that it exists and that it is of the need's kind."""


@frozen
class Option:
    """One answer out of a closed list."""

    id: str
    name: Texts


@frozen
class Need:
    """Something that an outcome must state. `ask` is the question for the collector.

    `plan` is the kind of plan that an agreement must be, empty for every other need.
    """

    id: str
    kind: str
    name: Texts
    ask: Texts
    options: tuple[Option, ...]
    plan: str = ""


@frozen
class OutcomeCode:
    """What came of a visit.

    `needs` must be stated and `may` can be; both name entries of `OutcomeCodes.needs`. `contact`
    says what becomes of further contact: "go_on", "pause" or "stop". `visit` says whether the
    visit must have been started: "required", "optional" or "forbidden".
    """

    id: str
    name: Texts
    meaning: Texts
    needs: tuple[str, ...]
    may: tuple[str, ...]
    counts: tuple[str, ...]
    flags: tuple[str, ...]
    contact: str
    visit: str
    reasons: tuple[Option, ...]


@frozen
class OutcomeCodes:
    """The whole list. `renamed` maps codes of earlier versions to those in use."""

    version: int
    needs: Mapping[str, Need]
    codes: Mapping[str, OutcomeCode]
    renamed: Mapping[str, str]

    def current(self, code_id: str) -> OutcomeCode:
        """The code of that id or former id; raises BadInput when there is none."""
        found = self.codes.get(self.renamed.get(code_id, code_id))
        if found is None:
            raise BadInput(
                N_("{field}: this outcome code is not known; use one of {allowed}."),
                code="outcome.unknown",
                field="code",
                allowed=", ".join(self.codes),
            )
        return found


def check_visit_state(code: OutcomeCode, *, started: bool) -> None:
    """Raise Refused when the code does not fit a visit that was, or was not, started."""
    if code.visit == "required" and not started:
        raise Refused(
            N_("{field}: {outcome} needs a visit that was started; start the visit first."),
            code="outcome.not_started",
            field="code",
            outcome=code.id,
        )
    if code.visit == "forbidden" and started:
        raise Refused(
            N_("{field}: the visit was started, so it was made; choose what came of it."),
            code="outcome.started",
            field="code",
        )


@cache
def load_outcome_codes(path: Path = CONTENT / "outcomes" / "codes.toml") -> OutcomeCodes:
    """The codes of a file, read once; raises BadInput naming file, line and key."""
    table = read_content(path)
    version = table.number("version")
    needs = {name: _read_need(name, each) for name, each in table.table("need").entries().items()}
    codes: dict[str, OutcomeCode] = {}
    for each in table.tables("code"):
        code = _read_code(each, needs)
        if code.id in codes:
            raise each.wrong("id", N_("{file}, line {line}: {key} is used twice."))
        codes[code.id] = code
    renames = table.table("renamed")
    renamed = {old: renames.one_of(old, codes) for old in renames.values}
    table.close()
    return OutcomeCodes(version, needs, codes, renamed)


def _read_need(name: str, table: Table) -> Need:
    need = Need(
        id=name,
        kind=table.one_of("kind", KINDS),
        name=table.texts("name"),
        ask=table.texts("ask"),
        options=_read_options(table, "option"),
        plan=table.one_of("plan", PLANS, ""),
    )
    table.close()
    if (need.kind == "option") != bool(need.options):
        raise table.wrong("option", N_("{file}, line {line}: {key} belongs to kind option only."))
    if (need.kind == "agreement") != bool(need.plan):
        raise table.wrong("plan", N_("{file}, line {line}: {key} belongs to kind agreement only."))
    return need


def _read_code(table: Table, needs: Mapping[str, Need]) -> OutcomeCode:
    code = OutcomeCode(
        id=table.text("id"),
        name=table.texts("name"),
        meaning=table.texts("meaning"),
        needs=table.names("needs", needs),
        may=table.names("may", needs),
        counts=table.names("counts", COUNTS),
        flags=table.names("flags", FLAGS),
        contact=table.one_of("contact", CONTACT, "go_on"),
        visit=table.one_of("visit", VISIT, "required"),
        reasons=_read_options(table, "reason"),
    )
    table.close()
    if ("reason" in code.needs) != bool(code.reasons):
        raise table.wrong("reason", N_("{file}, line {line}: {key} and needs do not agree."))
    return code


def _read_options(table: Table, key: str) -> tuple[Option, ...]:
    options = []
    for each in table.tables(key):
        options.append(Option(id=each.text("id"), name=each.texts("name")))
        each.close()
    return tuple(options)
