-- Secrets with which programs act for a person of the staff. Only the digest is kept; a row is deleted to withdraw it.
CREATE TABLE personal_tokens (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    name TEXT NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    created_at TIMESTAMP NOT NULL,
    last_used_at TIMESTAMP,
    UNIQUE (account_id, name)
);
