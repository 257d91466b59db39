DROP INDEX entries_to_publish;
DROP INDEX entries_to_check_of;
DROP INDEX entries_to_check;
ALTER TABLE entries DROP COLUMN publish_at;
ALTER TABLE entries DROP COLUMN review_by;
ALTER TABLE entries DROP COLUMN verified_on;
ALTER TABLE entries DROP COLUMN owner_id;
ALTER TABLE entry_versions DROP COLUMN valid_to;
ALTER TABLE entry_versions DROP COLUMN valid_from;
