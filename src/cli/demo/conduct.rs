//! How each step of a question's course is carried out: which use case, by whom, with what words.

use super::DemoError;
use super::course::{Fate, Step};
use super::library::Origin;
use super::stage::{Running, Stage};
use super::wording::{self, capital};
use crate::accounts::Person;
use crate::kernel::clock::Instant;
use crate::kernel::ids::TicketId;
use crate::kernel::rating::{RatingReason, Verdict};
use crate::kernel::text::{Body, Subject};
use crate::platform::db::Conn;
use crate::tickets::actions::{self as desk, Answering, NewQuestion, Said};
use crate::tickets::{Channel, TicketError, TicketResult, Way};

impl Stage {
    /// Carries out one step. What is not possible any more, because somebody was quicker or time closed the question,
    /// does not happen, as at the real desk.
    pub(super) fn step(
        &mut self,
        conn: &mut Conn,
        case: usize,
        step: Step,
        at: Instant,
    ) -> Result<(), DemoError> {
        let Some(mut running) = self.running.remove(&case) else { return Ok(()) };
        let done = match (step, running.ticket) {
            (Step::Submit, _) => self.submit(conn, case, &mut running, at),
            (_, None) => Ok(()),
            (step, Some(ticket)) => self.act(conn, (case, ticket), step, &mut running, at),
        };
        self.running.insert(case, running);
        match done {
            Ok(()) => Ok(()),
            Err(DemoError::Ticket(TicketError::MovedOn | TicketError::HeldBy(_) | TicketError::Stale)) => {
                Ok(())
            }
            Err(fault) => Err(fault),
        }
    }

    fn submit(
        &self,
        conn: &mut Conn,
        case: usize,
        running: &mut Running,
        at: Instant,
    ) -> Result<(), DemoError> {
        let asker = &self.askers[running.asker];
        let day = at.rome().date_naive();
        let channel = match running.dice.weighted(&[0.8, 0.11, 0.06, 0.03]) {
            1 => Channel::Email,
            2 => Channel::Phone,
            3 => Channel::Desk,
            _ => Channel::Web,
        };
        let (subject, body) = if self.cases[case].fate == Fate::Spam {
            let spam = running.dice.pick(&self.set.content.spam);
            (spam.subject.clone(), spam.body.clone())
        } else {
            let text = self.text_of(case);
            let subject = capital(&running.words.fill(running.dice.pick::<String>(&text.subjects), day));
            let core = running.words.fill(running.dice.pick::<String>(&text.bodies), day);
            let speech = &self.set.content.people.speech;
            (subject, wording::question(&core, asker.worker, &asker.first_name, speech, &mut running.dice))
        };
        let question = NewQuestion {
            channel,
            topic: running.first_topic,
            subject: Subject::parse(&subject)?,
            body: Body::parse(&body)?,
            files: Vec::new(),
            submission_key: None,
            reference: None,
        };
        running.ticket = Some(desk::submit(conn, &self.router, &asker.person, &question, at)?.ticket());
        Ok(())
    }

    fn act(
        &mut self,
        conn: &mut Conn,
        (case, ticket): (usize, TicketId),
        step: Step,
        running: &mut Running,
        at: Instant,
    ) -> Result<(), DemoError> {
        let requester = &self.askers[running.asker].person;
        let expert = &self.cast.members[running.expert].person;
        let colleague =
            |running: &mut Running| self.cast.colleague(running.topic, running.expert, &mut running.dice);
        let speech = &self.set.content.people.speech;
        match step {
            Step::Submit => Ok(()),
            Step::Retopic => Ok(desk::change_topic(conn, ticket, running.topic, expert, at)?),
            Step::Claim => Ok(desk::claim(conn, ticket, expert, at)?),
            Step::Note => {
                let own = self.text_of(case).note.as_ref().filter(|_| running.dice.chance(0.7));
                let words = own.unwrap_or_else(|| running.dice.pick(&speech.notes)).clone();
                desk::note(conn, ticket, &plain(&words)?, expert, at)?;
                Ok(())
            }
            Step::Release => {
                desk::release(conn, ticket, expert, at)?;
                running.expert = colleague(running);
                Ok(())
            }
            Step::HandOver => {
                let to = colleague(running);
                let word = Body::parse("È più materia tua: te la passo, la traccia è nelle note.")?;
                desk::hand_over(conn, ticket, self.cast.members[to].person.id, Some(&word), expert, at)?;
                running.expert = to;
                Ok(())
            }
            Step::Ask => {
                let Some(texts) = &self.text_of(case).clarification else { return Ok(()) };
                let text = self.desk_words(&texts.ask, running, at)?;
                desk::ask_clarification(conn, ticket, &text, expert, at)?;
                Ok(())
            }
            Step::Clarify => {
                let Some(texts) = &self.text_of(case).clarification else { return Ok(()) };
                Ok(says(conn, ticket, &texts.reply, requester, at)?)
            }
            Step::Answer => {
                let text = self.text_of(case);
                let answer = running.dice.pick(&text.answers).clone();
                let entry = text.entry.clone();
                let words = self.desk_words(&answer, running, at)?;
                desk::answer(conn, ticket, &words, expert, at)?;
                if let Some(entry) = entry {
                    self.origins.entry(entry).or_insert(case);
                }
                Ok(())
            }
            Step::Rate { helpful } => Ok(desk::rate(conn, ticket, &said(ticket, helpful), requester, at)?),
            Step::FollowUp => {
                let Some(texts) = &self.text_of(case).followup else { return Ok(()) };
                Ok(says(conn, ticket, &texts.ask, requester, at)?)
            }
            Step::AnswerFollowUp => {
                let Some(texts) = &self.text_of(case).followup else { return Ok(()) };
                let text = self.desk_words(&texts.answer, running, at)?;
                desk::answer(conn, ticket, &text, expert, at)?;
                Ok(())
            }
            Step::Thanks => {
                Ok(says(conn, ticket, running.dice.pick::<String>(&speech.thanks), requester, at)?)
            }
            Step::CloseByRequester => Ok(desk::close(conn, ticket, None, Way::Page, requester, at)?),
            Step::CloseByExpert => Ok(desk::close(conn, ticket, None, Way::Page, expert, at)?),
            Step::Spam => {
                let coordinator = self.cast.coordinator(&mut running.dice);
                Ok(desk::mark_spam(conn, ticket, &self.cast.members[coordinator].person, at)?)
            }
        }
    }

    /// What the expert on the case writes to its requester.
    fn desk_words(&self, core: &str, running: &mut Running, at: Instant) -> Result<Answering, DemoError> {
        let core = running.words.fill(core, at.rome().date_naive());
        let name = &self.askers[running.asker].first_name;
        let expert = self.cast.members[running.expert].person.name.as_str();
        let speech = &self.set.content.people.speech;
        plain(&wording::answer(&core, name, expert, speech, &mut running.dice))
    }

    /// The answered question that an entry is made from, if there is one by now.
    pub(super) fn origin(&self, slug: Option<&str>, at: Instant) -> Option<Origin> {
        let case = *self.origins.get(slug?)?;
        let running = self.running.get(&case)?;
        let text = self.text_of(case);
        let day = at.rome().date_naive();
        let fill = |words: &str| running.words.fill(words, day);
        Some(Origin {
            ticket: running.ticket?,
            title: Subject::parse(&capital(&fill(text.subjects.first()?))).ok()?,
            answer: Body::parse(&capital(&fill(text.answers.first()?))).ok()?,
            asked_by: self.askers[running.asker].person.kind?,
        })
    }
}

fn plain(text: &str) -> Result<Answering, DemoError> {
    let (files, sources, site) = (Vec::new(), Vec::new(), String::new());
    Ok(Answering { body: Body::parse(text)?, files, seen_version: None, sources, site })
}

fn says(conn: &mut Conn, ticket: TicketId, words: &str, person: &Person, at: Instant) -> TicketResult<()> {
    let body = Body::parse(words).map_err(|_| TicketError::MovedOn)?;
    desk::reply(conn, ticket, &body, &[], Way::Page, person, at).map(drop)
}

/// What somebody says of an answer; who is unhappy is so in one of three ways.
fn said(ticket: TicketId, helpful: bool) -> Said {
    let (verdict, reason) = match (helpful, ticket.0 % 3) {
        (true, _) => (Verdict::Yes, None),
        (false, 0) => (Verdict::Partly, Some(RatingReason::Incomplete)),
        (false, 1) => (Verdict::No, Some(RatingReason::Unclear)),
        (false, _) => (Verdict::No, None),
    };
    Said { reason, ..Said::just(verdict) }
}
