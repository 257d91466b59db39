DROP INDEX incoming_mails_by_reason;
DROP INDEX incoming_mails_by_sender;
CREATE INDEX incoming_mails_asked ON incoming_mails (received_at) WHERE state = 'taken' AND reason = 'question';
CREATE INDEX incoming_mails_asked_by ON incoming_mails (sender_mailbox, received_at) WHERE state = 'taken' AND reason = 'question';
CREATE INDEX incoming_mails_replied_by ON incoming_mails (sender_mailbox, received_at) WHERE state = 'taken' AND reason = 'reply';
CREATE INDEX incoming_mails_storm ON incoming_mails (received_at) WHERE reason = 'storm';
DROP INDEX incoming_mails_due;
CREATE INDEX incoming_mails_waiting ON incoming_mails (next_attempt_at, id) WHERE state = 'waiting';
