//! What files say of where they come from.

use crate::platform::config::Config;

/// Who publishes a table, and where.
#[derive(Debug, Clone)]
pub struct Source {
    /// Authority and office.
    pub name: String,
    /// Address of the page.
    pub address: String,
}

impl Source {
    /// This desk, for a page of it.
    pub fn of(config: &Config, page: &str) -> Self {
        Self {
            name: format!("{}, {}", config.office.authority, config.office.name),
            address: config.server.public_url.join(page),
        }
    }
}
