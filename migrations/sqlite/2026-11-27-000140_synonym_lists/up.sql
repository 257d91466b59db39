-- What people say for what the catalogue says, as people at the desk wrote it: one row for each time that somebody saved; the
-- newest counts. Without one, the program's own list.
CREATE TABLE synonym_lists (
    version INTEGER NOT NULL PRIMARY KEY,
    text TEXT NOT NULL,
    editor_id BIGINT NOT NULL REFERENCES accounts (id),
    created_at TIMESTAMP NOT NULL
);
