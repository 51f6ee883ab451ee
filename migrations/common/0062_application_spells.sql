-- Every state an application went into, under which fund and when, from its first day: the working days a step has used are counted
-- over all its spells, and stand still while papers are awaited. What is there already begins with the state it is in.
CREATE TABLE application_spells (
    application_id  TEXT NOT NULL REFERENCES applications (id),
    seq             BIGINT NOT NULL,
    status          TEXT NOT NULL CHECK (status IN ('draft', 'submitted', 'returned', 'appraised', 'approved', 'rejected', 'withdrawn', 'lapsed')),
    fund_id         TEXT NOT NULL REFERENCES funds (id),
    since           TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (application_id, seq)
);
CREATE INDEX application_spells_by_fund ON application_spells (fund_id);
INSERT INTO application_spells (application_id, seq, status, fund_id, since)
SELECT id, 1, status, fund_id, status_since FROM applications;
