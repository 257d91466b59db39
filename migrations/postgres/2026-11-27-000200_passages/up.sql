-- Passages of an entry that look like personal data and may be public: who said so, and when. A passage is decided once for all
-- versions of its entry.
CREATE TABLE entry_passages (
    entry_id BIGINT NOT NULL REFERENCES entries (id),
    passage TEXT NOT NULL,
    decided_by BIGINT NOT NULL REFERENCES accounts (id),
    decided_at TIMESTAMP NOT NULL,
    PRIMARY KEY (entry_id, passage)
);
