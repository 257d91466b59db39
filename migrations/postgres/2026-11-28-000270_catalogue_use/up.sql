-- How much the catalogue is used, by the day in Milan: counts alone, of nobody.
CREATE TABLE catalogue_searches (
    -- as YYYY-MM-DD
    day TEXT NOT NULL PRIMARY KEY,
    searches INTEGER NOT NULL,
    -- those of them that found nothing
    without_result INTEGER NOT NULL
);

-- How often the public page of an entry was read. Days of long ago are gathered at the first of their month.
CREATE TABLE entry_readings (
    day TEXT NOT NULL,
    entry_id BIGINT NOT NULL REFERENCES entries (id),
    readings INTEGER NOT NULL,
    PRIMARY KEY (day, entry_id)
);
CREATE INDEX entry_readings_of_entry ON entry_readings (entry_id, day);
