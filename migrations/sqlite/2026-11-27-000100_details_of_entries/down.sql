DROP INDEX entry_versions_of_places;
DROP INDEX entry_versions_of_services;
ALTER TABLE entry_versions DROP COLUMN municipality;
ALTER TABLE entry_versions DROP COLUMN details;
