//! Which passages of an entry look like personal data, and what was decided of each.

use super::details::{Details, Field};
use super::files::EntryFile;
use super::model::{Content, Draft, EntryKind};
use super::personal_data::{self, Finding, Parties};
use super::store;
use crate::accounts;
use crate::kernel::clock::Instant;
use crate::kernel::ids::AccountId;
use crate::platform::db::{Conn, DbResult};
use crate::platform::web::markdown;

/// What a service says of its own office in order to be found: nobody's personal data, here and in its text.
const CONTACTS: [&str; 6] = ["body", "address", "municipality", "phone", "email", "website"];

/// A passage that looks like personal data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pointed {
    /// What it is, and where.
    pub finding: Finding,
    /// The key of the text that names the field.
    pub field: String,
    /// That it may be public, when somebody said so.
    pub allowed: Option<Allowed>,
}

/// That a passage may be public.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowed {
    pub by: AccountId,
    pub at: Instant,
}

/// The passages of a draft, with what was decided of each.
pub fn of(conn: &mut Conn, draft: &Draft) -> DbResult<Vec<Pointed>> {
    let parties = parties(conn, draft)?;
    let mut allowed = store::passages::allowed(conn, draft.entry.id)?;
    let pointed = pointed_at(&draft.version.content, &draft.version.files, &parties).into_iter();
    Ok(pointed.map(|pointed| Pointed { allowed: allowed.remove(&pointed.finding.text), ..pointed }).collect())
}

/// Whether something in a draft has still to be decided.
pub fn has_undecided(conn: &mut Conn, draft: &Draft) -> DbResult<bool> {
    Ok(of(conn, draft)?.iter().any(|pointed| pointed.allowed.is_none()))
}

/// The people and firms of the questions that an entry comes from, those who answered included.
pub fn parties(conn: &mut Conn, draft: &Draft) -> DbResult<Parties> {
    let tickets = store::sources::of_entry(conn, draft.entry.id)?;
    if tickets.is_empty() {
        return Ok(Parties::default());
    }
    let named = store::source::named(conn, &tickets)?;
    let people = accounts::people(conn, &named.accounts)?;
    let names: Vec<String> =
        people.iter().map(|person| person.name.to_string()).chain(named.senders).collect();
    let mut firms = Vec::new();
    for requester in named.requesters {
        firms.extend(accounts::details(conn, requester)?.company.map(|company| company.name.to_string()));
    }
    Ok(Parties::of(&names, &firms))
}

/// The passages of a text and of what its files are called, none of them decided. What stands in the files is not looked at.
pub fn pointed_at(content: &Content, files: &[EntryFile], parties: &Parties) -> Vec<Pointed> {
    let contacts = own_contacts(&content.details);
    let mut found: Vec<Pointed> = Vec::new();
    for (field, text) in said(content).into_iter().chain(called(files)) {
        // What a link leads to is not in the plain text.
        let plain = markdown::to_plain(&text);
        let findings = personal_data::findings(&plain, parties);
        for finding in findings.into_iter().chain(personal_data::codes(&text)) {
            let is_own = contacts.contains(&finding.text.to_lowercase());
            let is_known = found.iter().any(|known| known.finding.text == finding.text);
            if !is_own && !is_known {
                found.push(Pointed { finding, field: field.clone(), allowed: None });
            }
        }
    }
    found
}

/// The fields in which somebody may be named, each with the key of its own name. A territory is a place.
fn said(content: &Content) -> Vec<(String, String)> {
    let common = [
        ("catalogue-field-title", content.title.as_str()),
        ("catalogue-field-summary", &content.summary),
        ("catalogue-field-body", content.body.as_str()),
        ("catalogue-field-sources", &content.sources),
    ];
    let kind = content.kind();
    let own = content.details.written().filter(|(field, _)| !is_contact(kind, field));
    let own =
        own.map(|(field, text)| (format!("catalogue-detail-{kind}-{}", field.name.replace('_', "-")), text));
    common.into_iter().map(|(key, text)| (key.to_owned(), text.to_owned())).chain(own).collect()
}

/// The names of files have other letters where blanks were.
fn called(files: &[EntryFile]) -> impl Iterator<Item = (String, String)> + '_ {
    let names = |file: &EntryFile| format!("{}\n\n{}", file.label, file.name.replace('_', " "));
    files.iter().map(move |file| ("catalogue-files".to_owned(), names(file)))
}

fn is_contact(kind: EntryKind, field: &Field) -> bool {
    kind == EntryKind::Service && CONTACTS.contains(&field.name)
}

fn own_contacts(details: &Details) -> String {
    let contacts = details.written().filter(|(field, _)| is_contact(details.kind(), field));
    contacts.map(|(_, text)| text.to_lowercase()).collect::<Vec<_>>().join("\n")
}
