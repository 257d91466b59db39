//! People, organisations, registration, sign-in, roles and permissions.
