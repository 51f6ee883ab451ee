CREATE TRIGGER holidays_no_update BEFORE UPDATE OF id, on_date, worked, name, document, added_by, added_at ON holidays FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER holidays_no_delete BEFORE DELETE ON holidays FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER holidays_no_truncate BEFORE TRUNCATE ON holidays FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
