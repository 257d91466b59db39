ALTER TABLE messages DROP COLUMN mail_id;
DROP TABLE incoming_mails;
