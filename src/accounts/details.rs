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

crate::text_enum! {
    /// How old somebody was when she asked, in classes too wide to know her by.
    pub enum AgeClass {
        /// Under 25.
        Under25 = "under_25",
        /// 25 to 34.
        From25 = "25_34",
        /// 35 to 44.
        From35 = "35_44",
        /// 45 to 54.
        From45 = "45_54",
        /// 55 to 64.
        From55 = "55_64",
        /// 65 and more.
        Over64 = "over_64",
    }
}

impl AgeClass {
    /// The class of who was born in a year, in another: by the year alone, since that is all that is asked.
    pub fn of(birth_year: i32, year: i32) -> Self {
        match year - birth_year {
            ..25 => Self::Under25,
            25..35 => Self::From25,
            35..45 => Self::From35,
            45..55 => Self::From45,
            55..65 => Self::From55,
            _ => Self::Over64,
        }
    }
}

/// What the figures keep of who asked, as she had told it when she asked. It stays when she is forgotten: nobody can be known
/// by it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Profile {
    /// Of an enterprise.
    pub size: Option<CompanySize>,
    /// Of an enterprise.
    pub sector: Option<Sector>,
    /// Sex or gender as given.
    pub gender: Option<Gender>,
    /// Class of age.
    pub age: Option<AgeClass>,
    /// Number of children, at most [`Profile::MOST_CHILDREN`].
    pub children: Option<i32>,
}

impl Profile {
    /// Stands for itself and more: large families are rare.
    pub const MOST_CHILDREN: i32 = 3;
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

impl Details {
    /// What the figures of a question asked in `year` keep of it.
    pub fn profile(&self, year: i32) -> Profile {
        Profile {
            size: self.company.as_ref().map(|company| company.size),
            sector: self.company.as_ref().map(|company| company.sector),
            gender: self.gender,
            age: self.birth_year.map(|birth| AgeClass::of(birth, year)),
            children: self.children.map(|children| children.min(Profile::MOST_CHILDREN)),
        }
    }
}
