-- Which answers led to an entry of the catalogue: counted when they are sent.
CREATE TABLE entry_reuses (
    entry_id BIGINT NOT NULL REFERENCES entries (id),
    message_id BIGINT NOT NULL REFERENCES messages (id),
    at TIMESTAMP NOT NULL,
    PRIMARY KEY (entry_id, message_id)
);

-- The questions whose answers an answer was written from; for the desk alone.
CREATE TABLE message_sources (
    message_id BIGINT NOT NULL REFERENCES messages (id),
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    PRIMARY KEY (message_id, ticket_id)
);
