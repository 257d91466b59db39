//! Several mail servers in order: a mail goes by the first that works.
//!
//! The next is tried only when the one before surely does not have the mail: it was out of reach, or refused us. One that
//! refuses the recipient or the message has judged, and one that fell silent in the middle may have it: then no other is asked.

use super::smtp::Smtp;
use crate::kernel::clock::Instant;
use crate::platform::mail::compose::Composed;
use crate::platform::mail::failure::{Consequence, Failure, SendProblem};
use crate::platform::mail::trouble::Trouble;

pub(super) struct Relays(Vec<Server>);

struct Server {
    smtp: Smtp,
    /// While it turns us away, it is asked after those that work, so that no mail waits for it.
    trouble: Trouble,
}

impl Relays {
    pub(super) fn new(servers: Vec<Smtp>) -> Self {
        Self(servers.into_iter().map(|smtp| Server { smtp, trouble: Trouble::default() }).collect())
    }

    /// Hands the message to the first that takes it.
    pub(super) async fn deliver(&self, message: &Composed, now: Instant) -> Result<(), Failure> {
        let (ready, resting): (Vec<usize>, Vec<usize>) =
            (0..self.0.len()).partition(|place| self.0[*place].trouble.until(now).is_none());
        let mut first: Option<(usize, Failure)> = None;
        for place in ready.into_iter().chain(resting) {
            let server = &self.0[place];
            let failure = match server.smtp.deliver(message).await {
                Ok(()) => {
                    server.trouble.is_over();
                    return Ok(());
                }
                Err(failure) if failure.problem.consequence() == Consequence::AllWait => failure,
                Err(failure) => {
                    // Nothing was heard that would show the server to be well.
                    if failure.problem != SendProblem::Interrupted {
                        server.trouble.is_over();
                    }
                    return Err(failure);
                }
            };
            server.trouble.turned_away(now);
            if self.0.len() > 1 {
                let (problem, server) = (failure.problem.as_str(), server.smtp.name());
                tracing::warn!(problem, server, "a mail server of several does not take our mail");
            }
            // The first in the settings is the one that people know.
            if first.as_ref().is_none_or(|(before, _)| place < *before) {
                first = Some((place, failure));
            }
        }
        let unknown = || Failure::new(SendProblem::RelayUnreachable, "no mail server is named");
        Err(first.map_or_else(unknown, |(_, failure)| failure))
    }

    pub(super) fn servers(&self) -> impl Iterator<Item = &Smtp> {
        self.0.iter().map(|server| &server.smtp)
    }

    pub(super) async fn hang_up(&self) {
        futures_util::future::join_all(self.servers().map(Smtp::hang_up)).await;
    }
}
