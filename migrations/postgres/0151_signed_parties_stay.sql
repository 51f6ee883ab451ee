CREATE TRIGGER signed_parties_append_only BEFORE UPDATE OR DELETE ON signed_parties FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER signed_parties_no_truncate BEFORE TRUNCATE ON signed_parties FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
