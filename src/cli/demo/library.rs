//! The catalogue of the demonstration: entries are written, reviewed by a second person, published, revised, withdrawn.

use chrono::{Duration, NaiveDate};

use super::DemoError;
use super::cast::Cast;
use super::content::{Content, EntryText};
use super::hours::{at_work, hours};
use super::random::Dice;
use crate::accounts::{Municipality, RequesterKind};
use crate::catalogue::actions::{self as catalogue, Proposal};
use crate::catalogue::{Audience, Content as EntryContent, Details, EntryKind};
use crate::kernel::clock::Instant;
use crate::kernel::ids::{EntryId, TicketId, TopicId};
use crate::kernel::text::{Body, Subject};
use crate::platform::db::Conn;
use crate::platform::i18n::Lang;

/// One thing that happens to an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum EntryStep {
    Draft,
    /// Writes what was missing, or checks it anew.
    Write,
    Submit,
    Return,
    Publish,
    Withdraw,
}

/// The answered question that an entry is made from.
pub(super) struct Origin {
    pub(super) ticket: TicketId,
    pub(super) title: Subject,
    pub(super) answer: Body,
    pub(super) asked_by: RequesterKind,
}

struct Book {
    id: Option<EntryId>,
    version: i32,
    author: usize,
    /// The reviewer misses its sources.
    bare: bool,
}

/// The entries, as far as they have come.
pub(super) struct Library {
    books: Vec<Book>,
    texts: usize,
    /// What the public reads, in the order in which it became public.
    public: Vec<(TopicId, EntryId)>,
}

impl Library {
    /// Room for `count` entries, but at least one for each text; more are variations of them.
    pub(super) fn new(content: &Content, count: usize) -> Self {
        let texts = content.entries.len();
        let empty = || Book { id: None, version: 1, author: 0, bare: false };
        Self {
            books: std::iter::repeat_with(empty).take(count.max(texts)).collect(),
            texts,
            public: Vec::new(),
        }
    }

    /// The text that entry `number` carries unchanged; none for variations.
    pub(super) fn slug<'a>(&self, number: usize, content: &'a Content) -> Option<&'a str> {
        content.entries.get(number).map(|text| text.slug.as_str())
    }

    /// What happens to every entry, and when: many in the first months, when the old answers are gathered.
    pub(super) fn plan(&self, start: Instant, end: Instant, seed: u64) -> Vec<(Instant, usize, EntryStep)> {
        let mut acts = Vec::new();
        let whole = (end - start).num_hours() as f64;
        for number in 0..self.books.len() {
            let mut dice = Dice::of(seed, 2, number);
            let unfinished = matches!((number % 41, number % 31), (11, _) | (_, 7));
            let first = match unfinished {
                // What waits at the end was begun in the last days.
                true => end - hours(dice.between(30.0, 160.0)),
                false if dice.chance(0.4) => start + hours(dice.between(24.0, whole * 0.12)),
                false => start + hours(dice.between(whole * 0.08, whole * 0.97)),
            };
            let mut at = at_work(first, &mut dice);
            let mut then = |step, median: f64, dice: &mut Dice| {
                at = at_work(at + hours(dice.around(median, 0.6)), dice);
                acts.push((at, number, step));
            };
            then(EntryStep::Draft, 0.2, &mut dice);
            then(EntryStep::Write, 3.0, &mut dice);
            if number % 41 == 11 {
                continue;
            }
            then(EntryStep::Submit, 6.0, &mut dice);
            if unfinished {
                continue;
            }
            if dice.chance(0.15) {
                then(EntryStep::Return, 20.0, &mut dice);
                then(EntryStep::Write, 20.0, &mut dice);
                then(EntryStep::Submit, 1.0, &mut dice);
            }
            then(EntryStep::Publish, 30.0, &mut dice);
            if number % 41 == 23 {
                then(EntryStep::Withdraw, 1500.0, &mut dice);
            } else if number % 61 == 5 {
                acts.push((end - hours(50.0), number, EntryStep::Write));
                acts.push((end - hours(26.0), number, EntryStep::Submit));
            } else if dice.chance(0.3) {
                then(EntryStep::Write, 4000.0, &mut dice);
                then(EntryStep::Submit, 1.0, &mut dice);
                then(EntryStep::Publish, 24.0, &mut dice);
            }
        }
        acts
    }

    /// What the public reads.
    pub(super) fn public(&self) -> Vec<EntryId> {
        self.public.iter().map(|(_, id)| *id).collect()
    }

    /// Carries out one step.
    pub(super) fn step(
        &mut self,
        conn: &mut Conn,
        (number, step): (usize, EntryStep),
        (cast, content): (&Cast, &Content),
        origin: Option<Origin>,
        at: Instant,
    ) -> Result<(), DemoError> {
        let text = &content.entries[number % self.texts];
        let topic = *cast.topics.get(&text.topic).ok_or_else(|| DemoError::Content(text.topic.clone()))?;
        let mut dice = Dice::of(3, number as u64, step as usize);
        let variation = number / self.texts;
        let book = &mut self.books[number];
        let day = at.rome().date_naive();
        if step == EntryStep::Draft {
            book.author = cast.expert(topic, &mut dice);
            book.bare = dice.chance(0.5);
            let author = &cast.members[book.author].person;
            book.id = Some(match origin {
                Some(origin) => {
                    let proposal = Proposal {
                        ticket: origin.ticket,
                        title: origin.title,
                        answer: origin.answer,
                        topic,
                        asked_by: origin.asked_by,
                        language: Lang::It,
                    };
                    catalogue::propose(conn, &proposal, author, at)?
                }
                None => {
                    catalogue::create(conn, written(text, topic, variation, book.bare, day)?, author, at)?
                }
            });
            return Ok(());
        }
        let Some(id) = book.id else { return Ok(()) };
        let author = &cast.members[book.author].person;
        let reviewer = || {
            let coordinators = cast.coordinators();
            coordinators.iter().find(|place| **place != book.author).map(|place| &cast.members[*place].person)
        };
        let Some(reviewer) = reviewer() else { return Ok(()) };
        match step {
            EntryStep::Draft => {}
            EntryStep::Write => {
                let content = written(text, topic, variation, false, day)?;
                book.version = catalogue::edit(conn, id, book.version, content, author, at)?;
            }
            EntryStep::Submit => catalogue::submit(conn, id, book.version, author, at)?,
            EntryStep::Return => {
                let why = *dice.pick(&RETURNED);
                catalogue::give_back(conn, id, book.version, why, reviewer, at)?;
            }
            EntryStep::Publish => {
                catalogue::allow_all(conn, id, book.version, reviewer, at)?;
                catalogue::publish(conn, id, book.version, reviewer, at)?;
                if self.public.iter().all(|(_, public)| *public != id) {
                    let of_topic = self.public.iter().rev().filter(|(other, _)| *other == topic);
                    let related: Vec<EntryId> = of_topic.map(|(_, id)| *id).take(dice.below(4)).collect();
                    if !related.is_empty() {
                        catalogue::relate(conn, id, &related, reviewer, at)?;
                    }
                    self.public.push((topic, id));
                }
            }
            EntryStep::Withdraw => {
                let why = *dice.pick(&WITHDRAWN);
                catalogue::withdraw(conn, id, book.version, why, reviewer, at)?;
                self.public.retain(|(_, public)| *public != id);
            }
        }
        Ok(())
    }
}

const RETURNED: [&str; 4] = [
    "Aggiungerei le fonti e la data della circolare, poi per me va bene.",
    "Il secondo paragrafo vale solo per il settore privato: precisarlo.",
    "Troppo lungo l'inizio: metterei subito la risposta.",
    "Verificare l'importo con l'ultimo aggiornamento.",
];

const WITHDRAWN: [&str; 3] = [
    "La misura è terminata e non è stata rifinanziata.",
    "Superata dalla nuova legge: la scheda nuova la sostituisce.",
    "Il servizio ha chiuso.",
];

/// What an entry says on a day.
fn written(
    text: &EntryText,
    topic: TopicId,
    variation: usize,
    bare: bool,
    day: NaiveDate,
) -> Result<EntryContent, DemoError> {
    let varied = if variation > 0 { varied(text, variation) } else { text.clone() };
    let kind = EntryKind::parse(&text.kind).unwrap_or(EntryKind::Answer);
    let details = Details::read(kind, |name| varied.details.get(name).map_or("", String::as_str));
    Ok(EntryContent {
        topic,
        audience: Audience::parse(&text.audience).unwrap_or(Audience::All),
        language: Lang::It,
        title: Subject::parse(&varied.title)?,
        summary: varied.summary,
        body: Body::parse(&varied.body)?,
        sources: if bare { String::new() } else { varied.sources.join("\n") },
        territory: varied.territory,
        verified_on: (!bare).then_some(day),
        review_by: (!bare).then(|| day + Duration::days(365)),
        valid_from: None,
        valid_to: None,
        details: details.map_err(|mistakes| DemoError::Content(format!("{}: {mistakes:?}", text.slug)))?,
    })
}

/// The same text for another town: a large catalogue has many entries that differ in little.
fn varied(text: &EntryText, variation: usize) -> EntryText {
    let towns = Municipality::all();
    let start: usize = text.slug.bytes().map(usize::from).sum();
    let town = towns[(start + variation) % towns.len()].name().unwrap_or("Milano");
    let mut varied = text.clone();
    if text.territory.is_empty() {
        varied.title = format!("{} – {town}", text.title);
        varied.body = format!(
            "{}\n\n## A {town}\n\nChi vive o lavora a {town} può chiedere un appuntamento allo sportello di zona, \
             portando i documenti indicati sopra: si riceve anche la sera, una volta alla settimana.\n",
            text.body.trim_end()
        );
    } else {
        let texts = [&mut varied.title, &mut varied.summary, &mut varied.body];
        for part in texts.into_iter().chain(varied.details.values_mut()) {
            *part = part.replace(&text.territory, town);
        }
    }
    varied.territory = town.to_owned();
    varied
}
