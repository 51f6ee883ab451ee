-- An application and a loan with the names that stand beside their ids on every page.
CREATE VIEW application_pages AS
SELECT a.*, f.code AS fund_code, f.name_vi AS fund_name_vi, f.name_en AS fund_name_en, c.name AS cooperative_name,
       au.name AS appraised_by_name, du.name AS decided_by_name, l.id AS loan_id
FROM applications a
JOIN funds f ON f.id = a.fund_id
JOIN cooperatives c ON c.id = a.cooperative_id
LEFT JOIN users au ON au.id = a.appraised_by
LEFT JOIN users du ON du.id = a.decided_by
LEFT JOIN loans l ON l.application_id = a.id;

CREATE VIEW loan_pages AS
SELECT l.*, f.code AS fund_code, f.name_vi AS fund_name_vi, f.name_en AS fund_name_en, c.name AS cooperative_name,
       a.number AS application_number, ua.name AS appraised_by_name, ud.name AS approved_by_name, us.name AS signed_by_name
FROM loans l
JOIN funds f ON f.id = l.fund_id
JOIN cooperatives c ON c.id = l.cooperative_id
JOIN applications a ON a.id = l.application_id
JOIN users ua ON ua.id = l.appraised_by
JOIN users ud ON ud.id = l.approved_by
LEFT JOIN users us ON us.id = l.signed_by;

-- Who may read what: people of the cooperative, and staff whose duty covers the fund. A draft is its writers' own: the
-- cooperative and the appraisers who may fill it in on its behalf.
CREATE VIEW application_readers AS
SELECT a.id AS application_id, d.user_id
FROM applications a
JOIN duties d ON d.withdrawn_at IS NULL
    AND (d.cooperative_id = a.cooperative_id
         OR (d.duty <> 'applicant' AND (d.fund_id IS NULL OR d.fund_id = a.fund_id) AND (a.status <> 'draft' OR d.duty = 'appraiser')));

CREATE VIEW loan_readers AS
SELECT l.id AS loan_id, d.user_id
FROM loans l
JOIN duties d ON d.withdrawn_at IS NULL
    AND (d.cooperative_id = l.cooperative_id OR (d.duty <> 'applicant' AND (d.fund_id IS NULL OR d.fund_id = l.fund_id)));
