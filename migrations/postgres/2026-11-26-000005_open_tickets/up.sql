-- The queue counts each of its lists on every page: from this index alone, in the order it counts in.
CREATE INDEX tickets_open ON tickets (stage, assignee_id, group_id, topic_id);
