"""What every screen of work looks like: header, body, footer, and the states of the body."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message_pump import MessagePump

from fieldvisit.domain.problems import Problem
from fieldvisit.tui.screens.commanded import Commanded
from fieldvisit.tui.widgets.empty_state import EmptyState, State
from fieldvisit.tui.widgets.footer import KeyFooter
from fieldvisit.tui.widgets.header import ScreenHeader
from fieldvisit.tui.widgets.table import RecordTable
from fieldvisit.wording import _, explain

_RISES = 3
"""A key rises from what has the focus to the program; what it does may be a message that rises
after it, and may move the focus, which is a message again."""


class WorkScreen(Commanded):
    """Subclasses give TITLE and HELP (msgids), OFFERS, `compose_body`, `load` and actions."""

    TITLE: ClassVar[str | None] = None
    HELP: ClassVar[str | None] = None
    READS_AGAIN_ON_RETURN: ClassVar[bool] = True
    """Whether `load` runs again when the screen comes back into sight; a form says False."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._typed_ahead: list[events.Key] | None = []
        """Keys that came before the screen could take them; None once it can."""

    def compose(self) -> ComposeResult:
        """Header, body, the place for states, footer."""
        yield ScreenHeader()
        with Vertical(id="body"):
            yield from self.compose_body()
        state = EmptyState(id="state")
        state.display = False
        yield state
        yield KeyFooter()

    def compose_body(self) -> ComposeResult:
        """The widgets between header and footer."""
        yield from ()

    async def load(self) -> None:
        """Read and show what the screen is about; runs as a worker, may raise a Problem.

        Ends with `show_body`, or with `show_state` when there is nothing to show.
        """
        self.show_body()

    def use_up_back(self) -> bool:
        """Clear a filter or close a part instead of going back; True when Esc is used up."""
        return False

    @property
    def can_go_back(self) -> bool:
        """Whether Esc leads anywhere: this is not the first screen."""
        return self.app.screen_stack[0] is not self

    def on_mount(self) -> None:
        """Read for the first time."""
        self.action_reload()

    def on_screen_resume(self) -> None:
        """Read again what may have changed while the screen was out of sight."""
        if self.READS_AGAIN_ON_RETURN and self.is_mounted and not self.is_busy_with("load"):
            self.action_reload()

    def action_reload(self) -> None:
        """Read again; a reading that is under way is given up."""
        self.run_worker(self._load(), group="load", exclusive=True, exit_on_error=False)

    def action_back(self) -> None:
        """Use Esc up here, or leave; a draft is kept by the screen itself."""
        if not self.use_up_back() and self.can_go_back:
            self.app.pop_screen()

    async def action_undo(self) -> None:
        """Take back the last thing saved, after a question."""
        from fieldvisit.tui.undoing import ask_and_undo

        if await ask_and_undo(self.app):
            self.action_reload()

    def show_state(self, kind: State, sentence: str, next_step: str = "") -> None:
        """Put that sentence, with the key that helps, in the place of the body."""
        self.query_one("#state", EmptyState).show(kind, sentence, next_step)
        self._swap(show_body=False)

    def show_body(self) -> None:
        """Show the body in place of a state."""
        self._swap(show_body=True)

    def on_record_table_chosen(self, event: RecordTable.Chosen) -> None:
        """Run the first command of this screen that has the key Enter."""
        event.stop()
        for command in self.OFFERS:
            if "enter" in command.keys.split(","):
                self.action_run_command(command.id)
                return

    async def _load(self) -> None:
        try:
            await self.app.recall_the_door()
            await self.load()
        except Problem as problem:
            self.show_state("error", explain(problem), _("F7 reads again."))
        except Exception as error:
            self.show_state("error", self.app.reported(error), _("F7 reads again."))
        self._take_typed_ahead()

    def keeps_for_later(self, event: events.Key) -> bool:
        """Whether the key is put aside: while the screen is first read, nothing could take it.

        Esc and Ctrl keys work at once.
        """
        if self._typed_ahead is None or event.key == "escape" or event.key.startswith("ctrl+"):
            return False
        self._typed_ahead.append(event)
        return True

    def _take_typed_ahead(self) -> None:
        """Give the next of these keys to what has the focus, and go on once it has acted."""
        ahead = self._typed_ahead or []
        if not ahead or self.app.screen is not self:
            self._typed_ahead = None
            for event in ahead:  # a key before them has opened another screen
                self.app.post_message(events.Key(event.key, event.character))
            return
        event = ahead.pop(0)
        target = self.focused or self
        target._forward_event(events.Key(event.key, event.character))
        _when_handled(target, _RISES, self._take_typed_ahead)

    def _swap(self, *, show_body: bool) -> None:
        self.query_one("#body").display = show_body
        self.query_one("#state").display = not show_body
        if show_body and self.focused is None:
            self.focus_next()
        self.refresh_bindings()


def _when_handled(start: MessagePump, rises: int, then: Callable[[], None]) -> None:
    """Do this once what the node was sent has risen to the program, with all that came of it."""

    def rise(node: MessagePump, left: int) -> None:
        above = node._parent
        if above is not None:
            node.call_later(rise, above, left)
        elif left:
            node.call_later(rise, start, left - 1)
        else:
            node.call_later(then)

    rise(start, rises)
