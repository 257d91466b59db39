DROP TABLE entry_readings;
DROP TABLE catalogue_searches;
