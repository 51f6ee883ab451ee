CREATE TRIGGER relations_no_update BEFORE UPDATE ON relations FOR EACH ROW
WHEN (OLD.until_date IS NOT NULL OR OLD.id <> NEW.id OR OLD.cooperative_id <> NEW.cooperative_id
    OR OLD.other_id IS DISTINCT FROM NEW.other_id OR OLD.name <> NEW.name OR OLD.identifier IS DISTINCT FROM NEW.identifier OR OLD.kind <> NEW.kind OR OLD.from_date <> NEW.from_date
    OR OLD.document <> NEW.document OR OLD.recorded_by <> NEW.recorded_by OR OLD.recorded_at <> NEW.recorded_at)
EXECUTE FUNCTION refuse_change();
CREATE TRIGGER relations_no_delete BEFORE DELETE ON relations FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER relations_no_truncate BEFORE TRUNCATE ON relations FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER relation_statements_append_only BEFORE UPDATE OR DELETE ON relation_statements FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER relation_statements_no_truncate BEFORE TRUNCATE ON relation_statements FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
