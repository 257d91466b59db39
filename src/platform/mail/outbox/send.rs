//! The part of a round that has mails sent, several at once.

use std::collections::HashMap;
use std::time::Instant as Started;

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use tokio::sync::mpsc;

use super::composer::{Composer, Link};
use super::flow::{Flow, LOOK_AGAIN, Outcome, Prepared};
use super::lanes::Lanes;
use super::prepare::{Letter, UNREADABLE, compose, unwritable};
use super::settle::Fate;
use super::store::Leased;
use super::worker::Outbox;
use crate::kernel::ids::OutboxId;
use crate::platform::db::Conn;
use crate::platform::mail::compose::Composed;
use crate::platform::mail::failure::{Consequence, SendProblem};

/// So many mails may wait for receivers that take long.
const HELD_AT_MOST: usize = 25;

type Waiting<T> = Lanes<(Outcome, Letter<T>)>;

impl<C: Composer> Outbox<C> {
    /// Has mails sent, several at once, until no more come.
    pub(super) async fn send_all(
        &self,
        flow: &Flow,
        mut prepared: mpsc::Receiver<Vec<Prepared<C::Data>>>,
        ended: mpsc::Sender<Outcome>,
    ) {
        let mut lanes: Waiting<C::Data> = Lanes::new(self.concurrency, HELD_AT_MOST);
        let mut sending = FuturesUnordered::new();
        let mut since: HashMap<OutboxId, (String, Started)> = HashMap::new();
        let mut look = tokio::time::interval(LOOK_AGAIN);
        let mut more_come = true;
        while more_come || !sending.is_empty() || !lanes.is_empty() {
            let (back, fate) = if self.may_send(flow) {
                let surplus = lanes.take_surplus();
                while let Some((receiver, (outcome, letter))) = lanes.next() {
                    since.insert(outcome.id, (receiver, Started::now()));
                    sending.push(self.send(outcome, letter));
                }
                (surplus, Fate::PutOff)
            } else {
                (lanes.take_all(), Fate::Released)
            };
            for (outcome, _) in back {
                // Whoever notes ends after whoever sends, and has a place for whatever is leased.
                let _ = ended.send(outcome.with(fate.clone())).await;
            }
            if sending.is_empty() && lanes.is_empty() && !more_come {
                break;
            }
            tokio::select! {
                Some(outcome) = sending.next(), if !sending.is_empty() => {
                    if let Some((receiver, started)) = since.remove(&outcome.id) {
                        lanes.ended(&receiver, started.elapsed());
                    }
                    let _ = ended.send(outcome).await;
                }
                mails = prepared.recv(), if more_come => match mails {
                    None => more_come = false,
                    Some(mails) => for outcome in self.line_up(&mut lanes, mails) {
                        let _ = ended.send(outcome).await;
                    },
                },
                _ = look.tick() => {
                    lanes.last(since.values().map(|(receiver, started)| (receiver.as_str(), started.elapsed())));
                    flow.are_stuck(lanes.stuck());
                }
            }
        }
    }

    /// Has mails wait for their turn; answers what became of those that have none.
    fn line_up(&self, lanes: &mut Waiting<C::Data>, mails: Vec<Prepared<C::Data>>) -> Vec<Outcome> {
        let mut ended = Vec::new();
        for (mail, letter) in mails {
            let outcome = Outcome { id: mail.id, attempts: mail.attempts, fate: Fate::Released };
            match letter {
                Ok(letter) => {
                    let receiver = match &letter {
                        Letter::Written(composed) => composed.receiver(),
                        Letter::Unlinked(letter) => self.composer.domain(&letter.1).to_lowercase(),
                    };
                    if self.composer.is_asked_for(&mail) {
                        lanes.push_urgent(receiver, (outcome, letter));
                    } else {
                        lanes.push(receiver, (outcome, letter));
                    }
                }
                Err(fate) => ended.push(outcome.with(fate)),
            }
        }
        ended
    }

    /// Whether a mail may begin its way now. Not without a lease on it, which runs out when the database is out of reach.
    fn may_send(&self, flow: &Flow) -> bool {
        !self.is_stopping()
            && !flow.is_broken()
            && self.waits_until().is_none()
            && flow.holds(self.clock.now())
    }

    async fn send(&self, outcome: Outcome, letter: Letter<C::Data>) -> Outcome {
        let (mail, link) = match letter {
            Letter::Written(mail) => (mail, None),
            Letter::Unlinked(letter) => match self.link(*letter).await {
                Ok(linked) => linked,
                Err(fate) => return outcome.with(fate),
            },
        };
        let fate = match self.mailer.deliver(&mail, self.clock.now()).await {
            Ok(()) => {
                self.trouble.is_over();
                Fate::Sent
            }
            Err(failure) => {
                match failure.problem {
                    problem if problem.consequence() == Consequence::AllWait => {
                        self.trouble.turned_away(self.clock.now())
                    }
                    // Nothing was heard that would show the server to be well.
                    SendProblem::Interrupted => {}
                    _ => self.trouble.is_over(),
                }
                // One that may have arrived keeps its link: its reader may never see another.
                if let Some(link) = link.filter(|_| failure.problem != SendProblem::Interrupted) {
                    self.take_back(link).await;
                }
                // The detail may name the address; the page shows it, the log does not.
                tracing::warn!(problem = failure.problem.as_str(), mail = mail.id.as_str(), "mail not sent");
                Fate::Failed(failure)
            }
        };
        outcome.with(fate)
    }

    /// Makes the link of a mail whose turn has come, and writes it.
    async fn link(&self, (mail, mut data): (Leased, C::Data)) -> Result<(Composed, Option<Link>), Fate> {
        let (composer, now) = (self.composer.clone(), self.clock.now());
        let make = move |conn: &mut Conn| composer.make_link(conn, &mut data, now).map(|link| (data, link));
        let (data, link) = match self.db.write(make).await {
            Ok(made) => made,
            Err(error) if error.is_passing() => {
                tracing::warn!(%error, mail = mail.rfc_message_id.as_str(), "a link was not made; the mail waits");
                return Err(Fate::Released);
            }
            Err(_) => return Err(unwritable(&mail, UNREADABLE)),
        };
        let (composer, mailer) = (self.composer.clone(), self.mailer.clone());
        let work = move || compose(&*composer, &mailer, &mail, data, now);
        let written = tokio::task::spawn_blocking(work).await;
        let written = written.unwrap_or(Err(Fate::Released));
        match written {
            Ok(written) => Ok((written, link)),
            Err(fate) => {
                if let Some(link) = link {
                    self.take_back(link).await;
                }
                Err(fate)
            }
        }
    }

    /// Makes a link useless that reached nobody. Left as it is, nobody would know it either.
    async fn take_back(&self, link: Link) {
        let composer = self.composer.clone();
        if let Err(error) = self.db.write(move |conn| composer.take_back(conn, &link)).await {
            tracing::warn!(%error, "a link that was not sent was not taken back");
        }
    }
}
