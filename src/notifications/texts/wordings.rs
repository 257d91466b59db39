//! What people wrote in place of the program's texts, of all mails: for lists of what is mailed.

use std::collections::HashMap;

use super::store;
use super::wording::Wording;
use crate::notifications::mail::Mail;
use crate::platform::db::{Conn, DbResult};
use crate::platform::i18n::{Lang, Texts};

/// The words of every mail as they are now.
#[derive(Debug, Default)]
pub(in crate::notifications) struct Wordings {
    program: Wording,
    edited: HashMap<(Mail, Lang), Wording>,
}

impl Wordings {
    /// # Errors
    /// When the database fails.
    pub(in crate::notifications) fn read(conn: &mut Conn, texts: &Texts) -> DbResult<Self> {
        let wording = |saved: store::Saved| {
            let words = Wording::of(texts, saved.mail, saved.lang, &saved.edits);
            ((saved.mail, saved.lang), words)
        };
        let edited = store::newest(conn)?.into_iter().map(wording).collect();
        Ok(Self { program: Wording::default(), edited })
    }

    /// Those of one mail.
    pub(in crate::notifications) fn of(&self, mail: Mail, lang: Lang) -> &Wording {
        self.edited.get(&(mail, lang)).unwrap_or(&self.program)
    }
}
