-- Related persons of a cooperative (Decree 45/2021 Art 23(2)(b)): another cooperative of the register, or somebody outside it. A row
-- is never changed but to say from which day it no longer holds; from the same day as it began, it was a mistake.
CREATE TABLE relations (
    id              TEXT PRIMARY KEY,
    cooperative_id  TEXT NOT NULL REFERENCES cooperatives (id),
    other_id        TEXT REFERENCES cooperatives (id),
    name            TEXT NOT NULL,
    identifier      TEXT,
    kind            TEXT NOT NULL CHECK (kind IN ('group', 'manager', 'appointer', 'owner', 'family', 'representative', 'other')),
    from_date       DATE NOT NULL,
    until_date      DATE,
    document        TEXT NOT NULL,
    recorded_by     TEXT NOT NULL REFERENCES users (id),
    recorded_at     TIMESTAMPTZ NOT NULL,
    ended_by        TEXT REFERENCES users (id),
    ended_at        TIMESTAMPTZ,
    end_reason      TEXT,
    CHECK (other_id IS NULL OR other_id <> cooperative_id),
    CHECK (until_date IS NULL OR until_date >= from_date),
    CHECK ((until_date IS NULL) = (ended_by IS NULL) AND (until_date IS NULL) = (ended_at IS NULL) AND (until_date IS NULL) = (end_reason IS NULL))
);
CREATE INDEX relations_by_cooperative ON relations (cooperative_id);
CREATE INDEX relations_by_other ON relations (other_id);
CREATE INDEX relations_by_identifier ON relations (identifier) WHERE identifier IS NOT NULL;

-- A cooperative's statement that it has no related persons beside those recorded.
CREATE TABLE relation_statements (
    id              TEXT PRIMARY KEY,
    cooperative_id  TEXT NOT NULL REFERENCES cooperatives (id),
    on_date         DATE NOT NULL,
    document        TEXT NOT NULL,
    recorded_by     TEXT NOT NULL REFERENCES users (id),
    recorded_at     TIMESTAMPTZ NOT NULL
);
CREATE INDEX relation_statements_by_cooperative ON relation_statements (cooperative_id, on_date);
