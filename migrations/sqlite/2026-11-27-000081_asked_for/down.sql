DROP INDEX outbox_due_first;
ALTER TABLE outbox DROP COLUMN is_asked_for;
