-- Which authority of the fund an amount needed by its own regulation, and the papers of the decision: minutes of a council's meeting,
-- number and date of the decision itself. A row a decision, with it and never changed.
CREATE TABLE decisions (
    application_id  TEXT PRIMARY KEY REFERENCES applications (id),
    outcome         TEXT NOT NULL CHECK (outcome IN ('approved', 'rejected')),
    -- What was granted, or was refused: the level was found for it.
    amount          BIGINT NOT NULL CHECK (amount > 0),
    -- Empty where the fund has no levels of its own (job loans).
    authority       TEXT CHECK (authority IS NULL OR authority IN ('director', 'chairman', 'council')),
    quorum          BIGINT CHECK (quorum IS NULL OR quorum > 0),
    document        TEXT,
    document_date   DATE,
    clause          TEXT,
    paper_number    TEXT,
    paper_date      DATE NOT NULL,
    signed_by       TEXT NOT NULL,
    minutes_number  TEXT,
    minutes_date    DATE,
    -- The names of those present (JSON).
    minutes_present TEXT,
    recorded_by     TEXT NOT NULL REFERENCES users (id),
    recorded_at     TIMESTAMPTZ NOT NULL,
    CHECK ((authority IS NULL) = (document IS NULL)),
    CHECK ((authority IS NULL) = (document_date IS NULL)),
    CHECK ((authority IS NULL) = (clause IS NULL)),
    CHECK ((minutes_number IS NULL) = (minutes_date IS NULL)),
    CHECK ((minutes_number IS NULL) = (minutes_present IS NULL)),
    CHECK (outcome = 'rejected' OR authority IS NULL OR authority <> 'council' OR minutes_number IS NOT NULL)
);
