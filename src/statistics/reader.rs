//! For whom figures are made.

use super::figures::Report;
use super::published::Published;
use crate::accounts::{Person, permissions};
use crate::topics::TopicTree;

/// Whoever reads figures, as far as it matters to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// Sees every count.
    Inside,
    /// Sees no count of one or two people, nor what gives one away.
    Outside,
}

impl Reader {
    /// As the permissions say.
    pub fn of(person: &Person) -> Self {
        if permissions::may_see_small_counts(person) { Self::Inside } else { Self::Outside }
    }

    /// What this reader may see of a report.
    pub fn published(self, report: &Report, tree: &TopicTree) -> Published {
        let today = report.as_of.rome().date_naive();
        match self {
            Self::Inside => Published::everything(today),
            Self::Outside => Published::protected(&report.years, tree, today),
        }
    }

    /// Whether small counts are shown.
    pub fn is_inside(self) -> bool {
        self == Self::Inside
    }
}
