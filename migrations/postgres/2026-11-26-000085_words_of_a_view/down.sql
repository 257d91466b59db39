ALTER TABLE saved_views DROP COLUMN words;
