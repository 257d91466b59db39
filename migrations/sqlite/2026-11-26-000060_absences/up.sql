-- From which to which day (in Milan, both included, YYYY-MM-DD) somebody of the desk is away, and who stands in for her.
CREATE TABLE absences (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    stand_in_id BIGINT REFERENCES accounts (id),
    noted_by BIGINT NOT NULL REFERENCES accounts (id),
    noted_at TIMESTAMP NOT NULL
);
CREATE INDEX absences_of_account ON absences (account_id, last_day);
CREATE INDEX absences_by_end ON absences (last_day);
