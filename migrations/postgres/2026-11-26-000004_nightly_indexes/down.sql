DROP INDEX one_time_tokens_by_end;
DROP INDEX sessions_by_end;
