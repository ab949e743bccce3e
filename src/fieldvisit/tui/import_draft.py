"""How far an import has come: the file, its columns, what it would change, what it changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from enum import IntEnum
from typing import TYPE_CHECKING

from fieldvisit.domain.frozen import frozen
from fieldvisit.exchange.columns import JOINT
from fieldvisit.exchange.fields import FIELDS
from fieldvisit.exchange.rows import ImportDefaults

if TYPE_CHECKING:
    from fieldvisit.exchange.read import CaseList
    from fieldvisit.services.cases import ImportPreview

GROUPS = ("new", "changed", "unchanged", "rejected")


class Step(IntEnum):
    """What the person is asked at this point."""

    FILE = 1
    COLUMNS = 2
    PREVIEW = 3
    RESULT = 4


@frozen
class ImportDraft:
    """One import. Every change makes the next draft, and forgets what no longer follows from it.

    `by_hand` is field -> header as chosen by the person, an empty header leaving the field out.
    `group` is the one of GROUPS that the preview shows.
    """

    defaults: ImportDefaults
    case_list: CaseList | None = None
    by_hand: Mapping[str, str] = field(default_factory=dict)
    preview: ImportPreview | None = None
    group: str = GROUPS[0]
    taken_in: bool = False

    @property
    def step(self) -> Step:
        """The step in hand."""
        if self.case_list is None:
            return Step.FILE
        if self.preview is None:
            return Step.COLUMNS
        return Step.RESULT if self.taken_in else Step.PREVIEW

    @property
    def may_map(self) -> bool:
        """Whether columns can be chosen by hand: a collection sheet has fixed ones."""
        return self.case_list is not None and self.case_list.format != "fineract"

    @property
    def missing(self) -> tuple[str, ...]:
        """The labels (msgids) of the required fields that have no column."""
        names = self.case_list.missing_required if self.case_list else ()
        return tuple(FIELDS[name].label for name in names)

    @property
    def counts(self) -> dict[str, int]:
        """How many rows of the preview are in each of GROUPS; empty before it."""
        if self.preview is None:
            return {}
        preview = self.preview
        sizes = (len(preview.new), len(preview.changed), preview.unchanged, len(preview.rejected))
        return dict(zip(GROUPS, sizes, strict=True))

    def with_file(self, case_list: CaseList) -> ImportDraft:
        """With another file, whose columns are as recognised."""
        return ImportDraft(case_list.defaults, case_list)

    def mapped(self, name: str, header: str) -> ImportDraft:
        """With that field read from that column; empty leaves it out.

        A column that the person gave to another field before is taken from it. Raises BadInput
        where the column cannot fill the field.
        """
        assert self.case_list is not None
        by_hand = {
            other: chosen
            for other, chosen in self.by_hand.items()
            if other != name and (not header or header not in chosen.split(JOINT))
        }
        by_hand[name] = header
        return ImportDraft(self.defaults, self.case_list.with_mapping(by_hand), by_hand)

    def with_defaults(self, defaults: ImportDefaults) -> ImportDraft:
        """With other values for the rows that state none."""
        assert self.case_list is not None
        case_list = replace(self.case_list, defaults=defaults)
        return ImportDraft(defaults, case_list, self.by_hand)

    def previewed(self, preview: ImportPreview) -> ImportDraft:
        """With what the file would do; shows the first group that has rows."""
        draft = replace(self, preview=preview)
        return replace(draft, group=next((g for g in GROUPS if draft.counts[g]), GROUPS[0]))

    def showing(self, step: int) -> ImportDraft:
        """With the group so many places further on, around the end."""
        return replace(self, group=GROUPS[(GROUPS.index(self.group) + step) % len(GROUPS)])

    def finished(self) -> ImportDraft:
        """With everything taken in."""
        return replace(self, taken_in=True)

    def back(self) -> ImportDraft:
        """One step back."""
        if self.step is Step.PREVIEW:
            return replace(self, preview=None)
        return ImportDraft(self.defaults)
