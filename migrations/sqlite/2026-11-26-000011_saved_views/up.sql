-- Views of the queue under a name, in words of its address. What they name may be gone one day: no word is a reference.
CREATE TABLE saved_views (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    owner_id BIGINT NOT NULL REFERENCES accounts (id),
    name TEXT NOT NULL,
    -- everybody at the desk has it
    shared BOOLEAN NOT NULL,
    -- among the owner's own, or among the shared
    place INTEGER NOT NULL,
    list TEXT NOT NULL,
    whose TEXT NOT NULL,
    topic TEXT,
    municipality TEXT,
    kind TEXT,
    channel TEXT,
    organisation_id BIGINT,
    sorting TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX saved_views_of_owner ON saved_views (owner_id, place, id);
CREATE INDEX saved_views_shared ON saved_views (shared, place, id);
