-- Files that come with entries. Each is stored once and never changes; its number stands in its address as long as the entry has it.
CREATE TABLE entry_files (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    entry_id BIGINT NOT NULL REFERENCES entries (id),
    name TEXT NOT NULL,
    content_type TEXT NOT NULL,
    size BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    storage_key TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL
);
CREATE UNIQUE INDEX entry_files_key ON entry_files (storage_key);

-- Which of them a version has, in their order, and what each is called there.
CREATE TABLE entry_version_files (
    entry_id BIGINT NOT NULL REFERENCES entries (id),
    version INTEGER NOT NULL,
    file_id BIGINT NOT NULL REFERENCES entry_files (id),
    label TEXT NOT NULL,
    place INTEGER NOT NULL,
    PRIMARY KEY (entry_id, version, place)
);
