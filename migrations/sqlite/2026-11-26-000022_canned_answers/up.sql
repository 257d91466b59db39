-- Answers that coordinators keep ready, with placeholders in braces, for whoever writes at the desk.
CREATE TABLE canned_answers (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    title TEXT NOT NULL,
    -- of this topic and of those below it; none means all
    topic_id BIGINT REFERENCES topics (id),
    lang TEXT NOT NULL,
    body TEXT NOT NULL,
    version INTEGER NOT NULL,
    used BIGINT NOT NULL,
    editor_id BIGINT NOT NULL REFERENCES accounts (id),
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    withdrawn_at TIMESTAMP
);
CREATE INDEX canned_answers_in_use ON canned_answers (lang, title, id) WHERE withdrawn_at IS NULL;
