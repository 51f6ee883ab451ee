-- Where a fund's borrowers pay, from a day on. The newest row in force holds; rows are never changed.
CREATE TABLE fund_accounts (
    id              TEXT PRIMARY KEY,
    fund_id         TEXT NOT NULL REFERENCES funds (id),
    -- The bank's BIN at NAPAS, or 'treasury'.
    bank            TEXT NOT NULL,
    number          TEXT NOT NULL,
    holder          TEXT NOT NULL,
    in_force_from   DATE NOT NULL,
    recorded_by     TEXT NOT NULL REFERENCES users (id),
    recorded_at     TIMESTAMPTZ NOT NULL
);
CREATE INDEX fund_accounts_of_fund ON fund_accounts (fund_id, in_force_from);
