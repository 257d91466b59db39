-- Questions that have to do with each other, each pair once. Of kind `split` the higher number was asked in a message of the
-- lower.
CREATE TABLE ticket_links (
    low_id BIGINT NOT NULL REFERENCES tickets (id),
    high_id BIGINT NOT NULL REFERENCES tickets (id),
    kind TEXT NOT NULL,
    made_by BIGINT NOT NULL REFERENCES accounts (id),
    made_at TIMESTAMP NOT NULL,
    PRIMARY KEY (low_id, high_id)
);
CREATE INDEX ticket_links_of_high ON ticket_links (high_id);
