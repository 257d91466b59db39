//! The part of a round that leases mails as others leave, and has them written.

use std::time::Instant as Started;

use tokio::sync::mpsc;

use super::composer::Composer;
use super::flow::{Flow, LOOK_AGAIN, Prepared};
use super::note::LEASE_SECONDS;
use super::prepare::{Found, UNREADABLE, gather, given_up, letter, unwritable};
use super::settle::Fate;
use super::store::{self, Leased, Places};
use super::worker::Outbox;
use crate::platform::db::{DbError, DbResult};

/// Mails that are leased at a time: what waits longer to be written is written as things then stand.
pub(super) const LEASED_AT_MOST: usize = ASKED_FOR_OR_NOT + ASKED_FOR;
const ASKED_FOR_OR_NOT: usize = 100;
/// Places for mails that somebody asked for and waits for, while those for all are taken.
const ASKED_FOR: usize = 25;

impl<C: Composer> Outbox<C> {
    /// Leases mails as others leave.
    pub(super) async fn fetch(
        &self,
        flow: &Flow,
        prepared: mpsc::Sender<Vec<Prepared<C::Data>>>,
    ) -> DbResult<()> {
        let mut looked: Option<Started> = None;
        while !self.is_stopping() && !flow.is_broken() {
            let leased = flow.leased();
            if self.waits_until().is_some() {
                if leased == 0 {
                    break;
                }
                // What is under way may take longer than the mail server wants to be left alone.
                flow.goes_on().await;
                continue;
            }
            let places = self.places(flow);
            let is_worth_a_look = places.any > 0 || looked.is_none_or(|at| at.elapsed() >= LOOK_AGAIN);
            let mails = if is_worth_a_look { self.lease(flow, places).await } else { Ok(Vec::new()) };
            let mails = mails.inspect_err(|_| flow.breaks())?;
            if is_worth_a_look {
                looked = Some(Started::now());
            }
            if !mails.is_empty() {
                let (mails, fault) = match self.prepare(mails.clone()).await {
                    Ok(mails) => (mails, None),
                    Err(error) => {
                        flow.breaks();
                        let released = mails.into_iter().map(|mail| (mail, Err(Fate::Released)));
                        (released.collect(), Some(error))
                    }
                };
                // Whoever sends ends after whoever fetches.
                let _ = prepared.send(mails).await;
                fault.map_or(Ok(()), Err)?;
            } else if leased == 0 {
                break;
            } else {
                flow.goes_on().await;
            }
        }
        Ok(())
    }

    /// For how many mails there is a place now.
    fn places(&self, flow: &Flow) -> Places {
        let leased = flow.leased();
        let asked_for = LEASED_AT_MOST.saturating_sub(leased);
        // To see whether the server is back one mail goes alone: beside those that took long before.
        if self.trouble.is_on_trial() {
            let one = 1_usize.saturating_sub(flow.flowing()).min(asked_for);
            return Places { any: one, asked_for: one };
        }
        let any = ASKED_FOR_OR_NOT.saturating_sub(leased);
        let is_worth_it = leased == 0 || any >= ASKED_FOR_OR_NOT / 2;
        Places { any: if is_worth_it { any } else { 0 }, asked_for }
    }

    async fn lease(&self, flow: &Flow, places: Places) -> DbResult<Vec<Leased>> {
        if places.asked_for == 0 {
            return Ok(Vec::new());
        }
        self.db.let_people_pass().await;
        let now = self.clock.now();
        // The clock was set forward, or the machine slept: what is under way is not to be taken for abandoned.
        if flow.leased() > 0 && !flow.holds(now) {
            self.renew(flow).await?;
        }
        // A look first: an idle outbox writes nothing.
        if !self.db.read(move |conn| store::is_any_due(conn, places, now)).await? {
            return Ok(Vec::new());
        }
        let owner = flow.owner.clone();
        let until = now + chrono::Duration::seconds(LEASE_SECONDS);
        let mails = self.db.write(move |conn| store::lease(conn, &owner, now, until, places)).await?;
        flow.leases(mails.len(), until);
        Ok(mails)
    }

    /// Writes mails off the asynchronous threads, but for those whose link is made when they leave.
    async fn prepare(&self, mails: Vec<Leased>) -> DbResult<Vec<Prepared<C::Data>>> {
        let now = self.clock.now();
        let (stopped, mails): (Vec<_>, Vec<_>) =
            mails.into_iter().partition(|mail| mail.stopped_too_many(self.patience.max_attempts));
        let mut gathered = self.gather_each(mails).await?;
        gathered.extend(stopped.into_iter().map(given_up));
        let (composer, mailer) = (self.composer.clone(), self.mailer.clone());
        let work = move || {
            let written = gathered.into_iter().map(|(mail, found)| {
                let letter = letter(&*composer, &mailer, &mail, found, now);
                (mail, letter)
            });
            written.collect()
        };
        tokio::task::spawn_blocking(work).await.map_err(|_| DbError::Panicked)
    }

    /// What each mail needs; where the database fails over one of them, the others do without.
    async fn gather_each(&self, mails: Vec<Leased>) -> DbResult<Vec<(Leased, Found<C::Data>)>> {
        let fault = match self.gather_all(mails.clone()).await {
            Err(error) if !error.is_passing() => error,
            gathered => return gathered,
        };
        let mut gathered = Vec::new();
        let mut is_over_some = false;
        for mail in mails {
            match self.gather_all(vec![mail.clone()]).await {
                Ok(one) => {
                    is_over_some = true;
                    gathered.extend(one);
                }
                Err(error) if error.is_passing() => return Err(error),
                Err(_) => {
                    let fate = unwritable(&mail, UNREADABLE);
                    gathered.push((mail, Err(fate)));
                }
            }
        }
        // It fails over all of several: that is no fault of theirs.
        if gathered.len() > 1 && !is_over_some { Err(fault) } else { Ok(gathered) }
    }

    async fn gather_all(&self, mails: Vec<Leased>) -> DbResult<Vec<(Leased, Found<C::Data>)>> {
        if mails.is_empty() {
            return Ok(Vec::new());
        }
        let (composer, now) = (self.composer.clone(), self.clock.now());
        self.db.read(move |conn| gather(&*composer, conn, mails, now)).await
    }
}
