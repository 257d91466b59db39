-- Which acts the public version of an entry cites, by their keys: kept by the follower `norm_register`, and read anew by it when
-- the recogniser learns. `places` are the articles.
CREATE TABLE entry_norms (
    norm TEXT NOT NULL,
    entry_id BIGINT NOT NULL REFERENCES entries (id),
    version INTEGER NOT NULL,
    places TEXT NOT NULL,
    PRIMARY KEY (norm, entry_id)
);
CREATE INDEX entry_norms_of_entry ON entry_norms (entry_id);

-- The same of each answer that was sent; for the desk alone.
CREATE TABLE answer_norms (
    norm TEXT NOT NULL,
    message_id BIGINT NOT NULL REFERENCES messages (id),
    answered_at TIMESTAMP NOT NULL,
    places TEXT NOT NULL,
    PRIMARY KEY (norm, message_id)
);
CREATE INDEX answer_norms_of_message ON answer_norms (message_id);
CREATE INDEX answer_norms_by_time ON answer_norms (norm, answered_at);

-- That an act changed, as somebody of the desk noted it: which answers are looked at again is decided then.
CREATE TABLE norm_changes (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    norm TEXT NOT NULL,
    changed_on TEXT NOT NULL,
    what TEXT NOT NULL,
    answers_since TIMESTAMP NOT NULL,
    noted_by BIGINT NOT NULL REFERENCES accounts (id),
    noted_at TIMESTAMP NOT NULL
);
CREATE INDEX norm_changes_of_norm ON norm_changes (norm, id);

-- What has to be looked at because of it: an entry or an answer, until somebody says that it is still right, or it was revised.
CREATE TABLE norm_reviews (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    change_id BIGINT NOT NULL REFERENCES norm_changes (id),
    entry_id BIGINT REFERENCES entries (id),
    message_id BIGINT REFERENCES messages (id),
    outcome TEXT,
    settled_by BIGINT REFERENCES accounts (id),
    settled_at TIMESTAMP
);
CREATE UNIQUE INDEX norm_reviews_of_entry ON norm_reviews (entry_id, change_id);
CREATE UNIQUE INDEX norm_reviews_of_message ON norm_reviews (message_id, change_id);
CREATE INDEX norm_reviews_open_entries ON norm_reviews (id) WHERE outcome IS NULL AND entry_id IS NOT NULL;
CREATE INDEX norm_reviews_open_answers ON norm_reviews (id) WHERE outcome IS NULL AND message_id IS NOT NULL;
