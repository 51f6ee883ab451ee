CREATE TRIGGER document_reviews_append_only BEFORE UPDATE OR DELETE ON document_reviews FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER document_reviews_no_truncate BEFORE TRUNCATE ON document_reviews FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
