-- Whether the program set the topic by itself, and nobody of the desk confirmed it yet.
ALTER TABLE tickets ADD COLUMN topic_proposed BOOLEAN NOT NULL DEFAULT FALSE;

-- Questions of before are left as they are: the follower begins with what happens from now on.
INSERT INTO follower_cursors (name, position) SELECT 'topic_guesses', coalesce(max(position), 0) FROM events;
