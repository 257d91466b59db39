-- What a server says may repeat the password that it was shown: nothing of it is kept.
ALTER TABLE imap_folders DROP COLUMN problem_detail;
-- Why a server did not give a message, and when it is asked for it again.
ALTER TABLE imap_messages ADD COLUMN problem TEXT;
ALTER TABLE imap_messages ADD COLUMN ask_at TIMESTAMP;
CREATE INDEX imap_messages_not_given ON imap_messages (found_at) WHERE outcome = 'not_given';
