//! Files outside the database.
