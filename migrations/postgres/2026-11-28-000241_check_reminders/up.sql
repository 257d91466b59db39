-- What was told of the day by which an entry has to be checked: until it comes, that it comes near, and on it that it is here; to
-- whoever answered for the entry then, or to the coordinators where nobody did.
CREATE TABLE check_reminders (
    entry_id BIGINT NOT NULL PRIMARY KEY REFERENCES entries (id),
    review_by TEXT NOT NULL,
    told_to BIGINT REFERENCES accounts (id),
    of_the_day BOOLEAN NOT NULL,
    told_on TEXT NOT NULL
);
CREATE INDEX check_reminders_by_day ON check_reminders (told_on, told_to);
