-- What people of the desk are told on the page, beside or in place of a mail.
CREATE TABLE notices (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    recipient_id BIGINT NOT NULL REFERENCES accounts (id),
    event_position BIGINT NOT NULL,
    mail TEXT NOT NULL,
    ticket_id BIGINT REFERENCES tickets (id),
    entry_id BIGINT REFERENCES entries (id),
    at TIMESTAMP NOT NULL,
    read_at TIMESTAMP,
    UNIQUE (event_position, recipient_id, mail)
);
CREATE INDEX notices_of_recipient ON notices (recipient_id, id);
CREATE INDEX notices_unread ON notices (recipient_id) WHERE read_at IS NULL;
CREATE INDEX notices_by_age ON notices (at);

-- By which channels somebody is told of a matter, where it is not as usual.
CREATE TABLE notification_choices (
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    matter TEXT NOT NULL,
    by_mail BOOLEAN NOT NULL,
    by_notice BOOLEAN NOT NULL,
    PRIMARY KEY (account_id, matter)
);

-- Who reads every working day, from which hour on in Milan, what the day brings; and the last day that she was told.
CREATE TABLE daily_digests (
    account_id BIGINT NOT NULL PRIMARY KEY REFERENCES accounts (id),
    hour INTEGER NOT NULL,
    last_on TEXT
);
