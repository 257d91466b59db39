-- How many mails left to somebody in the last hour, and which of hers wait because they were too many: asked for each batch.
CREATE INDEX outbox_of_reader ON outbox (recipient_id, sent_at, last_problem);
