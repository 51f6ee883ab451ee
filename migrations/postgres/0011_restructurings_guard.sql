-- What was proposed stays as proposed, and what was decided as decided; nothing is deleted.
CREATE TRIGGER restructurings_no_delete BEFORE DELETE ON restructurings FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER restructurings_no_truncate BEFORE TRUNCATE ON restructurings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER restructurings_no_change BEFORE UPDATE ON restructurings FOR EACH ROW
WHEN (OLD.status <> 'proposed' OR OLD.id <> NEW.id OR OLD.number <> NEW.number OR OLD.loan_id <> NEW.loan_id OR OLD.kind <> NEW.kind
    OR OLD.value_date <> NEW.value_date OR OLD.change <> NEW.change OR OLD.requested_by IS DISTINCT FROM NEW.requested_by
    OR OLD.requested_on IS DISTINCT FROM NEW.requested_on OR OLD.request IS DISTINCT FROM NEW.request OR OLD.reason <> NEW.reason
    OR OLD.comparison <> NEW.comparison OR OLD.loan_events <> NEW.loan_events OR OLD.proposed_by <> NEW.proposed_by
    OR OLD.proposed_at <> NEW.proposed_at)
EXECUTE FUNCTION refuse_change();
