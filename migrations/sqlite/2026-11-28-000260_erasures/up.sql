-- That a person's data were erased, without a word of whose they were: the account is an empty row by then. `tell_to` alone is
-- hers, until the last mail left or a week has passed.
CREATE TABLE erasures (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    account_id BIGINT NOT NULL UNIQUE REFERENCES accounts (id),
    erased_at TIMESTAMP NOT NULL,
    asked_by TEXT NOT NULL,
    noted_by BIGINT REFERENCES accounts (id),
    reason TEXT,
    questions BIGINT NOT NULL,
    messages BIGINT NOT NULL,
    files BIGINT NOT NULL,
    tell_to TEXT
);

-- Files that nothing refers to any more since then, until they are deleted.
CREATE TABLE erased_files (
    storage_key TEXT NOT NULL PRIMARY KEY
);
