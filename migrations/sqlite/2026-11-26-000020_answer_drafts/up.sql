-- What somebody at the desk typed on a question and has not sent: theirs alone, and gone when it is sent.
CREATE TABLE answer_drafts (
    -- never used twice, so that a page knows its draft from one that was begun after it was gone
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    author_id BIGINT NOT NULL REFERENCES accounts (id),
    answer TEXT NOT NULL,
    note TEXT NOT NULL,
    -- the version of the ticket that the author saw
    ticket_version INTEGER NOT NULL,
    -- grows with every saving
    version INTEGER NOT NULL,
    -- the page that saved it last
    page TEXT NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    UNIQUE (ticket_id, author_id)
);
CREATE INDEX answer_drafts_of_author ON answer_drafts (author_id);
CREATE INDEX answer_drafts_by_age ON answer_drafts (updated_at, id);
