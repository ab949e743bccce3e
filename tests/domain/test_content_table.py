from pathlib import Path

import pytest

from fieldvisit import wording
from fieldvisit.domain.content import LANGUAGES, Table, read_content
from fieldvisit.domain.problems import BadInput

SAMPLE = """\
id = "sample"
count = 3
names = ["a", "b"]
on = true
title = { en = "Hello", zh-Hans = "您好" }
[part.one]
word.en = "yes"
[part.two]
word.en = "no"
[[item]]
id = "first"
[[item.inner]]
id = "x"
[[item]]
id = "second"
[[item.inner]]
id = "y"
[[item.inner]]
id = "z"
odd = 1
"""


def read(folder: Path, text: str | bytes) -> Table:
    path = folder / "sample.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_content(path)


@pytest.fixture
def sample(tmp_path: Path) -> Table:
    return read(tmp_path, SAMPLE)


def test_languages_are_those_the_program_speaks() -> None:
    assert LANGUAGES == wording.LANGUAGES


def test_values_come_out_as_they_stand(sample: Table) -> None:
    assert sample.text("id") == "sample"
    assert sample.text("other", "") == ""
    assert sample.number("count") == 3
    assert sample.names("names") == ("a", "b")
    assert sample.names("none") == ()
    assert sample.yes("on")
    assert not sample.yes("off")
    assert sample.texts("title") == {"en": "Hello", "zh-Hans": "您好"}
    assert sample.texts("subtitle", required=False) == {}
    assert sample.one_of("id", ["sample"]) == "sample"
    assert sample.one_of("kind", ["x"], "") == ""
    assert list(sample.table("part").entries()) == ["one", "two"]
    assert sample.tables("nothing") == []


def test_an_unknown_key_is_named_with_file_line_and_path(sample: Table) -> None:
    inner = sample.tables("item")[1].tables("inner")[1]
    inner.text("id")

    with pytest.raises(BadInput) as caught:
        inner.close()

    assert str(caught.value) == (
        "sample.toml, line 20: item[2].inner[2].odd is not known here; "
        "correct its spelling or remove it."
    )
    assert caught.value.field == "item[2].inner[2].odd"


def test_a_table_whose_keys_were_all_read_closes(sample: Table) -> None:
    inner = sample.tables("item")[0].tables("inner")[0]
    inner.text("id")
    inner.close()


def test_a_missing_key_names_the_line_of_its_table(sample: Table) -> None:
    with pytest.raises(BadInput, match=r"line 8: part\.two\.note is missing"):
        sample.table("part").table("two").text("note")


def test_a_missing_key_of_the_top_table_names_the_first_line(sample: Table) -> None:
    with pytest.raises(BadInput, match="line 1: note is missing"):
        sample.text("note")


@pytest.mark.parametrize(
    ("read_it", "what"),
    [
        (lambda table: table.text("count"), "line 2: count must be a text"),
        (lambda table: table.one_of("id", ["x", "y"]), "line 1: id must be one of these: x, y"),
        (lambda table: table.names("id"), "id must be a list of texts"),
        (lambda table: table.names("names", ["a"]), "names must be one of these: a"),
        (lambda table: table.number("id"), "id must be a whole number above 0"),
        (lambda table: table.number("on"), "on must be a whole number above 0"),
        (lambda table: table.yes("count"), "count must be true or false"),
        (lambda table: table.texts("id"), "id must hold one text for each language"),
        (lambda table: table.texts("subtitle"), "subtitle is missing"),
        (lambda table: table.table("id"), "id must be a table"),
        (lambda table: table.tables("part"), "part must be a list of tables"),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused(sample: Table, read_it, what: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(BadInput, match=what):
        read_it(sample)


def test_a_list_of_names_holds_texts_only(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="names must be a list"):
        read(tmp_path, "names = [1]").names("names")


def test_a_list_of_tables_holds_tables_only(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="item must be a list"):
        read(tmp_path, "item = [1]").tables("item")


def test_a_text_that_is_blank_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="not empty"):
        read(tmp_path, 'id = "  "').text("id")


def test_texts_of_another_language_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"title\.fr must be one of these: en, zh-Hans, zh-Hant"):
        read(tmp_path, 'title = { en = "a", fr = "b" }').texts("title")


def test_texts_are_texts(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="one text for each language"):
        read(tmp_path, "title = { en = 1 }").texts("title")


def test_a_file_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"no\.toml: the file cannot be opened"):
        read_content(tmp_path / "no.toml")


def test_a_file_in_another_encoding(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="not UTF-8"):
        read(tmp_path, 'id = "外访"'.encode("gb18030"))


def test_a_byte_order_mark_and_windows_line_ends_are_no_trouble(tmp_path: Path) -> None:
    table = read(tmp_path, b'\xef\xbb\xbfid = "a"\r\nodd = 1\r\n')
    table.text("id")
    with pytest.raises(BadInput, match="line 2: odd"):
        table.close()


@pytest.mark.parametrize(
    ("source", "line"), [('id = "a"\nid = \n', 2), ('id = "a"\n\nid = "b"\n', 3), ("[", 1)]
)
def test_broken_toml_names_the_line(tmp_path: Path, source: str, line: int) -> None:
    with pytest.raises(BadInput, match=f"sample.toml, line {line}: this is not valid TOML"):
        read(tmp_path, source)
