//! What requesters tell about themselves, most of it for statistics only and only if they like.

use crate::accounts::model::CompanySize;
use crate::accounts::municipality::Municipality;
use crate::accounts::sector::Sector;
use crate::accounts::vat::VatNumber;
use crate::kernel::text::Name;

crate::text_enum! {
    /// Sex or gender as the person gives it, for statistics.
    pub enum Gender {
        /// Woman.
        Female = "female",
        /// Man.
        Male = "male",
        /// Neither fits.
        Other = "other",
    }
}

/// What a requester told. Everything but the municipality and the firm is optional.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Details {
    /// Where the person lives or works; staff and people who only wrote a mail have none.
    pub municipality: Option<Municipality>,
    /// The firm an enterprise speaks for.
    pub company: Option<Company>,
    /// For statistics only.
    pub gender: Option<Gender>,
    /// For statistics only.
    pub birth_year: Option<i32>,
    /// Number of children, for statistics only.
    pub children: Option<i32>,
}

/// The firm an enterprise speaks for.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Company {
    /// Its name.
    pub name: Name,
    /// Its partita IVA, when given.
    pub vat_number: Option<VatNumber>,
    /// Its declared size class.
    pub size: CompanySize,
    /// Its section of ATECO.
    pub sector: Sector,
}
