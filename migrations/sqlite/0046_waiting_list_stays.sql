-- Who waited, since when, and why they left stays as it was; what comes later is set once.
CREATE TRIGGER waiting_list_no_delete BEFORE DELETE ON waiting_list BEGIN SELECT RAISE(ABORT, 'the waiting list is kept'); END;
CREATE TRIGGER waiting_list_no_change BEFORE UPDATE ON waiting_list
WHEN OLD.left_at IS NOT NULL OR OLD.id <> NEW.id OR OLD.application_id <> NEW.application_id OR OLD.fund_id <> NEW.fund_id
    OR OLD.put_by <> NEW.put_by OR OLD.put_at <> NEW.put_at OR OLD.note <> NEW.note
    OR (OLD.offered_at IS NOT NULL AND OLD.offered_at IS NOT NEW.offered_at)
BEGIN SELECT RAISE(ABORT, 'the waiting list keeps what happened'); END;
