-- Words that the questions of a saved view hold.
ALTER TABLE saved_views ADD COLUMN words TEXT;
