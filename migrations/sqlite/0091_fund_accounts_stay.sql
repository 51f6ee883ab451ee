CREATE TRIGGER fund_accounts_no_update BEFORE UPDATE ON fund_accounts BEGIN SELECT RAISE(ABORT, 'accounts of funds are kept'); END;
CREATE TRIGGER fund_accounts_no_delete BEFORE DELETE ON fund_accounts BEGIN SELECT RAISE(ABORT, 'accounts of funds are kept'); END;
