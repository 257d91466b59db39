DROP INDEX incoming_mails_of_sender;
DROP INDEX incoming_mails_asked_by;
DROP INDEX incoming_mails_replied_by;
ALTER TABLE incoming_mails DROP COLUMN sender_mailbox;
CREATE INDEX incoming_mails_asked_by ON incoming_mails (sender_email, received_at) WHERE state = 'taken' AND reason = 'question';
CREATE INDEX incoming_mails_replied_by ON incoming_mails (sender_email, received_at) WHERE state = 'taken' AND reason = 'reply';
