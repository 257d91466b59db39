//! People, organisations, registration, sign-in, roles and permissions.
//!
//! [`permissions`] is the only place that answers "may this person do that"; everything that shows, changes or sends
//! data asks it.
mod limits;
mod model;
mod municipality;
mod password;
pub mod permissions;
mod secret;
mod sector;
mod vat;

pub use limits::{Counted, Limit, Limits};
pub use model::{AccountState, CompanySize, Person, RequesterKind, Role};
pub use municipality::Municipality;
pub use password::{NewPassword, PasswordProblem, matches};
pub use secret::{digest, new_secret};
pub use sector::Sector;
pub use vat::VatNumber;
