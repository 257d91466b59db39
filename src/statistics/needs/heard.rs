//! The words of questions, kept in memory as numbers: which question says which, and nothing of where they stand.
//!
//! Nothing is stored: what an erasure takes out of the database must not live on elsewhere. The words of a question are read when a
//! report first needs them, forgotten when anything happens to it, and all of them when somebody's words are erased.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::OwnedMutexGuard;

use super::store::{self, Text};
use crate::catalogue::personal_data::{Parties, is_first_name, without};
use crate::kernel::ids::{AccountId, Position, TicketId};
use crate::platform::db::{Conn, DbResult};
use crate::platform::search::{Said, words_said};

/// A word is shown when so many different people said it in one of the periods.
pub const LEAST_PEOPLE: usize = 5;

/// Of a period with more questions so many are read, evenly over its time: more would make no finding surer that matters, and take
/// minutes.
pub const MOST_QUESTIONS: usize = 5_000;

/// So many questions are kept; then all are forgotten.
const KEPT: usize = 12 * MOST_QUESTIONS;

/// The words of questions that reports asked for lately.
#[derive(Debug, Default)]
pub struct Heard {
    known: Mutex<Known>,
    /// Whose turn it is to read.
    reading: Arc<tokio::sync::Mutex<()>>,
}

/// The words of both periods, and of how many questions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordCounts {
    /// The words, by the alphabet.
    pub words: Vec<WordCount>,
    /// Questions before that were read: those whose words were erased are not.
    pub before: usize,
    /// The same now.
    pub now: usize,
}

/// A word in the questions of both periods.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordCount {
    /// Its most usual form.
    pub word: String,
    /// Questions before that say it.
    pub before: u64,
    /// Questions now that say it.
    pub now: u64,
}

#[derive(Debug, Default)]
struct Known {
    /// Everything up to this event is known.
    position: Option<Position>,
    stems: HashMap<String, usize>,
    /// Each form of a word, with the number of its stem.
    forms: Vec<(String, usize)>,
    places: HashMap<(usize, String), usize>,
    /// None of those whose words were erased.
    questions: HashMap<TicketId, Option<Question>>,
}

/// The words of one question.
#[derive(Debug)]
struct Question {
    by: AccountId,
    /// The number of a form, and whether it is written like a name.
    said: Box<[(u32, bool)]>,
}

/// What is found out of a stem.
#[derive(Debug, Default)]
struct Tally {
    before: u64,
    now: u64,
    people: [Vec<AccountId>; 2],
    /// Whether somebody writes it as no name is written.
    is_no_name: bool,
    /// How often each form is used.
    forms: Vec<(usize, u32)>,
}

/// At most `most` of these, evenly chosen from the first to the last.
pub fn evenly<T: Copy>(all: &[T], most: usize) -> Vec<T> {
    if all.len() <= most {
        return all.to_vec();
    }
    (0..most).filter_map(|place| all.get(place * all.len() / most).copied()).collect()
}

impl Heard {
    /// The turn to count, to be held until it is done, even after nobody waits for it any more. Reading thousands of questions takes
    /// a while, in which what is known is held. So whoever counts takes this before a connection to the database, and those who wait
    /// hold none: a report opened again and again would take all that there are, and the desk must go on reading.
    pub async fn turn(&self) -> OwnedMutexGuard<()> {
        Arc::clone(&self.reading).lock_owned().await
    }

    /// The words of the questions of both periods, for whoever may see small counts. Words that too few people say, and those that are
    /// only ever written like names, are left out; so are the questions whose words were erased (`erased` stands in place of their
    /// subject), which nobody knows to have said a word or not. Blocks: call it with the [turn](Self::turn).
    ///
    /// # Errors
    /// When the database fails.
    pub fn count(
        &self,
        conn: &mut Conn,
        erased: &str,
        before: &[TicketId],
        now: &[TicketId],
    ) -> DbResult<WordCounts> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.follow(conn)?;
        if known.questions.len() > KEPT {
            known.forget_all();
        }
        known.read(conn, erased, &[before, now].concat())?;
        Ok(known.tallied(before, now))
    }
}

impl Known {
    fn forget_all(&mut self) {
        let position = self.position;
        *self = Self { position, ..Self::default() };
    }

    /// Forgets what is known of questions that something happened to.
    fn follow(&mut self, conn: &mut Conn) -> DbResult<()> {
        // Before the words are read: what happens meanwhile is read again later rather than missed.
        match store::changes(conn, self.position)? {
            store::Changes::Of { tickets, position } => {
                for ticket in tickets {
                    self.questions.remove(&ticket);
                }
                self.position = Some(position);
            }
            store::Changes::All(position) => {
                self.position = Some(position);
                self.forget_all();
            }
        }
        Ok(())
    }

    fn read(&mut self, conn: &mut Conn, erased: &str, tickets: &[TicketId]) -> DbResult<()> {
        let mut missing: Vec<TicketId> =
            tickets.iter().copied().filter(|ticket| !self.questions.contains_key(ticket)).collect();
        missing.sort_unstable();
        missing.dedup();
        for ids in missing.chunks(store::IDS) {
            for text in store::texts(conn, ids)? {
                let question = if text.subject == erased {
                    None
                } else {
                    let said = words_of(&text).into_iter().map(|word| self.number(word)).collect();
                    Some(Question { by: text.by, said })
                };
                self.questions.insert(text.ticket, question);
            }
        }
        Ok(())
    }

    fn number(&mut self, word: Said) -> (u32, bool) {
        let next = self.stems.len();
        let stem = *self.stems.entry(word.stem).or_insert(next);
        let next = self.forms.len();
        let form = *self.places.entry((stem, word.form.clone())).or_insert(next);
        if form == next {
            self.forms.push((word.form, stem));
        }
        (u32::try_from(form).unwrap_or(u32::MAX), word.like_a_name)
    }

    /// A question that was read.
    fn question(&self, ticket: TicketId) -> Option<&Question> {
        self.questions.get(&ticket)?.as_ref()
    }

    fn tallied(&self, before: &[TicketId], now: &[TicketId]) -> WordCounts {
        let mut tallies: Vec<Tally> = Vec::new();
        tallies.resize_with(self.stems.len(), Tally::default);
        for (period, tickets) in [before, now].into_iter().enumerate() {
            for question in tickets.iter().filter_map(|ticket| self.question(*ticket)) {
                let mut seen: Vec<usize> = Vec::with_capacity(question.said.len());
                for (form, like_a_name) in &question.said {
                    let form = *form as usize;
                    let Some(stem) = self.forms.get(form).map(|(_, stem)| *stem) else { continue };
                    let Some(tally) = tallies.get_mut(stem) else { continue };
                    tally.is_no_name |= !like_a_name;
                    match tally.forms.iter_mut().find(|(known, _)| *known == form) {
                        Some((_, times)) => *times += 1,
                        None => tally.forms.push((form, 1)),
                    }
                    if seen.contains(&stem) {
                        continue;
                    }
                    seen.push(stem);
                    if period == 0 {
                        tally.before += 1
                    } else {
                        tally.now += 1
                    }
                    let people = &mut tally.people[period];
                    if people.len() < LEAST_PEOPLE && !people.contains(&question.by) {
                        people.push(question.by);
                    }
                }
            }
        }
        let mut found: Vec<WordCount> = tallies.iter().filter_map(|tally| self.word(tally)).collect();
        found.sort_by(|one, other| one.word.cmp(&other.word));
        let read =
            |tickets: &[TicketId]| tickets.iter().filter(|ticket| self.question(**ticket).is_some()).count();
        WordCounts { words: found, before: read(before), now: read(now) }
    }

    fn word(&self, tally: &Tally) -> Option<WordCount> {
        let is_shown = tally.is_no_name && tally.people.iter().any(|people| people.len() >= LEAST_PEOPLE);
        let form = |form: usize| self.forms.get(form).map(|(form, _)| form.as_str()).unwrap_or_default();
        // Of two that are as usual, the first in the alphabet.
        let usual =
            tally.forms.iter().max_by_key(|(place, times)| (*times, std::cmp::Reverse(form(*place))))?;
        let word = form(usual.0).to_owned();
        is_shown.then_some(WordCount { word, before: tally.before, now: tally.now })
    }
}

/// The words that a question says, each form once, without what looks like personal data.
fn words_of(text: &Text) -> Vec<Said> {
    let company: Vec<&str> = text.company.as_deref().into_iter().collect();
    let parties = Parties::of(&[text.name.as_str()], &company);
    let mut words = words_said(&without(&format!("{}\n\n{}", text.subject, text.body), &parties));
    // Names in small letters are known by no shape.
    let own = text.name.to_lowercase();
    let own: Vec<&str> = own.split(|c: char| !c.is_alphabetic()).collect();
    words.retain(|word| !is_first_name(&word.form) && !own.contains(&word.form.as_str()));
    // Written as a name and not in one question: not.
    words.sort_unstable();
    words.dedup_by(|later, first| later.stem == first.stem && later.form == first.form);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(subject: &str, body: &str) -> Vec<String> {
        let text = Text {
            ticket: TicketId(1),
            by: AccountId(1),
            name: "Anna Bo".to_owned(),
            company: Some("Forneria Bo srl".to_owned()),
            subject: subject.to_owned(),
            body: body.to_owned(),
        };
        words_of(&text)
            .into_iter()
            .map(|word| format!("{}{}", word.form, if word.like_a_name { "^" } else { "" }))
            .collect()
    }

    #[test]
    fn a_question_says_each_word_once_and_no_name() {
        assert_eq!(
            of(
                "Congedo parentale",
                "Il congedo di mia figlia Luisa: scrivo da Rho per la Forneria Bo srl. anna Bo"
            ),
            ["congedo", "figlia", "parentale", "rho^", "scrivo"]
        );
    }

    #[test]
    fn a_sample_is_even_and_whole_when_small() {
        assert_eq!(evenly(&[1, 2, 3], 3), [1, 2, 3]);
        assert_eq!(evenly(&(0..10).collect::<Vec<_>>(), 4), [0, 2, 5, 7]);
        assert!(evenly::<u8>(&[], 4).is_empty());
    }

    #[test]
    fn a_word_needs_five_people_in_one_period_and_one_who_writes_it_small() {
        let mut known = Known::default();
        let ask = |known: &mut Known, ticket: i64, by: i64, words: &str| {
            let said = words_said(words).into_iter().map(|word| known.number(word)).collect();
            known.questions.insert(TicketId(ticket), Some(Question { by: AccountId(by), said }));
        };
        for person in 1..=5 {
            ask(&mut known, person, person, "congedi congedo Rossi");
            ask(&mut known, 10 + person, 1, "congedo asilo");
        }
        ask(&mut known, 21, 6, "congedo");
        let now: Vec<TicketId> = (1..=5).chain([21]).map(TicketId).collect();
        let before: Vec<TicketId> = (11..=15).map(TicketId).collect();
        let counted = WordCount { word: "congedo".to_owned(), before: 5, now: 6 };
        let words = vec![counted];
        assert_eq!(known.tallied(&before, &now), WordCounts { words, before: 5, now: 6 });
    }

    #[test]
    fn a_question_without_words_any_more_is_not_one_that_does_not_say_them() {
        let mut known = Known::default();
        for ticket in 1..=6 {
            let said = words_said("congedo").into_iter().map(|word| known.number(word)).collect();
            known.questions.insert(TicketId(ticket), Some(Question { by: AccountId(ticket), said }));
        }
        // Two were erased, and of one nothing was found.
        known.questions.extend([(TicketId(7), None), (TicketId(8), None)]);
        let before: Vec<TicketId> = [1, 7, 9].map(TicketId).to_vec();
        let now: Vec<TicketId> = (2..=8).map(TicketId).collect();
        let words = vec![WordCount { word: "congedo".to_owned(), before: 1, now: 5 }];
        assert_eq!(known.tallied(&before, &now), WordCounts { words, before: 1, now: 5 });
    }
}
