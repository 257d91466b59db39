DROP TABLE promise_revisions;
DROP TABLE policies;
DROP TABLE calendars;
