"""What can go wrong in a way that a person can put right."""

from __future__ import annotations

from fieldvisit.domain.text import N_


class Problem(Exception):
    """One clear sentence for a person; never carries a borrower's data.

    `phrase` is an English sentence with `{name}` places for `details`; the edge of the program
    (`wording.explain`) translates it. `code` is stable for scripts, `field` names the field, row
    or key at fault. `exit_code` is what a command ends with.
    """

    exit_code = 1

    def __init__(self, phrase: str, *, code: str, field: str = "", **details: object) -> None:
        super().__init__(phrase)
        self.phrase = phrase
        self.code = code
        self.field = field
        self.details = details

    def __str__(self) -> str:
        return self.phrase.format(**{"field": self.field, **self.details})


class BadInput(Problem):
    """The input itself is wrong: exit code 2."""

    exit_code = 2


class Refused(Problem):
    """A rule, or a lock, forbids it: exit code 3."""

    exit_code = 3


class Stopped(Problem):
    """A person called a long job off; nothing of it was kept: exit code 1."""

    def __init__(self) -> None:
        super().__init__(N_("Called off; nothing was changed."), code="stopped")
