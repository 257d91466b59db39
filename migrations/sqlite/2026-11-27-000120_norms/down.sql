DROP TABLE norm_reviews;
DROP TABLE norm_changes;
DROP TABLE answer_norms;
DROP TABLE entry_norms;
