DROP TABLE entry_publications;
