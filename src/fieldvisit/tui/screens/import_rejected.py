"""Saving the rows that were not taken in."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.text import N_
from fieldvisit.exchange.rejected import write_rejected
from fieldvisit.tui.import_files import path_typed, rejected_path
from fieldvisit.tui.screens.asking import AskDialog
from fieldvisit.tui.screens.confirm import Confirm
from fieldvisit.wording import _, reason_text

if TYPE_CHECKING:
    from fieldvisit.exchange.read import CaseList
    from fieldvisit.services.cases import ImportPreview
    from fieldvisit.tui.app import FieldvisitApp


async def save_rejected(
    app: FieldvisitApp, case_list: CaseList, preview: ImportPreview
) -> Path | None:
    """Ask where, write, and say where it went; None when the person changed his mind.

    Raises BadInput for a place that cannot be written, and for the case list itself.
    """
    offered = await asyncio.to_thread(rejected_path, case_list.path)
    question = _("The file to write; each row comes with its number, column and reason.")
    title = _("Save the rejected rows")
    answer = await app.push_screen_wait(AskDialog(title, question, _("save"), value=str(offered)))
    if not answer:
        return None
    path = path_typed(answer).absolute()
    if await asyncio.to_thread(_stands_in_the_way, path, case_list.path):
        really = Confirm(title, _("This file is there already. Replace it?"), _("replace"))
        if await app.push_screen_wait(really) is not True:
            return None
    await asyncio.to_thread(_write, path, case_list, preview)
    return path


def _stands_in_the_way(path: Path, source: Path) -> bool:
    if path.exists() and path.samefile(source):
        raise BadInput(
            N_("This is the case list itself; choose another name for the rejected rows."),
            code="rejected.source",
        )
    return path.is_file()


def _write(path: Path, case_list: CaseList, preview: ImportPreview) -> None:
    try:
        write_rejected(path, case_list.headers, preview.rejected, reason_text)
    except OSError as error:
        raise BadInput(
            N_("The file cannot be written there; choose another folder or name."),
            code="rejected.unwritable",
        ) from error
