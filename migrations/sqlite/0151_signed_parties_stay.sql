CREATE TRIGGER signed_parties_no_update BEFORE UPDATE ON signed_parties BEGIN SELECT RAISE(ABORT, 'the parties of what was signed are kept'); END;
CREATE TRIGGER signed_parties_no_delete BEFORE DELETE ON signed_parties BEGIN SELECT RAISE(ABORT, 'the parties of what was signed are kept'); END;
