-- The parts of an application beside the loan itself: the plan, the workforce, the financial statements, and that the register's
-- facts were looked at. Each is saved on its own and has a version of its own, so that two people can write two parts at once.
CREATE TABLE application_parts (
    application_id  TEXT NOT NULL REFERENCES applications (id),
    part            TEXT NOT NULL CHECK (part IN ('cooperative', 'plan', 'workforce', 'statements')),
    content         TEXT NOT NULL,
    version         BIGINT NOT NULL CHECK (version > 0),
    saved_by        TEXT NOT NULL REFERENCES users (id),
    saved_at        TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (application_id, part)
);
