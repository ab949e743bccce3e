"""Where a visit is made."""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from fieldvisit.domain.words import PLACE_WORDS, PLACES
from fieldvisit.tui.screens.dialog import Dialog
from fieldvisit.wording import _


class PlaceDialog(Dialog[str]):
    """Answers with the kind of place; a digit chooses."""

    open_at_the_door = True

    def __init__(self, place: str) -> None:
        super().__init__(_("Where is the visit?"))
        self._place = place

    def compose_content(self) -> ComposeResult:
        """The kinds of place, the one that stands under the cursor."""
        lines = (f"{number}  {_(PLACE_WORDS[name])}" for number, name in enumerate(PLACES, 1))
        yield OptionList(*(Option(Content(line)) for line in lines), id="places")
        hint = _("A digit chooses, Esc leaves it as it is.")
        yield Static(hint, classes="dialog-hint", markup=False)

    def on_mount(self) -> None:
        """Begin where it stands."""
        self.query_one("#places", OptionList).highlighted = PLACES.index(self._place)

    def on_key(self, event: events.Key) -> None:
        """Choose by the digit."""
        number = "123456789".find(event.character or " ")
        if 0 <= number < len(PLACES):
            event.stop()
            self.dismiss(PLACES[number])

    @on(OptionList.OptionSelected, "#places")
    def place_selected(self, event: OptionList.OptionSelected) -> None:
        """Choose what is under the cursor."""
        event.stop()
        self.dismiss(PLACES[event.option_index])
