//! People, organisations, registration, sign-in, roles and permissions.
//!
//! [`permissions`] is the only place that answers "may this person do that"; everything that shows, changes or sends
//! data asks it.
mod model;
pub mod permissions;

pub use model::{AccountState, CompanySize, Person, RequesterKind, Role};
