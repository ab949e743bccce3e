"""The Fineract collection sheet: an own small one, real ones, and other Fineract documents."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from case_lists import SAMPLES, cases_of, opened, rejections_of, rows_of

from fieldvisit.domain.money import Money
from fieldvisit.domain.problems import BadInput
from fieldvisit.exchange import fineract
from fieldvisit.exchange.rows import ImportDefaults

NO_DEFAULTS = ImportDefaults()
SAMPLE_SHEETS = {
    "fineract_collectionsheet_L5053.json": ("10", "saving acc", 122136, date(2014, 5, 4)),
    "fineract_collectionsheet_L5153.json": ("307", "guarantee test", 112623, date(2015, 1, 15)),
}


def loan(number: int, **changes: Any) -> dict[str, Any]:
    return {
        "loanId": number,
        "accountId": f"{number:09}",
        "accountStatusId": 300,
        "productShortName": "IGL",
        "currency": {"code": "KES", "decimalPlaces": 2},
        "principalDue": 1200.0,
        "interestDue": 21.36,
        "totalDue": 1221.36,
        **changes,
    }


def client(number: int | str, *loans: Any, name: str = "Amina Otieno") -> dict[str, Any]:
    return {"clientId": number, "clientName": name, "loans": list(loans)}


def sheet(path: Path, *clients: Any, **changes: Any) -> Path:
    path.write_text(json.dumps({"dueDate": [2026, 11, 4], "clients": list(clients), **changes}))
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "sheet.json"


def code_of(path: Path, **options: Any) -> str:
    with pytest.raises(BadInput) as caught:
        opened(path, NO_DEFAULTS, **options)
    return caught.value.code


def test_every_loan_is_a_case(path: Path) -> None:
    sheet(path, client(1, loan(10, chargesDue=5), loan(11)), client(2, loan(12), name="B. Mwangi"))

    cases = cases_of(path, NO_DEFAULTS)

    assert [case.case_id for case in cases] == ["10", "11", "12"]
    assert [case.borrower for case in cases] == ["Amina Otieno", "Amina Otieno", "B. Mwangi"]
    first = cases[0]
    assert first.amount_due == Money(122136, "KES")
    assert first.principal_due == Money(120000, "KES")
    assert first.interest_due == Money(2136, "KES")
    assert first.penalty_due == Money(500, "KES")
    assert first.due_date == date(2026, 11, 4)
    assert (first.account, first.product) == ("000000010", "IGL")
    assert cases[1].penalty_due is None


def test_the_sheet_says_what_it_is(path: Path) -> None:
    found = opened(sheet(path, client(1, loan(10), loan(11))), NO_DEFAULTS)

    assert (found.format, found.encoding, found.row_count_hint) == ("fineract", "utf-8", 2)
    assert found.mapping["amount_due"] == "totalDue"
    assert found.mapping["case"] == "loanId"
    assert found.unused == found.guarded == found.missing_required == ()
    assert [row.row for row in found.rows()] == [1, 2]


def test_clients_in_groups_are_found(path: Path) -> None:
    path.write_text(
        json.dumps(
            {
                "dueDate": [2026, 11, 4],
                "groups": [
                    {"groupId": 1, "clients": [client(1, loan(10))]},
                    {"groupId": 2},
                    {"groupId": 3, "clients": [client(2, loan(12))]},
                ],
            }
        )
    )

    assert [case.case_id for case in cases_of(path, NO_DEFAULTS)] == ["10", "12"]


def test_names_and_phones_come_from_a_list_of_clients(path: Path, tmp_path: Path) -> None:
    clients = tmp_path / "clients.json"
    listed = [
        {"id": 1, "displayName": "Amina A. Otieno", "mobileNo": "+254 700 000001"},
        {"id": "2", "displayName": "not by a text"},
        {"displayName": "nobody"},
        "no client",
    ]
    sheet(path, client(1, loan(10)), client(2, loan(12), name="B. Mwangi"), client("x", loan(13)))
    for document in ({"totalFilteredRecords": 4, "pageItems": listed}, listed):
        clients.write_text(json.dumps(document))
        cases = cases_of(path, NO_DEFAULTS, clients=clients)
        assert [case.borrower for case in cases] == ["Amina A. Otieno", "B. Mwangi", "Amina Otieno"]
        assert [case.phone for case in cases] == ["+254 700 000001", "", ""]


def test_a_file_that_is_no_list_of_clients_is_refused(path: Path, tmp_path: Path) -> None:
    clients = tmp_path / "clients.json"
    clients.write_text('{"clients": 1}')

    assert code_of(sheet(path, client(1, loan(10))), clients=clients) == "fineract.clients"
    clients.write_text("7")
    assert code_of(path, clients=clients) == "fineract.clients"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (None, "file.missing"),
        ("", "file.empty"),
        ("%PDF-1.7", "file.kind"),
        ("id,name\n1,Li\n", "fineract.clients"),
        ('{"pageItems": [{"id"', "file.damaged"),
        ('{"clients": 1}', "fineract.clients"),
    ],
)
def test_a_wrong_file_of_clients_is_told_from_the_sheet(
    path: Path, tmp_path: Path, content: str | None, code: str
) -> None:
    clients = tmp_path / "clients.json"
    if content is not None:
        clients.write_text(content)
    with pytest.raises(BadInput) as refused:
        opened(sheet(path, client(1, loan(10))), NO_DEFAULTS, clients=clients)

    assert (refused.value.code, refused.value.field) == (code, "clients")


def test_amounts_are_taken_digit_for_digit(path: Path) -> None:
    sheet(path, client(1, loan(10)))
    path.write_text(path.read_text().replace("1221.36", "9007199254740.93"))

    assert cases_of(path, NO_DEFAULTS)[0].amount_due.plain == "9007199254740.93"


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"totalDue": 0}, "totalDue"),
        ({"totalDue": 0.0}, "totalDue"),
        ({"totalDue": -1}, "totalDue"),
        ({"totalDue": 1.005}, "totalDue"),
        ({"totalDue": None}, "totalDue"),
        ({"totalDue": True}, "totalDue"),
        ({"currency": "KES"}, "currency.code"),
        ({"currency": {"code": "XYZ"}}, "currency.code"),
        ({"loanId": None, "accountId": None}, "loanId"),
    ],
)
def test_a_wrong_loan_does_not_stop_the_others(
    path: Path, changes: dict[str, Any], column: str
) -> None:
    sheet(path, client(1, loan(10, **changes), loan(11)))

    rows = rows_of(path, NO_DEFAULTS)

    assert [(row, where) for row, where, _why in rejections_of(rows)] == [(1, column)]
    assert len(rows) == 2


def test_a_number_too_long_to_write_out_is_refused(path: Path) -> None:
    sheet(path, client(1, loan(10)))
    path.write_text(path.read_text().replace("1221.36", "1e999999999"))

    assert [row for row, *_ in rejections_of(rows_of(path, NO_DEFAULTS))] == [1]


def test_a_loan_without_an_id_goes_by_its_account(path: Path) -> None:
    sheet(path, client(1, loan(10, loanId=None)))

    assert cases_of(path, NO_DEFAULTS)[0].case_id == "000000010"


@pytest.mark.parametrize("due", ["2026-11-04", "04 November 2026"])
def test_the_date_of_the_sheet_may_be_text(path: Path, due: str) -> None:
    sheet(path, client(1, loan(10)), dueDate=due)

    assert cases_of(path, NO_DEFAULTS)[0].due_date == date(2026, 11, 4)


@pytest.mark.parametrize("due", [[2026, 13, 4], [2026, 11], ["2026", 11, 4], None, 7])
def test_a_date_that_is_none_rejects_the_loans(path: Path, due: object) -> None:
    sheet(path, client(1, loan(10)), dueDate=due)

    assert [where for _row, where, _ in rejections_of(rows_of(path, NO_DEFAULTS))] == ["dueDate"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"dueDate": [2026, 11, 4], "clients": [{"clientId": 1', "file.damaged"),
        ('{"dueDate": [2026, 11, 4], "clients": [], "x": NaN}', "file.damaged"),
        ('{"dueDate":' + "[" * 100_000, "file.damaged"),
        ('{"dueDate": [2026, 11, 4], "clients": []}', "fineract.empty"),
        ('{"dueDate": [2026, 11, 4], "clients": [{"savings": []}, 7]}', "fineract.empty"),
        ('{"dueDate": [2026, 11, 4]}', "fineract.kind"),
        ('{"transactionDate": "04 May 2014", "calendarId": 6}', "fineract.kind"),
        ('{"pageItems": []}', "fineract.clients"),
        ('["a", "b"]', "fineract.kind"),
        ("{}", "fineract.kind"),
        ("[]", "fineract.kind"),
    ],
)
def test_other_json_is_named(path: Path, text: str, code: str) -> None:
    path.write_text(text)

    assert code_of(path) == code


def test_the_wrong_bytes_are_no_json(path: Path) -> None:
    path.write_bytes(b'{"dueDate": "\xff"}')

    assert code_of(path) == "file.damaged"


def test_a_huge_document_is_refused_unread(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fineract, "_MOST_BYTES", 10)

    assert code_of(sheet(path, client(1, loan(10)))) == "file.large"


def test_a_mapping_does_not_go_with_a_sheet(path: Path) -> None:
    assert code_of(sheet(path, client(1, loan(10))), mapping={"note": "x"}) == "map.fixed"


def sample(name: str) -> Path:
    found = SAMPLES / name
    if not found.exists():
        pytest.skip(f"the shared sample {name} is not here")
    return found


@pytest.mark.parametrize("name", SAMPLE_SHEETS)
def test_real_sheets_are_read(name: str) -> None:
    case_id, borrower, minor, due = SAMPLE_SHEETS[name]

    (case,) = cases_of(sample(name), NO_DEFAULTS)

    assert (case.case_id, case.borrower, case.due_date) == (case_id, borrower, due)
    assert case.amount_due == Money(minor, "USD")


@pytest.mark.parametrize("name", SAMPLE_SHEETS)
def test_real_sheets_take_names_from_real_clients(name: str) -> None:
    clients = sample("mifos_clients.json")
    names = {
        each["id"]: each["displayName"] for each in json.loads(clients.read_text())["pageItems"]
    }
    sheet = json.loads(sample(name).read_text())
    listed = sheet.get("clients") or sheet["groups"][0]["clients"]

    (case,) = cases_of(sample(name), NO_DEFAULTS, clients=clients)

    assert case.borrower == names[listed[0]["clientId"]].strip()


def test_other_real_documents_are_named() -> None:
    sample("mifos_clients.json")
    for found in sorted(SAMPLES.glob("*.json")):
        if found.name not in SAMPLE_SHEETS:
            code = "fineract.clients" if found.name == "mifos_clients.json" else "fineract.kind"
            assert code_of(found) == code, found.name
