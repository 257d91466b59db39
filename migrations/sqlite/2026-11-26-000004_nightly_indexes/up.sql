-- What expired is found every night without reading all of it.
CREATE INDEX sessions_by_end ON sessions (expires_at);
CREATE INDEX one_time_tokens_by_end ON one_time_tokens (expires_at);
