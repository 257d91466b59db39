ALTER TABLE frozen_reports DROP COLUMN withheld;
