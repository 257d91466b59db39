DROP INDEX imap_messages_not_given;
ALTER TABLE imap_messages DROP COLUMN ask_at;
ALTER TABLE imap_messages DROP COLUMN problem;
ALTER TABLE imap_folders ADD COLUMN problem_detail TEXT;
