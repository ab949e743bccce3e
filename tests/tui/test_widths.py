"""Text measured in cells, and columns that share a width."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from fieldvisit.tui.widgets.columns import Column, fitted
from fieldvisit.tui.widths import cut_to, fit

NAMES = st.text(
    st.one_of(
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
        st.characters(min_codepoint=0x20, max_codepoint=0x7E),
        st.sampled_from("𠮷·　ＡＢ é\u200b\u202e\x1b"),
    ),
    max_size=30,
)


@given(NAMES, st.integers(0, 40), st.booleans())
def test_a_fitted_text_has_exactly_its_width(name: str, cells: int, right: bool) -> None:
    assert cell_len(fit(name, cells, right=right)) == cells


def test_what_is_cut_ends_in_two_dots() -> None:
    assert cut_to("欧阳晓雯", 8) == "欧阳晓雯"
    assert cut_to("欧阳晓雯", 7) == "欧阳.."
    assert cut_to("欧阳晓雯", 6) == "欧阳.."
    assert cut_to("欧阳晓雯", 2) == ".."
    assert cut_to("欧阳晓雯", 1) == "."
    assert cut_to("欧阳晓雯", 0) == ""
    assert cut_to("Margaret O'Hara", 11) == "Margaret.."


def test_blanks_go_to_the_side_that_was_asked_for() -> None:
    assert fit("张三", 6) == "张三  "
    assert fit("12", 4, right=True) == "  12"


COLUMNS = st.lists(
    st.builds(
        Column,
        label=st.just("name"),
        width=st.integers(1, 30),
        share=st.integers(0, 3),
        from_width=st.sampled_from((0, 80, 110)),
    ),
    min_size=1,
    max_size=8,
)


@given(COLUMNS, st.integers(0, 200))
def test_columns_never_take_more_than_there_is(columns: list[Column], width: int) -> None:
    placed = fitted(columns, width)

    assert sum(cells + 1 for _at, _column, cells in placed) <= width
    assert all(cells >= 1 for _at, _column, cells in placed)
    assert [at for at, _column, _cells in placed] == sorted(at for at, _column, _cells in placed)


@given(COLUMNS, st.integers(0, 200))
def test_what_is_left_over_goes_to_columns_with_a_share(columns: list[Column], width: int) -> None:
    placed = fitted(columns, width)
    shown = [column for column in columns if column.from_width <= width]
    if any(column.share for column in shown) and sum(c.width + 1 for c in shown) <= width:
        assert sum(cells + 1 for _at, _column, cells in placed) == width


def test_a_column_is_left_out_below_its_width() -> None:
    columns = (Column("a", 5), Column("b", 5, from_width=80))

    assert [column.label for _at, column, _cells in fitted(columns, 79)] == ["a"]
    assert [column.label for _at, column, _cells in fitted(columns, 80)] == ["a", "b"]
