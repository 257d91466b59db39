-- Who of those who read figures is told by mail when a report is frozen, of which length.
CREATE TABLE frozen_readers (
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    span TEXT NOT NULL,
    PRIMARY KEY (account_id, span)
);
