CREATE TRIGGER entrusted_movements_append_only BEFORE UPDATE OR DELETE ON entrusted_movements FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER entrusted_movements_no_truncate BEFORE TRUNCATE ON entrusted_movements FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
