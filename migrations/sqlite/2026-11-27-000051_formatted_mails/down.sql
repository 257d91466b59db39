ALTER TABLE incoming_mails DROP COLUMN formatted;
