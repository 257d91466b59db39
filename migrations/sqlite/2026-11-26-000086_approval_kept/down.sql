ALTER TABLE tickets DROP COLUMN approval_kept_for;
