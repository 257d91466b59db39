//! The records in memory, shared by all requests of this process and brought up to date when somebody looks.

use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock};

use super::facts::{Fact, Facts, Standing};
use super::figures::{Figures, Report, grouped, report};
use super::period::Period;
use super::store;
use crate::kernel::clock::Instant;
use crate::platform::db::{Conn, DbResult};
use crate::topics::TopicTree;

/// Built at the first look, then kept up by following the events.
#[derive(Debug)]
pub struct Records(RwLock<Facts>);

impl Records {
    /// Not built yet: costs nothing until somebody looks.
    pub fn unbuilt() -> Self {
        Self(RwLock::new(Facts::none()))
    }

    /// The figures of a period, true at `as_of`. Blocks: call it inside a reading closure of the database.
    ///
    /// # Errors
    /// When the database fails.
    pub fn report(
        &self,
        conn: &mut Conn,
        tree: &TopicTree,
        period: Period,
        as_of: Instant,
    ) -> DbResult<Report> {
        self.refresh(conn)?;
        let facts = self.0.read().unwrap_or_else(PoisonError::into_inner);
        Ok(report(facts.rows(), tree, period, as_of))
    }

    /// The figures of a period by any key of its records. Not protected: for readers who may see small counts. Blocks.
    ///
    /// # Errors
    /// When the database fails.
    pub fn grouped<K: Ord>(
        &self,
        conn: &mut Conn,
        period: Period,
        as_of: Instant,
        key: impl Fn(&Fact) -> K,
    ) -> DbResult<BTreeMap<K, Figures>> {
        self.refresh(conn)?;
        let facts = self.0.read().unwrap_or_else(PoisonError::into_inner);
        Ok(grouped(facts.rows(), period, as_of, key))
    }

    /// Anything made of the records as they are now. Not protected: for readers who may see small counts. Blocks.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) fn look<T>(&self, conn: &mut Conn, make: impl FnOnce(&[Fact]) -> T) -> DbResult<T> {
        self.refresh(conn)?;
        let facts = self.0.read().unwrap_or_else(PoisonError::into_inner);
        Ok(make(facts.rows()))
    }

    /// How many answers were sent in each of these spans of time, the end excluded. Blocks.
    ///
    /// # Errors
    /// When the database fails.
    pub fn answers(&self, conn: &mut Conn, spans: &[(Instant, Instant)]) -> DbResult<Vec<usize>> {
        self.refresh(conn)?;
        let facts = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let mut counts = vec![0; spans.len()];
        for fact in facts.rows() {
            if let Standing::Answered(at) = fact.standing {
                for ((from, to), count) in spans.iter().zip(&mut counts) {
                    *count += usize::from(*from <= at && at < *to);
                }
            }
        }
        Ok(counts)
    }

    /// When the first clock that counts started. Blocks.
    ///
    /// # Errors
    /// When the database fails.
    pub fn began(&self, conn: &mut Conn) -> DbResult<Option<Instant>> {
        self.refresh(conn)?;
        let facts = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let counted = facts.rows().iter().filter(|fact| fact.standing != Standing::Spam);
        Ok(counted.map(|fact| fact.started_at).min())
    }

    fn refresh(&self, conn: &mut Conn) -> DbResult<()> {
        let is_current = {
            let facts = self.0.read().unwrap_or_else(PoisonError::into_inner);
            store::is_current(conn, &facts)?
        };
        if !is_current {
            let mut facts = self.0.write().unwrap_or_else(PoisonError::into_inner);
            let outcome = store::refresh(conn, &mut facts);
            if outcome.is_err() {
                // Half brought up to date is worse than unbuilt.
                *facts = Facts::none();
            }
            outcome?;
        }
        Ok(())
    }
}

/// The same figures, counted from the database without the records: slow, for comparison.
///
/// # Errors
/// When the database fails.
pub fn report_anew(conn: &mut Conn, tree: &TopicTree, period: Period, as_of: Instant) -> DbResult<Report> {
    Ok(report(store::read_all(conn)?.rows(), tree, period, as_of))
}
