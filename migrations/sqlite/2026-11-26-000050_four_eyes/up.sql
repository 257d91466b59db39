-- Four eyes: by which share of the time, in per cent, an approved answer should be ready; 0: no approval is needed; of a topic
-- null: as its parent says.
ALTER TABLE topics ADD COLUMN approval_percent INTEGER;
ALTER TABLE cycles ADD COLUMN approval_percent INTEGER NOT NULL DEFAULT 0;

-- Answers that wait for a colleague's approval, and what became of each. A changed one is a row of its own.
CREATE TABLE proposed_answers (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    -- whose answer it will be
    author_id BIGINT NOT NULL REFERENCES accounts (id),
    -- who changed it last
    edited_by BIGINT NOT NULL REFERENCES accounts (id),
    -- the internal note that keeps its text, files and sources
    note_id BIGINT NOT NULL REFERENCES messages (id),
    -- of the ticket, as whoever wrote it saw it
    seen_version INTEGER NOT NULL,
    proposed_at TIMESTAMP NOT NULL,
    -- null while it waits
    outcome TEXT,
    decided_by BIGINT REFERENCES accounts (id),
    decided_at TIMESTAMP,
    -- the answer that it became, or the remark that it came back with
    reply_id BIGINT REFERENCES messages (id)
);
CREATE INDEX proposed_answers_of_ticket ON proposed_answers (ticket_id, id);
-- One at a time.
CREATE UNIQUE INDEX proposed_answers_waiting ON proposed_answers (ticket_id) WHERE decided_at IS NULL;
