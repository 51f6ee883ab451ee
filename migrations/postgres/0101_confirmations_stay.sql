CREATE TRIGGER application_confirmations_append_only BEFORE UPDATE OR DELETE ON application_confirmations FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER application_confirmations_no_truncate BEFORE TRUNCATE ON application_confirmations FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
