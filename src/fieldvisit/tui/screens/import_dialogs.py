"""What the import asks beside its steps: a column for a field, values for rows, a look at a row."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from fieldvisit.domain.money import checked_currency
from fieldvisit.domain.text import N_, half_width
from fieldvisit.exchange.fields import FIELDS
from fieldvisit.exchange.places import country_code, zone_name
from fieldvisit.exchange.rows import ImportDefaults
from fieldvisit.tui.import_words import CALENDAR_WORDS, ORDER_WORDS, ROLE_WORDS, sample_of
from fieldvisit.tui.screens.dialog import Dialog
from fieldvisit.tui.screens.form_dialog import FormDialog
from fieldvisit.tui.widgets.field import Field, choice
from fieldvisit.tui.widgets.line import Lines
from fieldvisit.tui.widths import fit
from fieldvisit.wording import _

if TYPE_CHECKING:
    from fieldvisit.exchange.read import CaseList

_HEADER_CELLS = 26


class ColumnDialog(Dialog[str]):
    """Answers with the header of the column that the person chose; empty means none."""

    AUTO_FOCUS = "OptionList"

    def __init__(self, name: str, case_list: CaseList) -> None:
        super().__init__(_("Which column holds: {field}?").format(field=_(FIELDS[name].label)))
        self._case_list = case_list
        self._chosen = case_list.mapping.get(name, "")
        self._headers = ["", *filter(None, case_list.headers)]

    def compose_content(self) -> ComposeResult:
        """Every column with a sample, the one in use under the cursor."""
        yield OptionList(*(Option(Content(self._line(header))) for header in self._headers))
        hint = _("Enter chooses, Esc leaves it as it is.")
        yield Static(hint, classes="dialog-hint", markup=False)

    def on_mount(self) -> None:
        """To the column in use."""
        at = self._headers.index(self._chosen) if self._chosen in self._headers else 0
        self.query_one(OptionList).highlighted = at

    def _line(self, header: str) -> str:
        if not header:
            return _("none: leave the field out")
        sample = sample_of(
            self._case_list, self._case_list.headers.index(header), self.app.office.settings
        )
        return f"{fit(header, _HEADER_CELLS)} {sample}"

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answer."""
        self.dismiss(self._headers[event.option_index])


class ValuesDialog(FormDialog[ImportDefaults]):
    """What holds for rows that state nothing themselves."""

    def __init__(self, defaults: ImportDefaults) -> None:
        super().__init__(_("For rows that state none"))
        self._defaults = defaults

    def compose_fields(self) -> ComposeResult:
        """Currency, country, role, zone, and how dates are meant."""
        have = self._defaults
        yield _typed("currency", N_("Currency"), have.currency, N_("three letters, such as CNY"))
        yield _typed("country", N_("Country"), have.country, N_("such as CN, US or Taiwan"))
        yield _chosen("role", N_("Your role"), ROLE_WORDS, have.role)
        zone_hint = N_("such as Asia/Shanghai; empty takes all zones of the country")
        yield _typed("zone", N_("Time zone"), have.zone, zone_hint)
        yield _chosen("date_order", N_("Order of dates"), ORDER_WORDS, have.date_order)
        yield _chosen("calendar", N_("Years"), CALENDAR_WORDS, have.calendar)

    async def save(self) -> ImportDefaults:
        """Check and answer; the names of countries and zones are read in a thread."""
        return await asyncio.to_thread(
            _checked,
            self._defaults,
            *(self._text(name) for name in ("currency", "country", "zone")),
            role=self._value("role") or "",
            date_order=self._value("date_order") or "",
            calendar=self._value("calendar") or "gregorian",
        )

    def _value(self, name: str) -> Any:
        return self.query_one(f"#field-{name}", Field).value

    def _text(self, name: str) -> str:
        return half_width(str(self._value(name))).strip()


def _checked(
    defaults: ImportDefaults, currency: str, country: str, zone: str, **chosen: str
) -> ImportDefaults:
    return replace(
        defaults,
        currency=checked_currency(currency) if currency else "",
        country=country_code(country) if country else "",
        zone=zone_name(zone) if zone else "",
        **chosen,
    )


def _typed(name: str, label: str, value: str, hint: str) -> Field:
    control = Input(value, max_length=60, compact=True)
    return Field(label, control, hint=hint, id=f"field-{name}")


def _chosen(name: str, label: str, words: Mapping[str, str], value: str) -> Field:
    options = [(_(sentence), each) for each, sentence in words.items()]
    return Field(label, choice(options, value=value or None), id=f"field-{name}")


class RowDialog(Dialog[None]):
    """One row in full, scrolled when it must be."""

    AUTO_FOCUS = "#long-text"

    def __init__(self, title: str, text: str) -> None:
        super().__init__(title)
        self._text = text

    def compose_content(self) -> ComposeResult:
        """The text and how to leave."""
        with VerticalScroll(id="long-text"):
            yield Lines(self._text)
        yield Static(_("Arrow keys scroll, Esc closes."), classes="dialog-hint", markup=False)
