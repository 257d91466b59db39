-- Who at the desk has a ticket open: written by pages that are open, forgotten soon.
CREATE TABLE ticket_presence (
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    writing BOOLEAN NOT NULL,
    opened_at TIMESTAMP NOT NULL,
    seen_at TIMESTAMP NOT NULL,
    PRIMARY KEY (ticket_id, account_id)
);
CREATE INDEX ticket_presence_by_age ON ticket_presence (seen_at);
