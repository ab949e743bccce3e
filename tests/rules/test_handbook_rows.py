"""The table of rules per jurisdiction, judged from its text alone: both sides of every edge.

`handbook_rows.jsonl` was written without a look at the packs, so that a slip of the pen in a pack
is found here. A row changes the facts of an ordinary case of its `base` pack. `want` holds the
effect of the whole decision, a rule with its effect and from when it opens, or the beginning of
rule names of which none may speak (null). A contact of the ledger is written as one line.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from fieldvisit.rules.decide import decide
from fieldvisit.rules.facts import Facts
from fieldvisit.rules.load import shipped_packs

ROWS = [
    json.loads(line)
    for line in Path(__file__).with_name("handbook_rows.jsonl").read_text("utf-8").splitlines()
]
PLACES = {
    "cn-mainland": ("CN", "Asia/Shanghai"),
    "us-regf": ("US", "America/Los_Angeles"),
    "us-ma": ("US", "America/New_York"),
    "us-wa": ("US", "America/Los_Angeles"),
    "us-nyc": ("US", "America/New_York"),
    "us-nc": ("US", "America/New_York"),
    "uk": ("GB", "Europe/London"),
    "in": ("IN", "Asia/Kolkata"),
    "tw": ("TW", "Asia/Taipei"),
    "hk": ("HK", "Asia/Hong_Kong"),
    "sg": ("SG", "Asia/Singapore"),
    "my": ("MY", "Asia/Kuala_Lumpur"),
    "ph": ("PH", "Asia/Manila"),
    "id": ("ID", "Asia/Jakarta"),
    "eu": ("DE", "Europe/Berlin"),
    "au": ("AU", "Australia/Sydney"),
}
JULY = "2026-07-01T00:00:00Z"
TRAINED = [{"id": each, "certificate": "2026-01-10"} for each in ("c1", "c2")]
READY: dict[str, dict[str, Any]] = {
    "cn-mainland": {"action": {"team": TRAINED}},
    "uk": {
        "has": dict.fromkeys(("visit_notice", "forbearance_considered", "identity_confirmed"), JULY)
    },
    "in": {"has": {"agent_notice": JULY}},
    "tw": {"has": {"agency_notice": JULY}},
    "hk": {"has": {"agency_notice": JULY}},
    "my": {"has": {"agency_notice": JULY, "identity_confirmed": JULY}},
    "sg": {"action": {"team": [{"id": "c1", "approved_until": "2027-01-01"}]}},
    "id": {"has": {"papers_carried": JULY}},
    "au": {
        "ledger": ["call 2026-07-01T10:00:00+10:00 no_answer"],
        "consents": [{"name": "consent.visit", "given_by": "debtor", "at": "2026-06-01T00:00:00Z"}],
    },
}
"""What the packs need before an ordinary visit may go; a `bare` row has none of it."""

CONTACT = {
    "started_by": "collector",
    "party": "debtor",
    "person": "B1",
    "number": "N1",
    "institution": "L1",
    "agency": "A1",
}


def ordinary(row: dict[str, Any]) -> dict[str, Any]:
    country, zone = PLACES[row["base"]]
    case = {"country": country, "role": "third_party", "debt_type": "consumer_loan", "dpd": 30}
    case |= {"lender_type": "bank", "debt": "D1", "borrower": "B1"}
    case |= {"institution": "L1", "agency": "A1"}
    action = {"kind": row.get("kind", "visit"), "at": row["at"], "party": "debtor"}
    action |= {"person": "B1", "debts": ["D1"], "purpose": "collect"}
    packs = row.get("packs", [row["base"]])
    return {
        **({"packs": packs} if packs else {}),
        "case": case,
        "place": {"kind": "home", "zones": [zone]},
        "action": action,
    }


def changed(facts: dict[str, Any], change: dict[str, Any] | None) -> dict[str, Any]:
    """The facts with the change laid over them; null takes a key away."""
    whole = dict(facts)
    for key, value in (change or {}).items():
        inner = whole.get(key)
        whole[key] = (
            changed(inner, value) if isinstance(value, dict) and isinstance(inner, dict) else value
        )
    return {key: value for key, value in whole.items() if value is not None}


def contact(line: str) -> dict[str, Any]:
    """ "call 2026-07-14T08:30:00+08:00 conversation number=N2" as the ledger holds it."""
    kind, at, *rest = line.split()
    pairs = dict(each.split("=", 1) for each in rest if "=" in each)
    debts = [pairs.pop("debts", "D1")]
    result = next((each for each in rest if "=" not in each), None)
    return changed({"kind": kind, "at": at, "debts": debts, **CONTACT, **pairs}, {"result": result})


def facts_of(row: dict[str, Any]) -> Facts:
    ready = {} if row.get("bare") else READY.get(row["base"], {})
    facts = changed(changed(ordinary(row), ready), row.get("facts"))
    ledger = [contact(each) for each in facts.pop("ledger", [])]
    return Facts.of({**facts, "ledger": ledger})


@pytest.mark.parametrize("row", ROWS, ids=[row["case"] for row in ROWS])
def test_the_gate_says_what_the_row_says(row: dict[str, Any]) -> None:
    decision = decide(facts_of(row), shipped_packs())
    spoken = {each.rule: each for each in decision.reasons}
    for name, wanted in row["want"].items():
        if name == "effect":
            assert decision.effect == wanted
        elif wanted is None:
            assert not [rule for rule in spoken if rule.startswith(name)]
        else:
            effect, _at, opens = wanted.partition("@")
            assert name in spoken
            assert spoken[name].effect == effect
            stated = spoken[name].document().get("opens_at")
            assert not opens or stated == opens
