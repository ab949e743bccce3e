"""A visit's steps and the gate's word on them, as documents and as lines for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fieldvisit.wording import _

if TYPE_CHECKING:
    from fieldvisit.services.visits import StepTaken


def step_document(step: StepTaken) -> dict[str, Any]:
    """A step as documents show it."""
    return {
        "visit": step.visit.visit_id,
        "state": str(step.visit.state),
        "day": step.visit.day.isoformat(),
        "place": step.visit.place,
        "event": {"id": step.event.event_id, "seq": step.event.seq},
        "decision": step.decision.document(_) if step.decision else None,
        "unconfirmed": step.event.payload.get("unconfirmed", []),
    }


def plain_answer(document: dict[str, Any]) -> str:
    """The step, with the gate's answer to what was asked at the door."""
    from fieldvisit.services.asking import ANSWER_WORDS

    return plain_step(document, ANSWER_WORDS)


def plain_step(document: dict[str, Any], words: dict[str, str] | None = None) -> str:
    """Says that the step is on the disk, and what the gate said, by the verdict's `words`."""
    saved = _("Saved #{seq}").format(seq=document["event"]["seq"])
    lines = [saved]
    if document["decision"]:
        lines.append(plain_decision(document["decision"], words))
    if document["unconfirmed"]:
        rules = ", ".join(document["unconfirmed"])
        lines.append(_("Kept as not confirmed by anybody: {rules}").format(rules=rules))
    return "\n".join(lines)


def plain_decision(document: dict[str, Any], words: dict[str, str] | None = None) -> str:
    """The verdict and its reasons for people; `words` are for other questions than a visit."""
    from fieldvisit.rules.explain import paragraph
    from fieldvisit.rules.names import GATE_WORDS

    lines = [_((words or GATE_WORDS)[document["effect"]])]
    for reason in document["reasons"]:
        said = paragraph(reason[key] for key in ("text", "opens", "clears") if key in reason)
        lines.append(f"  {said} ({reason['source']})" if reason["source"] else f"  {said}")
    return "\n".join(lines)
