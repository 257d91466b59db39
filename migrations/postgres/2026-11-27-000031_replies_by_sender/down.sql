DROP INDEX incoming_mails_storm;
DROP INDEX incoming_mails_replied_by;
