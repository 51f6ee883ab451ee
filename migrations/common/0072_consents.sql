-- Consent to the processing of personal data (Law 91/2025, Decree 356/2025): a row each time it is given or withdrawn, for one
-- purpose, in the wording that was on the page. The latest row of a purpose holds.
CREATE TABLE consents (
    id              TEXT PRIMARY KEY,
    user_id         TEXT NOT NULL REFERENCES users (id),
    purpose         TEXT NOT NULL CHECK (purpose IN ('credit_assessment', 'referral')),
    given           BOOLEAN NOT NULL,
    wording         TEXT NOT NULL,
    wording_version BIGINT NOT NULL,
    language        TEXT NOT NULL CHECK (language IN ('vi', 'en')),
    address         TEXT,
    at              TIMESTAMPTZ NOT NULL
);
CREATE INDEX consents_by_user ON consents (user_id, purpose, at);

-- A form that came after its session had ended: kept for an hour for who had typed it, so that nothing is lost. The id is the hash of
-- the secret in the address they are led to.
CREATE TABLE kept_forms (
    id              TEXT PRIMARY KEY,
    user_id         TEXT NOT NULL REFERENCES users (id),
    path            TEXT NOT NULL,
    fields          TEXT NOT NULL,
    created_at      TIMESTAMPTZ NOT NULL,
    expires_at      TIMESTAMPTZ NOT NULL
);
CREATE INDEX kept_forms_by_end ON kept_forms (expires_at);
