-- Second opinions: a colleague is asked with a note, and answers with another.
CREATE TABLE opinions (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    asked_by BIGINT NOT NULL REFERENCES accounts (id),
    asked_of BIGINT NOT NULL REFERENCES accounts (id),
    note_id BIGINT NOT NULL REFERENCES messages (id),
    asked_at TIMESTAMP NOT NULL,
    reply_id BIGINT REFERENCES messages (id),
    given_at TIMESTAMP
);
CREATE INDEX opinions_of_ticket ON opinions (ticket_id, id);
CREATE INDEX opinions_owed ON opinions (asked_of, id) WHERE given_at IS NULL;
