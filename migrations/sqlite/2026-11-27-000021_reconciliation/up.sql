-- Once a day what a folder holds is compared with what was found in it.
ALTER TABLE imap_folders ADD COLUMN compared_at TIMESTAMP;
ALTER TABLE imap_folders ADD COLUMN in_folder BIGINT;
ALTER TABLE imap_folders ADD COLUMN missed BIGINT;
-- What became of the mails of a day.
CREATE INDEX incoming_mails_received ON incoming_mails (received_at, source, state, reason);
