-- Who said that they act for a cooperative, with which papers, and what was decided stays as it was.
CREATE TRIGGER cooperative_links_no_delete BEFORE DELETE ON cooperative_links BEGIN SELECT RAISE(ABORT, 'links are kept'); END;
CREATE TRIGGER cooperative_links_no_change BEFORE UPDATE ON cooperative_links
WHEN OLD.outcome IS NOT NULL OR OLD.id <> NEW.id OR OLD.user_id <> NEW.user_id OR OLD.code <> NEW.code OR OLD.kind <> NEW.kind OR OLD.name <> NEW.name
    OR OLD.commune <> NEW.commune OR OLD.province <> NEW.province OR OLD.sector <> NEW.sector OR OLD.representative <> NEW.representative
    OR OLD.asked_at <> NEW.asked_at
BEGIN SELECT RAISE(ABORT, 'what was typed and decided stays'); END;
CREATE TRIGGER link_papers_no_delete BEFORE DELETE ON link_papers BEGIN SELECT RAISE(ABORT, 'papers are kept'); END;
CREATE TRIGGER link_papers_no_update BEFORE UPDATE ON link_papers BEGIN SELECT RAISE(ABORT, 'papers are kept'); END;
