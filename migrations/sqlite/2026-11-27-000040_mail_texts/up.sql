-- Texts of mails as people at the desk wrote them, one row for each time that somebody saved; the newest is sent.
CREATE TABLE mail_texts (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    mail TEXT NOT NULL,
    lang TEXT NOT NULL,
    version INTEGER NOT NULL,
    -- JSON: what differs from the program's own texts, and what these said then; nothing is the program's own again
    edits TEXT,
    editor_id BIGINT NOT NULL REFERENCES accounts (id),
    created_at TIMESTAMP NOT NULL,
    UNIQUE (mail, lang, version)
);
