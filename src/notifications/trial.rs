//! Mails about what never was: shown on the page of their texts, and sent to whoever wants to see one in her mailbox.

use std::sync::Arc;

use super::cases;
use super::composer::{Letter, Letters, Material};
use super::facts::Facts;
use super::mail::Mail;
use super::sample;
use super::texts::{self, Wording};
use super::wanted::is_wanted_trial;
use crate::accounts::Person;
use crate::kernel::clock::Instant;
use crate::kernel::event::Event;
use crate::kernel::ids::Position;
use crate::kernel::text::Subject;
use crate::platform::db::{Conn, DbResult};
use crate::platform::events;
use crate::platform::i18n::Lang;
use crate::platform::mail::Outgoing;
use crate::platform::mail::outbox::{Gathered, Leased};

/// Said of a trial that another node, of a newer program, must write.
const UNREADABLE: &str = "this version of the program cannot read what is tried";

/// A mail that shows how it looks.
pub(super) struct Trial {
    pub(super) reader: Person,
    /// When the invented facts are told.
    pub(super) at: Instant,
}

impl Letters {
    /// A mail in these words about what never was: in the usual case, or in that in which it says the text `case`.
    ///
    /// # Errors
    /// When it cannot be written: a fault of the program.
    pub(super) fn sample(
        &self,
        mail: Mail,
        lang: Lang,
        wording: &Wording,
        case: Option<&str>,
    ) -> Result<Letter, String> {
        let of_case = case.and_then(|case| cases::facts_of(mail, lang, case));
        let (facts, now) = of_case.unwrap_or_else(|| sample::full_facts(mail, lang));
        let ticket = facts.ticket.as_ref().map(|facts| facts.ticket.id);
        self.letter(mail, &facts, ticket, wording, now)
    }

    /// What a trial needs: which mail is tried, as its event says, and its words as they are now.
    pub(super) fn gather_trial(
        &self,
        conn: &mut Conn,
        position: Position,
        reader: Person,
    ) -> DbResult<Gathered<Material>> {
        if !is_wanted_trial(&reader) {
            return Ok(Gathered::Needless);
        }
        let event = events::after(conn, Position(position.0 - 1), 1)?.events.pop();
        let Some(Event::MailTried { mail, lang, .. }) = event.map(|recorded| recorded.event) else {
            return Ok(Gathered::Faulty(UNREADABLE.to_owned()));
        };
        let Some((mail, lang)) = Mail::parse(&mail).zip(Lang::parse(&lang)) else {
            return Ok(Gathered::Faulty(format!("no such mail: {mail}")));
        };
        let wording = Wording::of(&self.texts, mail, lang, &texts::store::edits(conn, mail, lang)?);
        let (facts, at) = sample::full_facts(mail, lang);
        let trial = Some(Trial { reader, at });
        Ok(Gathered::Ready(Material { mail, facts, thread: Vec::new(), wording, report: None, trial }))
    }

    pub(super) fn write_trial(
        &self,
        leased: &Leased,
        mail: Mail,
        facts: &Facts,
        wording: &Wording,
        reader: Person,
        at: Instant,
    ) -> Result<Outgoing, String> {
        let (ticket, lang) = (facts.ticket.as_ref().map(|facts| facts.ticket.id), facts.person.lang);
        let Letter { subject, text, html } = self.letter(mail, facts, ticket, wording, at)?;
        let subject =
            self.texts.get(lang, "mailtexts-trial-subject", &[("subject", subject.as_str().into())]);
        Ok(Outgoing {
            id: leased.rfc_message_id.clone(),
            to: reader.email.clone().ok_or("its reader has no address")?,
            to_name: Some(reader.name),
            lang,
            subject: Subject::parse(&subject).map_err(|problem| format!("subject: {problem:?}"))?,
            text,
            html,
            thread: Vec::new(),
            unsubscribe: None,
            reply_words: None,
            files: Arc::default(),
        })
    }
}
