ALTER TABLE tickets DROP COLUMN links_revision;
ALTER TABLE accounts DROP COLUMN links_revision;
