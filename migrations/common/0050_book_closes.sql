-- Until which day a fund's books are closed: nothing is booked with a value date up to then. The newest row holds; going back is
-- a row of its own, with its reason. Rows are never changed.
CREATE TABLE book_closes (
    id          TEXT PRIMARY KEY,
    fund_id     TEXT NOT NULL REFERENCES funds (id),
    closed_to   DATE NOT NULL,
    reason      TEXT NOT NULL,
    decided_by  TEXT NOT NULL REFERENCES users (id),
    decided_at  TIMESTAMPTZ NOT NULL
);
CREATE INDEX book_closes_of_fund ON book_closes (fund_id, id);
