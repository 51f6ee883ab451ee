-- Who waited, since when, and why they left stays as it was; what comes later is set once.
CREATE TRIGGER waiting_list_no_delete BEFORE DELETE ON waiting_list FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER waiting_list_no_truncate BEFORE TRUNCATE ON waiting_list FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER waiting_list_no_change BEFORE UPDATE ON waiting_list FOR EACH ROW
WHEN (OLD.left_at IS NOT NULL OR OLD.id <> NEW.id OR OLD.application_id <> NEW.application_id OR OLD.fund_id <> NEW.fund_id
    OR OLD.put_by <> NEW.put_by OR OLD.put_at <> NEW.put_at OR OLD.note <> NEW.note
    OR (OLD.offered_at IS NOT NULL AND OLD.offered_at IS DISTINCT FROM NEW.offered_at))
EXECUTE FUNCTION refuse_change();
