-- Later versions of the rules the program ships with, and figures of a province in place of the law's: proposed by one
-- administrator, confirmed by another. A confirmed row is never changed; a later row follows it.
CREATE TABLE rule_versions (
    id              TEXT PRIMARY KEY,
    rule_id         TEXT NOT NULL,
    -- The province whose own figure it is; null for a version of the law.
    province        TEXT,
    -- The rule as it would stand in policy/rules.json (JSON).
    rule            TEXT NOT NULL,
    in_force_from   DATE NOT NULL,
    reason          TEXT NOT NULL,
    status          TEXT NOT NULL CHECK (status IN ('proposed', 'confirmed', 'rejected', 'withdrawn')),
    proposed_by     TEXT NOT NULL REFERENCES users (id),
    proposed_at     TIMESTAMPTZ NOT NULL,
    closed_by       TEXT REFERENCES users (id),
    closed_at       TIMESTAMPTZ,
    note            TEXT,
    -- The place among the confirmed ones, in the order they were confirmed.
    seq             BIGINT UNIQUE,
    CHECK ((status = 'proposed') = (closed_by IS NULL)),
    CHECK ((status = 'proposed') = (closed_at IS NULL)),
    CHECK (status NOT IN ('confirmed', 'rejected') OR closed_by <> proposed_by),
    CHECK ((status = 'confirmed') = (seq IS NOT NULL))
);
CREATE INDEX rule_versions_by_rule ON rule_versions (rule_id);
