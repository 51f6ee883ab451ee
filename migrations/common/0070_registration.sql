-- An address somebody typed is proved by a code sent to it: before an account is made, and before it gets another address. The id is
-- the hash of the secret in the address of their page, and what proves is kept as a hash too.
CREATE TABLE mail_codes (
    id              TEXT PRIMARY KEY,
    purpose         TEXT NOT NULL CHECK (purpose IN ('register', 'change_email')),
    email           TEXT NOT NULL,
    user_id         TEXT REFERENCES users (id),
    typed           TEXT NOT NULL,
    proof           TEXT NOT NULL,
    address         TEXT NOT NULL,
    attempts        BIGINT NOT NULL,
    created_at      TIMESTAMPTZ NOT NULL,
    expires_at      TIMESTAMPTZ NOT NULL,
    proved_at       TIMESTAMPTZ,
    used_at         TIMESTAMPTZ,
    CHECK ((purpose = 'change_email') = (user_id IS NOT NULL))
);
CREATE INDEX mail_codes_by_email ON mail_codes (email, created_at);
CREATE INDEX mail_codes_by_address ON mail_codes (address, created_at);

-- Somebody says that they act for a cooperative. Until an officer has compared it with the certificate it opens nothing; what was
-- typed and what was decided stays.
CREATE TABLE cooperative_links (
    id              TEXT PRIMARY KEY,
    user_id         TEXT NOT NULL REFERENCES users (id),
    code            TEXT NOT NULL,
    kind            TEXT NOT NULL CHECK (kind IN ('cooperative', 'cooperative_union', 'cooperative_group')),
    name            TEXT NOT NULL,
    commune         TEXT NOT NULL,
    province        TEXT NOT NULL,
    sector          TEXT NOT NULL,
    representative  TEXT NOT NULL,
    asked_at        TIMESTAMPTZ NOT NULL,
    outcome         TEXT CHECK (outcome IN ('confirmed', 'refused')),
    cooperative_id  TEXT REFERENCES cooperatives (id),
    reason          TEXT,
    decided_by      TEXT REFERENCES users (id),
    decided_at      TIMESTAMPTZ,
    CHECK ((outcome IS NULL) = (decided_by IS NULL) AND (outcome IS NULL) = (decided_at IS NULL)),
    CHECK (COALESCE(outcome, '') <> 'confirmed' OR cooperative_id IS NOT NULL),
    CHECK (COALESCE(outcome, '') <> 'refused' OR reason IS NOT NULL),
    CHECK (decided_by IS NULL OR decided_by <> user_id)
);
CREATE UNIQUE INDEX cooperative_links_once ON cooperative_links (user_id) WHERE outcome IS NULL;
CREATE INDEX cooperative_links_waiting ON cooperative_links (asked_at) WHERE outcome IS NULL;

-- The certificate (and what else proves it). The files are kept by their hash, as all papers.
CREATE TABLE link_papers (
    id              TEXT PRIMARY KEY,
    link_id         TEXT NOT NULL REFERENCES cooperative_links (id),
    file_name       TEXT NOT NULL,
    media_type      TEXT NOT NULL CHECK (media_type IN ('application/pdf', 'image/jpeg', 'image/png')),
    size_bytes      BIGINT NOT NULL CHECK (size_bytes > 0),
    sha256          TEXT NOT NULL,
    uploaded_at     TIMESTAMPTZ NOT NULL
);
CREATE INDEX link_papers_by_link ON link_papers (link_id);

-- What somebody of a cooperative may do there: the chair all, the accountant prepares. Whoever had an account before is the chair.
ALTER TABLE duties ADD COLUMN position TEXT CHECK (position IN ('chair', 'accountant'));
UPDATE duties SET position = 'chair' WHERE duty = 'applicant';
