//! People, organisations, registration, sign-in, roles and permissions.
//!
//! [`permissions`] is the only place that answers "may this person do that"; everything that shows, changes or sends
//! data asks it.
mod absences;
mod actions;
mod details;
mod forms;
pub mod guard;
mod limits;
mod model;
mod municipality;
pub mod pages;
mod password;
pub mod permissions;
mod secret;
mod sector;
mod store;
mod token;
mod vat;
mod visit;

/// Version of the privacy notice that the pages show; stored with each person's acknowledgement. Change it with the text.
pub const PRIVACY_NOTICE_VERSION: &str = "2026-11-28";

pub use absences::{Absence, Away, AwayNow, StandIn, away_at, find as absence, named_at as absence_named_at};
pub use actions::absence::{AbsenceProblem, NewAbsence, note as note_absence, withdraw as withdraw_absence};
pub use actions::caller::{Caller, CallerProblem, known_or_new as caller, known_or_writing as writer};
pub use actions::cleanup::delete_expired;
pub use actions::correspondent::known_or_new as correspondent;
pub use actions::erasure::{erase, hold_to_erase, is_erased};
pub use actions::membership::{Departure, MembershipError, NewMember, add as add_member};
pub use actions::personal_token::{TokenProblem, make_for as make_personal_token_for};
pub use actions::profile::{OwnAccount, ProfileChange, own_account, update as update_profile};
pub use actions::registration::{Registration, confirm, register};
pub use details::{AgeClass, Company, Details, Gender, Profile};
pub use forms::registration::email as typed_email;
pub use limits::{Counted, Limit, Limits};
pub use model::{AccountState, CompanySize, Person, RequesterKind, Role};
pub use municipality::Municipality;
pub use pages::{at_one_pace, proves_password};
pub use password::{NewPassword, PasswordProblem, password_matches};
pub use secret::{digest, new_secret};
pub use sector::Sector;
pub use store::erasures::{
    AskedBy, Erased, Erasure, NewErasure, forget_address, last_address, newest as newest_erasures,
    with_address,
};
pub use store::people::{
    NewAccount, active_with_role, by_email, created_at, details, links_revision, nobody_yet, people, person,
};
pub use store::staff::{StaffMember, list as staff, partners, staff_by_partner};
pub use token::{TokenPurpose, mint_token, take_back_token};
pub use vat::VatNumber;
pub use visit::{SessionWatch, Unread, Visit, layer};
