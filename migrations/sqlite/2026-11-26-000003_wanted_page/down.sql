ALTER TABLE accounts DROP COLUMN wanted_page;
