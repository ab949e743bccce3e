CREATE INDEX visit_begun ON visit (started_at) WHERE state IN ('started', 'finished');
CREATE INDEX ledger_confirmed ON ledger (at) WHERE kind = 'confirmed' AND ended_by = '';
