DROP INDEX norm_reviews_open_of_change;
DROP TABLE norm_tellings;
DROP TABLE norm_notices;
