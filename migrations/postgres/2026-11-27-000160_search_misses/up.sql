-- What was searched for in the catalogue and not found, by the day in Rome, for the editors: words alone, never who typed them.
CREATE TABLE search_misses (
    day TEXT NOT NULL,
    words TEXT NOT NULL,
    times INTEGER NOT NULL,
    PRIMARY KEY (day, words)
);
