-- A piece is known by its name and its length, so that what is counted is what is read, and the last one is joined once. An upload
-- that is under way while this is done begins again.
DROP TABLE uploads;
CREATE TABLE uploads (
    id              TEXT PRIMARY KEY,
    application_id  TEXT NOT NULL REFERENCES applications (id),
    user_id         TEXT NOT NULL REFERENCES users (id),
    kind            TEXT NOT NULL,
    -- Name and size of each file in it, as JSON.
    files           TEXT NOT NULL,
    size_bytes      BIGINT NOT NULL CHECK (size_bytes > 0),
    received_bytes  BIGINT NOT NULL CHECK (received_bytes >= 0 AND received_bytes <= size_bytes),
    -- Name and length of each piece that is kept, in their order, as JSON.
    pieces          TEXT NOT NULL,
    begun_at        TIMESTAMPTZ NOT NULL,
    -- When the last piece came.
    touched_at      TIMESTAMPTZ NOT NULL,
    -- Until then somebody is making a paper of it.
    claimed_until   TIMESTAMPTZ
);
CREATE INDEX uploads_by_age ON uploads (touched_at);
CREATE INDEX uploads_by_user ON uploads (user_id, touched_at);
