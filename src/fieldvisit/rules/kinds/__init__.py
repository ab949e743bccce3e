"""The kinds of rule, one file each. A new kind is a file here and a line in `KINDS`."""

from __future__ import annotations

from fieldvisit.rules.kind import Kind
from fieldvisit.rules.kinds import hours, need

KINDS: dict[str, Kind] = {kind.name: kind for kind in (hours.KIND, need.KIND)}
