from pathlib import Path

import pytest

from fieldvisit.domain.outcome_codes import check_visit_state, load_outcome_codes
from fieldvisit.domain.problems import BadInput, Refused

VOCABULARY = (
    "MET MET3 DL NAH SHF NSP DEM ERT PAID PPAY PTP PLAN EXT HARD RTP ITP DISP PCLM CB SKIP DEC "
    "VUL REP CMP SAFE NV"
).split()
NAMES = "{ en = 'A', zh-Hans = 'A', zh-Hant = 'A' }"
NEED = f"[need.receipt]\nkind = 'text'\nname = {NAMES}\nask = {NAMES}\n"
REASON_NEED = f"[need.reason]\nkind = 'reason'\nname = {NAMES}\nask = {NAMES}\n"
OPTION = f"id = 'x'\nname = {NAMES}\n"
CODE = f"[[code]]\nid = 'NEW'\nname = {NAMES}\nmeaning = {NAMES}\n"


def written(folder: Path, text: str) -> Path:
    path = folder / "codes.toml"
    path.write_text("version = 2\n" + text, "utf-8")
    return path


def broken(folder: Path, text: str) -> str:
    with pytest.raises(BadInput) as caught:
        load_outcome_codes(written(folder, text))
    return str(caught.value)


def test_every_code_of_the_vocabulary_is_there() -> None:
    assert list(load_outcome_codes().codes) == VOCABULARY


@pytest.mark.parametrize(
    ("code", "needs"),
    [
        ("MET", {"identity_check"}),
        ("MET3", {"relation"}),
        ("PAID", {"amount", "receipt"}),
        ("PPAY", {"amount", "receipt"}),
        ("PTP", {"promise_amount", "promise_date"}),
        ("PLAN", {"schedule"}),
        ("EXT", {"new_end_date", "approval"}),
        ("RTP", {"reason"}),
        ("DISP", {"dispute"}),
        ("CB", {"callback_at"}),
        ("SKIP", {"attempts"}),
        ("VUL", {"consent"}),
        ("REP", {"representative"}),
        ("CMP", {"complaint_channel"}),
        ("SAFE", {"incident_note"}),
        ("NV", {"reason"}),
    ],
)
def test_what_a_code_needs(code: str, needs: set[str]) -> None:
    assert set(load_outcome_codes().codes[code].needs) == needs


def test_what_codes_count_as() -> None:
    codes = load_outcome_codes().codes
    assert set(codes["DL"].counts) == {"visit"}
    assert set(codes["MET3"].counts) == {"visit", "contact"}
    assert set(codes["PTP"].counts) == {"visit", "contact", "right_party", "promise"}
    assert "resolved" in codes["PAID"].counts
    assert {code.id for code in codes.values() if "address_invalid" in code.counts} == {
        "SHF",
        "NSP",
        "DEM",
    }
    assert codes["NV"].counts == ()


def test_who_was_met_as_borrower_was_contacted_and_visited() -> None:
    for code in load_outcome_codes().codes.values():
        if "right_party" in code.counts:
            assert {"visit", "contact"} <= set(code.counts), code.id


def test_what_stops_or_pauses_further_contact() -> None:
    codes = load_outcome_codes().codes.values()
    assert {code.id for code in codes if code.contact == "stop"} == {"DISP", "DEC", "REP"}
    assert {code.id for code in codes if code.contact == "pause"} == {"PAID", "PCLM", "VUL", "SAFE"}


def test_which_flags_are_raised() -> None:
    raised = {code.id: code.flags for code in load_outcome_codes().codes.values() if code.flags}
    assert raised == {
        "DISP": ("dispute",),
        "SKIP": ("unreachable",),
        "DEC": ("deceased",),
        "VUL": ("vulnerable",),
        "REP": ("lawyer",),
        "CMP": ("complaint",),
    }


@pytest.mark.parametrize(
    ("code", "started"), [("PTP", True), ("NV", False), ("REP", True), ("REP", False)]
)
def test_codes_that_fit_the_visit(code: str, started: bool) -> None:
    check_visit_state(load_outcome_codes().codes[code], started=started)


def test_a_promise_needs_a_visit_that_was_started() -> None:
    with pytest.raises(Refused, match="PTP needs a visit that was started"):
        check_visit_state(load_outcome_codes().codes["PTP"], started=False)


def test_not_visited_is_refused_once_the_visit_was_started() -> None:
    with pytest.raises(Refused, match="the visit was started, so it was made"):
        check_visit_state(load_outcome_codes().codes["NV"], started=True)


def test_a_former_code_is_read_as_the_present_one(tmp_path: Path) -> None:
    codes = load_outcome_codes(written(tmp_path, "[renamed]\nOLD = 'NEW'\n" + CODE))

    assert codes.version == 2
    assert codes.current("OLD").id == "NEW"
    assert codes.current("NEW").id == "NEW"


def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(BadInput, match="code: this outcome code is not known; use one of MET"):
        load_outcome_codes().current("XYZ")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (CODE + CODE, "code[2].id is used twice"),
        ("[renamed]\nOLD = 'GONE'\n" + CODE, "renamed.OLD must be one of these: NEW"),
        ("odd = 1\n" + CODE, "odd is not known here"),
        (CODE + "odd = 1\n", "code[1].odd is not known here"),
        (NEED + "odd = 1\n" + CODE, "need.receipt.odd is not known here"),
        (CODE + "needs = ['receipt']\n", "code[1].needs must be one of these"),
        (CODE + "counts = ['luck']\n", "code[1].counts must be one of these"),
        (CODE + "flags = ['odd']\n", "code[1].flags must be one of these"),
        (CODE + "contact = 'never'\n", "code[1].contact must be one of these"),
        (CODE + "visit = 'maybe'\n", "code[1].visit must be one of these"),
        (NEED + "[[need.receipt.option]]\n" + OPTION + CODE, "belongs to kind option only"),
        (NEED.replace("'text'", "'option'") + CODE, "belongs to kind option only"),
        (NEED + "plan = 'extension'\n" + CODE, "belongs to kind agreement only"),
        (NEED.replace("'text'", "'agreement'") + CODE, "belongs to kind agreement only"),
        (REASON_NEED + CODE + "needs = ['reason']\n", "reason and needs do not agree"),
        (CODE + "[[code.reason]]\n" + OPTION, "reason and needs do not agree"),
        (CODE + "[[code.reason]]\nodd = 1\n" + OPTION, "code[1].reason[1].odd is not known here"),
    ],
)
def test_faults_in_the_list_are_refused(tmp_path: Path, text: str, what: str) -> None:
    assert what in broken(tmp_path, text)
