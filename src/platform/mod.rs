//! Machinery that does not know the desk.
pub mod config;
pub mod db;
pub mod events;
pub mod i18n;
pub mod jobs;
pub mod mail;
pub mod search;
pub mod storage;
pub mod telemetry;
pub mod web;
