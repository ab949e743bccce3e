"""The encoding of a text file is told from its bytes alone."""

import codecs
from pathlib import Path

import pytest
from case_lists import write_csv

from fieldvisit.domain.problems import BadInput
from fieldvisit.exchange.encodings import encoding_of, survey

SIMPLIFIED = "合同编号,客户姓名,逾期总金额(元),逾期日期\r\nHT-1,王小明,100,2026-10-20\r\n"
TRADITIONAL = "合約編號,客戶姓名,逾期總金額,逾期日期\r\nHT-1,陳淑芬,100,2026-10-20\r\n"


def told(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    return encoding_of(survey(path))


@pytest.mark.parametrize(
    ("text", "encoding", "expected"),
    [
        (SIMPLIFIED, "utf-8", "utf-8"),
        (SIMPLIFIED, "utf-8-sig", "utf-8-sig"),
        (SIMPLIFIED, "utf-16", "utf-16"),
        (SIMPLIFIED, "utf-16-le", "utf-16-le"),
        (SIMPLIFIED, "utf-16-be", "utf-16-be"),
        (SIMPLIFIED, "gb18030", "gb18030"),
        (SIMPLIFIED, "gbk", "gb18030"),
        (TRADITIONAL, "big5", "big5hkscs"),
        (TRADITIONAL, "gb18030", "gb18030"),
        (TRADITIONAL, "utf-8", "utf-8"),
        ("case,name\r\nA,Li\r\n", "ascii", "utf-8"),
        ("case,name\r\nA,Li\r\n", "utf-16-le", "utf-16-le"),
        ("case,name\r\nA,Li\r\n", "utf-16-be", "utf-16-be"),
    ],
)
def test_chinese_encodings_are_told_apart(
    tmp_path: Path, text: str, encoding: str, expected: str
) -> None:
    assert told(tmp_path / "list.csv", text.encode(encoding)) == expected


def test_a_big_endian_mark_is_read(tmp_path: Path) -> None:
    content = codecs.BOM_UTF16_BE + SIMPLIFIED.encode("utf-16-be")

    assert told(tmp_path / "list.csv", content) == "utf-16"


@pytest.mark.parametrize(
    ("names", "encoding", "expected"),
    [
        ("王小明 李建国 欧阳娜娜 南京市鼓楼区中山北路", "gb18030", "gb18030"),
        ("陳淑芬 林志明 台北市中正區重慶南路一段", "big5", "big5hkscs"),
        ("陳淑芬 香港灣仔軒尼詩道", "big5hkscs", "big5hkscs"),
    ],
)
def test_english_headers_leave_the_names_to_tell(
    tmp_path: Path, names: str, encoding: str, expected: str
) -> None:
    path = write_csv(tmp_path / "list.csv", ("A", names, "1", "2026-10-20"), encoding=encoding)

    assert encoding_of(survey(path)) == expected


def test_names_far_down_the_file_are_seen(tmp_path: Path) -> None:
    filler = [(f"A-{number}", "Li Lei" * 4, "1", "2026-10-20") for number in range(30_000)]
    middle = ("B", "王小明，家住南京市鼓楼区", "1", "2026-10-20")
    path = write_csv(tmp_path / "list.csv", *filler, middle, *filler, encoding="gb18030")

    found = survey(path)

    assert encoding_of(found) == "gb18030"
    assert found.lines == 60_002
    assert path.stat().st_size > 2 << 20


def test_western_names_are_not_taken_for_chinese(tmp_path: Path) -> None:
    names = "Müller, François, José García, Strauß, Zoë Brontë, Ångström, André"
    path = write_csv(tmp_path / "list.csv", ("A", names, "1", "2026-10-20"), encoding="cp1252")

    assert names in path.read_text(encoding_of(survey(path)))


def test_a_few_damaged_bytes_do_not_make_utf8_something_else(tmp_path: Path) -> None:
    content = SIMPLIFIED.encode() + b"HT-2,\xff\xfe,100,2026-10-20\r\n"

    assert told(tmp_path / "list.csv", content) == "utf-8"


@pytest.mark.parametrize("cut", range(1, 12))
def test_utf8_cut_inside_a_character_is_utf8(tmp_path: Path, cut: int) -> None:
    content = SIMPLIFIED.encode()[: len(SIMPLIFIED.encode()) - 20 - cut]

    assert told(tmp_path / "list.csv", content) == "utf-8"


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught:
        told(tmp_path / "list.csv", bytes(range(256)) * 40)

    assert caught.value.code == "file.kind"


def test_zero_bytes_and_line_ends_alone_make_no_utf_16(tmp_path: Path) -> None:
    halves = b"".join(bytes([low, 0xD8]) for low in range(64))  # of characters that never follow
    with pytest.raises(BadInput) as caught:
        told(tmp_path / "list.csv", (halves + b"\n\0") * 4)

    assert caught.value.code == "file.kind"


def test_bytes_in_no_known_encoding_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import charset_normalizer

    none = charset_normalizer.CharsetMatches([])
    monkeypatch.setattr(charset_normalizer, "from_bytes", lambda _sample: none)
    with pytest.raises(BadInput) as caught:
        told(tmp_path / "list.csv", b"case,name\r\nA,\xff\x81\xff\x80\xff\r\n")

    assert caught.value.code == "file.encoding"


def test_only_damage_in_decoding_is_marked() -> None:
    with pytest.raises(UnicodeEncodeError):
        "é".encode("ascii", "fieldvisit.damaged")
