CREATE TRIGGER application_spells_no_update BEFORE UPDATE ON application_spells BEGIN SELECT RAISE(ABORT, 'spells stay as they were'); END;
CREATE TRIGGER application_spells_no_delete BEFORE DELETE ON application_spells BEGIN SELECT RAISE(ABORT, 'spells are kept'); END;
