//! For whom figures are made.

use crate::accounts::{Person, permissions};

/// Whoever reads figures, as far as it matters to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// Sees every count.
    Inside,
    /// Sees no count of too few people, nor what gives one away.
    Outside,
}

impl Reader {
    /// As the permissions say.
    pub fn of(person: &Person) -> Self {
        if permissions::may_see_small_counts(person) { Self::Inside } else { Self::Outside }
    }

    /// Whether small counts are shown.
    pub fn is_inside(self) -> bool {
        self == Self::Inside
    }
}
