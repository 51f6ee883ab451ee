-- What was written to a cooperative is looked up wherever somebody asks whether a letter has gone out.
CREATE INDEX outbox_by_cooperative ON outbox (cooperative_id, id) WHERE cooperative_id IS NOT NULL;
