-- Where charter capital comes from, the year it counts for, and the date of the document. Rows recorded before have none of them.
ALTER TABLE capital_movements ADD COLUMN source TEXT CHECK (source IS NULL OR source IN ('central_budget', 'provincial_budget', 'members', 'aid', 'profit', 'other'));
ALTER TABLE capital_movements ADD COLUMN year BIGINT CHECK (year IS NULL OR year BETWEEN 1990 AND 2200);
ALTER TABLE capital_movements ADD COLUMN document_date DATE;

-- Money entrusted to the fund by others (nhận uỷ thác): not its own, so in none of the figures of capital_movements.
CREATE TABLE entrusted_movements (
    id              TEXT PRIMARY KEY,
    fund_id         TEXT NOT NULL REFERENCES funds (id),
    seq             BIGINT NOT NULL,
    kind            TEXT NOT NULL CHECK (kind IN ('received', 'returned')),
    on_date         DATE NOT NULL,
    amount          BIGINT NOT NULL CHECK (amount > 0),
    entruster       TEXT NOT NULL,
    document        TEXT NOT NULL,
    document_date   DATE NOT NULL,
    -- What the fund holds of all entrusters together after it.
    balance         BIGINT NOT NULL CHECK (balance >= 0),
    recorded_by     TEXT NOT NULL REFERENCES users (id),
    recorded_at     TIMESTAMPTZ NOT NULL,
    UNIQUE (fund_id, seq)
);
