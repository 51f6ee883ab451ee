-- Who said that they act for a cooperative, with which papers, and what was decided stays as it was.
CREATE TRIGGER cooperative_links_no_delete BEFORE DELETE ON cooperative_links FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER cooperative_links_no_truncate BEFORE TRUNCATE ON cooperative_links FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER cooperative_links_no_change BEFORE UPDATE ON cooperative_links FOR EACH ROW
WHEN (OLD.outcome IS NOT NULL OR OLD.id <> NEW.id OR OLD.user_id <> NEW.user_id OR OLD.code <> NEW.code OR OLD.kind <> NEW.kind OR OLD.name <> NEW.name
    OR OLD.commune <> NEW.commune OR OLD.province <> NEW.province OR OLD.sector <> NEW.sector OR OLD.representative <> NEW.representative
    OR OLD.asked_at <> NEW.asked_at)
EXECUTE FUNCTION refuse_change();
CREATE TRIGGER link_papers_append_only BEFORE UPDATE OR DELETE ON link_papers FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER link_papers_no_truncate BEFORE TRUNCATE ON link_papers FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
