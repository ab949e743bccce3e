"""`fieldvisit words`: what the word lists find in a note or in something to be said."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.text import N_, safe_text
from fieldvisit.wording import _, labelled, pick

Document = dict[str, Any]


def add_commands(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `words check` and `words lists`."""
    words = verbs.add_parser("words", help=_("look for words that must not be said or noted"))
    actions = words.add_subparsers(metavar="ACTION")
    action = actions.add_parser("check", help=_("look through a text"))
    action.add_argument(
        "--as",
        dest="kind",
        required=True,
        choices=("note", "script"),
        help=_("a note of what happened, or words to be said or sent"),
    )
    action.add_argument("text", metavar="TEXT", help=_("the text, or - for the input"))
    action.set_defaults(run=check, plain=checked)
    action = actions.add_parser("lists", help=_("the lists, their sources and levels"))
    action.set_defaults(run=show_lists, plain=listed)


def check(arguments: argparse.Namespace) -> Document:
    """The hits with their places in the text as given, and whether one of them blocks.

    Asking is not doing: the command ends with 0 whatever it finds, as `rules decide` does.
    """
    from fieldvisit.domain.wordlists.check import check_words, is_blocked

    text = _input() if arguments.text == "-" else arguments.text
    hits = check_words(text, arguments.kind)
    return {"hits": [hit.document() for hit in hits], "blocked": is_blocked(hits)}


def _input() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput(
            N_("{field}: the input is not UTF-8 text."), code="text.encoding", field="TEXT"
        ) from None


def checked(document: Document) -> str:
    """Each hit as two lines: what was found and who said it, then the source."""
    from fieldvisit.domain.wordlists.lists import word_lists
    from fieldvisit.domain.words import LEVEL_WORDS, SAID_BY_WORDS

    lines = []
    for hit in document["hits"]:
        title = pick(word_lists()[hit["list"]].title)
        level, speaker = _(LEVEL_WORDS[hit["level"]]), _(SAID_BY_WORDS[hit["speaker"]])
        place = f"{hit['start']}-{hit['end']}"
        lines.append(f"{place}  {labelled(title, safe_text(hit['text']))}  [{level}; {speaker}]")
        lines.append(f"  {hit['source']}")
    return "\n".join(lines) or _("No such words found.")


def show_lists(arguments: argparse.Namespace) -> Document:  # noqa: ARG001  one form for all verbs
    """Every list with its title and reason per language, its source and its two levels."""
    from fieldvisit.domain.wordlists.lists import word_lists

    return {
        "lists": [
            {
                "id": each.id,
                "title": dict(each.title),
                "why": dict(each.why),
                "source": each.source,
                "script": each.script or None,
                "note": each.note or None,
                "supervisor": each.supervisor,
                "phrases": sum(len(group.phrases) for group in each.groups),
            }
            for each in word_lists().values()
        ]
    }


def listed(document: Document) -> str:
    """The lists as a table, each with its reason below."""
    from fieldvisit.cli.printing import aligned
    from fieldvisit.domain.words import LEVEL_WORDS

    rows = [
        [
            each["id"],
            pick(each["title"]),
            *(_(LEVEL_WORDS[each[kind]]) if each[kind] else "-" for kind in ("script", "note")),
            each["source"],
        ]
        for each in document["lists"]
    ]
    return aligned([_("List"), _("Name"), _("In a script"), _("In a note"), _("Source")], rows)
