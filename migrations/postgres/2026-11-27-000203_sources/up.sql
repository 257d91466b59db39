-- The questions that an entry comes from: the one it was begun from, and those that were added to it since. For the desk alone;
-- readers see how many there are.
CREATE TABLE entry_sources (
    entry_id BIGINT NOT NULL REFERENCES entries (id),
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    added_by BIGINT REFERENCES accounts (id),
    added_at TIMESTAMP NOT NULL,
    PRIMARY KEY (entry_id, ticket_id)
);
CREATE INDEX entry_sources_of_ticket ON entry_sources (ticket_id);

INSERT INTO entry_sources (entry_id, ticket_id, added_by, added_at)
SELECT id, source_ticket_id, author_id, created_at FROM entries WHERE source_ticket_id IS NOT NULL;

-- Entries that somebody chose to be shown with another, in their order.
CREATE TABLE entry_relations (
    entry_id BIGINT NOT NULL REFERENCES entries (id),
    other_id BIGINT NOT NULL REFERENCES entries (id),
    place INTEGER NOT NULL,
    PRIMARY KEY (entry_id, other_id)
);
