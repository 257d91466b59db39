//! Typed configuration, one struct per concern.
