-- From when and until when what a version says is in force: days as YYYY-MM-DD.
ALTER TABLE entry_versions ADD COLUMN valid_from TEXT;
ALTER TABLE entry_versions ADD COLUMN valid_to TEXT;

-- Who answers for an entry; when what the public reads of it was last checked, and by when it has to be again: as its version says,
-- until somebody checks it and finds that it is still so. And when an approved version becomes public.
ALTER TABLE entries ADD COLUMN owner_id BIGINT REFERENCES accounts (id);
ALTER TABLE entries ADD COLUMN verified_on TEXT;
ALTER TABLE entries ADD COLUMN review_by TEXT;
ALTER TABLE entries ADD COLUMN publish_at TIMESTAMP;

UPDATE entries SET
    verified_on = (SELECT v.verified_on FROM entry_versions v WHERE v.entry_id = entries.id AND v.number = entries.published_version),
    review_by = (SELECT v.review_by FROM entry_versions v WHERE v.entry_id = entries.id AND v.number = entries.published_version),
    owner_id = (SELECT v.editor_id FROM entry_versions v WHERE v.entry_id = entries.id AND v.number = entries.published_version)
WHERE published_version IS NOT NULL;

CREATE INDEX entries_to_check ON entries (review_by, id) WHERE published_version IS NOT NULL;
CREATE INDEX entries_to_check_of ON entries (owner_id, review_by, id) WHERE published_version IS NOT NULL;
CREATE INDEX entries_to_publish ON entries (publish_at) WHERE publish_at IS NOT NULL;
