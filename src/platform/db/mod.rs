//! One connection type over SQLite and PostgreSQL.
