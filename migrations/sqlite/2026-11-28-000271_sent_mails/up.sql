-- How many mails of each kind left on a day in Milan, of those that the outbox has forgotten.
CREATE TABLE sent_mails (
    -- as YYYY-MM-DD
    day TEXT NOT NULL,
    mail TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (day, mail)
);
