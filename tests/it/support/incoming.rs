//! Mails that people and programs send to the desk.

use bytes::Bytes;
use dialoga::intake::receive::receive;
use dialoga::intake::{Envelope, IncomingState, Reason, Received, Source};
use dialoga::kernel::ids::{IncomingId, TicketId};
use dialoga::platform::db::DbError;
use dialoga::platform::db::schema::incoming_mails as rows;
use diesel::prelude::*;

use super::desk::Desk;
use super::mailbox::Mail;

/// A mail to be written.
#[derive(Debug, Clone)]
pub struct Letter {
    fields: Vec<(String, String)>,
    text: String,
    envelope: Envelope,
}

/// What became of it.
pub type Fate = (IncomingState, Option<Reason>, Option<TicketId>);

impl Letter {
    /// From an address, about something.
    pub fn new(from: &str, subject: &str, text: &str) -> Self {
        let fields = [
            ("From", from),
            ("To", "dialoga@provincia.milano.example"),
            ("Subject", subject),
            ("Date", "Tue, 24 Nov 2026 10:00:00 +0100"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ];
        let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
        let letter = Self { fields, text: text.to_owned(), envelope: Envelope::default() };
        let words: String =
            format!("{from}{subject}{text}").chars().filter(char::is_ascii_alphanumeric).take(60).collect();
        letter.with("Message-ID", &format!("<{words}@casa.example>"))
    }

    /// With a field, in place of the one of that name.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.fields.retain(|(known, _)| known != name);
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    /// With other words in its text.
    pub fn with_text(mut self, words: &str, others: &str) -> Self {
        self.text = self.text.replace(words, others);
        self
    }

    /// In answer to a mail of the desk, as mail programs answer.
    pub fn answering(self, mail: &Mail) -> Self {
        let id = mail.header("Message-ID").unwrap();
        self.with("In-Reply-To", &id).with("References", &id)
    }

    /// Named by the SMTP dialogue.
    pub fn between(mut self, from: Option<&str>, to: Option<&str>) -> Self {
        self.envelope = Envelope { from: from.map(str::to_owned), to: to.map(str::to_owned) };
        self
    }

    /// As it travels.
    pub fn raw(&self) -> Vec<u8> {
        let head: String = self.fields.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        format!("{head}\r\n{}\r\n", self.text.replace('\n', "\r\n")).into_bytes()
    }
}

impl Desk {
    /// Stores a mail.
    pub fn store_mail(&self, letter: &Letter) -> Received {
        self.store_raw(letter.raw(), letter.envelope.clone())
    }

    /// Stores a message as it came.
    pub fn store_raw(&self, raw: Vec<u8>, envelope: Envelope) -> Received {
        let most = self.app.config.intake.max_message_bytes;
        self.step(|app, now| async move {
            receive(&app.db, &app.storage, Bytes::from(raw), envelope, Source::Pipe, most, now).await
        })
        .unwrap()
    }

    /// Stores a mail and takes it in; answers what became of it.
    pub fn mail_in(&self, letter: &Letter) -> Fate {
        let (Received::New(id) | Received::Known(id)) = self.store_mail(letter);
        self.run("intake");
        self.fate(id)
    }

    /// What became of a mail.
    pub fn fate(&self, id: IncomingId) -> Fate {
        self.read(move |conn| {
            let row = rows::table.find(id).select((rows::state, rows::reason, rows::ticket_id));
            Ok::<Fate, DbError>(row.first(conn)?)
        })
    }
}
