"""What the events say, as rows: the tables follow from the journal and from nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from fieldvisit.domain import events
from fieldvisit.domain.events import Event, instant_text
from fieldvisit.store.engine import Connection
from fieldvisit.store.reversal import stored_event, take_back

TABLES = ("case_list", "visit", "outcome", "plan", "promise", "ledger", "day_close")
"""The projected tables, in an order in which their rows may be deleted backwards."""

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def project(connection: Connection, event: Event) -> None:
    """Bring the rows up to date with one more event; the caller owns the transaction.

    When a correction is taken back, the rows of what it had replaced come back.
    """
    if event.supersedes:
        superseded = take_back(connection, event.supersedes)
        if event.type == events.RECORD_REVERSED and superseded.supersedes:
            restored = stored_event(connection, superseded.supersedes)
            _apply(connection, restored)
            _end_again(connection, restored)
    _apply(connection, event)


def _end_again(connection: Connection, restored: Event) -> None:
    """What was ended while the record stood is ended still when the record comes back."""
    rows = connection.execute(
        "SELECT event_id, stored FROM event_log WHERE seq > ? ORDER BY seq", (restored.seq,)
    ).fetchall()
    later = [Event.decode(row[1]) for row in rows]
    reversed_ids = {event.supersedes for event in later if event.supersedes}
    for event in later:
        if event.type == events.ENTRY_ENDED and event.event_id not in reversed_ids:
            connection.execute(
                "UPDATE ledger SET ended_by = ? WHERE entry_id = ? AND origin = ?",
                (event.event_id, event.payload["entry"], restored.event_id),
            )


def _apply(connection: Connection, event: Event) -> None:
    projector = _PROJECTORS.get(event.type)
    if projector is not None:
        projector(connection, event)


def forget_everything(connection: Connection) -> None:
    """Empty the projected tables, and the search index over them, before they are made again."""
    for table in reversed(TABLES):
        connection.execute(f"DELETE FROM {table}")
    connection.execute("DELETE FROM property WHERE name = 'indexed_seq'")
    connection.execute("INSERT INTO case_search (case_search) VALUES ('delete-all')")


def as_json(value: Any) -> str:
    """JSON text as rows hold it; the same value always gives the same text."""
    return _JSON.encode(value)


def _case_imported(connection: Connection, event: Event) -> None:
    facts = event.payload["case"]
    connection.execute(
        "INSERT INTO case_list (number, case_id, facts, changed_seq) VALUES "
        "((SELECT coalesce(max(number), 0) + 1 FROM case_list), ?, ?, ?) "
        "ON CONFLICT (case_id) DO UPDATE SET facts = excluded.facts, "
        "changed_seq = excluded.changed_seq",
        (facts["case_id"], as_json(facts), event.seq),
    )
    if visit := event.payload.get("visit"):
        _plan_visit(connection, visit, event.event_id)


def _visit_planned(connection: Connection, event: Event) -> None:
    _plan_visit(connection, event.payload, event.event_id)


def _plan_visit(connection: Connection, visit: dict[str, Any], origin: str) -> None:
    """Plan the visit, or move it when it is planned already and not yet begun."""
    connection.execute(
        "INSERT INTO visit VALUES (?, ?, ?, ?, 'planned', ?, ?, ?, '', '', '', '', '', ?, ?, ?) "
        "ON CONFLICT (visit_id) DO UPDATE SET day = excluded.day, "
        "window_from = excluded.window_from, window_to = excluded.window_to, "
        "priority = excluded.priority WHERE state = 'planned'",
        (
            visit["visit"],
            visit["case"],
            visit["day"],
            visit.get("kind", "visit"),
            visit.get("window_from", ""),
            visit.get("window_to", ""),
            visit.get("priority", 0),
            visit.get("promise", ""),
            origin,
            visit.get("place", "home"),
        ),
    )


def _visit_moved(connection: Connection, event: Event) -> None:
    payload = event.payload
    connection.execute(
        "UPDATE visit SET day = ?, window_from = ?, window_to = ?, place = coalesce(?, place) "
        "WHERE visit_id = ?",
        (
            payload["day"],
            payload.get("window_from", ""),
            payload.get("window_to", ""),
            payload.get("place"),
            payload["visit"],
        ),
    )


def _entry_logged(connection: Connection, event: Event) -> None:
    payload = event.payload
    _add_entry(connection, event, event.event_id, payload["case"], payload["entry"])


def _add_entries(connection: Connection, event: Event) -> None:
    for number, entry in enumerate(event.payload.get("entries", ()), 1):
        _add_entry(connection, event, f"{event.event_id}/{number}", event.payload["case"], entry)


def _add_entry(
    connection: Connection, event: Event, entry_id: str, case_id: str, entry: dict[str, Any]
) -> None:
    document = entry["document"]
    connection.execute(
        "INSERT INTO ledger VALUES (?, ?, ?, ?, ?, ?, '', ?)",
        (
            entry_id,
            case_id,
            entry["kind"],
            entry["name"],
            entry.get("at", instant_text(event.at)),
            as_json(document),
            event.event_id,
        ),
    )


def _entry_ended(connection: Connection, event: Event) -> None:
    connection.execute(
        "UPDATE ledger SET ended_by = ? WHERE entry_id = ?",
        (event.event_id, event.payload["entry"]),
    )


def _visit_started(connection: Connection, event: Event) -> None:
    payload = event.payload
    connection.execute(
        "UPDATE visit SET state = 'started', started_at = ?, party = ?, "
        "place = coalesce(?, place) WHERE visit_id = ?",
        (payload["at"], payload["party"], payload.get("place"), payload["visit"]),
    )


def _visit_finished(connection: Connection, event: Event) -> None:
    connection.execute(
        "UPDATE visit SET finished_at = ?, "
        "state = CASE state WHEN 'recorded' THEN state ELSE 'finished' END WHERE visit_id = ?",
        (event.payload["at"], event.payload["visit"]),
    )


def _visit_closed(connection: Connection, event: Event) -> None:
    """What its closing lacked is there now."""
    _add_entries(connection, event)
    connection.execute(
        "UPDATE ledger SET ended_by = ? "
        "WHERE kind = 'unclosed' AND name = ? AND case_id = ? AND ended_by = ''",
        (event.event_id, event.payload["visit"], event.payload["case"]),
    )


def _outcome_logged(connection: Connection, event: Event) -> None:
    payload = event.payload
    visit, case, outcome = payload["visit"], payload["case"], payload["outcome"]
    connection.execute(
        "INSERT INTO outcome VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            event.event_id,
            visit,
            case,
            outcome["code"],
            payload["at"],
            payload["day"],
            as_json(outcome),
        ),
    )
    connection.execute(
        "UPDATE visit SET state = 'recorded', recorded_on = ?, outcome = ?, "
        "place = coalesce(?, place) WHERE visit_id = ?",
        (payload["day"], outcome["code"], payload.get("place"), visit),
    )
    _add_entries(connection, event)
    for promise in payload.get("promises", ()):
        _add_promise(connection, case, promise, event.event_id, "")
    for planned in payload.get("visits", ()):
        _plan_visit(connection, planned, event.event_id)


def _plan_agreed(connection: Connection, event: Event) -> None:
    payload = event.payload
    document = {"schedule": payload["schedule"], "read_back": payload["read_back"]}
    connection.execute(
        "INSERT INTO plan VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            event.event_id,
            payload["visit"],
            payload["case"],
            payload["schedule"]["kind"],
            payload["schedule"]["approval"],
            payload["day"],
            as_json(document),
        ),
    )
    for promise in payload["promises"]:
        _add_promise(connection, payload["case"], promise, event.event_id, event.event_id)


def _add_promise(
    connection: Connection, case_id: str, promise: dict[str, Any], origin: str, plan_id: str
) -> None:
    connection.execute(
        "INSERT INTO promise VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'pending', '', ?)",
        (
            promise["promise"],
            case_id,
            plan_id,
            promise["number"],
            promise["minor"],
            promise["currency"],
            promise["due"],
            promise["method"],
            origin,
        ),
    )
    follow_up = {
        "visit": promise["promise"],
        "case": case_id,
        "day": promise["due"],
        "kind": "follow_up",
        "promise": promise["promise"],
    }
    _plan_visit(connection, follow_up, origin)


def _promise_settled(connection: Connection, event: Event) -> None:
    payload = event.payload
    connection.execute(
        "UPDATE promise SET status = ?, settled_by = ? WHERE promise_id = ?",
        (payload["status"], event.event_id, payload["promise"]),
    )
    if payload["status"] == "kept":
        connection.execute(
            "UPDATE visit SET state = 'withdrawn' WHERE promise_id = ? AND state = 'planned'",
            (payload["promise"],),
        )


def _day_closed(connection: Connection, event: Event) -> None:
    payload = event.payload
    connection.execute(
        "INSERT INTO day_close VALUES (?, ?, ?, ?, ?)",
        (event.event_id, payload["day"], event.seq, payload["code"], as_json(payload)),
    )


_PROJECTORS: dict[str, Callable[[Connection, Event], None]] = {
    events.CASE_IMPORTED: _case_imported,
    events.VISIT_PLANNED: _visit_planned,
    events.VISIT_MOVED: _visit_moved,
    events.ENTRY_LOGGED: _entry_logged,
    events.ENTRY_ENDED: _entry_ended,
    events.VISIT_STARTED: _visit_started,
    events.VISIT_FINISHED: _visit_finished,
    events.VISIT_CLOSED: _visit_closed,
    events.OUTCOME_LOGGED: _outcome_logged,
    events.PLAN_AGREED: _plan_agreed,
    events.PROMISE_SETTLED: _promise_settled,
    events.DAY_CLOSED: _day_closed,
}
