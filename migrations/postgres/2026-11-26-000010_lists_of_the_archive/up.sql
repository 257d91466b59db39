-- What is over is looked through by one condition or several, a page at a time. A question that is owed has a deadline and
-- is in none of these, so that receiving one costs nothing more.
CREATE INDEX tickets_over_by_topic ON tickets (topic_id, stage, queue_at, id) WHERE due_at IS NULL;
CREATE INDEX tickets_over_by_place ON tickets (municipality, stage, queue_at, id) WHERE due_at IS NULL;
CREATE INDEX tickets_over_by_kind ON tickets (kind, stage, queue_at, id) WHERE due_at IS NULL;
CREATE INDEX tickets_over_by_channel ON tickets (channel, stage, queue_at, id) WHERE due_at IS NULL;
CREATE INDEX tickets_over_by_group ON tickets (group_id, stage, queue_at, id) WHERE due_at IS NULL;
