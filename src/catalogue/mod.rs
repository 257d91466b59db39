//! The public catalogue: entries, their review, versions and search page.
