CREATE TRIGGER book_closes_no_update BEFORE UPDATE ON book_closes BEGIN SELECT RAISE(ABORT, 'closings of the books are kept'); END;
CREATE TRIGGER book_closes_no_delete BEFORE DELETE ON book_closes BEGIN SELECT RAISE(ABORT, 'closings of the books are kept'); END;
