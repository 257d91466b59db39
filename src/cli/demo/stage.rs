//! Two years of the desk, one event after the other, through the use cases that the pages call.
//!
//! Because every change goes through a domain's own action with the instant at which it happened, the result is as
//! consistent as the real desk's: states, clocks, steps, history, versions.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use chrono::Duration;

use super::DemoError;
use super::cast::Cast;
use super::content::{Content, Question};
use super::course::{Circumstances, Fate, Step, course};
use super::crowd::{Asker, Newcomer};
use super::hours::nights;
use super::library::{EntryStep, Library};
use super::random::Dice;
use super::readers;
use super::wording::Words;
use crate::kernel::clock::Instant;
use crate::kernel::ids::{TicketId, TopicId};
use crate::notifications;
use crate::platform::config::Config;
use crate::platform::db::Conn;
use crate::sla;
use crate::tickets::Router;
use crate::tickets::{self, actions as desk};

/// A step of the deadline is recorded this long after it was reached, as by the sweep of a running desk.
const SWEEP_AFTER: Duration = Duration::seconds(15);
/// Where questions land that came with a wrong topic.
const CATCH_ALL: &str = "flessibilita-oraria";

/// What is going to happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Act {
    Arrive(usize),
    Step(usize, Step),
    Sweep(usize),
    Night,
    Entry(usize, EntryStep),
    Read(usize),
}

/// A question of the demonstration.
pub(super) struct Case {
    pub(super) at: Instant,
    /// Place of the question, or of the spam.
    pub(super) question: usize,
    pub(super) fate: Fate,
    /// Asked by the person whose password is printed.
    pub(super) known: bool,
}

/// A case from its arrival on.
pub(super) struct Running {
    pub(super) ticket: Option<TicketId>,
    pub(super) asker: usize,
    /// Place of the expert on it.
    pub(super) expert: usize,
    /// What it is about, and what its sender took it for.
    pub(super) topic: TopicId,
    pub(super) first_topic: Option<TopicId>,
    pub(super) words: Words,
    pub(super) dice: Dice,
}

/// What does not change while the play runs.
pub(super) struct Setting {
    pub(super) content: Content,
    pub(super) config: Config,
    pub(super) seed: u64,
    pub(super) start: Instant,
    pub(super) end: Instant,
    /// Hash of a password that nobody knows.
    pub(super) no_password: String,
    /// Hash of the known requester's.
    pub(super) known_password: String,
}

/// The play.
pub(super) struct Stage {
    pub(super) set: Setting,
    pub(super) cast: Cast,
    pub(super) askers: Vec<Asker>,
    pub(super) cases: Vec<Case>,
    pub(super) running: HashMap<usize, Running>,
    pub(super) router: Router,
    /// The first answered case of each entry.
    pub(super) origins: HashMap<String, usize>,
    library: Library,
    agenda: BinaryHeap<Reverse<(Instant, usize, Act)>>,
    planned: usize,
    known: Option<usize>,
}

impl Stage {
    /// Everything that is known before the first day.
    pub(super) fn new(set: Setting, cast: Cast, cases: Vec<Case>, library: Library) -> Self {
        let mut stage = Self {
            set,
            cast,
            askers: Vec::new(),
            cases,
            running: HashMap::new(),
            router: Router::default(),
            origins: HashMap::new(),
            library,
            agenda: BinaryHeap::new(),
            planned: 0,
            known: None,
        };
        let (start, end, seed) = (stage.set.start, stage.set.end, stage.set.seed);
        for number in 0..stage.cases.len() {
            stage.plan(stage.cases[number].at, Act::Arrive(number));
        }
        nights(start, end).for_each(|at| stage.plan(at, Act::Night));
        for (at, number, step) in stage.library.plan(start, end, seed) {
            stage.plan(at, Act::Entry(number, step));
        }
        let moments = readers::moments(stage.cases.len() / 2, start, end, seed);
        for (number, at) in moments.into_iter().enumerate() {
            stage.plan(at, Act::Read(number));
        }
        stage
    }

    /// What would happen after the end does not happen.
    fn plan(&mut self, at: Instant, act: Act) {
        if at < self.set.end {
            self.planned += 1;
            self.agenda.push(Reverse((at, self.planned, act)));
        }
    }

    /// Plays up to `count` acts; false when the end is reached.
    pub(super) fn play(&mut self, conn: &mut Conn, count: usize) -> Result<bool, DemoError> {
        for _ in 0..count {
            let Some(Reverse((at, _, act))) = self.agenda.pop() else { break };
            match act {
                Act::Arrive(case) => self.arrive(conn, case, at)?,
                Act::Step(case, step) => {
                    self.step(conn, case, step, at)?;
                    self.watch(conn, case)?;
                }
                Act::Sweep(case) => {
                    while sla::sweep(conn, at)? > 0 {}
                    self.watch(conn, case)?;
                }
                Act::Night => self.night(conn, at)?,
                Act::Read(number) => {
                    readers::read(conn, (number, self.set.seed), &self.library.public(), &self.askers, at)?;
                }
                Act::Entry(entry, step) => {
                    let origin = self.origin(self.library.slug(entry, &self.set.content), at);
                    self.library.step(conn, (entry, step), (&self.cast, &self.set.content), origin, at)?;
                }
            }
        }
        // A demonstration that is interrupted must not mail anybody about it.
        notifications::ignore_so_far(conn)?;
        crate::tickets::actions::waive_reminders_of_rating(conn)?;
        Ok(!self.agenda.is_empty())
    }

    /// What the periodic jobs of a running desk do.
    fn night(&mut self, conn: &mut Conn, at: Instant) -> Result<(), DemoError> {
        for (list, before) in tickets::closing(&self.set.config.tickets, at) {
            for place in desk::overstayed(conn, list, before, None, i64::MAX)? {
                desk::close_by_time(conn, place.id, list, before, at)?;
            }
        }
        while tickets::deflections::settle_some(conn, at)? > 0 {}
        Ok(())
    }

    /// Plans the sweep that finds the next step of this case's clock.
    fn watch(&mut self, conn: &mut Conn, case: usize) -> Result<(), DemoError> {
        let Some(ticket) = self.running.get(&case).and_then(|running| running.ticket) else { return Ok(()) };
        let next = sla::actions::newest_cycle(conn, ticket)?.and_then(|cycle| cycle.next_step_at);
        if let Some(next) = next {
            self.plan(next + SWEEP_AFTER, Act::Sweep(case));
        }
        Ok(())
    }

    /// Somebody comes to the desk, for the first time or again, and the course of the question is drawn.
    fn arrive(&mut self, conn: &mut Conn, number: usize, at: Instant) -> Result<(), DemoError> {
        let mut dice = Dice::of(self.set.seed, 1, number);
        let (asker, is_new) = self.asker(conn, number, at, &mut dice)?;
        let case = &self.cases[number];
        let text = self.text_of(number);
        let topic =
            *self.cast.topics.get(&text.topic).ok_or_else(|| DemoError::Content(text.topic.clone()))?;
        let expert = self.cast.expert(topic, &mut dice);
        let submitted = if is_new { at + Duration::seconds(200 + dice.below(900) as i64) } else { at };
        let misplaced = case.fate == Fate::Natural && dice.chance(0.09);
        let with = Circumstances {
            fate: case.fate,
            submitted,
            start: self.set.start,
            end: self.set.end,
            speed: self.cast.members[expert].speed,
            misplaced,
        };
        let steps = course(text, &with, &mut dice);
        let wrong = self.cast.topics.get(CATCH_ALL).copied().filter(|_| dice.chance(0.5));
        let first_topic = if misplaced { wrong } else { Some(topic) };
        let person = &self.askers[asker];
        let words = Words::draw(text, &person.first_name, person.town, &mut dice);
        let running = Running { ticket: None, asker, expert, topic, first_topic, words, dice };
        self.running.insert(number, running);
        self.plan(submitted, Act::Step(number, Step::Submit));
        for (at, step) in steps {
            self.plan(at, Act::Step(number, step));
        }
        Ok(())
    }

    /// The question that a case asks; for spam, any that a worker asks.
    pub(super) fn text_of(&self, case: usize) -> &Question {
        let case = &self.cases[case];
        let place = if case.fate == Fate::Spam { 0 } else { case.question };
        &self.set.content.questions[place]
    }

    /// Two in five have been here before.
    fn asker(
        &mut self,
        conn: &mut Conn,
        case: usize,
        at: Instant,
        dice: &mut Dice,
    ) -> Result<(usize, bool), DemoError> {
        let is_known = self.cases[case].known;
        if let Some(known) = self.known.filter(|_| is_known) {
            return Ok((known, false));
        }
        let text = self.text_of(case);
        let (worker, by) = (text.who == "worker", text.by.as_deref());
        let woman = by.map(|by| by == "f");
        if !is_known && dice.chance(0.4) {
            for _ in 0..8 {
                let place = dice.below(self.askers.len());
                let fits =
                    |asker: &Asker| asker.worker == worker && woman.is_none_or(|woman| woman == asker.woman);
                if Some(place) != self.known && self.askers.get(place).is_some_and(fits) {
                    return Ok((place, false));
                }
            }
        }
        let place = self.askers.len();
        let year = chrono::Datelike::year(&at.rome());
        let (newcomer, number, hash) = if is_known {
            self.known = Some(place);
            (Newcomer::known(KNOWN, "Sesto San Giovanni"), 0, &self.set.known_password)
        } else {
            let newcomer = Newcomer::draw(&self.set.content.people, worker, woman, year, dice);
            (newcomer, place + 1, &self.set.no_password)
        };
        let asker = newcomer.register(conn, &self.set.config.accounts, (number, hash), at)?;
        self.askers.push(asker);
        Ok((place, true))
    }
}

/// The requester whose password is printed.
pub(super) const KNOWN: (&str, &str) = ("Paola", "Vergani");
