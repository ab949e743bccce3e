CREATE TABLE property (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE event_log (
    seq INTEGER NOT NULL PRIMARY KEY,
    event_id TEXT NOT NULL UNIQUE,
    stored BLOB NOT NULL,
    chain BLOB NOT NULL
);

CREATE TABLE case_list (
    number INTEGER NOT NULL PRIMARY KEY,
    case_id TEXT NOT NULL UNIQUE,
    facts TEXT NOT NULL,
    changed_seq INTEGER NOT NULL
);
CREATE INDEX case_list_changed ON case_list (changed_seq);

CREATE TABLE visit (
    visit_id TEXT NOT NULL PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES case_list (case_id),
    day TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    window_from TEXT NOT NULL,
    window_to TEXT NOT NULL,
    priority INTEGER NOT NULL,
    party TEXT NOT NULL,
    started_at TEXT NOT NULL,
    finished_at TEXT NOT NULL,
    recorded_on TEXT NOT NULL,
    outcome TEXT NOT NULL,
    promise_id TEXT NOT NULL,
    origin TEXT NOT NULL
);
CREATE INDEX visit_case ON visit (case_id);
CREATE INDEX visit_open ON visit (day, window_from, priority)
    WHERE state IN ('planned', 'started', 'finished');
CREATE INDEX visit_recorded ON visit (recorded_on) WHERE recorded_on != '';
CREATE INDEX visit_origin ON visit (origin);

CREATE TABLE outcome (
    event_id TEXT NOT NULL PRIMARY KEY,
    visit_id TEXT NOT NULL REFERENCES visit (visit_id),
    case_id TEXT NOT NULL REFERENCES case_list (case_id),
    code TEXT NOT NULL,
    at TEXT NOT NULL,
    day TEXT NOT NULL,
    document TEXT NOT NULL
);
CREATE INDEX outcome_case ON outcome (case_id);
CREATE INDEX outcome_day ON outcome (day);

CREATE TABLE plan (
    event_id TEXT NOT NULL PRIMARY KEY,
    visit_id TEXT NOT NULL REFERENCES visit (visit_id),
    case_id TEXT NOT NULL REFERENCES case_list (case_id),
    kind TEXT NOT NULL,
    approval TEXT NOT NULL,
    day TEXT NOT NULL,
    document TEXT NOT NULL
);
CREATE INDEX plan_case ON plan (case_id);
CREATE INDEX plan_day ON plan (day);

CREATE TABLE promise (
    promise_id TEXT NOT NULL PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES case_list (case_id),
    plan_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    currency TEXT NOT NULL,
    due TEXT NOT NULL,
    method TEXT NOT NULL,
    status TEXT NOT NULL,
    settled_by TEXT NOT NULL,
    origin TEXT NOT NULL
);
CREATE INDEX promise_case ON promise (case_id);
CREATE INDEX promise_pending ON promise (due) WHERE status = 'pending';
CREATE INDEX promise_origin ON promise (origin);

CREATE TABLE ledger (
    entry_id TEXT NOT NULL PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES case_list (case_id),
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    at TEXT NOT NULL,
    document TEXT NOT NULL,
    ended_by TEXT NOT NULL,
    origin TEXT NOT NULL
);
CREATE INDEX ledger_case ON ledger (case_id);
CREATE INDEX ledger_origin ON ledger (origin);

CREATE TABLE day_close (
    event_id TEXT NOT NULL PRIMARY KEY,
    day TEXT NOT NULL,
    seq INTEGER NOT NULL,
    code TEXT NOT NULL,
    document TEXT NOT NULL
);
CREATE INDEX day_close_day ON day_close (day);

CREATE TABLE draft (
    name TEXT NOT NULL PRIMARY KEY,
    body TEXT NOT NULL,
    changed_at TEXT NOT NULL
);

CREATE TABLE handover (
    folder_id TEXT NOT NULL PRIMARY KEY,
    path TEXT NOT NULL,
    seq INTEGER NOT NULL,
    chain BLOB NOT NULL,
    at TEXT NOT NULL
);

CREATE VIRTUAL TABLE case_search USING fts5 (
    words, pinyin, tails,
    content = '', contentless_delete = 1, prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 2'
);
