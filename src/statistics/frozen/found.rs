//! A frozen report as it is found: its bytes, what they say, and what was told of it afterwards.

use std::collections::HashMap;

use serde::Serialize;

use super::document::{Frozen, digest};
use super::store::{self, Erratum, Listed};
use crate::accounts;
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, FrozenReportId};
use crate::platform::db::{Conn, DbResult};
use crate::platform::i18n::Lang;
use crate::statistics::sheet;

/// A report as the database keeps it.
#[derive(Debug, Clone)]
pub struct Kept {
    listed: Listed,
    text: String,
    errata: Vec<Erratum>,
    names: HashMap<AccountId, String>,
}

impl Kept {
    /// One, if there is one of this number.
    ///
    /// # Errors
    /// When the database fails.
    pub fn find(conn: &mut Conn, id: FrozenReportId) -> DbResult<Option<Self>> {
        let Some((listed, text)) = store::find(conn, id)? else { return Ok(None) };
        let errata = store::errata_of(conn, id)?;
        let people: Vec<AccountId> =
            listed.frozen_by.into_iter().chain(errata.iter().map(|one| one.by)).collect();
        let people = accounts::people(conn, &people)?;
        let names = people.into_iter().map(|person| (person.id, person.name.to_string())).collect();
        Ok(Some(Self { listed, text, errata, names }))
    }

    /// Its bytes, for whoever wants to see what became of them.
    pub fn into_text(self) -> String {
        self.text
    }

    /// Reads what its bytes say.
    ///
    /// # Errors
    /// When they are no report, or one of a later version of the program.
    pub fn open(self) -> serde_json::Result<Found> {
        let frozen = Frozen::read(&self.text)?;
        let Self { listed, text, errata, names } = self;
        let is_whole = digest(&text) == listed.digest;
        Ok(Found { listed, text, is_whole, frozen, errata, names })
    }
}

/// A report as it was found.
#[derive(Debug, Clone)]
pub struct Found {
    /// What the list says of it.
    pub listed: Listed,
    /// The text that is kept.
    pub text: String,
    /// Whether the text is the one that was frozen. Of another no file for people is made, and no mail: the
    /// digest in them would vouch for figures that it is not of.
    pub is_whole: bool,
    /// What the text says.
    pub frozen: Frozen,
    /// Its corrections.
    pub errata: Vec<Erratum>,
    /// Who froze it and who wrote the corrections.
    pub names: HashMap<AccountId, String>,
}

/// A correction as it is shown.
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    /// The title of the part that it is about; none when all of it.
    pub part: Option<String>,
    /// What it says.
    pub words: String,
    /// Who wrote it.
    pub by: String,
    /// When.
    pub at: Instant,
}

impl Line {
    /// What it is about, and what it says.
    pub fn told(&self) -> String {
        self.part.iter().map(|part| format!("{part}: ")).chain([self.words.clone()]).collect()
    }
}

impl Found {
    /// Names and titles of its parts, in a language.
    pub fn parts(&self, lang: Lang) -> Vec<(&'static str, String)> {
        let sheets = self.frozen.written(lang).map_or(&[][..], |written| &written.sheets[..]);
        let parts = sheets.iter().map(sheet::Document::sheet).flat_map(|sheet| sheet.parts);
        parts.map(|part| (part.name, part.title)).collect()
    }

    /// The corrections as they are shown, those of a part with its title.
    pub fn lines(&self, lang: Lang) -> Vec<Line> {
        let titles: HashMap<&str, String> = self.parts(lang).into_iter().collect();
        let line = |erratum: &Erratum| Line {
            part: erratum.part.as_ref().map(|part| titles.get(part.as_str()).unwrap_or(part).clone()),
            words: erratum.words.clone(),
            by: self.names.get(&erratum.by).cloned().unwrap_or_default(),
            at: erratum.at,
        };
        self.errata.iter().map(line).collect()
    }
}
