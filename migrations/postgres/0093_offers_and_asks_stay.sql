-- What was answered stays, what was asked stays as it was asked, and its answer is set once.
CREATE TRIGGER offer_answers_no_change BEFORE UPDATE OR DELETE ON offer_answers FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER offer_answers_no_truncate BEFORE TRUNCATE ON offer_answers FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ask_papers_no_change BEFORE UPDATE OR DELETE ON ask_papers FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ask_papers_no_truncate BEFORE TRUNCATE ON ask_papers FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER asks_no_delete BEFORE DELETE ON asks FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER asks_no_truncate BEFORE TRUNCATE ON asks FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER asks_no_change BEFORE UPDATE ON asks FOR EACH ROW
WHEN (OLD.status <> 'open' OR OLD.id <> NEW.id OR OLD.number <> NEW.number OR OLD.loan_id <> NEW.loan_id OR OLD.kind <> NEW.kind
    OR OLD.amount IS DISTINCT FROM NEW.amount OR OLD.on_date IS DISTINCT FROM NEW.on_date OR OLD.detail <> NEW.detail
    OR OLD.made_by <> NEW.made_by OR OLD.made_at <> NEW.made_at)
EXECUTE FUNCTION refuse_change();
