-- Names in addresses that entries had before they were renamed: they lead on to the present one for ever, and no other entry gets them.
CREATE TABLE entry_addresses (
    slug TEXT NOT NULL PRIMARY KEY,
    entry_id BIGINT NOT NULL REFERENCES entries (id),
    retired_at TIMESTAMP NOT NULL
);
CREATE INDEX entry_addresses_of_entry ON entry_addresses (entry_id);
