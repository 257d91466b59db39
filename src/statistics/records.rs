//! The records in memory, shared by all requests of this process and brought up to date when somebody looks.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

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
pub struct Records {
    facts: RwLock<Arc<Facts>>,
    holders: RwLock<Arc<Holders>>,
    /// What was reported of them, for whoever asks again.
    kept: Mutex<Vec<Kept>>,
}

/// So many reports are kept: of the usual periods.
const KEPT: usize = 8;

/// A report, and what it was made of.
#[derive(Debug)]
struct Kept {
    facts: Arc<Facts>,
    tree: TopicTree,
    report: Report,
    /// Before this instant time alone changes nothing in it: no deadline passes.
    until: Instant,
}

impl Kept {
    fn answers(&self, facts: &Arc<Facts>, tree: &TopicTree, period: Period, as_of: Instant) -> bool {
        let in_time = self.report.as_of <= as_of && as_of < self.until;
        in_time && self.report.period == period && Arc::ptr_eq(&self.facts, facts) && self.tree == *tree
    }
}

impl Records {
    /// Not built yet: costs nothing until somebody looks.
    pub fn unbuilt() -> Self {
        Self {
            facts: RwLock::new(Arc::new(Facts::none())),
            holders: RwLock::new(Arc::new(Holders::none())),
            kept: Mutex::default(),
        }
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
        let kept = || self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let found = kept()
            .iter()
            .find(|kept| kept.answers(&facts, tree, period, as_of))
            .map(|kept| kept.report.clone());
        if let Some(report) = found {
            return Ok(Report { as_of, ..report });
        }
        let report = report(&facts, tree, period, as_of);
        let until = next_change(&facts, as_of);
        let mut all = kept();
        all.retain(|kept| Arc::ptr_eq(&kept.facts, &facts) && kept.report.period != period);
        all.truncate(KEPT - 1);
        all.insert(0, Kept { facts, tree: tree.clone(), report: report.clone(), until });
        Ok(report)
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
            let mut held = self.holders.write().unwrap_or_else(PoisonError::into_inner);
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

/// The first instant after `as_of` at which the figures change though nothing happens: a deadline passes, or a clock that was set
/// ahead starts.
fn next_change(facts: &Facts, as_of: Instant) -> Instant {
    let never = Instant::from_micros(i64::MAX);
    let change = |fact: &Fact| match fact.standing {
        _ if as_of < fact.started_at => fact.started_at,
        Standing::Running if as_of <= fact.due_at => fact.due_at,
        _ => never,
    };
    facts.iter().map(change).min().unwrap_or(never)
}

/// The same figures, counted from the database without the records: slow, for comparison.
///
/// # Errors
/// When the database fails.
pub fn report_anew(conn: &mut Conn, tree: &TopicTree, period: Period, as_of: Instant) -> DbResult<Report> {
    Ok(report(&store::read_all(conn)?, tree, period, as_of))
}
