-- Which item of the fund's own list a paper answers, in the words of the list; empty for any other paper.
ALTER TABLE documents ADD COLUMN paper TEXT;

-- What an officer said of a paper. The newest row holds; none is ever changed.
CREATE TABLE document_reviews (
    id              TEXT PRIMARY KEY,
    document_id     TEXT NOT NULL REFERENCES documents (id),
    verdict         TEXT NOT NULL CHECK (verdict IN ('accepted', 'refused')),
    note            TEXT NOT NULL,
    -- After this day the paper proves nothing any more.
    valid_until     DATE,
    reviewed_by     TEXT NOT NULL REFERENCES users (id),
    reviewed_at     TIMESTAMPTZ NOT NULL,
    CHECK (verdict = 'accepted' OR valid_until IS NULL),
    CHECK (verdict = 'accepted' OR note <> '')
);
CREATE INDEX document_reviews_by_document ON document_reviews (document_id);

-- A file on its way over a bad line: what has come in so far. The pieces lie with the papers until it is whole.
CREATE TABLE uploads (
    id              TEXT PRIMARY KEY,
    application_id  TEXT NOT NULL REFERENCES applications (id),
    user_id         TEXT NOT NULL REFERENCES users (id),
    kind            TEXT NOT NULL,
    -- Name and size of each file in it, as JSON.
    files           TEXT NOT NULL,
    size_bytes      BIGINT NOT NULL CHECK (size_bytes > 0),
    received_bytes  BIGINT NOT NULL CHECK (received_bytes >= 0 AND received_bytes <= size_bytes),
    pieces          BIGINT NOT NULL CHECK (pieces >= 0),
    begun_at        TIMESTAMPTZ NOT NULL
);
CREATE INDEX uploads_by_age ON uploads (begun_at);
