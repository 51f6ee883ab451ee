-- One text for SQLite and PostgreSQL. Ids are UUIDv7 from the program, money is whole dong, times come from the program's clock.

CREATE TABLE funds (
    id              TEXT PRIMARY KEY,
    code            TEXT NOT NULL UNIQUE,
    programme       TEXT NOT NULL CHECK (programme IN ('A', 'C', 'B-old', 'B-new')),
    name_vi         TEXT NOT NULL,
    name_en         TEXT NOT NULL,
    province        TEXT NOT NULL,
    bank_account    TEXT,
    open            BOOLEAN NOT NULL,
    version         BIGINT NOT NULL,
    -- The running state of the capital ledger; capital_movements holds its history.
    book_charter        BIGINT NOT NULL CHECK (book_charter >= 0),
    accumulated_result  BIGINT NOT NULL,
    outstanding         BIGINT NOT NULL CHECK (outstanding >= 0),
    reserved            BIGINT NOT NULL CHECK (reserved >= 0),
    movements           BIGINT NOT NULL,
    created_at      TIMESTAMPTZ NOT NULL,
    CHECK (book_charter + accumulated_result - outstanding - reserved >= 0)
);

-- A fund's own regulation: one row a setting and a date; never changed, only followed by a later one.
CREATE TABLE fund_settings (
    id              TEXT PRIMARY KEY,
    fund_id         TEXT NOT NULL REFERENCES funds (id),
    key             TEXT NOT NULL,
    value           TEXT NOT NULL,
    document        TEXT NOT NULL,
    document_date   DATE,
    clause          TEXT NOT NULL,
    example         BOOLEAN NOT NULL,
    in_force_from   DATE NOT NULL,
    recorded_by     TEXT NOT NULL,
    recorded_at     TIMESTAMPTZ NOT NULL
);
CREATE INDEX fund_settings_by_fund ON fund_settings (fund_id, key, in_force_from);

CREATE TABLE users (
    id              TEXT PRIMARY KEY,
    email           TEXT NOT NULL UNIQUE,
    name            TEXT NOT NULL,
    language        TEXT NOT NULL CHECK (language IN ('vi', 'en')),
    password_hash   TEXT,
    active          BOOLEAN NOT NULL,
    version         BIGINT NOT NULL,
    created_at      TIMESTAMPTZ NOT NULL
);

CREATE TABLE cooperatives (
    id              TEXT PRIMARY KEY,
    code            TEXT NOT NULL UNIQUE,
    code_suspect    BOOLEAN NOT NULL,
    old_registration TEXT,
    kind            TEXT NOT NULL CHECK (kind IN ('cooperative', 'cooperative_union', 'cooperative_group')),
    name            TEXT NOT NULL,
    search          TEXT NOT NULL,
    address         TEXT,
    commune         TEXT NOT NULL,
    province        TEXT NOT NULL,
    sector          TEXT NOT NULL,
    founded         DATE,
    members         BIGINT CHECK (members IS NULL OR members >= 0),
    size_class      TEXT CHECK (size_class IS NULL OR size_class IN ('micro', 'small', 'medium', 'large')),
    representative  TEXT,
    email           TEXT,
    phone           TEXT,
    status          TEXT NOT NULL CHECK (status IN ('active', 'ceased', 'dissolved')),
    status_since    DATE,
    note            TEXT,
    version         BIGINT NOT NULL,
    created_at      TIMESTAMPTZ NOT NULL
);
CREATE INDEX cooperatives_by_name ON cooperatives (search);

-- Who may do what, where. Staff duties are for one fund or all (fund_id null); an applicant's is for one cooperative.
CREATE TABLE duties (
    id              TEXT PRIMARY KEY,
    user_id         TEXT NOT NULL REFERENCES users (id),
    duty            TEXT NOT NULL CHECK (duty IN ('applicant', 'appraiser', 'approver', 'cashier', 'auditor', 'administrator')),
    fund_id         TEXT REFERENCES funds (id),
    cooperative_id  TEXT REFERENCES cooperatives (id),
    granted_by      TEXT NOT NULL,
    granted_at      TIMESTAMPTZ NOT NULL,
    withdrawn_by    TEXT,
    withdrawn_at    TIMESTAMPTZ,
    CHECK ((duty = 'applicant') = (cooperative_id IS NOT NULL)),
    CHECK (duty <> 'applicant' OR fund_id IS NULL)
);
CREATE UNIQUE INDEX duties_once ON duties (user_id, duty, COALESCE(fund_id, ''), COALESCE(cooperative_id, '')) WHERE withdrawn_at IS NULL;

-- The id is the hash of the secret in the cookie: reading this table lets nobody in.
CREATE TABLE sessions (
    id              TEXT PRIMARY KEY,
    user_id         TEXT NOT NULL REFERENCES users (id),
    form_token      TEXT NOT NULL,
    address         TEXT,
    agent           TEXT,
    created_at      TIMESTAMPTZ NOT NULL,
    expires_at      TIMESTAMPTZ NOT NULL,
    ended_at        TIMESTAMPTZ
);
CREATE INDEX sessions_by_user ON sessions (user_id);

CREATE TABLE api_tokens (
    id              TEXT PRIMARY KEY,
    user_id         TEXT NOT NULL REFERENCES users (id),
    label           TEXT NOT NULL,
    created_at      TIMESTAMPTZ NOT NULL,
    expires_at      TIMESTAMPTZ NOT NULL,
    revoked_at      TIMESTAMPTZ
);

-- One-time links: first administrator, invitation, password reset. The id is the hash of the secret in the link.
CREATE TABLE links (
    id              TEXT PRIMARY KEY,
    purpose         TEXT NOT NULL CHECK (purpose IN ('first_administrator', 'invitation', 'password_reset')),
    user_id         TEXT REFERENCES users (id),
    created_at      TIMESTAMPTZ NOT NULL,
    expires_at      TIMESTAMPTZ NOT NULL,
    used_at         TIMESTAMPTZ
);

CREATE TABLE sign_in_attempts (
    id              TEXT PRIMARY KEY,
    account         TEXT NOT NULL,
    address         TEXT NOT NULL,
    succeeded       BOOLEAN NOT NULL,
    at              TIMESTAMPTZ NOT NULL
);
CREATE INDEX sign_in_attempts_by_account ON sign_in_attempts (account, at);
CREATE INDEX sign_in_attempts_by_address ON sign_in_attempts (address, at);

-- A repeated request is answered from here; the same key with other inputs is refused.
CREATE TABLE requests (
    actor           TEXT NOT NULL,
    key             TEXT NOT NULL,
    action          TEXT NOT NULL,
    inputs_hash     TEXT NOT NULL,
    answer          TEXT,
    -- What the JSON door showed the first time, to the letter.
    shown           TEXT,
    at              TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (actor, key)
);

-- Numbers people see: one counter a fund, kind and year, taken under the fund's lock.
CREATE TABLE counters (
    name            TEXT PRIMARY KEY,
    value           BIGINT NOT NULL
);

CREATE TABLE applications (
    id              TEXT PRIMARY KEY,
    number          TEXT NOT NULL UNIQUE,
    fund_id         TEXT NOT NULL REFERENCES funds (id),
    cooperative_id  TEXT NOT NULL REFERENCES cooperatives (id),
    status          TEXT NOT NULL CHECK (status IN ('draft', 'submitted', 'returned', 'appraised', 'approved', 'rejected', 'withdrawn', 'lapsed')),
    -- What is asked for. Null while a draft does not say.
    amount          BIGINT CHECK (amount IS NULL OR amount > 0),
    purpose         TEXT,
    project_cost    BIGINT CHECK (project_cost IS NULL OR project_cost > 0),
    own_capital     BIGINT CHECK (own_capital IS NULL OR own_capital >= 0),
    term_months     BIGINT CHECK (term_months IS NULL OR term_months > 0),
    repay_every_months      BIGINT CHECK (repay_every_months IS NULL OR repay_every_months > 0),
    principal_grace_months  BIGINT CHECK (principal_grace_months IS NULL OR principal_grace_months >= 0),
    method          TEXT CHECK (method IS NULL OR method IN ('equal_principal', 'equal_instalment', 'bullet')),
    jobs_supported  BIGINT CHECK (jobs_supported IS NULL OR jobs_supported >= 0),
    -- What the fund said.
    submitted_at    TIMESTAMPTZ,
    papers_needed   TEXT,
    papers_until    DATE,
    recommendation  TEXT CHECK (recommendation IS NULL OR recommendation IN ('approve', 'reject')),
    recommended_amount          BIGINT,
    recommended_term_months     BIGINT,
    recommended_rate_percent    TEXT,
    appraisal_note  TEXT,
    appraised_by    TEXT REFERENCES users (id),
    appraised_at    TIMESTAMPTZ,
    decided_by      TEXT REFERENCES users (id),
    decided_at      TIMESTAMPTZ,
    decision_note   TEXT,
    -- The eligibility sheet the decision was made on, frozen with it.
    decision_sheet  TEXT,
    created_by      TEXT NOT NULL REFERENCES users (id),
    created_at      TIMESTAMPTZ NOT NULL,
    status_since    TIMESTAMPTZ NOT NULL,
    version         BIGINT NOT NULL,
    CHECK (status NOT IN ('appraised', 'approved') OR appraised_by IS NOT NULL),
    CHECK (status <> 'approved' OR decided_by IS NOT NULL),
    CHECK (status <> 'approved' OR decided_by <> appraised_by)
);
CREATE INDEX applications_by_cooperative ON applications (cooperative_id);
CREATE INDEX applications_by_fund ON applications (fund_id, status);

CREATE TABLE collateral (
    id              TEXT PRIMARY KEY,
    application_id  TEXT NOT NULL REFERENCES applications (id),
    position        BIGINT NOT NULL,
    kind            TEXT NOT NULL,
    description     TEXT NOT NULL,
    value           BIGINT NOT NULL CHECK (value > 0)
);
CREATE INDEX collateral_by_application ON collateral (application_id);

CREATE TABLE documents (
    id              TEXT PRIMARY KEY,
    application_id  TEXT NOT NULL REFERENCES applications (id),
    kind            TEXT NOT NULL,
    file_name       TEXT NOT NULL,
    media_type      TEXT NOT NULL CHECK (media_type IN ('application/pdf', 'image/jpeg', 'image/png')),
    size_bytes      BIGINT NOT NULL CHECK (size_bytes > 0),
    sha256          TEXT NOT NULL,
    uploaded_by     TEXT NOT NULL REFERENCES users (id),
    uploaded_at     TIMESTAMPTZ NOT NULL,
    removed_at      TIMESTAMPTZ
);
CREATE INDEX documents_by_application ON documents (application_id);

CREATE TABLE loans (
    id              TEXT PRIMARY KEY,
    number          TEXT NOT NULL UNIQUE,
    fund_id         TEXT NOT NULL REFERENCES funds (id),
    cooperative_id  TEXT NOT NULL REFERENCES cooperatives (id),
    application_id  TEXT NOT NULL UNIQUE REFERENCES applications (id),
    status          TEXT NOT NULL CHECK (status IN ('approved', 'signed', 'active', 'settled', 'written_off', 'cancelled')),
    amount          BIGINT NOT NULL CHECK (amount > 0),
    annual_rate_percent TEXT NOT NULL,
    term_months     BIGINT NOT NULL CHECK (term_months > 0),
    repay_every_months BIGINT NOT NULL CHECK (repay_every_months > 0),
    principal_grace_months BIGINT NOT NULL CHECK (principal_grace_months >= 0),
    method          TEXT NOT NULL CHECK (method IN ('equal_principal', 'equal_instalment', 'bullet')),
    -- Overdue factor, late interest, rounding, allocation: the fund's regulation as it stood at the decision (JSON).
    conditions      TEXT NOT NULL,
    appraised_by    TEXT NOT NULL REFERENCES users (id),
    approved_by     TEXT NOT NULL REFERENCES users (id),
    approved_on     DATE NOT NULL,
    lapses_on       DATE NOT NULL,
    contract_number TEXT,
    signed_on       DATE,
    signed_by       TEXT REFERENCES users (id),
    first_drawn_on  DATE,
    drawing_closed_on DATE,
    settled_on      DATE,
    disbursed       BIGINT NOT NULL CHECK (disbursed >= 0 AND disbursed <= amount),
    events          BIGINT NOT NULL,
    created_at      TIMESTAMPTZ NOT NULL,
    version         BIGINT NOT NULL,
    CHECK (appraised_by <> approved_by),
    CHECK (signed_by IS NULL OR (signed_by <> appraised_by AND signed_by <> approved_by)),
    CHECK (status NOT IN ('signed', 'active', 'settled', 'written_off') OR signed_on IS NOT NULL)
);
CREATE INDEX loans_by_fund ON loans (fund_id, status);
CREATE INDEX loans_by_cooperative ON loans (cooperative_id);

-- The dated facts of a loan. What it owes on a date is computed from them; a mistake is reversed, never edited.
CREATE TABLE loan_events (
    id              TEXT PRIMARY KEY,
    loan_id         TEXT NOT NULL REFERENCES loans (id),
    seq             BIGINT NOT NULL,
    kind            TEXT NOT NULL CHECK (kind IN ('disbursement', 'repayment', 'prepayment', 'rate', 'term_adjustment', 'extension', 'interest_waiver', 'reversal', 'freeze', 'write_off', 'recovery')),
    value_date      DATE NOT NULL,
    amount          BIGINT CHECK (amount IS NULL OR amount > 0),
    reverses        TEXT UNIQUE REFERENCES loan_events (id),
    detail          TEXT NOT NULL,
    recorded_by     TEXT NOT NULL REFERENCES users (id),
    recorded_at     TIMESTAMPTZ NOT NULL,
    UNIQUE (loan_id, seq),
    CHECK ((kind = 'reversal') = (reverses IS NOT NULL))
);

-- Every movement of a fund's capital with what it changed and what stood after it: the database itself refuses to over-commit.
CREATE TABLE capital_movements (
    id              TEXT PRIMARY KEY,
    fund_id         TEXT NOT NULL REFERENCES funds (id),
    seq             BIGINT NOT NULL,
    kind            TEXT NOT NULL,
    on_date         DATE NOT NULL,
    amount          BIGINT NOT NULL,
    loan_id         TEXT REFERENCES loans (id),
    document        TEXT,
    charter_delta       BIGINT NOT NULL,
    result_delta        BIGINT NOT NULL,
    outstanding_delta   BIGINT NOT NULL,
    reserved_delta      BIGINT NOT NULL,
    book_charter        BIGINT NOT NULL CHECK (book_charter >= 0),
    accumulated_result  BIGINT NOT NULL,
    outstanding         BIGINT NOT NULL CHECK (outstanding >= 0),
    reserved            BIGINT NOT NULL CHECK (reserved >= 0),
    available           BIGINT NOT NULL CHECK (available >= 0),
    recorded_by     TEXT NOT NULL,
    recorded_at     TIMESTAMPTZ NOT NULL,
    UNIQUE (fund_id, seq),
    CHECK (available = book_charter + accumulated_result - outstanding - reserved)
);
CREATE INDEX capital_movements_by_date ON capital_movements (fund_id, on_date);
CREATE INDEX capital_movements_by_loan ON capital_movements (loan_id);

-- A cache: what each loan owed at the end of its last closed day. `coopfund verify` recomputes it.
CREATE TABLE positions (
    loan_id         TEXT PRIMARY KEY REFERENCES loans (id),
    as_of           DATE NOT NULL,
    events          BIGINT NOT NULL,
    principal_outstanding BIGINT NOT NULL,
    principal_overdue BIGINT NOT NULL,
    interest_due    BIGINT NOT NULL,
    interest_accrued BIGINT NOT NULL,
    overdue_interest BIGINT NOT NULL,
    late_interest   BIGINT NOT NULL,
    total_to_settle BIGINT NOT NULL,
    days_past_due   BIGINT NOT NULL,
    -- 1 to 5 on the microfinance scale; a name on the status scale of programme B.
    debt_group      TEXT NOT NULL CHECK (debt_group IN ('1', '2', '3', '4', '5', 'in_term', 'overdue', 'frozen')),
    next_due        DATE
);

-- A closed business date of a fund. The insert is the claim to close it; a claim whose process died is taken over when it has run out.
-- When it is done it keeps the head of the fund's audit chain: a later rewriting of the whole chain would not match it.
CREATE TABLE closings (
    fund_id         TEXT NOT NULL REFERENCES funds (id),
    business_date   DATE NOT NULL,
    claimed_until   TIMESTAMPTZ NOT NULL,
    done_at         TIMESTAMPTZ,
    loans           BIGINT NOT NULL,
    audit_seq       BIGINT,
    audit_hash      TEXT,
    PRIMARY KEY (fund_id, business_date)
);

-- Messages promised in the transaction that made them necessary; the worker sends them.
CREATE TABLE outbox (
    id              TEXT PRIMARY KEY,
    kind            TEXT NOT NULL,
    once_key        TEXT UNIQUE,
    recipient       TEXT NOT NULL,
    recipient_name  TEXT NOT NULL,
    language        TEXT NOT NULL CHECK (language IN ('vi', 'en')),
    fund_id         TEXT REFERENCES funds (id),
    cooperative_id  TEXT REFERENCES cooperatives (id),
    loan_id         TEXT REFERENCES loans (id),
    data            TEXT NOT NULL,
    status          TEXT NOT NULL CHECK (status IN ('waiting', 'sent', 'failed', 'dropped')),
    attempts        BIGINT NOT NULL,
    next_attempt_at TIMESTAMPTZ NOT NULL,
    claimed_until   TIMESTAMPTZ,
    last_error      TEXT,
    created_at      TIMESTAMPTZ NOT NULL,
    sent_at         TIMESTAMPTZ
);
CREATE INDEX outbox_waiting ON outbox (next_attempt_at) WHERE status = 'waiting';

-- One hash chain a fund, and one called 'system' for what belongs to no fund.
CREATE TABLE audit_heads (
    chain           TEXT PRIMARY KEY,
    seq             BIGINT NOT NULL,
    hash            TEXT NOT NULL
);
CREATE TABLE audit (
    chain           TEXT NOT NULL,
    seq             BIGINT NOT NULL,
    id              TEXT NOT NULL UNIQUE,
    at              TIMESTAMPTZ NOT NULL,
    actor_id        TEXT,
    actor_name      TEXT NOT NULL,
    action          TEXT NOT NULL,
    outcome         TEXT NOT NULL CHECK (outcome IN ('done', 'refused')),
    object_kind     TEXT NOT NULL,
    object_id       TEXT NOT NULL,
    before          TEXT,
    after           TEXT,
    address         TEXT,
    previous_hash   TEXT NOT NULL,
    hash            TEXT NOT NULL,
    PRIMARY KEY (chain, seq)
);
CREATE INDEX audit_by_object ON audit (object_kind, object_id);

-- Who looked at whose record (Law 91/2025, Decree 356/2025: log of all processing of personal data).
CREATE TABLE record_views (
    id              TEXT PRIMARY KEY,
    user_id         TEXT NOT NULL REFERENCES users (id),
    object_kind     TEXT NOT NULL,
    object_id       TEXT NOT NULL,
    at              TIMESTAMPTZ NOT NULL
);

-- What is true of this database as a whole: that it holds the example, for one.
CREATE TABLE facts (
    name            TEXT PRIMARY KEY,
    value           TEXT NOT NULL
);
