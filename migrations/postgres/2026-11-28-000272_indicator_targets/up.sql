-- What the plan wants to reach in a year. Each time targets are saved, those that changed are written under the year's next revision;
-- none is ever changed or deleted, so that it stays known who changed what and when.
CREATE TABLE indicator_targets (
    year INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    indicator TEXT NOT NULL,
    -- nothing when the target was taken away
    value INTEGER,
    set_by BIGINT NOT NULL REFERENCES accounts (id),
    set_at TIMESTAMP NOT NULL,
    PRIMARY KEY (year, revision, indicator)
);
