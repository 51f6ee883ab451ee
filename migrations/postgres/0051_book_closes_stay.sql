CREATE TRIGGER book_closes_no_change BEFORE UPDATE OR DELETE ON book_closes FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER book_closes_no_truncate BEFORE TRUNCATE ON book_closes FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
