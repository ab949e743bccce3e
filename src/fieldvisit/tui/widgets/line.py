"""Plain text that a screen changes while it runs."""

from __future__ import annotations

from textual.widgets import Static

from fieldvisit.domain.text import safe_text


class OneLine(Static):
    """One line of text, cut at the edge."""

    DEFAULT_CSS = "OneLine { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }"

    def __init__(
        self, text: str = "", *, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(text, id=id, classes=classes, markup=False)

    def say(self, text: str) -> None:
        """Show this text."""
        self.update(safe_text(text))


class Lines(Static):
    """As many lines as the text needs."""

    DEFAULT_CSS = "Lines { height: auto; }"

    def __init__(
        self, text: str = "", *, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(text, id=id, classes=classes, markup=False)

    def say(self, text: str) -> None:
        """Show this text."""
        self.update(safe_text(text, lines=True))
