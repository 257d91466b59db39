-- Every mail that came in, from the moment it is stored and before anybody reads it. The message itself lies in the file store
-- under raw_key, until it is thrown away; what of it belongs to a question is kept as its identifiers alone.
CREATE TABLE incoming_mails (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    source TEXT NOT NULL,
    content_hash TEXT NOT NULL UNIQUE,
    raw_key TEXT,
    size BIGINT NOT NULL,
    -- Empty: the null return path. None: the way in does not tell.
    envelope_from TEXT,
    envelope_to TEXT,
    received_at TIMESTAMP NOT NULL,
    state TEXT NOT NULL,
    reason TEXT,
    rfc_message_id TEXT,
    sender_name TEXT,
    sender_email TEXT,
    subject TEXT,
    ticket_id BIGINT REFERENCES tickets (id),
    left_out TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,
    next_attempt_at TIMESTAMP NOT NULL,
    settled_at TIMESTAMP,
    settled_by BIGINT REFERENCES accounts (id)
);
CREATE INDEX incoming_mails_waiting ON incoming_mails (next_attempt_at, id) WHERE state = 'waiting';
CREATE INDEX incoming_mails_by_state ON incoming_mails (state, id);
CREATE INDEX incoming_mails_by_rfc_id ON incoming_mails (rfc_message_id) WHERE rfc_message_id IS NOT NULL;
CREATE INDEX incoming_mails_of_ticket ON incoming_mails (ticket_id) WHERE ticket_id IS NOT NULL;
-- How many questions came from an address, and in all, within an hour.
CREATE INDEX incoming_mails_asked_by ON incoming_mails (sender_email, received_at) WHERE state = 'taken' AND reason = 'question';
CREATE INDEX incoming_mails_asked ON incoming_mails (received_at) WHERE state = 'taken' AND reason = 'question';
CREATE INDEX incoming_mails_settled ON incoming_mails (settled_at) WHERE settled_at IS NOT NULL;
CREATE INDEX incoming_mails_raw ON incoming_mails (raw_key) WHERE raw_key IS NOT NULL;

-- The mail that a message came by.
ALTER TABLE messages ADD COLUMN mail_id BIGINT REFERENCES incoming_mails (id);
