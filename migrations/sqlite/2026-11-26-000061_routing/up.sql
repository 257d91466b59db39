-- Where a received question goes: rules in their order, how urgent it is, and who of a group gets it.
ALTER TABLE tickets ADD COLUMN priority TEXT NOT NULL DEFAULT 'normal';
ALTER TABLE expert_groups ADD COLUMN distribution TEXT NOT NULL DEFAULT 'none';

-- The last turn of each member of a group that shares its questions out: the smaller, the longer ago.
CREATE TABLE group_turns (
    group_id BIGINT NOT NULL REFERENCES expert_groups (id),
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    turn BIGINT NOT NULL,
    PRIMARY KEY (group_id, account_id)
);

CREATE TABLE routing_rules (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    place INTEGER NOT NULL,
    active BOOLEAN NOT NULL,
    -- grows each time somebody writes it, and with every change at all
    revision INTEGER NOT NULL,
    changes INTEGER NOT NULL,
    topic_id BIGINT REFERENCES topics (id),
    words TEXT NOT NULL,
    municipality TEXT,
    kind TEXT,
    channel TEXT,
    group_id BIGINT REFERENCES expert_groups (id),
    person_id BIGINT REFERENCES accounts (id),
    priority TEXT,
    policy_id BIGINT REFERENCES policies (id),
    editor_id BIGINT NOT NULL REFERENCES accounts (id),
    updated_at TIMESTAMP NOT NULL,
    -- its name stays for the questions that it decided about
    deleted_at TIMESTAMP
);

-- Which rule decided about a question, and the policy that it chose.
CREATE TABLE ticket_routes (
    ticket_id BIGINT NOT NULL PRIMARY KEY REFERENCES tickets (id),
    rule_id BIGINT NOT NULL REFERENCES routing_rules (id),
    policy_id BIGINT REFERENCES policies (id)
);
CREATE INDEX ticket_routes_of_rule ON ticket_routes (rule_id);
