-- With the reason in the index these serve whatever value a statement is prepared with; SQLite took the index by state instead, and
-- read every mail that was ever taken in.
DROP INDEX incoming_mails_asked;
DROP INDEX incoming_mails_asked_by;
DROP INDEX incoming_mails_replied_by;
DROP INDEX incoming_mails_storm;
CREATE INDEX incoming_mails_by_reason ON incoming_mails (reason, received_at, state);
CREATE INDEX incoming_mails_by_sender ON incoming_mails (sender_mailbox, reason, received_at, state);
-- The same of what waits: a long queue was sorted for each handful that was taken from it.
DROP INDEX incoming_mails_waiting;
CREATE INDEX incoming_mails_due ON incoming_mails (state, next_attempt_at, id);
