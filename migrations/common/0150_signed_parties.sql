-- Who the parties of a signed paper were when it was signed: of the contract (no event), of the acknowledgement of each tranche. The
-- register goes on; what was signed does not.
CREATE TABLE signed_parties (
    id              TEXT PRIMARY KEY,
    loan_id         TEXT NOT NULL REFERENCES loans (id),
    event_id        TEXT UNIQUE REFERENCES loan_events (id),
    fund_name_vi    TEXT NOT NULL,
    fund_name_en    TEXT NOT NULL,
    fund_province   TEXT NOT NULL,
    -- Where the fund was paid to on the day of the paper.
    bank            TEXT,
    account_number  TEXT,
    account_holder  TEXT,
    name            TEXT NOT NULL,
    code            TEXT NOT NULL,
    address         TEXT,
    commune         TEXT NOT NULL,
    province        TEXT NOT NULL,
    representative  TEXT,
    phone           TEXT,
    recorded_at     TIMESTAMPTZ NOT NULL,
    CHECK ((bank IS NULL) = (account_number IS NULL) AND (bank IS NULL) = (account_holder IS NULL))
);
CREATE INDEX signed_parties_by_loan ON signed_parties (loan_id);
CREATE UNIQUE INDEX signed_parties_one_contract ON signed_parties (loan_id) WHERE event_id IS NULL;
