-- How many mails that came in on a day in Milan were put aside, of those whose rows are gone.
CREATE TABLE discarded_mails (
    -- as YYYY-MM-DD
    day TEXT NOT NULL PRIMARY KEY,
    number INTEGER NOT NULL
);
