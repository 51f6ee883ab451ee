CREATE TRIGGER holidays_no_update BEFORE UPDATE OF id, on_date, worked, name, document, added_by, added_at ON holidays BEGIN SELECT RAISE(ABORT, 'holidays are withdrawn, not changed'); END;
CREATE TRIGGER holidays_no_delete BEFORE DELETE ON holidays BEGIN SELECT RAISE(ABORT, 'holidays are withdrawn, not deleted'); END;
