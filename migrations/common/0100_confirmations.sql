-- Whether an officer of the fund began it on behalf of the cooperative.
ALTER TABLE applications ADD COLUMN on_behalf BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE applications SET on_behalf = TRUE
WHERE NOT EXISTS (SELECT 1 FROM duties d WHERE d.user_id = applications.created_by AND d.cooperative_id = applications.cooperative_id);

-- PostgreSQL fixes the columns of a view when it is made.
DROP VIEW application_pages;
CREATE VIEW application_pages AS
SELECT a.*, f.code AS fund_code, f.name_vi AS fund_name_vi, f.name_en AS fund_name_en, c.name AS cooperative_name,
       bu.name AS created_by_name, au.name AS appraised_by_name, du.name AS decided_by_name, l.id AS loan_id
FROM applications a
JOIN funds f ON f.id = a.fund_id
JOIN cooperatives c ON c.id = a.cooperative_id
JOIN users bu ON bu.id = a.created_by
LEFT JOIN users au ON au.id = a.appraised_by
LEFT JOIN users du ON du.id = a.decided_by
LEFT JOIN loans l ON l.application_id = a.id;

-- That the cooperative stands by what an application says: its chair sent it, or signed it on paper.
CREATE TABLE application_confirmations (
    id              TEXT PRIMARY KEY,
    application_id  TEXT NOT NULL REFERENCES applications (id),
    -- SHA-256 of everything the application said then: it confirms that and nothing else.
    content_sha256  TEXT NOT NULL CHECK (length(content_sha256) = 64),
    -- The signed form; none where the chair sent the application.
    document_id     TEXT REFERENCES documents (id),
    -- The chair, or who took the signed form in.
    recorded_by     TEXT NOT NULL REFERENCES users (id),
    recorded_at     TIMESTAMPTZ NOT NULL
);
CREATE INDEX application_confirmations_by_application ON application_confirmations (application_id);
