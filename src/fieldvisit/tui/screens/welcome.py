"""The first run: language, then a case list or the demo."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Button

from fieldvisit.domain.text import N_
from fieldvisit.tui.framework import OurScreen
from fieldvisit.tui.widgets.line import Lines
from fieldvisit.wording import LANGUAGE_NAMES, LANGUAGES, _, use_language


class WelcomeScreen(OurScreen[None]):
    """Digits choose; the language comes first and redraws the rest."""

    BINDINGS = [
        Binding("1", "speak('en')", N_("English"), show=False),
        Binding("2", "speak('zh-Hans')", N_("Simplified Chinese"), show=False),
        Binding("3", "speak('zh-Hant')", N_("Traditional Chinese"), show=False),
        Binding("4", "take_in", N_("Import"), show=False),
        Binding("5", "demo", N_("Demo"), show=False),
        Binding("6,escape", "start_empty", N_("Start"), show=False),
        Binding("q,ctrl+q", "quit", N_("Quit"), show=False),
    ]

    def compose(self) -> ComposeResult:
        """Greeting and choices."""
        with Vertical(classes="dialog", id="welcome"):
            yield Lines(id="greeting")
            for number, language in enumerate(LANGUAGES, 1):
                yield Button(f"{number} {LANGUAGE_NAMES[language]}", id=f"speak-{language}")
            yield Button(id="take-in")
            yield Button(id="demo")
            yield Button(id="start-empty")

    def on_mount(self) -> None:
        """Say it in the language of the terminal."""
        self._say()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Do what the button says."""
        name = event.button.id or ""
        if name.startswith("speak-"):
            self.action_speak(name.removeprefix("speak-"))
        else:
            getattr(self, f"action_{name.replace('-', '_')}")()

    def action_speak(self, language: str) -> None:
        """Speak this language from now on."""
        chosen = next(each for each in LANGUAGES if each == language)
        use_language(chosen)
        self.app.change_settings(language=chosen)
        self._say()

    def action_take_in(self) -> None:
        """On to the import."""
        from fieldvisit.tui.screens.importing import ImportScreen

        self.app.switch_screen(ImportScreen())

    def action_demo(self) -> None:
        """End here and open the demo."""
        self.app.wants_demo = True
        self.app.exit()

    def action_start_empty(self) -> None:
        """On to an empty day."""
        self.app.pop_screen()

    def action_quit(self) -> None:
        """End."""
        self.app.exit()

    def _say(self) -> None:
        self.query_one("#greeting", Lines).say(
            "\n".join(
                (
                    _("Welcome to fieldvisit."),
                    _("Visits to borrowers in arrears: prepared, lawful, calm, and written down."),
                    _("Everything stays on this laptop until you hand it over."),
                )
            )
        )
        self.query_one("#take-in", Button).label = f"4 {_('Take in a case list')}"
        self.query_one("#demo", Button).label = f"5 {_('Look around with sample data')}"
        self.query_one("#start-empty", Button).label = f"6 {_('Start with an empty list')}"
