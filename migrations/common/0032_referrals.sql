-- A complete file sent on to who decides on it (the Social Policy Bank for job-creation credit, the central fund), what was decided
-- there, and what is owed there as reported since. No capital of ours is reserved or lent.
CREATE TABLE referrals (
    application_id  TEXT PRIMARY KEY REFERENCES applications (id),
    number          TEXT NOT NULL,
    on_date         DATE NOT NULL,
    note            TEXT NOT NULL,
    referred_by     TEXT NOT NULL REFERENCES users (id),
    referred_at     TIMESTAMPTZ NOT NULL,
    outcome         TEXT CHECK (outcome IN ('granted', 'refused')),
    decision_number TEXT,
    decided_on      DATE CHECK (decided_on IS NULL OR decided_on >= on_date),
    amount          BIGINT CHECK (amount IS NULL OR amount > 0),
    term_months     BIGINT CHECK (term_months IS NULL OR term_months > 0),
    annual_rate_percent TEXT,
    capital_source  TEXT CHECK (capital_source IS NULL OR capital_source IN ('central_budget', 'local_budget', 'bank_mobilised', 'entrusted')),
    reason          TEXT,
    recorded_by     TEXT REFERENCES users (id),
    recorded_at     TIMESTAMPTZ,
    CHECK ((outcome IS NULL) = (decision_number IS NULL)),
    CHECK ((outcome IS NULL) = (decided_on IS NULL)),
    CHECK ((outcome IS NULL) = (recorded_by IS NULL)),
    CHECK (outcome IS NULL OR (outcome = 'granted') = (amount IS NOT NULL)),
    CHECK (outcome IS NULL OR (outcome = 'granted') = (term_months IS NOT NULL)),
    CHECK (outcome IS NULL OR (outcome = 'granted') = (annual_rate_percent IS NOT NULL)),
    CHECK (outcome IS NULL OR (outcome = 'refused') = (reason IS NOT NULL)),
    CHECK (recorded_by IS NULL OR recorded_by <> referred_by)
);

CREATE TABLE referral_balances (
    id              TEXT PRIMARY KEY,
    application_id  TEXT NOT NULL REFERENCES referrals (application_id),
    as_of           DATE NOT NULL,
    balance         BIGINT NOT NULL CHECK (balance >= 0),
    overdue         BIGINT NOT NULL CHECK (overdue >= 0 AND overdue <= balance),
    document        TEXT NOT NULL,
    reported_by     TEXT NOT NULL REFERENCES users (id),
    reported_at     TIMESTAMPTZ NOT NULL
);
CREATE INDEX referral_balances_by_application ON referral_balances (application_id);
