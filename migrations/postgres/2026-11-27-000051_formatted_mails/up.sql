-- Whether its sender formatted a mail: then it can be shown so, as long as the message is kept.
ALTER TABLE incoming_mails ADD COLUMN formatted BOOLEAN NOT NULL DEFAULT FALSE;
