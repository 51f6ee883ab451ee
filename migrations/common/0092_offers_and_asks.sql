-- What a cooperative answered to the loan it was offered: once, and never changed.
CREATE TABLE offer_answers (
    id              TEXT PRIMARY KEY,
    loan_id         TEXT NOT NULL UNIQUE REFERENCES loans (id),
    answer          TEXT NOT NULL CHECK (answer IN ('accepted', 'declined')),
    reason          TEXT,
    answered_by     TEXT NOT NULL REFERENCES users (id),
    answered_at     TIMESTAMPTZ NOT NULL,
    CHECK ((answer = 'declined') = (reason IS NOT NULL))
);

-- What a cooperative asks of the fund on a running loan, or tells it: a tranche, a payment it made, a prepayment, more time.
CREATE TABLE asks (
    id              TEXT PRIMARY KEY,
    number          TEXT NOT NULL UNIQUE,
    loan_id         TEXT NOT NULL REFERENCES loans (id),
    kind            TEXT NOT NULL CHECK (kind IN ('tranche', 'payment', 'prepayment', 'more_time')),
    status          TEXT NOT NULL CHECK (status IN ('open', 'done', 'refused', 'withdrawn')),
    amount          BIGINT CHECK (amount IS NULL OR amount > 0),
    -- The day money is wanted, was paid, or will be.
    on_date         DATE,
    -- Payee, purpose, reference, effect, reason, plan: what belongs to the kind (JSON).
    detail          TEXT NOT NULL,
    made_by         TEXT NOT NULL REFERENCES users (id),
    made_at         TIMESTAMPTZ NOT NULL,
    closed_by       TEXT REFERENCES users (id),
    closed_at       TIMESTAMPTZ,
    answer          TEXT,
    -- The booking or the proposal that answered it.
    event_id        TEXT UNIQUE REFERENCES loan_events (id),
    restructuring_id TEXT UNIQUE REFERENCES restructurings (id),
    CHECK ((status = 'open') = (closed_at IS NULL)),
    CHECK ((closed_at IS NULL) = (closed_by IS NULL)),
    CHECK (status <> 'refused' OR answer IS NOT NULL),
    CHECK (kind = 'more_time' OR amount IS NOT NULL)
);
CREATE INDEX asks_by_loan ON asks (loan_id, status);

-- What comes with one: an invoice, a receipt.
CREATE TABLE ask_papers (
    id              TEXT PRIMARY KEY,
    ask_id          TEXT NOT NULL REFERENCES asks (id),
    file_name       TEXT NOT NULL,
    media_type      TEXT NOT NULL CHECK (media_type IN ('application/pdf', 'image/jpeg', 'image/png')),
    size_bytes      BIGINT NOT NULL CHECK (size_bytes > 0),
    sha256          TEXT NOT NULL,
    uploaded_by     TEXT NOT NULL REFERENCES users (id),
    uploaded_at     TIMESTAMPTZ NOT NULL
);
CREATE INDEX ask_papers_by_ask ON ask_papers (ask_id);

CREATE VIEW ask_pages AS
SELECT k.*, l.number AS loan_number, l.fund_id, f.name_vi AS fund_name_vi, f.name_en AS fund_name_en, l.cooperative_id,
       c.name AS cooperative_name, m.name AS made_by_name, x.name AS closed_by_name, r.number AS restructuring_number
FROM asks k
JOIN loans l ON l.id = k.loan_id
JOIN funds f ON f.id = l.fund_id
JOIN cooperatives c ON c.id = l.cooperative_id
JOIN users m ON m.id = k.made_by
LEFT JOIN users x ON x.id = k.closed_by
LEFT JOIN restructurings r ON r.id = k.restructuring_id;
