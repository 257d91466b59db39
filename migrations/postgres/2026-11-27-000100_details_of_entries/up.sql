-- What only entries of a kind say, as a JSON object of texts; and of services, where they are, by which they are listed.
ALTER TABLE entry_versions ADD COLUMN details TEXT NOT NULL DEFAULT '{}';
ALTER TABLE entry_versions ADD COLUMN municipality TEXT;
CREATE INDEX entry_versions_of_services ON entry_versions (title, entry_id, number) WHERE kind = 'service';
CREATE INDEX entry_versions_of_places ON entry_versions (municipality, title, entry_id, number) WHERE kind = 'service';
