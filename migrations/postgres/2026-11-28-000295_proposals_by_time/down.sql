DROP INDEX proposed_answers_by_time;
