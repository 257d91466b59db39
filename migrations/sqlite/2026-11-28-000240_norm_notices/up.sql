-- What the desk tells those whose answers cite an act that changed, in the words of whoever decided it.
CREATE TABLE norm_notices (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    change_id BIGINT NOT NULL REFERENCES norm_changes (id),
    body TEXT NOT NULL,
    written_by BIGINT NOT NULL REFERENCES accounts (id),
    written_at TIMESTAMP NOT NULL
);

-- Whom: each person once about a change, whatever she asked that cites it. A row without `told_at` waits for the job `norm_notices`.
CREATE TABLE norm_tellings (
    change_id BIGINT NOT NULL REFERENCES norm_changes (id),
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    notice_id BIGINT NOT NULL REFERENCES norm_notices (id),
    told_at TIMESTAMP,
    PRIMARY KEY (change_id, account_id)
);
CREATE INDEX norm_tellings_waiting ON norm_tellings (notice_id, account_id) WHERE told_at IS NULL;
CREATE INDEX norm_reviews_open_of_change ON norm_reviews (change_id, id) WHERE outcome IS NULL;
