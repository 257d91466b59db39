//! The pages around the desk: home, topics, first run, and what the law and good manners ask for (privacy, legal notes,
//! accessibility, open data, FAQ, reports, map).
//!
//! They read what other domains publish and change nothing.

pub mod pages;
