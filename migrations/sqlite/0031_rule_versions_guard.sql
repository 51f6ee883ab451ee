-- A rule that was confirmed stays as it was confirmed, and what was proposed as it was proposed; nothing is deleted.
CREATE TRIGGER rule_versions_no_delete BEFORE DELETE ON rule_versions BEGIN SELECT RAISE(ABORT, 'versions of rules are kept'); END;
CREATE TRIGGER rule_versions_no_change BEFORE UPDATE ON rule_versions
WHEN OLD.status <> 'proposed' OR OLD.id <> NEW.id OR OLD.rule_id <> NEW.rule_id OR OLD.province IS NOT NEW.province OR OLD.rule <> NEW.rule
    OR OLD.in_force_from <> NEW.in_force_from OR OLD.reason <> NEW.reason OR OLD.proposed_by <> NEW.proposed_by
    OR OLD.proposed_at <> NEW.proposed_at
BEGIN SELECT RAISE(ABORT, 'a later version follows a confirmed one, it does not change it'); END;
