-- Whose letter it is stays true when somebody has another address, and when an address is somebody else's.
ALTER TABLE outbox ADD COLUMN user_id TEXT REFERENCES users (id);
-- Written to the cooperative itself: to its people, or to its address in the register.
ALTER TABLE outbox ADD COLUMN to_cooperative BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE outbox SET user_id = (SELECT u.id FROM users u WHERE u.email = outbox.recipient);
UPDATE outbox SET to_cooperative = TRUE
WHERE EXISTS (SELECT 1 FROM cooperatives c WHERE c.id = outbox.cooperative_id AND c.email = outbox.recipient)
   OR EXISTS (SELECT 1 FROM duties d WHERE d.user_id = outbox.user_id AND d.cooperative_id = outbox.cooperative_id);
