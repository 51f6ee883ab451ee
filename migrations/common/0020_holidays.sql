-- Days off, and rest days worked instead, that an administrator adds to those the program ships with. A row is never changed
-- but to withdraw it; a date has one that stands.
CREATE TABLE holidays (
    id           TEXT PRIMARY KEY,
    on_date      DATE NOT NULL,
    worked       BOOLEAN NOT NULL,
    name         TEXT NOT NULL,
    document     TEXT NOT NULL,
    added_by     TEXT NOT NULL REFERENCES users (id),
    added_at     TIMESTAMPTZ NOT NULL,
    withdrawn_by TEXT REFERENCES users (id),
    withdrawn_at TIMESTAMPTZ,
    CHECK ((withdrawn_by IS NULL) = (withdrawn_at IS NULL))
);
CREATE UNIQUE INDEX holidays_standing ON holidays (on_date) WHERE withdrawn_at IS NULL;
