DROP TABLE ticket_profiles;
ALTER TABLE cycles DROP COLUMN answered_by;
ALTER TABLE cycles DROP COLUMN organisation_id;
