DROP TABLE rating_requests;
DROP TABLE ratings;
