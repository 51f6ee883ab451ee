-- What was answered stays, what was asked stays as it was asked, and its answer is set once.
CREATE TRIGGER offer_answers_no_update BEFORE UPDATE ON offer_answers BEGIN SELECT RAISE(ABORT, 'answers to offers are kept'); END;
CREATE TRIGGER offer_answers_no_delete BEFORE DELETE ON offer_answers BEGIN SELECT RAISE(ABORT, 'answers to offers are kept'); END;
CREATE TRIGGER ask_papers_no_update BEFORE UPDATE ON ask_papers BEGIN SELECT RAISE(ABORT, 'papers of requests are kept'); END;
CREATE TRIGGER ask_papers_no_delete BEFORE DELETE ON ask_papers BEGIN SELECT RAISE(ABORT, 'papers of requests are kept'); END;
CREATE TRIGGER asks_no_delete BEFORE DELETE ON asks BEGIN SELECT RAISE(ABORT, 'requests are kept'); END;
CREATE TRIGGER asks_no_change BEFORE UPDATE ON asks
WHEN OLD.status <> 'open' OR OLD.id <> NEW.id OR OLD.number <> NEW.number OR OLD.loan_id <> NEW.loan_id OR OLD.kind <> NEW.kind
    OR OLD.amount IS NOT NEW.amount OR OLD.on_date IS NOT NEW.on_date OR OLD.detail <> NEW.detail OR OLD.made_by <> NEW.made_by
    OR OLD.made_at <> NEW.made_at
BEGIN SELECT RAISE(ABORT, 'a request keeps what was asked and answered'); END;
