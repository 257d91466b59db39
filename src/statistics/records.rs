//! The records in memory, shared by all requests of this process and brought up to date when somebody looks.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use super::facts::{Fact, Facts, Standing};
use super::figures::{Figures, Report, grouped, report};
use super::holders::{self, Holders};
use super::month::Month;
use super::period::Period;
use super::published::{KeptYears, Published};
use super::reader::Reader;
use super::released::{Outside, Released};
use super::store;
use crate::kernel::clock::Instant;
use crate::kernel::least_count::LeastCount;
use crate::platform::db::{Conn, DbResult};
use crate::topics::TopicTree;

/// Built at the first look, then kept up by following the events. Whoever looks reads them as they were when she came, so that a
/// long report holds nobody back.
#[derive(Debug)]
pub struct Records {
    least: LeastCount,
    facts: RwLock<Arc<Facts>>,
    holders: RwLock<Arc<Holders>>,
    kept: Arc<KeptYears>,
}

impl Records {
    /// Not built yet: costs nothing until somebody looks. Counts from `least` on are told outside the desk.
    pub fn unbuilt(least: LeastCount) -> Self {
        let (facts, holders) = (Arc::new(Facts::none()), Arc::new(Holders::none()));
        Self { least, facts: RwLock::new(facts), holders: RwLock::new(holders), kept: Arc::default() }
    }

    /// From how many on a count is told outside the desk.
    pub(super) fn least(&self) -> LeastCount {
        self.least
    }

    /// The figures of a period, true at `as_of`. Not protected: see `seen`. Blocks: call it inside a reading closure of the database.
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

    /// The figures of a period as far as they are counted for a reader, and what of them that reader may see. Blocks.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) fn seen(
        &self,
        conn: &mut Conn,
        reader: Reader,
        tree: &TopicTree,
        period: Period,
        as_of: Instant,
    ) -> DbResult<(Report, Published)> {
        if reader.is_inside() {
            return Ok((self.report(conn, tree, period, as_of)?, Published::everything()));
        }
        Ok(self.seen_from_outside(conn, as_of)?.seen(tree, period))
    }

    /// What figures for readers outside the desk are made of. Blocks.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) fn seen_from_outside(&self, conn: &mut Conn, as_of: Instant) -> DbResult<Outside> {
        let facts = self.refreshed(conn)?;
        let released = Released::read(conn, &facts, self.least, as_of)?;
        Ok(Outside { facts, released, as_of, kept: Arc::clone(&self.kept) })
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
        let (facts, holders) = (self.refreshed(conn)?, self.held(conn)?);
        Ok(make(&facts, &holders))
    }

    /// Who held which question, as it is now.
    fn held(&self, conn: &mut Conn) -> DbResult<Arc<Holders>> {
        let mut held = self.holders.write().unwrap_or_else(PoisonError::into_inner);
        let outcome = holders::refresh(conn, &mut held);
        if outcome.is_err() {
            // Half brought up to date is worse than unbuilt.
            *held = Arc::new(Holders::none());
        }
        outcome.map(|()| Arc::clone(&held))
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
        let counted = |month: &Month| {
            let counted = month.facts().filter(|fact| fact.standing != Standing::Spam);
            counted.map(|fact| fact.started_at).min()
        };
        Ok(facts.months().find_map(counted))
    }

    /// Builds the records before somebody looks, counts them, and follows who held which question. Blocks.
    ///
    /// # Errors
    /// When the database fails.
    pub fn prepare(&self, conn: &mut Conn, now: Instant) -> DbResult<()> {
        let facts = self.refreshed(conn)?;
        facts.months().for_each(|month| drop(month.counts(now)));
        self.held(conn).map(drop)
    }

    /// The records as they are now.
    fn refreshed(&self, conn: &mut Conn) -> DbResult<Arc<Facts>> {
        let known = Arc::clone(&self.facts.read().unwrap_or_else(PoisonError::into_inner));
        if store::is_current(conn, &known)? {
            return Ok(known);
        }
        drop(known);
        let mut held = self.facts.write().unwrap_or_else(PoisonError::into_inner);
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
