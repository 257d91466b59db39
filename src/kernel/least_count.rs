//! From how many people on a count may be told to readers outside the desk.

use serde::Deserialize;

/// A count of one up to this, itself excluded, is withheld; nobody is no person, so none may be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "u64")]
pub struct LeastCount(u64);

impl LeastCount {
    /// The least that the *Regole deontologiche* for statistics allow (art. 5, Garante 19 December 2018, GU 14 January 2019 n. 11;
    /// D.lgs. 322/1989 art. 9).
    pub const LOWEST: Self = Self(3);
    const HIGHEST: u64 = 20;

    /// The number.
    pub fn get(self) -> u64 {
        self.0
    }

    /// Whether a count is of too few to be told.
    pub fn withholds(self, count: u64) -> bool {
        (1..self.0).contains(&count)
    }
}

impl TryFrom<u64> for LeastCount {
    type Error = &'static str;

    fn try_from(count: u64) -> Result<Self, Self::Error> {
        let is_sound = (Self::LOWEST.0..=Self::HIGHEST).contains(&count);
        is_sound.then_some(Self(count)).ok_or("it must be from 3, the least that the law allows, to 20")
    }
}
