-- Rows of money and of proof are added, never changed: a mistake is reversed.
CREATE FUNCTION refuse_change() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER fund_settings_append_only BEFORE UPDATE OR DELETE ON fund_settings FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER fund_settings_no_truncate BEFORE TRUNCATE ON fund_settings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER loan_events_append_only BEFORE UPDATE OR DELETE ON loan_events FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER loan_events_no_truncate BEFORE TRUNCATE ON loan_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER capital_movements_append_only BEFORE UPDATE OR DELETE ON capital_movements FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER capital_movements_no_truncate BEFORE TRUNCATE ON capital_movements FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
