-- Rows of money and of proof are added, never changed: a mistake is reversed.
CREATE TRIGGER fund_settings_no_update BEFORE UPDATE ON fund_settings BEGIN SELECT RAISE(ABORT, 'fund_settings is append-only'); END;
CREATE TRIGGER fund_settings_no_delete BEFORE DELETE ON fund_settings BEGIN SELECT RAISE(ABORT, 'fund_settings is append-only'); END;
CREATE TRIGGER loan_events_no_update BEFORE UPDATE ON loan_events BEGIN SELECT RAISE(ABORT, 'loan_events is append-only'); END;
CREATE TRIGGER loan_events_no_delete BEFORE DELETE ON loan_events BEGIN SELECT RAISE(ABORT, 'loan_events is append-only'); END;
CREATE TRIGGER capital_movements_no_update BEFORE UPDATE ON capital_movements BEGIN SELECT RAISE(ABORT, 'capital_movements is append-only'); END;
CREATE TRIGGER capital_movements_no_delete BEFORE DELETE ON capital_movements BEGIN SELECT RAISE(ABORT, 'capital_movements is append-only'); END;
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
