-- Whom no mail reaches: a mail came back, or was refused, because of the address. Nothing but one-time links is sent there until
-- somebody has reason to think otherwise.
CREATE TABLE undeliverable (
    account_id BIGINT NOT NULL PRIMARY KEY REFERENCES accounts (id),
    since TIMESTAMP NOT NULL,
    detail TEXT NOT NULL
);
