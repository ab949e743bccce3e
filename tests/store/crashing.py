"""A process that saves one outcome and dies when the copy has it and the store has not."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from builders import NOW, an_outcome

from fieldvisit.store.opening import OpenFiles, open_files
from fieldvisit.store.store import Store


class DiesAtCommit:
    """A connection whose process ends, with nothing tidied up, when it is told to commit."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def execute(self, statement: str, *values: Any) -> Any:
        """Run the statement; COMMIT ends the process."""
        if statement == "COMMIT":
            print("dying", flush=True)
            os._exit(9)
        return self._connection.execute(statement, *values)


if __name__ == "__main__":
    home = Path(sys.argv[1])
    files = open_files(home, home, None)
    dying = OpenFiles(DiesAtCommit(files.store), files.copy, files.device)
    Store(dying).record([an_outcome("CN-0001@2026-11-24")], NOW)
