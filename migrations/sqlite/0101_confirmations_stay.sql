CREATE TRIGGER application_confirmations_no_update BEFORE UPDATE ON application_confirmations BEGIN SELECT RAISE(ABORT, 'application_confirmations is append-only'); END;
CREATE TRIGGER application_confirmations_no_delete BEFORE DELETE ON application_confirmations BEGIN SELECT RAISE(ABORT, 'application_confirmations is append-only'); END;
