"""The kinds of rule, one file each. A new kind is a file here and a line in `KINDS`."""

from __future__ import annotations

from fieldvisit.rules.kind import Kind
from fieldvisit.rules.kinds import avoid, hold, hours, limit, need, stop

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        hours.KIND,
        avoid.KIND,
        limit.KIND,
        hold.KIND,
        need.KIND,
        stop.KIND,
    )
}
