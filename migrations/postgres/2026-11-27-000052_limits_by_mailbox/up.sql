-- Addresses of one mailbox, told apart by what stands behind a plus sign, count as one sender.
ALTER TABLE incoming_mails ADD COLUMN sender_mailbox TEXT;
UPDATE incoming_mails SET sender_mailbox = regexp_replace(sender_email, '^([^+@]+)\+[^@]*@', '\1@') WHERE sender_email IS NOT NULL;
DROP INDEX incoming_mails_asked_by;
DROP INDEX incoming_mails_replied_by;
CREATE INDEX incoming_mails_asked_by ON incoming_mails (sender_mailbox, received_at) WHERE state = 'taken' AND reason = 'question';
CREATE INDEX incoming_mails_replied_by ON incoming_mails (sender_mailbox, received_at) WHERE state = 'taken' AND reason = 'reply';
-- What came from an address, for whoever takes a copy of what the desk holds of her.
CREATE INDEX incoming_mails_of_sender ON incoming_mails (sender_email, state) WHERE sender_email IS NOT NULL;
