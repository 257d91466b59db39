-- The answers that were proposed in a period.
CREATE INDEX proposed_answers_by_time ON proposed_answers (proposed_at);
