"""The program's entry point."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line; the answer is the exit code."""
    from fieldvisit.cli.main import keep_tracebacks_away, run

    keep_tracebacks_away(sys.argv[1:])
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
