-- Who asked for a new password: for the limits of a door that stands open to anybody. The address asked for is kept as its hash, since
-- it need not be anybody's here; what is older than the limits look back is swept away.
CREATE TABLE password_requests (
    id              TEXT PRIMARY KEY,
    asked_for       TEXT NOT NULL,
    address         TEXT NOT NULL,
    asked_at        TIMESTAMPTZ NOT NULL
);
CREATE INDEX password_requests_by_asked_for ON password_requests (asked_for, asked_at);
CREATE INDEX password_requests_by_address ON password_requests (address, asked_at);

-- What the forms kept for their writers take, and where they came from: both are limited.
ALTER TABLE kept_forms ADD COLUMN address TEXT NOT NULL DEFAULT 'unknown';
ALTER TABLE kept_forms ADD COLUMN size_bytes BIGINT NOT NULL DEFAULT 0;
CREATE INDEX kept_forms_by_user ON kept_forms (user_id, created_at);
