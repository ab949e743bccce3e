"""What a rule wants before a visit is closed: the recording, or the receipt."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Input

from fieldvisit.domain.text import N_
from fieldvisit.domain.visit import Visit
from fieldvisit.rules.decide import Decision
from fieldvisit.rules.explain import paragraph
from fieldvisit.rules.names import RECEIPT
from fieldvisit.services.closing import Evidence, NotClosed, close_visit
from fieldvisit.tui.screens.form_dialog import FormDialog
from fieldvisit.tui.widgets.field import Field, choice
from fieldvisit.tui.widgets.line import Lines
from fieldvisit.tui.widgets.tick import TickGroup
from fieldvisit.wording import _

MEDIA_WORDS = {
    "audio": N_("audio"),
    "video_outside": N_("video outside"),
    "video_inside": N_("video inside"),
}


_NUMBERS = {
    "number": (N_("Receipt"), N_("as it is printed on the receipt")),
    "previous": (N_("Receipt before"), N_("its number, where they go one after the other")),
}
"""Of the receipt and of the one before it: what it states by these names, what the form asks."""


class ClosingDialog(FormDialog[bool]):
    """Why the visit is not closed yet, and what it still lacks. Esc leaves it for later."""

    SAVES = N_("close the visit")

    def __init__(self, visit: Visit, decision: Decision) -> None:
        super().__init__(_("The visit is not closed yet"))
        self._visit = visit
        self._decision = decision
        self._wanted = {each.wants for each in decision.reasons if each.effect == "block"}

    def compose_fields(self) -> ComposeResult:
        """The reasons, then the recording and the receipt, each where a rule wants it."""
        yield Lines(reasons_of(self._decision), id="lacking")
        if "recording" in self._wanted:
            media = choice([(_(word), name) for name, word in MEDIA_WORDS.items()], id="recorded")
            yield Field(N_("Recorded"), media, id="field-recorded")
            where = N_("name or number of the recording")
            yield Field(N_("Recording"), _line(), hint=where, id="field-reference")
            why = N_("why there is no recording")
            yield Field(N_("No recording"), _line(), hint=why, id="field-reason")
        if "receipt" in self._wanted:
            for name, (label, hint) in _NUMBERS.items():
                yield Field(label, _line(), hint=hint, id=f"field-{name}")
            yield Lines(_("The receipt states"), classes="group")
            yield TickGroup(
                {name: RECEIPT[name] for name in RECEIPT if name != "number"}, id="receipt"
            )

    async def save(self) -> bool:
        """Close the visit; what a rule still wants is shown."""
        office = self.app.office
        medium = self._value("recorded")
        evidence = Evidence(
            media=(medium,) if medium else (),
            reference=self._value("reference"),
            reason=self._value("reason"),
            receipt=self._receipt(),
        )
        try:
            await office.store.run(
                close_visit, self._visit.visit_id, evidence, office.clock(), office.settings
            )
        except NotClosed as refused:
            self.query_one("#lacking", Lines).say(reasons_of(refused.decision))
            raise
        return True

    def _receipt(self) -> dict[str, str | bool]:
        ticked = [name for group in self.query(TickGroup) for name in group.ticked]
        stated: dict[str, str | bool] = dict.fromkeys(ticked, True)
        return stated | {name: number for name in _NUMBERS if (number := self._value(name))}

    def _value(self, name: str) -> str:
        """What stands in the field; nothing where no rule wants it."""
        fields = self.query(f"#field-{name}").results(Field)
        return next((str(field.value or "").strip() for field in fields), "")


def reasons_of(decision: Decision) -> str:
    """Why the visit is not closed; what several rules say alike is said once."""
    blocking = (each for each in decision.reasons if each.effect == "block")
    return "\n".join(dict.fromkeys(paragraph(each.sentences(_)) for each in blocking))


def _line() -> Input:
    return Input(max_length=200, compact=True)
