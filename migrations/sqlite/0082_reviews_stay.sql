CREATE TRIGGER document_reviews_no_update BEFORE UPDATE ON document_reviews BEGIN SELECT RAISE(ABORT, 'document_reviews is append-only'); END;
CREATE TRIGGER document_reviews_no_delete BEFORE DELETE ON document_reviews BEGIN SELECT RAISE(ABORT, 'document_reviews is append-only'); END;
