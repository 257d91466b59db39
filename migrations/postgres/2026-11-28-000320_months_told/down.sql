ALTER TABLE frozen_reports DROP COLUMN months_told;
