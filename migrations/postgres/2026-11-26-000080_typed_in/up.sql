-- Who asks by telephone or at the front desk may have no e-mail.
ALTER TABLE accounts ALTER COLUMN email DROP NOT NULL;
ALTER TABLE accounts ADD COLUMN phone TEXT;
CREATE INDEX accounts_without_email ON accounts (name, phone) WHERE email IS NULL;
-- A form that the desk types in is known by its key, whoever it says asks.
DROP INDEX tickets_submitted_once;
CREATE UNIQUE INDEX tickets_submitted_once ON tickets (submission_key, requester_id);
