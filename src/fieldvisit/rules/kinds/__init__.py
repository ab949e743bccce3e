"""The kinds of rule, one file each. A new kind is a file here and a line in `KINDS`."""

from __future__ import annotations

from fieldvisit.rules.kind import Kind
from fieldvisit.rules.kinds import (
    ack,
    avoid,
    hold,
    hours,
    keep,
    limit,
    money,
    need,
    party,
    record,
    say,
    stop,
    team,
    words,
)

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        hours.KIND,
        avoid.KIND,
        limit.KIND,
        hold.KIND,
        need.KIND,
        stop.KIND,
        party.KIND,
        team.KIND,
        say.KIND,
        record.KIND,
        money.KIND,
        keep.KIND,
        words.KIND,
        ack.KIND,
    )
}
