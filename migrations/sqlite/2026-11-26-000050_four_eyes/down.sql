DROP TABLE proposed_answers;
ALTER TABLE cycles DROP COLUMN approval_percent;
ALTER TABLE topics DROP COLUMN approval_percent;
