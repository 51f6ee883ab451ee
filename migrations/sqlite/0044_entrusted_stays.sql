CREATE TRIGGER entrusted_movements_no_update BEFORE UPDATE ON entrusted_movements BEGIN SELECT RAISE(ABORT, 'entrusted_movements is append-only'); END;
CREATE TRIGGER entrusted_movements_no_delete BEFORE DELETE ON entrusted_movements BEGIN SELECT RAISE(ABORT, 'entrusted_movements is append-only'); END;
