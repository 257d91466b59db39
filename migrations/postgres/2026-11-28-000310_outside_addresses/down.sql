DELETE FROM outbox WHERE recipient_id IS NULL;
DROP INDEX outbox_of_outside;
ALTER TABLE outbox DROP COLUMN outside_id;
ALTER TABLE outbox ALTER COLUMN recipient_id SET NOT NULL;
DROP TABLE outside_undeliverable;
DROP TABLE outside_spans;
DROP TABLE outside_addresses;
