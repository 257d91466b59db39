//! What whoever asked does with a question of hers.

use serde::Deserialize;
use tera::context;

use super::super::admit_writing;
use super::page::{self, Typed};
use crate::accounts::{Counted, Limit, Person, Visit};
use crate::kernel::ids::{CycleId, TicketId};
use crate::kernel::rating::{RatingReason, Verdict};
use crate::kernel::text::Body;
use crate::platform::db::{Conn, DbError};
use crate::platform::mail::outbox;
use crate::platform::uploads;
use crate::platform::web::{FieldErrors, PostForm, Problem, WebResult, see_other};
use crate::sla;
use crate::tickets::actions::Said;
use crate::tickets::attachments;
use crate::tickets::model::{TicketState, Way};
use crate::tickets::{TicketError, TicketResult, actions, forms, store};

/// Who reads a question of hers, and the address of the page that she reads it on.
pub(in crate::tickets::pages) struct Reader {
    pub person: Person,
    pub ticket: TicketId,
    /// The path of the page; what she does there is posted beneath it.
    pub base: String,
    /// Whether she came with the link of a mail and has not signed in.
    pub by_link: bool,
}

/// How the page is wanted.
#[derive(Deserialize)]
pub struct Shown {
    /// Right after sending.
    ricevuta: Option<String>,
    /// As paper wants it.
    stampa: Option<String>,
}

impl Reader {
    /// The page.
    pub async fn show(&self, visit: &Visit, shown: &Shown) -> WebResult {
        let page = page::read(visit, self).await?;
        if page.ticket.id != self.ticket && self.base == format!("/domande/{}", self.ticket) {
            return Ok(see_other(&format!("/domande/{}", page.ticket.id)));
        }
        if shown.stampa.is_some() {
            return page::print(visit, self, page);
        }
        // The receipt names her address, which whoever has the link alone does not know.
        let just_sent = shown.ricevuta.is_some() && !self.by_link;
        page::render(visit, self, page, &Typed::default(), just_sent, &FieldErrors::new())
    }

    /// Takes what she writes.
    pub async fn reply(&self, visit: &Visit, form: &PostForm) -> WebResult {
        let (id, person) = (self.ticket, self.person.clone());
        let mut errors = FieldErrors::new();
        let limits = &visit.app().config.tickets;
        let new_files = forms::checked_files(form, "attachments", 0, limits, visit.lang(), &mut errors);
        let body = errors.keep("body", "tickets-problem-reply-", Body::parse(form.get("body")));
        let body = match errors.into_result(body) {
            Ok(body) => body,
            Err(errors) => {
                let typed = Typed { body: form.get("body"), ..Typed::default() };
                return page::render(visit, self, page::read(visit, self).await?, &typed, false, &errors);
            }
        };
        admit_writing(visit, person.id)?;
        let stored = uploads::put_all(&visit.app().storage, new_files).await?;
        let (rows, way, now, days) = (stored.clone(), self.way(), visit.now(), limits.follow_days);
        let post = move |conn: &mut Conn| {
            actions::end_outlived_links(conn, id, days, now)?;
            actions::reply(conn, id, &body, &rows, way, &person, now)
        };
        let done = visit.app().db.write(post).await;
        attachments::settle(&visit.app().storage, &stored, done.as_ref().map(|reply| reply.posted)).await;
        match done {
            Ok(reply) if reply.reopened => Ok(visit.redirect(&self.base, "tickets-notice-reopened-again")),
            Ok(_) => Ok(visit.redirect(&self.base, "tickets-notice-replied")),
            Err(error) => self.moved_on(visit, error),
        }
    }

    /// The address is right, she says: what was not sent there leaves now.
    pub async fn try_mail_again(&self, visit: &Visit) -> WebResult {
        let (account, now) = (self.person.id, visit.now());
        visit.admit(&[Counted::subject(Limit::MailToOneself, account)])?;
        let again = move |conn: &mut Conn| outbox::is_reached_again(conn, account, now);
        visit.app().db.write::<_, DbError, _>(again).await?;
        Ok(visit.redirect(&self.base, "accounts-flash-unreached-again"))
    }

    /// Closes it: she needs nothing more.
    pub async fn close(&self, visit: &Visit, form: &PostForm) -> WebResult {
        let (id, way, person, now) = (self.ticket, self.way(), self.person.clone(), visit.now());
        let word = match form.get("word").trim() {
            "" => None,
            typed => {
                let mut errors = FieldErrors::new();
                let word = errors.keep("word", "tickets-problem-reply-", Body::parse(typed));
                match errors.into_result(word) {
                    Ok(word) => Some(word),
                    Err(errors) => {
                        let typed = Typed { word: typed, ..Typed::default() };
                        let page = page::read(visit, self).await?;
                        return page::render(visit, self, page, &typed, false, &errors);
                    }
                }
            }
        };
        if word.is_some() {
            admit_writing(visit, person.id)?;
        }
        let close = move |conn: &mut _| actions::close(conn, id, word.as_ref(), way, &person, now);
        match visit.app().db.write(close).await {
            Ok(()) => Ok(visit.redirect(&self.base, "tickets-notice-solved")),
            Err(error) => self.moved_on(visit, error),
        }
    }

    /// Takes whether the answer helped, and perhaps why not.
    pub async fn rate(&self, visit: &Visit, form: &PostForm) -> WebResult {
        let verdict = Verdict::parse(form.get("helpful"));
        let verdict = verdict.ok_or(Problem::BadRequest("helpful is yes, partly or no"))?;
        // A page that was open while the program was renewed names no answer: it speaks of one that has to be looked at again.
        let answer = CycleId(form.get("answer").parse().unwrap_or_default());
        let reason = match form.get("reason") {
            "" => None,
            word => Some(RatingReason::parse(word).ok_or(Problem::BadRequest("no such reason"))?),
        };
        let typed = form.get("why").trim();
        let mut errors = FieldErrors::new();
        let words = match typed {
            "" => None,
            typed => errors.keep("why", "tickets-problem-reply-", Body::parse(typed)),
        };
        if !errors.is_empty() {
            let typed = Typed { why: typed, ..Typed::default() };
            let page = page::read(visit, self).await?;
            if page.answer != Some(answer) {
                return self.answered_again(visit);
            }
            return page::render(visit, self, page, &typed, false, &errors);
        }
        let explains = reason.is_some() || words.is_some();
        if explains {
            admit_writing(visit, self.person.id)?;
        }
        let said = Said { verdict, reason, words, way: self.way(), answer: Some(answer) };
        let (id, person, now) = (self.ticket, self.person.clone(), visit.now());
        match visit.app().db.write(move |conn| actions::rate(conn, id, &said, &person, now)).await {
            Ok(()) if verdict == Verdict::Yes => Ok(visit.redirect(&self.base, "tickets-notice-helpful")),
            Ok(()) if explains => Ok(visit.redirect(&self.base, "tickets-notice-rated-why")),
            // What to do now is said where this leads.
            Ok(()) => Ok(see_other(&format!("{}#valutazione", self.base))),
            Err(TicketError::Stale) => self.answered_again(visit),
            Err(error) => self.moved_on(visit, error),
        }
    }

    /// The page that a word of a mail leads to: opening it says nothing yet. Where a later answer was sent than the one that the
    /// mail asks about, it says that instead; what names no answer leads to the question.
    pub async fn vote(&self, visit: &Visit, chosen: Option<Verdict>, answer: Option<CycleId>) -> WebResult {
        let id = self.ticket;
        let load = move |conn: &mut Conn| -> TicketResult<_> {
            let ticket = store::tickets::find(conn, id)?.ok_or(TicketError::NotFound)?;
            let cycles = sla::actions::cycles_of(conn, id)?;
            let answered = cycles.into_iter().filter(|cycle| cycle.answered_at.is_some());
            Ok((ticket, answered.map(|cycle| cycle.id).collect::<Vec<_>>()))
        };
        let (ticket, answered) = visit.app().db.read(load).await?;
        let is_answered = matches!(ticket.state, TicketState::Answered | TicketState::Closed);
        if !is_answered || ticket.answered_at.is_none() {
            return self.moved_on(visit, TicketError::MovedOn);
        }
        let Some(answer) = answer.filter(|answer| answered.contains(answer)) else {
            return Ok(see_other(&format!("{}#valutazione", self.base)));
        };
        let context = context! {
            title => &visit.text("rating-title"),
            base => &self.base,
            chosen => &chosen,
            answer => &answer,
            answered_again => &(answered.last() != Some(&answer)),
            number => &ticket.id,
            subject => &ticket.subject,
            noindex => &true,
            printed_path => &format!("/domande/{}", ticket.id),
        };
        visit.render("tickets/vote.html", context)
    }

    fn way(&self) -> Way {
        if self.by_link { Way::Link } else { Way::Page }
    }

    /// The page again, with a notice that what she said of an answer was not taken: there is a later one.
    fn answered_again(&self, visit: &Visit) -> WebResult {
        Ok(visit.redirect(&self.base, "rating-notice-answered-again"))
    }

    /// The page again, with a notice that the question moved on meanwhile.
    fn moved_on(&self, visit: &Visit, error: TicketError) -> WebResult {
        match error {
            TicketError::MovedOn | TicketError::Stale | TicketError::HeldBy(_) => {
                Ok(visit.redirect(&self.base, "tickets-notice-moved-on"))
            }
            other => Err(other.into()),
        }
    }
}
