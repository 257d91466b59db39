-- Who gave the question a topic without four eyes in place of one with them: her answers still need a colleague's approval.
ALTER TABLE tickets ADD COLUMN approval_kept_for BIGINT;
