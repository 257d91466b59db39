DROP INDEX events_of_mails;
DROP INDEX outbox_stuck;
DROP INDEX outbox_left;
DROP INDEX entry_reuses_at;
DROP INDEX entry_votes_by_day;
