-- The desk. Instants are UTC. The folder of the same name under postgres/ says the same in its dialect.

-- Numbers that follow the order of commits, and keys of this installation.
CREATE TABLE counters (
    name TEXT NOT NULL PRIMARY KEY,
    value BIGINT NOT NULL
);
INSERT INTO counters (name, value) VALUES ('event', 0);

CREATE TABLE instance_keys (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

-- Everything that happened, in the order of commits.
CREATE TABLE events (
    position BIGINT NOT NULL PRIMARY KEY,
    at TIMESTAMP NOT NULL,
    kind TEXT NOT NULL,
    actor_id BIGINT,
    ticket_id BIGINT,
    entry_id BIGINT,
    payload TEXT NOT NULL
);
CREATE INDEX events_of_ticket ON events (ticket_id, position) WHERE ticket_id IS NOT NULL;
CREATE INDEX events_of_entry ON events (entry_id, position) WHERE entry_id IS NOT NULL;
CREATE INDEX events_of_entries ON events (position) WHERE entry_id IS NOT NULL;

CREATE TABLE follower_cursors (
    name TEXT NOT NULL PRIMARY KEY,
    position BIGINT NOT NULL
);

-- One row per slot of a periodic job: whoever inserts it runs it.
CREATE TABLE job_runs (
    job TEXT NOT NULL,
    slot TIMESTAMP NOT NULL,
    started_at TIMESTAMP NOT NULL,
    finished_at TIMESTAMP,
    outcome TEXT,
    PRIMARY KEY (job, slot)
);

-- People.
CREATE TABLE organisations (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE
);

CREATE TABLE accounts (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    email TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    kind TEXT,
    state TEXT NOT NULL,
    password_hash TEXT,
    lang TEXT NOT NULL,
    organisation_id BIGINT REFERENCES organisations (id),
    municipality TEXT,
    company TEXT,
    vat_number TEXT,
    company_size TEXT,
    sector TEXT,
    gender TEXT,
    birth_year INTEGER,
    children INTEGER,
    mail_answer_text BOOLEAN NOT NULL DEFAULT FALSE,
    created_at TIMESTAMP NOT NULL,
    confirmed_at TIMESTAMP,
    last_sign_in_at TIMESTAMP
);
CREATE INDEX accounts_by_role ON accounts (role, name, id);

-- Which privacy notice a person was shown and acknowledged (GDPR art. 13), and when.
CREATE TABLE consents (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    notice_version TEXT NOT NULL,
    given_at TIMESTAMP NOT NULL
);
CREATE INDEX consents_of_account ON consents (account_id, given_at);

CREATE TABLE sessions (
    token_hash TEXT NOT NULL PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    created_at TIMESTAMP NOT NULL,
    last_seen_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP,
    device TEXT NOT NULL DEFAULT ''
);
CREATE INDEX sessions_of_account ON sessions (account_id, created_at);

CREATE TABLE one_time_tokens (
    token_hash TEXT NOT NULL PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    purpose TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    used_at TIMESTAMP
);
CREATE INDEX one_time_tokens_of_account ON one_time_tokens (account_id, purpose);

-- Topics and who is competent for them.
CREATE TABLE expert_groups (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE
);

CREATE TABLE group_members (
    group_id BIGINT NOT NULL REFERENCES expert_groups (id),
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    PRIMARY KEY (group_id, account_id)
);
CREATE INDEX group_members_by_account ON group_members (account_id);

CREATE TABLE topics (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    parent_id BIGINT REFERENCES topics (id),
    slug TEXT NOT NULL UNIQUE,
    name_it TEXT NOT NULL,
    name_en TEXT NOT NULL,
    summary_it TEXT NOT NULL DEFAULT '',
    summary_en TEXT NOT NULL DEFAULT '',
    place INTEGER NOT NULL,
    active BOOLEAN NOT NULL DEFAULT TRUE,
    -- null: the parent's group
    group_id BIGINT REFERENCES expert_groups (id)
);

-- The first level as the plan of the desk has it; the coordinator adds the second.
INSERT INTO topics (slug, name_it, name_en, summary_it, summary_en, place) VALUES
    ('leggi-di-conciliazione', 'Leggi di conciliazione', 'Work-family law', 'Congedi, permessi, maternità e paternità, orari', 'Leave, permits, maternity and paternity, working hours', 1),
    ('contratti-collettivi', 'Contratti collettivi', 'Collective agreements', 'Che cosa prevede il tuo contratto, nazionale o aziendale', 'What your national or company agreement provides', 2),
    ('servizi-territoriali', 'Servizi territoriali', 'Local services', 'Nidi, centri estivi, assistenza, dote conciliazione', 'Nurseries, summer camps, care, vouchers', 3),
    ('buone-pratiche', 'Buone pratiche', 'Good practices', 'Misure sperimentate nelle imprese, incentivi e provvidenze', 'Measures tried in firms, incentives and grants', 4);

-- The promise of 48 hours.
CREATE TABLE policy_versions (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    created_at TIMESTAMP NOT NULL,
    -- the newest is the one that new promises are made under
    adopted_at TIMESTAMP NOT NULL,
    fingerprint TEXT NOT NULL UNIQUE,
    definition TEXT NOT NULL
);

-- Questions.
CREATE TABLE tickets (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    requester_id BIGINT NOT NULL REFERENCES accounts (id),
    channel TEXT NOT NULL,
    state TEXT NOT NULL,
    topic_id BIGINT REFERENCES topics (id),
    group_id BIGINT REFERENCES expert_groups (id),
    assignee_id BIGINT REFERENCES accounts (id),
    subject TEXT NOT NULL,
    municipality TEXT,
    kind TEXT NOT NULL,
    lang TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    -- the running promise; null while paused or stopped
    due_at TIMESTAMP,
    answered_at TIMESTAMP,
    closed_at TIMESTAMP,
    helpful BOOLEAN,
    version INTEGER NOT NULL DEFAULT 1,
    submission_key TEXT,
    content_hash TEXT NOT NULL,
    reference TEXT UNIQUE,
    -- the newest promise
    cycle_id BIGINT,
    -- which list of the desk it stands in, and by which instant it is ordered there
    stage TEXT NOT NULL,
    queue_at TIMESTAMP NOT NULL
);
CREATE UNIQUE INDEX tickets_submitted_once ON tickets (requester_id, submission_key);
CREATE INDEX tickets_of_requester ON tickets (requester_id, id);
CREATE INDEX tickets_same_content ON tickets (requester_id, content_hash, created_at);
CREATE INDEX tickets_queue ON tickets (stage, queue_at, id);
CREATE INDEX tickets_held ON tickets (assignee_id, stage, queue_at, id);

CREATE TABLE messages (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    author_id BIGINT REFERENCES accounts (id),
    author_role TEXT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX messages_of_ticket ON messages (ticket_id, id);

-- What a requester typed and has not sent.
CREATE TABLE question_drafts (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    account_id BIGINT NOT NULL UNIQUE REFERENCES accounts (id),
    topic_id BIGINT REFERENCES topics (id),
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    submission_key TEXT NOT NULL,
    updated_at TIMESTAMP NOT NULL
);

CREATE TABLE attachments (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    message_id BIGINT REFERENCES messages (id),
    draft_id BIGINT REFERENCES question_drafts (id),
    name TEXT NOT NULL,
    content_type TEXT NOT NULL,
    size BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    storage_key TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX attachments_of_message ON attachments (message_id);
CREATE INDEX attachments_by_key ON attachments (storage_key);
CREATE INDEX attachments_of_draft ON attachments (draft_id);

-- One cycle per promise; its clock events are the truth, its other columns are their cache.
CREATE TABLE cycles (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    number INTEGER NOT NULL,
    policy_version_id BIGINT NOT NULL REFERENCES policy_versions (id),
    state TEXT NOT NULL,
    started_at TIMESTAMP NOT NULL,
    -- while paused, the deadline as it stood when the pause began
    due_at TIMESTAMP NOT NULL,
    paused_at TIMESTAMP,
    stopped_at TIMESTAMP,
    -- how it stopped: answered, closed without an answer, spam
    outcome TEXT,
    answered_at TIMESTAMP,
    -- of the pauses that ended
    paused_seconds BIGINT NOT NULL DEFAULT 0,
    -- when the next step is owed; null when none is
    next_step_at TIMESTAMP,
    UNIQUE (ticket_id, number)
);
CREATE INDEX cycles_next_step ON cycles (next_step_at) WHERE next_step_at IS NOT NULL;

CREATE TABLE clock_events (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    cycle_id BIGINT NOT NULL REFERENCES cycles (id),
    kind TEXT NOT NULL,
    at TIMESTAMP NOT NULL,
    -- the new deadline of a correction
    due_at TIMESTAMP,
    actor_id BIGINT REFERENCES accounts (id),
    cause TEXT NOT NULL
);
CREATE INDEX clock_events_of_cycle ON clock_events (cycle_id, id);

CREATE TABLE deadline_steps (
    cycle_id BIGINT NOT NULL REFERENCES cycles (id),
    step INTEGER NOT NULL,
    at TIMESTAMP NOT NULL,
    late BOOLEAN NOT NULL,
    PRIMARY KEY (cycle_id, step)
);

-- The catalogue: an entry is where it stands, its versions are what it says and never change.
CREATE TABLE entries (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    reference TEXT UNIQUE,
    slug TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL,
    -- the version being edited, and the one the public reads
    draft_version INTEGER NOT NULL,
    published_version INTEGER,
    source_ticket_id BIGINT REFERENCES tickets (id),
    author_id BIGINT REFERENCES accounts (id),
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    published_at TIMESTAMP,
    withdrawn_at TIMESTAMP
);
CREATE INDEX entries_by_state ON entries (state, updated_at, id);
CREATE INDEX entries_public ON entries (published_at, id) WHERE published_version IS NOT NULL;
CREATE INDEX entries_of_ticket ON entries (source_ticket_id) WHERE source_ticket_id IS NOT NULL;

CREATE TABLE entry_versions (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    entry_id BIGINT NOT NULL REFERENCES entries (id),
    number INTEGER NOT NULL,
    kind TEXT NOT NULL,
    topic_id BIGINT NOT NULL REFERENCES topics (id),
    audience TEXT NOT NULL,
    language TEXT NOT NULL,
    title TEXT NOT NULL,
    summary TEXT NOT NULL,
    body TEXT NOT NULL,
    sources TEXT NOT NULL,
    territory TEXT NOT NULL,
    -- days as YYYY-MM-DD
    verified_on TEXT,
    review_by TEXT,
    editor_id BIGINT REFERENCES accounts (id),
    created_at TIMESTAMP NOT NULL,
    UNIQUE (entry_id, number)
);

-- What reviewers wrote when they gave a version back or withdrew it.
CREATE TABLE entry_remarks (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    entry_id BIGINT NOT NULL REFERENCES entries (id),
    version INTEGER NOT NULL,
    author_id BIGINT REFERENCES accounts (id),
    text TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX entry_remarks_of_entry ON entry_remarks (entry_id, id);

-- Mails: queued by the follower of events, composed and sent by the outbox worker.
CREATE TABLE outbox (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    event_position BIGINT NOT NULL,
    recipient_id BIGINT NOT NULL REFERENCES accounts (id),
    mail TEXT NOT NULL,
    ticket_id BIGINT,
    message_id BIGINT,
    entry_id BIGINT,
    rfc_message_id TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    next_attempt_at TIMESTAMP NOT NULL,
    leased_until TIMESTAMP,
    lease_owner TEXT,
    last_problem TEXT,
    last_error TEXT,
    subject TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    sent_at TIMESTAMP,
    UNIQUE (event_position, recipient_id, mail)
);
CREATE INDEX outbox_due ON outbox (next_attempt_at, id) WHERE state IN ('queued', 'sending');
CREATE INDEX outbox_by_state ON outbox (state, id);
CREATE INDEX outbox_of_ticket ON outbox (ticket_id, id);
