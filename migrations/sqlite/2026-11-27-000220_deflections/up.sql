-- Questions that an entry of the catalogue spared: the person was about to ask, read it, and said that it was enough.
CREATE TABLE deflections (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    entry_id BIGINT NOT NULL REFERENCES entries (id),
    -- The key of the form: one form spares one question.
    submission_key TEXT NOT NULL UNIQUE,
    -- Who, until it is known whether they asked anyway; nobody afterwards.
    account_id BIGINT REFERENCES accounts (id),
    at TIMESTAMP NOT NULL,
    -- open: the week is not over; asked: they asked anyway within it; spared: they did not.
    outcome TEXT NOT NULL
);
CREATE INDEX deflections_at ON deflections (at, outcome);
CREATE INDEX deflections_open ON deflections (outcome, at);
