-- What is changed of a running loan by decision: a proposal of one person, decided by another. Approved, it is a fact of the loan.
CREATE TABLE restructurings (
    id              TEXT PRIMARY KEY,
    number          TEXT NOT NULL UNIQUE,
    loan_id         TEXT NOT NULL REFERENCES loans (id),
    status          TEXT NOT NULL CHECK (status IN ('proposed', 'approved', 'rejected', 'withdrawn')),
    kind            TEXT NOT NULL CHECK (kind IN ('term_adjustment', 'extension', 'rate', 'interest_waiver', 'freeze', 'write_off')),
    value_date      DATE NOT NULL,
    -- The plan, the rate, the amount …: what belongs to the kind (JSON).
    change          TEXT NOT NULL,
    -- Who asked for it, when, and what the paper says.
    requested_by    TEXT,
    requested_on    DATE,
    request         TEXT,
    reason          TEXT NOT NULL,
    -- The loan before and after, as it was proposed and as it was decided (JSON).
    comparison      TEXT NOT NULL,
    decided_comparison TEXT,
    -- How many facts the loan had when it was proposed: with more of them the figures no longer hold.
    loan_events     BIGINT NOT NULL,
    proposed_by     TEXT NOT NULL REFERENCES users (id),
    proposed_at     TIMESTAMPTZ NOT NULL,
    decided_by      TEXT REFERENCES users (id),
    closed_at       TIMESTAMPTZ,
    decision_note   TEXT,
    event_id        TEXT UNIQUE REFERENCES loan_events (id),
    version         BIGINT NOT NULL,
    CHECK (decided_by IS NULL OR decided_by <> proposed_by),
    CHECK ((status IN ('approved', 'rejected')) = (decided_by IS NOT NULL)),
    CHECK ((status = 'proposed') = (closed_at IS NULL)),
    CHECK ((status = 'approved') = (event_id IS NOT NULL))
);
CREATE UNIQUE INDEX restructurings_one_open ON restructurings (loan_id) WHERE status = 'proposed';
CREATE INDEX restructurings_by_loan ON restructurings (loan_id);

CREATE VIEW restructuring_pages AS
SELECT r.*, l.number AS loan_number, l.fund_id, f.name_vi AS fund_name_vi, f.name_en AS fund_name_en, l.cooperative_id, l.appraised_by, l.signed_by, c.name AS cooperative_name,
       up.name AS proposed_by_name, ud.name AS decided_by_name
FROM restructurings r
JOIN loans l ON l.id = r.loan_id
JOIN funds f ON f.id = l.fund_id
JOIN cooperatives c ON c.id = l.cooperative_id
JOIN users up ON up.id = r.proposed_by
LEFT JOIN users ud ON ud.id = r.decided_by;

-- Who may read one: the fund's people, and the cooperative but for what is the fund's own matter.
CREATE VIEW restructuring_readers AS
SELECT r.id AS restructuring_id, d.user_id
FROM restructurings r
JOIN loans l ON l.id = r.loan_id
JOIN duties d ON d.withdrawn_at IS NULL
    AND ((d.cooperative_id = l.cooperative_id AND r.kind <> 'write_off')
         OR (d.duty <> 'applicant' AND (d.fund_id IS NULL OR d.fund_id = l.fund_id)));
