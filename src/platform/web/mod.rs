//! HTTP machinery: server, errors, forms, CSRF, templates.
