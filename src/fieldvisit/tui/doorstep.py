"""Doorstep mode: while anybody but the borrower may look on, nothing tells what it is about."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.filter import LineFilter
from textual.reactive import var
from textual.screen import ModalScreen

from fieldvisit.dialogue.debt_words import debt_words
from fieldvisit.tui.framework import OurScreen
from fieldvisit.wording import _, language, money_text

if TYPE_CHECKING:
    from textual.screen import Screen

    from fieldvisit.domain.case import Case
    from fieldvisit.tui.commands import Command
    from fieldvisit.tui.office import Status
    from fieldvisit.tui.output_guard import OutputGuard

_MONEY = re.compile(r"[$¥£€₹₱]\s?\d|\b[A-Z]{3}\s\d|\d\s?元|\d\.\d\d\b")
"""An amount, however it is written."""
_SENTENCE_ENDS = {"en": ". ", "zh-Hans": "。", "zh-Hant": "。"}


def is_neutral(text: str, secrets: Sequence[str] = ()) -> bool:
    """Whether a bystander learns nothing of the matter from the text.

    `secrets` are what the case itself would give away, as `secrets_of` lists it.
    """
    folded = text.casefold()
    if debt_words(text) or _MONEY.search(text):
        return False
    return not any(secret.casefold() in folded for secret in secrets)


def secrets_of(case: Case) -> tuple[str, ...]:
    """What of this case gives the matter away wherever it stands: numbers, lender, product."""
    amount = case.amount_due
    stated = (
        case.case_id,
        case.account,
        case.lender,
        case.product,
        money_text(amount),
        amount.plain,
        amount.plain.partition(".")[0],
    )
    return tuple(dict.fromkeys(text for text in stated if len(text) > 1))


def neutral_part(text: str) -> str:
    """The sentences of a help text that anybody may read."""
    end = _SENTENCE_ENDS[language()]
    sentences = [each for each in text.split(end) if each.strip()]
    kept = [each for each in sentences if is_neutral(each)]
    return end.join(kept) + (end.strip() if kept and not kept[-1].endswith(end.strip()) else "")


def tells_nothing(command: Command) -> bool:
    """Whether menu, palette and help may name the command while others look on."""
    if command.action == "go":
        return False
    return is_neutral(f"{_(command.name)} {_(command.help)}")


class Doorstep(App[None]):
    """The part of the program that hides the matter.

    Screens that are `open_at_the_door` show neutral lines by themselves. Any other is covered, and
    until the cover stands not one letter of it is drawn.
    """

    _guard: OutputGuard
    is_private: var[bool] = var(default=False)
    """Whether doorstep mode is on."""
    guarded_visit = ""
    """The visit at whose door it began; empty when a person began it elsewhere."""
    status: var[Status | None]
    read_status: Callable[[], Awaitable[None]]
    _recalled: asyncio.Future[None] | None = None
    _held_back: tuple[str, ...] = ()
    _is_going_back = False

    async def recall_the_door(self) -> None:
        """Begin in doorstep mode when the program ended at a door whose talk was not private.

        Done once; every screen waits for it before it shows anything.
        """
        if self._recalled is None:
            self._recalled = asyncio.ensure_future(self._recall())
        await asyncio.shield(self._recalled)

    async def _recall(self) -> None:
        await self.read_status()
        if self.status is not None and self.status.at_the_door:
            self.hide_the_matter(self.status.at_the_door)

    def hide_the_matter(self, visit_id: str = "") -> None:
        """Begin doorstep mode; `visit_id` is the visit whose conversation can end it."""
        self.guarded_visit = visit_id or self.guarded_visit
        self.is_private = True

    def show_the_matter(self) -> None:
        """End doorstep mode: the borrower is confirmed and alone, or nobody else is there."""
        self.guarded_visit = ""
        self.is_private = False

    def watch_is_private(self, is_private: bool) -> None:
        """Draw everything anew, covered where it must be."""
        if is_private:
            self._held_back = ()
            self.clear_notifications()
            if self.clipboard:
                self.copy_to_clipboard("")
        for screen in self._drawn_screens():
            screen.refresh(layout=True)
            if isinstance(screen, OurScreen):
                screen.show_private(is_private=is_private)
        if self._screen_stack:
            self.screen.refresh_bindings()
            self.cover_the_matter()
        if not is_private:
            for message in self._held_back:
                self.notify(message)

    def cover_the_matter(self) -> None:
        """Put the cover over a screen that tells too much."""
        if self._tells_too_much() and not self._is_going_back:
            from fieldvisit.tui.screens.doorstep import DoorstepScreen

            self.push_screen(DoorstepScreen())

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's filters, and last the one that keeps data from steering the terminal."""
        guard = self._guard.blank if self._tells_too_much() else self._guard
        return [*super().get_line_filters(), guard]

    def may_be_said(self, message: str) -> bool:
        """Whether a short message may be shown now; one that may not is kept for later."""
        if not self.is_private or is_neutral(message):
            return True
        self._held_back += (message,)
        return False

    def action_doorstep(self) -> None:
        """Begin doorstep mode; when it is on, go where it can be ended."""
        if not self.is_private:
            self.hide_the_matter()
        elif not getattr(self.screen, "is_doorstep", False):
            from fieldvisit.tui.screens.doorstep import DoorstepScreen

            self.push_screen(DoorstepScreen())

    async def go_back_to(self, screen: Screen[Any]) -> None:
        """Close what stands above that screen, the cover and the dialogs beneath it."""
        self._is_going_back = True
        try:
            while self.screen is not screen:
                await self.screen.dismiss(None)
        finally:
            self._is_going_back = False
        self.cover_the_matter()

    def _tells_too_much(self) -> bool:
        return self.is_private and not all(
            getattr(screen, "open_at_the_door", False) for screen in self._drawn_screens()
        )

    def _drawn_screens(self) -> list[Screen[Any]]:
        """The screen in front, and those that can be seen behind a dialog."""
        drawn: list[Screen[Any]] = []
        for screen in reversed(self._screen_stack):
            drawn.append(screen)
            if not isinstance(screen, ModalScreen):
                break
        return drawn
