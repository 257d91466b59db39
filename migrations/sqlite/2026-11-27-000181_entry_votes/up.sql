-- Whether a version of an entry was useful to somebody, and a few words, which are forgotten in time.
CREATE TABLE entry_votes (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    entry_id BIGINT NOT NULL REFERENCES entries (id),
    version INTEGER NOT NULL,
    useful BOOLEAN NOT NULL,
    reason TEXT,
    note TEXT NOT NULL,
    -- as YYYY-MM-DD
    day TEXT NOT NULL
);
CREATE INDEX entry_votes_of_entry ON entry_votes (entry_id, version, useful, reason);
CREATE INDEX entry_votes_noted ON entry_votes (day) WHERE note <> '';

-- Who voted today, by a keyed hash; key and marks are thrown away when the day is over.
CREATE TABLE entry_vote_keys (
    day TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);
CREATE TABLE entry_vote_marks (
    day TEXT NOT NULL,
    mark TEXT NOT NULL,
    PRIMARY KEY (day, mark)
);
