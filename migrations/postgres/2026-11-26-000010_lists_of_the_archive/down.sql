DROP INDEX tickets_over_by_group;
DROP INDEX tickets_over_by_channel;
DROP INDEX tickets_over_by_kind;
DROP INDEX tickets_over_by_place;
DROP INDEX tickets_over_by_topic;
