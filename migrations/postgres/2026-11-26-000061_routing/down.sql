DROP TABLE ticket_routes;
DROP TABLE routing_rules;
DROP TABLE group_turns;
ALTER TABLE expert_groups DROP COLUMN distribution;
ALTER TABLE tickets DROP COLUMN priority;
