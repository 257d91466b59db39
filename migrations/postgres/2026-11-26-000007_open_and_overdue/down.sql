DROP INDEX tickets_open;
CREATE INDEX tickets_open ON tickets (stage, assignee_id, group_id, topic_id);
