"""Earlier contacts from a list: recognised, matched to their cases, taken in once."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from builders import NOW, SETTINGS, a_case, a_store, imported
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldvisit.domain.case import Rejection
from fieldvisit.domain.problems import BadInput
from fieldvisit.exchange.contacts import ContactRow, open_contact_list
from fieldvisit.rules.names import LEDGER_KINDS, RESULTS
from fieldvisit.services.cases import show_case
from fieldvisit.services.contacts import ContactPreview, import_contacts, preview_contacts
from fieldvisit.services.gate import check_visit
from fieldvisit.store.store import Store

CHINESE = """合同编号,跟进时间,跟进方式,催收对象,姓名,电话/地址,催收反馈,跟进记录,跟进人员
CN-0001,2026-11-20 09:30,电话,本人,欧阳晓雯,13800138000,已接通,答应月底还,小李
CN-0001,2026/11/21 下午2点,短信,本人,,,已发送,,小李
CN-0001,2026年11月22日,上门,配偶,某人,13911112222,见到他人,,小李
CN-0001,2026-11-22 10:00,飞鸽,本人,,,,,
CN-9999,2026-11-22 10:00,电话,本人,,,,,
CN-0001,2026-12-24 10:00,电话,本人,,,,,
CN-0001,昨天,电话,本人,,,,,
"""
ENGLISH = """Customer name,Time,Method,Spoken to,Phone,Result,Direction
欧阳晓雯,2026-11-20T09:30:00+08:00,Phone call,Borrower,13800138000,Answered,Inbound
张三,2026-11-20 09:30,Letter,,,Sent,
"""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = a_store(tmp_path / "store")
    yield imported(store)
    store.close()


def read(folder: Path, text: str) -> list[ContactRow | Rejection]:
    path = folder / "contacts.csv"
    path.write_text(text, "utf-8")
    return list(open_contact_list(path).rows())


def contacts(store: Store) -> list[dict[str, Any]]:
    return [each.document for each in show_case(store, "CN-0001").entries]


def test_a_follow_up_export_is_read_with_its_bad_rows_named(store: Store, tmp_path: Path) -> None:
    preview = preview_contacts(store, read(tmp_path, CHINESE), NOW)

    assert (preview.rows, len(preview.new), preview.unchanged) == (7, 3, 0)
    named = [(each.row, each.column) for each in preview.rejections]
    assert named == [(5, "跟进方式"), (6, "case"), (7, "at"), (8, "跟进时间")]
    import_contacts(store, preview, NOW)
    call, message, visit = contacts(store)
    assert call == {
        "at": "2026-11-20T01:30:00Z",
        "kind": "call",
        "party": "debtor",
        "result": "conversation",
        "started_by": "collector",
        "number": "13800138000",
    }
    assert (message["at"], message["kind"], message["result"]) == (
        "2026-11-21T06:00:00Z",
        "message",
        "sent",
    )
    assert (visit["at"], visit["party"]) == ("2026-11-22T04:00:00Z", "spouse")


def test_of_other_people_only_a_mark_is_kept(store: Store, tmp_path: Path) -> None:
    import_contacts(store, preview_contacts(store, read(tmp_path, CHINESE), NOW), NOW)

    kept = str(contacts(store))
    assert "某人" not in kept
    assert "13911112222" not in kept
    assert contacts(store)[2]["person"].startswith("P-")


def test_twice_changes_nothing(store: Store, tmp_path: Path) -> None:
    import_contacts(store, preview_contacts(store, read(tmp_path, CHINESE), NOW), NOW)
    before = store.journal.head()

    again = preview_contacts(store, read(tmp_path, CHINESE), NOW)
    import_contacts(store, again, NOW)

    assert (len(again.new), again.unchanged) == (0, 3)
    assert store.journal.head() == before


def test_a_name_or_number_finds_the_case_when_it_is_clear(store: Store, tmp_path: Path) -> None:
    preview = preview_contacts(store, read(tmp_path, ENGLISH), NOW)

    (contact,) = preview.new
    assert (contact.case_id, contact.document["started_by"]) == ("CN-0001", "borrower")
    assert [each.column for each in preview.rejections] == ["borrower"]
    imported(store, a_case(case_id="CN-0002"))
    assert preview_contacts(store, read(tmp_path, ENGLISH), NOW).new == ()
    by_number = "time,channel,phone\n2026-11-20 10:00,call,+86 138-0013-8000\n"
    assert len(preview_contacts(store, read(tmp_path, by_number), NOW).rejections) == 1


def test_imported_contacts_open_the_gate(store: Store, tmp_path: Path) -> None:
    assert check_visit(store, "CN-0001@2026-11-24", NOW, SETTINGS).effect == "ack"

    import_contacts(store, preview_contacts(store, read(tmp_path, CHINESE), NOW), NOW)

    rules = check_visit(store, "CN-0001@2026-11-24", NOW, SETTINGS).reasons
    assert "practice.prior_contact" not in [each.rule for each in rules]


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("when,what\na,b\n", "at"),
        ("time,case\n2026-11-20,A\n", "kind"),
        ("time,kind\na,b\n", "case"),
    ],
)
def test_missing_columns_are_named(tmp_path: Path, text: str, field: str) -> None:
    with pytest.raises(BadInput) as caught:
        read(tmp_path, text)

    assert (caught.value.code, caught.value.field) == ("contacts.columns", field)


ROWS = st.builds(
    lambda minutes, kind, result, party: ContactRow(
        row=2,
        case="CN-0001",
        borrower="",
        number="",
        at=datetime.fromtimestamp(NOW.timestamp() - 60 * minutes, UTC),
        document={"kind": kind, "result": result, "party": party, "started_by": "collector"},
    ),
    st.integers(0, 5),
    st.sampled_from(LEDGER_KINDS),
    st.sampled_from(RESULTS[:3]),
    st.sampled_from(["debtor", "spouse"]),
)


@settings(max_examples=20)
@given(first=st.lists(ROWS, max_size=8), second=st.lists(ROWS, max_size=8))
def test_each_contact_is_in_the_ledger_once_however_lists_overlap(
    first: list[ContactRow], second: list[ContactRow]
) -> None:
    with TemporaryDirectory() as folder:
        store = imported(a_store(Path(folder)))
        for rows in (first, second, first + second):
            preview = preview_contacts(store, rows, NOW)
            assert preview.rows == len(rows)
            import_contacts(store, preview, NOW)
        kept = [str(sorted(each.items())) for each in contacts(store)]
        again = preview_contacts(store, second, NOW)
        store.close()
    assert len(kept) == len(set(kept))
    assert again == ContactPreview(len(second), (), len(second), ())
