-- The figures of a month, a quarter or a year as they were when it was over and the report was frozen: one for each, never changed.
CREATE TABLE frozen_reports (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    span TEXT NOT NULL,
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    frozen_at TIMESTAMP NOT NULL,
    -- nobody when the job did it
    frozen_by BIGINT REFERENCES accounts (id),
    -- SHA-256 of the UTF-8 bytes of the document
    digest TEXT NOT NULL,
    document TEXT NOT NULL,
    UNIQUE (span, first_day)
);
CREATE INDEX frozen_reports_by_day ON frozen_reports (last_day, id);

-- What turned out to be wrong in one afterwards. It stands beside the report, which stays as it is.
CREATE TABLE frozen_errata (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    report_id BIGINT NOT NULL REFERENCES frozen_reports (id),
    -- the part that it is about; nothing when all of it
    part TEXT,
    words TEXT NOT NULL,
    written_by BIGINT NOT NULL REFERENCES accounts (id),
    written_at TIMESTAMP NOT NULL
);
CREATE INDEX frozen_errata_of_report ON frozen_errata (report_id, id);
