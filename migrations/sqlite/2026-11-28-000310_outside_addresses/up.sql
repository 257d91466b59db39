-- Bodies outside the desk that frozen reports are mailed to; nobody signs in with these addresses. Once one was removed, nothing is
-- left of it but its number and when.
CREATE TABLE outside_addresses (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    body TEXT NOT NULL,
    address TEXT UNIQUE,
    lang TEXT NOT NULL,
    added_by BIGINT NOT NULL REFERENCES accounts (id),
    added_at TIMESTAMP NOT NULL,
    -- the last time that the address was asked whether it wants the reports
    asked_at TIMESTAMP NOT NULL,
    -- SHA-256 of the secret in the link that confirms it, and until when the link is good
    secret_hash TEXT UNIQUE,
    secret_until TIMESTAMP,
    confirmed_at TIMESTAMP,
    removed_at TIMESTAMP
);

-- The reports of which lengths each is sent.
CREATE TABLE outside_spans (
    outside_id BIGINT NOT NULL REFERENCES outside_addresses (id),
    span TEXT NOT NULL,
    PRIMARY KEY (outside_id, span)
);

-- Which of them no mail reaches, as mail servers said.
CREATE TABLE outside_undeliverable (
    outside_id BIGINT NOT NULL PRIMARY KEY REFERENCES outside_addresses (id),
    since TIMESTAMP NOT NULL,
    detail TEXT NOT NULL
);

-- A mail goes to an account or to one of these. SQLite cannot take back that a column must be filled: the table is made anew.
CREATE TABLE outbox_new (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    event_position BIGINT NOT NULL,
    recipient_id BIGINT REFERENCES accounts (id),
    mail TEXT NOT NULL,
    ticket_id BIGINT,
    message_id BIGINT,
    entry_id BIGINT,
    rfc_message_id TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    next_attempt_at TIMESTAMP NOT NULL,
    leased_until TIMESTAMP,
    lease_owner TEXT,
    last_problem TEXT,
    last_error TEXT,
    subject TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    sent_at TIMESTAMP,
    is_asked_for BOOLEAN NOT NULL DEFAULT FALSE,
    outside_id BIGINT REFERENCES outside_addresses (id),
    UNIQUE (event_position, recipient_id, mail)
);
INSERT INTO outbox_new (id, event_position, recipient_id, mail, ticket_id, message_id, entry_id, rfc_message_id, state, attempts, next_attempt_at,
    leased_until, lease_owner, last_problem, last_error, subject, created_at, sent_at, is_asked_for)
SELECT id, event_position, recipient_id, mail, ticket_id, message_id, entry_id, rfc_message_id, state, attempts, next_attempt_at,
    leased_until, lease_owner, last_problem, last_error, subject, created_at, sent_at, is_asked_for
FROM outbox;
-- No number is given twice.
DELETE FROM sqlite_sequence WHERE name = 'outbox_new';
INSERT INTO sqlite_sequence (name, seq) SELECT 'outbox_new', seq FROM sqlite_sequence WHERE name = 'outbox';
DROP TABLE outbox;
ALTER TABLE outbox_new RENAME TO outbox;
CREATE INDEX outbox_due ON outbox (next_attempt_at, id) WHERE state IN ('queued', 'sending');
CREATE INDEX outbox_due_first ON outbox (next_attempt_at, id) WHERE is_asked_for AND state IN ('queued', 'sending');
CREATE INDEX outbox_by_state ON outbox (state, id);
CREATE INDEX outbox_of_ticket ON outbox (ticket_id, id);
CREATE INDEX outbox_of_reader ON outbox (recipient_id, sent_at, last_problem);
CREATE INDEX outbox_left ON outbox (sent_at, mail) WHERE sent_at IS NOT NULL;
CREATE INDEX outbox_stuck ON outbox (state, created_at, mail);
CREATE UNIQUE INDEX outbox_of_outside ON outbox (outside_id, event_position, mail) WHERE outside_id IS NOT NULL;
