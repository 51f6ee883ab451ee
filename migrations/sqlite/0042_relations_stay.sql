CREATE TRIGGER relations_no_update BEFORE UPDATE ON relations WHEN OLD.until_date IS NOT NULL OR OLD.id <> NEW.id OR OLD.cooperative_id <> NEW.cooperative_id
    OR OLD.other_id IS NOT NEW.other_id OR OLD.name <> NEW.name OR OLD.identifier IS NOT NEW.identifier OR OLD.kind <> NEW.kind OR OLD.from_date <> NEW.from_date
    OR OLD.document <> NEW.document OR OLD.recorded_by <> NEW.recorded_by OR OLD.recorded_at <> NEW.recorded_at
BEGIN SELECT RAISE(ABORT, 'relations are ended, not changed'); END;
CREATE TRIGGER relations_no_delete BEFORE DELETE ON relations BEGIN SELECT RAISE(ABORT, 'relations are ended, not deleted'); END;
CREATE TRIGGER relation_statements_no_update BEFORE UPDATE ON relation_statements BEGIN SELECT RAISE(ABORT, 'relation_statements is append-only'); END;
CREATE TRIGGER relation_statements_no_delete BEFORE DELETE ON relation_statements BEGIN SELECT RAISE(ABORT, 'relation_statements is append-only'); END;
