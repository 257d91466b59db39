-- The folders of mailboxes that are read over IMAP, how far each is read, and who reads it.
CREATE TABLE imap_folders (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    mailbox TEXT NOT NULL,
    folder TEXT NOT NULL,
    -- What came before is left there.
    since TIMESTAMP NOT NULL,
    -- Of this folder as the server knows it; none before it was read for the first time.
    uid_validity BIGINT,
    -- All up to this number were taken, or left.
    last_uid BIGINT NOT NULL DEFAULT 0,
    -- What was there when it was read for the first time has numbers up to this.
    old_until BIGINT NOT NULL DEFAULT 0,
    held_by TEXT,
    held_until TIMESTAMP,
    read_at TIMESTAMP,
    problem TEXT,
    problem_detail TEXT,
    problem_since TIMESTAMP,
    UNIQUE (mailbox, folder)
);

-- What was found in a folder, one row a message: what of it was stored is in incoming_mails.
CREATE TABLE imap_messages (
    folder_id BIGINT NOT NULL REFERENCES imap_folders (id),
    uid_validity BIGINT NOT NULL,
    uid BIGINT NOT NULL,
    found_at TIMESTAMP NOT NULL,
    outcome TEXT NOT NULL,
    mail_id BIGINT REFERENCES incoming_mails (id) ON DELETE SET NULL,
    PRIMARY KEY (folder_id, uid_validity, uid)
);
CREATE INDEX imap_messages_of_mail ON imap_messages (mail_id) WHERE mail_id IS NOT NULL;
CREATE INDEX imap_messages_found ON imap_messages (found_at, outcome);
