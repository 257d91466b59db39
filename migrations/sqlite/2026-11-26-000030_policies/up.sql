-- Working calendars by name, as promises are made under them now.
CREATE TABLE calendars (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    revision INTEGER NOT NULL,
    -- whether a person wrote it; else the configuration holds
    by_hand BOOLEAN NOT NULL,
    definition TEXT NOT NULL,
    -- what the last start asked for; of the desk's own calendar alone
    configured TEXT
);

-- Policies by whom they are for, as promises are made under them now.
CREATE TABLE policies (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    -- both in one word, since an index takes two nulls for different
    scope TEXT NOT NULL UNIQUE,
    topic_id BIGINT REFERENCES topics (id),
    kind TEXT,
    revision INTEGER NOT NULL,
    by_hand BOOLEAN NOT NULL,
    terms TEXT NOT NULL,
    -- what the last start asked for; of the general policy alone
    configured TEXT,
    -- the terms with their calendar, whole; null when it was given up and a more general one holds
    version_id BIGINT REFERENCES policy_versions (id)
);

-- What policies and calendars were, revision by revision, and who wrote each.
CREATE TABLE promise_revisions (
    -- policy or calendar
    subject TEXT NOT NULL,
    subject_id BIGINT NOT NULL,
    number INTEGER NOT NULL,
    at TIMESTAMP NOT NULL,
    actor_id BIGINT REFERENCES accounts (id),
    -- written, configured, given_back
    origin TEXT NOT NULL,
    definition TEXT NOT NULL,
    PRIMARY KEY (subject, subject_id, number)
);
