DELETE FROM follower_cursors WHERE name = 'topic_guesses';
ALTER TABLE tickets DROP COLUMN topic_proposed;
