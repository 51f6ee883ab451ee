CREATE TRIGGER application_spells_append_only BEFORE UPDATE OR DELETE ON application_spells FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER application_spells_no_truncate BEFORE TRUNCATE ON application_spells FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
