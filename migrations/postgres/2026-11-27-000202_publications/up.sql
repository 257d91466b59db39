-- Which versions of an entry the public has read, since when first, and whether it may still read them when another is public: not
-- those in which something that looks like personal data was never decided.
CREATE TABLE entry_publications (
    entry_id BIGINT NOT NULL REFERENCES entries (id),
    version INTEGER NOT NULL,
    published_at TIMESTAMP NOT NULL,
    readable BOOLEAN NOT NULL,
    PRIMARY KEY (entry_id, version)
);

-- Of what was public before nobody decided passage by passage.
INSERT INTO entry_publications (entry_id, version, published_at, readable)
SELECT entry_id, version, MIN(at), FALSE FROM (
    SELECT e.entry_id AS entry_id, e.at AS at,
        (SELECT MAX(v.number) FROM entry_versions v WHERE v.entry_id = e.entry_id AND v.created_at <= e.at) AS version
    FROM events e WHERE e.kind = 'entry_published'
) published WHERE version IS NOT NULL GROUP BY entry_id, version;
