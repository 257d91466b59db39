ALTER TABLE clock_events DROP COLUMN reason;
