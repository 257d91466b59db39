-- Questions that became part of another of the same requester: their words are read there.
CREATE TABLE merges (
    ticket_id BIGINT NOT NULL PRIMARY KEY REFERENCES tickets (id),
    -- never one that was merged itself
    into_id BIGINT NOT NULL REFERENCES tickets (id),
    merged_by BIGINT NOT NULL REFERENCES accounts (id),
    merged_at TIMESTAMP NOT NULL
);
CREATE INDEX merges_into ON merges (into_id);
