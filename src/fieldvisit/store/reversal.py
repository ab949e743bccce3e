"""Rows taken back when a later event supersedes the one that made them."""

from __future__ import annotations

from fieldvisit.domain import events
from fieldvisit.domain.events import Event
from fieldvisit.store.engine import Connection


def stored_event(connection: Connection, event_id: str) -> Event:
    """The event of that id, which must be in the journal."""
    row = connection.execute(
        "SELECT stored FROM event_log WHERE event_id = ?", (event_id,)
    ).fetchone()
    return Event.decode(row[0])


def take_back(connection: Connection, event_id: str) -> Event:
    """Remove the rows of that event and restore what it changed; it stays in the journal."""
    superseded = stored_event(connection, event_id)
    _restore_visit(connection, superseded)
    connection.execute(
        "UPDATE visit SET state = 'planned' WHERE state = 'withdrawn' AND promise_id IN "
        "(SELECT promise_id FROM promise WHERE settled_by = ?)",
        (event_id,),
    )
    connection.execute(
        "UPDATE promise SET status = 'pending', settled_by = '' WHERE settled_by = ?", (event_id,)
    )
    connection.execute("UPDATE ledger SET ended_by = '' WHERE ended_by = ?", (event_id,))
    for table, column in (
        ("outcome", "event_id"),
        ("plan", "event_id"),
        ("day_close", "event_id"),
        ("promise", "origin"),
        ("ledger", "origin"),
    ):
        connection.execute(f"DELETE FROM {table} WHERE {column} = ?", (event_id,))
    if superseded.type != events.CASE_IMPORTED:
        connection.execute(
            "DELETE FROM visit WHERE origin = ? AND state IN ('planned', 'withdrawn')", (event_id,)
        )
    return superseded


def _restore_visit(connection: Connection, superseded: Event) -> None:
    visit = superseded.payload.get("visit")
    if superseded.type == events.OUTCOME_LOGGED:
        connection.execute(
            "UPDATE visit SET recorded_on = '', outcome = '', state = CASE "
            "WHEN finished_at != '' THEN 'finished' WHEN started_at != '' THEN 'started' "
            "ELSE 'planned' END, place = coalesce(?, place) WHERE visit_id = ?",
            (superseded.payload.get("place_before"), visit),
        )
    elif superseded.type == events.VISIT_STARTED:
        connection.execute(
            "UPDATE visit SET state = 'planned', started_at = '', party = '', "
            "place = coalesce(?, place) WHERE visit_id = ? AND state = 'started'",
            (superseded.payload.get("place_before"), visit),
        )
    elif superseded.type == events.VISIT_FINISHED:
        connection.execute(
            "UPDATE visit SET finished_at = '', state = CASE state WHEN 'finished' "
            "THEN 'started' ELSE state END WHERE visit_id = ?",
            (visit,),
        )
    elif superseded.type == events.VISIT_MOVED:
        before = superseded.payload["before"]
        connection.execute(
            "UPDATE visit SET day = ?, window_from = ?, window_to = ?, "
            "place = coalesce(?, place) WHERE visit_id = ?",
            (
                before["day"],
                before["window_from"],
                before["window_to"],
                before.get("place"),
                visit,
            ),
        )
