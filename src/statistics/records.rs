//! The records in memory, shared by all requests of this process and brought up to date when somebody looks.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use super::facts::{Fact, Facts, Standing};
use super::figures::{Figures, Report, grouped, report};
use super::holders::{self, Holders};
use super::period::Period;
use super::store;
use crate::kernel::clock::Instant;
use crate::platform::db::{Conn, DbResult};
use crate::topics::TopicTree;

/// Built at the first look, then kept up by following the events. Whoever looks reads them as they were when she came, so that a
/// long report holds nobody back.
#[derive(Debug)]
pub struct Records(RwLock<Arc<Facts>>, RwLock<Arc<Holders>>);

impl Records {
    /// Not built yet: costs nothing until somebody looks.
    pub fn unbuilt() -> Self {
        Self(RwLock::new(Arc::new(Facts::none())), RwLock::new(Arc::new(Holders::none())))
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
        let facts = self.refreshed(conn)?;
        Ok(report(&facts, tree, period, as_of))
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
        let facts = self.refreshed(conn)?;
        Ok(grouped(&facts, period, as_of, key))
    }

    /// Anything made of the records as they are now. Not protected: for readers who may see small counts. Blocks.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) fn look<T>(&self, conn: &mut Conn, make: impl FnOnce(&Facts) -> T) -> DbResult<T> {
        let facts = self.refreshed(conn)?;
        Ok(make(&facts))
    }

    /// The same with who held which question. Blocks.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) fn look_at_work<T>(
        &self,
        conn: &mut Conn,
        make: impl FnOnce(&Facts, &Holders) -> T,
    ) -> DbResult<T> {
        let facts = self.refreshed(conn)?;
        let holders = {
            let mut held = self.1.write().unwrap_or_else(PoisonError::into_inner);
            let outcome = holders::refresh(conn, &mut held);
            if outcome.is_err() {
                // Half brought up to date is worse than unbuilt.
                *held = Arc::new(Holders::none());
            }
            outcome.map(|()| Arc::clone(&held))?
        };
        Ok(make(&facts, &holders))
    }

    /// How many answers were sent in each of these spans of time, the end excluded. Blocks.
    ///
    /// # Errors
    /// When the database fails.
    pub fn answers(&self, conn: &mut Conn, spans: &[(Instant, Instant)]) -> DbResult<Vec<usize>> {
        let facts = self.refreshed(conn)?;
        let mut counts = vec![0; spans.len()];
        for fact in facts.iter() {
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
        let facts = self.refreshed(conn)?;
        let counted = facts.iter().filter(|fact| fact.standing != Standing::Spam);
        Ok(counted.map(|fact| fact.started_at).min())
    }

    /// Builds the records before somebody looks. Blocks.
    ///
    /// # Errors
    /// When the database fails.
    pub fn prepare(&self, conn: &mut Conn) -> DbResult<()> {
        self.refreshed(conn).map(drop)
    }

    /// The records as they are now.
    fn refreshed(&self, conn: &mut Conn) -> DbResult<Arc<Facts>> {
        let known = Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner));
        if store::is_current(conn, &known)? {
            return Ok(known);
        }
        drop(known);
        let mut held = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let outcome = store::refresh(conn, Arc::make_mut(&mut held));
        if outcome.is_err() {
            // Half brought up to date is worse than unbuilt.
            *held = Arc::new(Facts::none());
        }
        outcome.map(|()| Arc::clone(&held))
    }
}

/// The same figures, counted from the database without the records: slow, for comparison.
///
/// # Errors
/// When the database fails.
pub fn report_anew(conn: &mut Conn, tree: &TopicTree, period: Period, as_of: Instant) -> DbResult<Report> {
    Ok(report(&store::read_all(conn)?, tree, period, as_of))
}
