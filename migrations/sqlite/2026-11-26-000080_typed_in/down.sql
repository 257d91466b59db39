DROP INDEX tickets_submitted_once;
CREATE UNIQUE INDEX tickets_submitted_once ON tickets (requester_id, submission_key);
DROP INDEX accounts_without_email;
ALTER TABLE accounts DROP COLUMN phone;
ALTER TABLE accounts ALTER COLUMN email SET NOT NULL;
