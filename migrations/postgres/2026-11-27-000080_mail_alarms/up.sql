-- Of whom people were told within the hour that her mails wait, because they are too many: those of before are deleted.
CREATE TABLE mail_alarms (
    account_id BIGINT NOT NULL PRIMARY KEY REFERENCES accounts (id),
    told_at TIMESTAMP NOT NULL
);
