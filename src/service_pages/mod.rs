//! The pages around the desk: home, topics, first run, and what the law and good manners ask for (privacy, legal notes,
//! accessibility, open data, FAQ, reports, map), and what programs read of the catalogue: files, map of the site, feeds.
//!
//! They read what other domains publish and change nothing.

pub mod embed;
pub mod feed;
pub mod open_data;
pub mod pages;
mod pieces;
pub mod sitemap;
mod xml;
