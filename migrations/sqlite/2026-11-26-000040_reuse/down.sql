DROP TABLE message_sources;
DROP TABLE entry_reuses;
