-- When an application was last sent in with everything it needed: the order in which those wait whom only capital keeps from a loan.
ALTER TABLE applications ADD COLUMN completed_at TIMESTAMPTZ;
UPDATE applications SET completed_at = submitted_at;

-- Who waits for capital: a row from the day an approver put the application there to the day it left. That there is enough is said
-- to the cooperative once.
CREATE TABLE waiting_list (
    id              TEXT PRIMARY KEY,
    application_id  TEXT NOT NULL REFERENCES applications (id),
    fund_id         TEXT NOT NULL REFERENCES funds (id),
    put_by          TEXT NOT NULL REFERENCES users (id),
    put_at          TIMESTAMPTZ NOT NULL,
    note            TEXT NOT NULL,
    offered_at      TIMESTAMPTZ,
    left_at         TIMESTAMPTZ,
    left_why        TEXT CHECK (left_why IN ('approved', 'rejected', 'withdrawn', 'moved')),
    CHECK ((left_at IS NULL) = (left_why IS NULL))
);
CREATE UNIQUE INDEX waiting_list_once ON waiting_list (application_id) WHERE left_at IS NULL;
CREATE INDEX waiting_list_by_fund ON waiting_list (fund_id) WHERE left_at IS NULL;
