-- What the reports of the use of the catalogue and of the mail count.
CREATE INDEX entry_votes_by_day ON entry_votes (day, useful);
CREATE INDEX entry_reuses_at ON entry_reuses (at);
CREATE INDEX outbox_left ON outbox (sent_at, mail) WHERE sent_at IS NOT NULL;
CREATE INDEX outbox_stuck ON outbox (state, created_at, mail);
CREATE INDEX events_of_mails ON events (at) WHERE kind = 'mail_reported';
