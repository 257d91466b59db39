DROP INDEX accounts_without_email;
ALTER TABLE accounts DROP COLUMN phone;
ALTER TABLE accounts ALTER COLUMN email SET NOT NULL;
