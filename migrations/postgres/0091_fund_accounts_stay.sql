CREATE TRIGGER fund_accounts_no_change BEFORE UPDATE OR DELETE ON fund_accounts FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER fund_accounts_no_truncate BEFORE TRUNCATE ON fund_accounts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
