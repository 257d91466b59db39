DROP TABLE entry_vote_marks;
DROP TABLE entry_vote_keys;
DROP TABLE entry_votes;
