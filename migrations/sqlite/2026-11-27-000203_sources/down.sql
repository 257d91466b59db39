DROP TABLE entry_relations;
DROP TABLE entry_sources;
