"""How far a long job is: a bar of plain characters, and the counts."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

_LONGEST = 60


class Progress(Widget):
    """`[#####.....]  50 %`. Set `done` and `total`; 0 in all shows the counts alone."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {"progress--done"}
    DEFAULT_CSS = "Progress { height: 2; }"
    done = reactive(0)
    total = reactive(0)

    def show(self, done: int, total: int) -> None:
        """Show these figures."""
        self.done, self.total = done, total

    def render(self) -> Content:
        """The bar and, below it, the counts."""
        counts = f"{self.done:,}" + (f" / {self.total:,}" if self.total else "")
        if not self.total:
            return Content(f"\n{counts}")
        part = min(self.done / self.total, 1.0)
        cells = max(min(self.size.width - 9, _LONGEST), 1)
        full = round(cells * part)
        return Content.assemble(
            "[",
            ("#" * full, self.get_visual_style("progress--done")),
            "." * (cells - full),
            f"] {part * 100:3.0f} %\n{counts}",
        )
