//! What whoever asked does with a question of hers.

use serde::Deserialize;

use super::super::admit_writing;
use super::page::{self, Typed};
use crate::accounts::{Person, Visit};
use crate::kernel::ids::TicketId;
use crate::kernel::text::Body;
use crate::platform::web::{FieldErrors, PostForm, Problem, WebResult, see_other};
use crate::tickets::attachments::keep;
use crate::tickets::{TicketError, actions, forms};

/// Who reads a question of hers, and the address of the page that she reads it on.
pub(in crate::tickets::pages) struct Reader {
    pub person: Person,
    pub ticket: TicketId,
    /// The path of the page; what she does there is posted beneath it.
    pub base: String,
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
        page::render(visit, self, page, &Typed::default(), shown.ricevuta.is_some(), &FieldErrors::new())
    }

    /// Takes what she writes.
    pub async fn reply(&self, visit: &Visit, form: &PostForm) -> WebResult {
        let (id, person) = (self.ticket, self.person.clone());
        let mut errors = FieldErrors::new();
        let limits = &visit.app().config.tickets;
        let new_files = forms::checked_files(form, 0, limits, visit.lang(), &mut errors);
        let body = errors.keep("body", "tickets-problem-reply-", Body::parse(form.get("body")));
        let body = match errors.into_result(body) {
            Ok(body) => body,
            Err(errors) => {
                let typed = Typed { body: form.get("body"), ..Typed::default() };
                return page::render(visit, self, page::read(visit, self).await?, &typed, false, &errors);
            }
        };
        admit_writing(visit, person.id)?;
        let stored = keep::put_all(&visit.app().storage, new_files).await?;
        let (rows, now) = (stored.clone(), visit.now());
        let done =
            visit.app().db.write(move |conn| actions::reply(conn, id, &body, &rows, &person, now)).await;
        keep::settle(&visit.app().storage, &stored, done.as_ref().map(|reply| reply.posted)).await;
        match done {
            Ok(reply) if reply.reopened => Ok(visit.redirect(&self.base, "tickets-notice-reopened-again")),
            Ok(_) => Ok(visit.redirect(&self.base, "tickets-notice-replied")),
            Err(error) => self.moved_on(visit, error),
        }
    }

    /// Closes it: she needs nothing more.
    pub async fn close(&self, visit: &Visit, form: &PostForm) -> WebResult {
        let (id, person, now) = (self.ticket, self.person.clone(), visit.now());
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
        let close = move |conn: &mut _| actions::close(conn, id, word.as_ref(), &person, now);
        match visit.app().db.write(close).await {
            Ok(()) => Ok(visit.redirect(&self.base, "tickets-notice-solved")),
            Err(error) => self.moved_on(visit, error),
        }
    }

    /// Takes whether the answer helped.
    pub async fn rate(&self, visit: &Visit, form: &PostForm) -> WebResult {
        let (id, person, now) = (self.ticket, self.person.clone(), visit.now());
        let helpful = match form.get("helpful") {
            "yes" => true,
            "no" => false,
            _ => return Err(Problem::BadRequest("helpful is yes or no")),
        };
        match visit.app().db.write(move |conn| actions::rate(conn, id, helpful, &person, now)).await {
            Ok(()) if helpful => Ok(visit.redirect(&self.base, "tickets-notice-helpful")),
            // What to do now is said where this leads.
            Ok(()) => Ok(see_other(&format!("{}#rispondi", self.base))),
            Err(error) => self.moved_on(visit, error),
        }
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
