DROP INDEX incoming_mails_received;
ALTER TABLE imap_folders DROP COLUMN missed;
ALTER TABLE imap_folders DROP COLUMN in_folder;
ALTER TABLE imap_folders DROP COLUMN compared_at;
