-- Entries that say in another language what others say, and which version of those. Each has at most one: there are two languages.
CREATE TABLE entry_translations (
    entry_id BIGINT NOT NULL PRIMARY KEY REFERENCES entries (id),
    original_id BIGINT NOT NULL UNIQUE REFERENCES entries (id),
    based_on INTEGER NOT NULL,
    -- another version of the original became public since the translation last did
    behind BOOLEAN NOT NULL
);
CREATE INDEX entry_translations_behind ON entry_translations (entry_id) WHERE behind;
