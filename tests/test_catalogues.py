"""The tool that keeps the catalogues: it finds phrases, keeps translations, sees faults."""

from pathlib import Path

import pytest
from catalogues import bring_up_to_date, compiled_differs, faults_of, files_of, phrases, read

SOURCE = """
from fieldvisit.domain.text import N_
from fieldvisit.wording import _, counted

_("Saved #{seq}")
N_("Pay by {day} "
   "in full.")
counted("{n} visit", "{n} visits", 2)
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "words.py").write_text(SOURCE, "utf-8")
    return folder


def translate(folder: Path, **translations: str) -> None:
    po, _mo = files_of("zh_Hans", folder)
    text = po.read_text("utf-8")
    for phrase, translated in translations.items():
        place = text.index("msgstr", text.index(f'"{phrase}'))
        text = text[:place] + text[place:].replace('""', f'"{translated}"', 1)
    po.write_text(text, "utf-8")


def test_phrases_are_found_however_they_are_marked(source: Path) -> None:
    (source / "more.py").write_text('wording._("Met" if met else "Not met"), _(name), _(a or "")')
    ids = [message.id for message in phrases(source) if message.id]

    assert ids == [
        "Met",
        "Not met",
        "Saved #{seq}",
        "Pay by {day} in full.",
        ("{n} visit", "{n} visits"),
    ]


def test_what_is_filled_in_too_early_cannot_be_translated(source: Path) -> None:
    (source / "more.py").write_text('_(f"Saved {number}")')

    with pytest.raises(ValueError, match="f-string"):
        phrases(source)


def test_translations_survive_an_update(source: Path, tmp_path: Path) -> None:
    bring_up_to_date("zh_Hans", phrases(source), tmp_path)
    translate(
        tmp_path, Saved="已保存 #{seq}", Pay="请在{day}前付清。", **{"{n} visits": "{n} 次走访"}
    )
    (source / "words.py").write_text(SOURCE + '_("New")\n', "utf-8")
    template = phrases(source)
    updated = bring_up_to_date("zh_Hans", template, tmp_path)

    assert faults_of(updated, template) == ["'New': not translated"]
    assert faults_of(read("zh_Hans", tmp_path), template) == ["'New': not translated"]
    assert compiled_differs("zh_Hans", tmp_path) == []

    translate(tmp_path, New="新")

    assert faults_of(read("zh_Hans", tmp_path), template) == []
    assert compiled_differs("zh_Hans", tmp_path) == ["New"]


def test_an_update_of_the_same_source_changes_nothing(source: Path, tmp_path: Path) -> None:
    bring_up_to_date("zh_Hans", phrases(source), tmp_path)
    before = [path.read_bytes() for path in files_of("zh_Hans", tmp_path)]
    bring_up_to_date("zh_Hans", phrases(source), tmp_path)

    assert [path.read_bytes() for path in files_of("zh_Hans", tmp_path)] == before


@pytest.mark.parametrize(
    ("translated", "fault"),
    [
        ("已保存", "{seq} stands in another language"),
        ("已保存 #{seq}{day}", "{day} stands in another language"),
        ("已保存… #{seq}", "U+2026"),
        ("已保存“#{seq}”", "U+201C"),
        ("已保存 #{seq} \U0001f600", "emoji"),
        ("已保存\u200b #{seq}", "invisible"),
        ("已儲存 #{seq}", "儲 belongs to another script"),
        ("已保存 #{seq} ", "a space"),
    ],
)
def test_a_faulty_translation_is_found(
    source: Path, tmp_path: Path, translated: str, fault: str
) -> None:
    template = phrases(source)
    bring_up_to_date("zh_Hans", template, tmp_path)
    translate(tmp_path, Saved=translated)

    assert fault in "\n".join(faults_of(read("zh_Hans", tmp_path), template))


def test_missing_obsolete_and_fuzzy_phrases_are_found(source: Path, tmp_path: Path) -> None:
    template = phrases(source)
    catalogue = bring_up_to_date("zh_Hans", template, tmp_path)
    catalogue.add("Gone", "走了")
    catalogue["Saved #{seq}"].string = "已保存 #{seq}"
    catalogue["Saved #{seq}"].flags.add("fuzzy")
    catalogue.delete("Pay by {day} in full.")

    assert faults_of(catalogue, template) == [
        "'Pay by {day} in full.': in the source, not in the catalogue",
        "'Saved #{seq}': marked fuzzy",
        "'{n} visits': not translated",
        "'Gone': no longer in the source",
    ]
