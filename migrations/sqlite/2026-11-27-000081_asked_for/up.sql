-- Whether somebody asked for a mail and waits for it: those leave before all others that are due.
ALTER TABLE outbox ADD COLUMN is_asked_for BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE outbox SET is_asked_for = TRUE
    WHERE state IN ('queued', 'sending')
    AND mail IN ('confirmation', 'invitation', 'recovery', 'existing-account', 'follow-link', 'trial');
CREATE INDEX outbox_due_first ON outbox (next_attempt_at, id) WHERE is_asked_for AND state IN ('queued', 'sending');
