-- Which mails of the old mailbox were taken over, and into which question: by a digest of their Message-ID and one of their
-- words, so that an import can be repeated, go on after an interruption, and bring more of a conversation later.
CREATE TABLE imported_mails (
    key TEXT NOT NULL PRIMARY KEY,
    ticket_id BIGINT NOT NULL REFERENCES tickets (id)
);
