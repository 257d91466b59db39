//! The indicators of the plan: whom the desk reached in a calendar year, with a target for each.
//!
//! People and firms are counted by who asked, each once a year however often she asked, and by what she told when she asked: what
//! becomes of her account later changes no figure. Each indicator has its definition beside it (`indicators-…-about`; of those that
//! are figures of the statistics it is theirs).
//!
//! # What a reader outside the desk does not see
//! A count of too few people or firms ([`LeastCount`]); families, when those who did not say that they have children are too few; people
//! and firms, when all of the others are. All firms together, unless every size is shown and those that did not tell theirs, which follow
//! from the sum, could be too.
//! And none of people that bounds a withheld number of questions, since nobody is reached without one: people when the breakdown of
//! questions by who asks withholds a row, families when that by children does, firms of a size when their row is withheld. Nor any
//! beside which too few questions more are shown, counted with or without those asked again: so few asked twice. Bodies, as long as
//! it is withheld how many are decided. What is shown of questions is that of `/statistiche` for the same year.

mod pace;
pub mod page;
mod reached;
mod store;
mod table;
pub mod targets_page;

pub(super) use table::YearTable;

use chrono::{Datelike, NaiveDate};

use super::dimension::{Dimension, Value};
use super::disclosure::Withheld;
use super::figure::Figure;
use super::figures;
use super::period::Period;
use super::published::Published;
use super::reader::Reader;
use super::row::Row;
use super::sheet::Meanings;
use super::shown::Shown;
use super::year_counts::YearCounts;
use crate::accounts::{CompanySize, RequesterKind};
use crate::app::App;
use crate::kernel::clock::Instant;
use crate::kernel::least_count::LeastCount;
use crate::kernel::wilson::Rate;
use crate::platform::db::{Conn, DbResult};
use crate::platform::i18n::{Lang, Texts};
use crate::topics;

crate::text_enum! {
    /// What the plan is measured by, in the order of the page.
    pub enum Indicator {
        /// Workers who asked.
        Persons = "persons",
        /// Of these, those who said that they have children.
        Families = "families",
        /// Micro, small and medium firms that asked, and those that did not tell their size.
        Firms = "firms",
        /// Firms of up to 9 people that asked.
        Micro = "micro",
        /// Of 10 to 49.
        Small = "small",
        /// Of 50 to 249.
        Medium = "medium",
        /// Organisations of the network whose experts answered.
        Bodies = "bodies",
        /// Questions that were answered.
        Answered = "answered",
        /// Share of questions answered within the promised time.
        Within = "within",
        /// Answers that became public in the catalogue.
        Entries = "entries",
    }
}

impl Indicator {
    /// Whether its target is a share, in per cent.
    fn is_share(self) -> bool {
        self == Self::Within
    }

    /// The greatest target.
    fn most(self) -> i32 {
        if self.is_share() { 100 } else { 1_000_000 }
    }

    /// Key of its name.
    fn label(self) -> String {
        format!("indicators-{self}")
    }

    /// The figure of the statistics that it is, if it is one.
    fn figure(self) -> Option<Figure> {
        match self {
            Self::Answered => Some(Figure::Answered),
            Self::Within => Some(Figure::Within),
            _ => None,
        }
    }

    /// Its definition.
    fn about(self, lang: Lang, texts: &Texts) -> String {
        match self.figure() {
            Some(figure) => Meanings::of_today(lang, texts).told(figure),
            None => texts.get(lang, &format!("indicators-{self}-about"), &[]),
        }
    }
}

/// What an indicator stands at.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Actual {
    Count(Shown<u64>),
    Share(Shown<Rate>),
}

type Actuals = Vec<(Indicator, Actual)>;

/// How many sizes of firms there are.
const SIZES: usize = CompanySize::ALL.len();

const EACH_SIZE: [CompanySize; SIZES] = [CompanySize::Micro, CompanySize::Small, CompanySize::Medium];

/// Whom and what was reached, each counted once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Reached {
    persons: u64,
    families: u64,
    /// Micro, small and medium firms.
    of_size: [u64; SIZES],
    /// Firms that did not tell their size.
    unsized_firms: u64,
    bodies: u64,
    entries: u64,
}

impl Reached {
    fn firms(&self) -> u64 {
        self.of_size.iter().sum::<u64>() + self.unsized_firms
    }
}

/// What of it a reader outside the desk does not see.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Hidden {
    persons: bool,
    families: bool,
    /// All together.
    firms: bool,
    of_size: [bool; SIZES],
    bodies: bool,
}

/// How many questions stand beside the people who asked them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Questions {
    workers: u64,
    of_families: u64,
    firms: u64,
    of_firms: [u64; SIZES],
}

impl Questions {
    /// Those of firms without a size.
    fn of_unsized_firms(&self) -> u64 {
        self.firms.saturating_sub(self.of_firms.iter().sum())
    }

    /// As the breakdowns count them: also what was asked again.
    fn of(year: &YearCounts) -> Self {
        let received = |dimension, value| year.of(dimension, value).received;
        let size = |size| received(Dimension::Size, Value::of_list(CompanySize::ALL, Some(size)));
        let children = year.by(Dimension::Children).iter();
        let kind = |kind| received(Dimension::Kind, Value::of_list(RequesterKind::ALL, Some(kind)));
        Self {
            workers: kind(RequesterKind::Worker),
            of_families: children
                .filter(|(value, _)| value.number().is_some_and(|children| children > 0))
                .map(|(_, counts)| counts.received)
                .sum(),
            firms: kind(RequesterKind::Enterprise),
            of_firms: EACH_SIZE.map(size),
        }
    }
}

/// Of which breakdowns of questions every row may be seen, and of which size of firms theirs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Seen {
    kinds: bool,
    children: bool,
    sizes: [bool; SIZES],
    /// Whether the questions of firms without a size may be seen.
    unsized_firms: bool,
    /// What is withheld of all questions.
    total: Withheld,
}

impl Seen {
    fn of(published: &Published, period: Period) -> Self {
        let kinds = published.shows_every_value(Dimension::Kind);
        let is_seen = |size| {
            let value = Value::of_list(CompanySize::ALL, size);
            kinds && published.value(Dimension::Size, value) < Withheld::Row
        };
        Self {
            kinds,
            children: kinds && published.shows_every_value(Dimension::Children),
            sizes: EACH_SIZE.map(|size| is_seen(Some(size))),
            unsized_firms: is_seen(None),
            total: published.total(period),
        }
    }
}

impl Hidden {
    fn of(reached: &Reached, questions: [&Questions; 2], seen: Seen, least: LeastCount) -> Self {
        let is_small = |count| least.withholds(count);
        // So few asked more than once; and nobody asks without a question.
        let is_telling = |asked: u64, people: u64| asked.checked_sub(people).is_none_or(is_small);
        let is_beside = |of: fn(&Questions) -> u64, people: u64| {
            questions.iter().any(|questions| is_telling(of(questions), people))
        };
        let persons = is_small(reached.persons) || is_small(reached.firms());
        // Either gives the other away where each asked once.
        let kinds = persons || !seen.kinds;
        let others = reached.persons.saturating_sub(reached.families);
        let of_others = |questions: &Questions| questions.workers.saturating_sub(questions.of_families);
        let families = is_small(reached.families)
            || is_small(others)
            || is_beside(|questions| questions.of_families, reached.families)
            || is_beside(of_others, others);
        let is_unfit = |own: u64, asked: [u64; 2], is_seen: bool| {
            kinds || !is_seen || is_small(own) || asked.iter().any(|asked| is_telling(*asked, own))
        };
        let of_size: [bool; SIZES] = std::array::from_fn(|place| {
            let asked = questions.map(|questions| questions.of_firms[place]);
            is_unfit(reached.of_size[place], asked, seen.sizes[place])
        });
        let asked_unsized = questions.map(Questions::of_unsized_firms);
        let firms = of_size.contains(&true)
            || is_unfit(reached.firms(), questions.map(|questions| questions.firms), true)
            || is_unfit(reached.unsized_firms, asked_unsized, seen.unsized_firms);
        Self {
            persons: kinds || is_beside(|questions| questions.workers, reached.persons),
            families: kinds || !seen.children || families,
            firms,
            of_size,
            bodies: seen.total >= Withheld::Outcome,
        }
    }
}

/// The years that have figures, up to the next, for which targets can be set; the newest first.
fn years(app: &App, conn: &mut Conn, today: NaiveDate) -> DbResult<Vec<i32>> {
    let first = app.figures.began(conn)?.map_or(today.year(), |began| began.rome().year());
    Ok((first.min(today.year())..=today.year() + 1).rev().collect())
}

/// What each indicator stands at in a year, as a reader may see it, and up to which day those count that are made of questions, when that
/// is not today.
fn actuals(
    app: &App,
    conn: &mut Conn,
    period: Period,
    reader: Reader,
    now: Instant,
) -> DbResult<(Actuals, Option<NaiveDate>)> {
    let tree = topics::tree(conn)?;
    let outside = if reader.is_inside() { None } else { Some(app.figures.seen_from_outside(conn, now)?) };
    let (report, published, (mut reached, questions)) = match &outside {
        None => app.figures.look(conn, |facts| {
            let report = figures::report(facts, &tree, period, now);
            (report, Published::everything(), reached::reached(facts, period))
        })?,
        Some(outside) => {
            let (report, published) = outside.seen(&tree, period);
            // Of the days that every table counts: beside them a person of the others would stand out.
            let reached = reached::reached(&outside.facts, report.period);
            (report, published, reached)
        }
    };
    // These everybody sees in the catalogue.
    reached.entries = store::entries(conn, period)?;
    let until = published.is_cut(period).then_some(report.period.to);
    let hidden = outside.map_or_else(Hidden::default, |outside| {
        let year = outside.count(period.from.year());
        let least = outside.released.least;
        Hidden::of(&reached, [&questions, &Questions::of(&year)], Seen::of(&published, period), least)
    });
    let total = Row::of(&report.total, published.total(period), published.grain());
    let count = |count, hidden| Actual::Count(Shown::or_hidden(Some(count), hidden));
    let of_size = |size| count(reached.of_size[size as usize], hidden.of_size[size as usize]);
    let actual = |indicator: &Indicator| match indicator {
        Indicator::Persons => count(reached.persons, hidden.persons),
        Indicator::Families => count(reached.families, hidden.families),
        Indicator::Firms => count(reached.firms(), hidden.firms),
        Indicator::Micro => of_size(CompanySize::Micro),
        Indicator::Small => of_size(CompanySize::Small),
        Indicator::Medium => of_size(CompanySize::Medium),
        Indicator::Bodies => count(reached.bodies, hidden.bodies),
        Indicator::Answered => Actual::Count(total.answered),
        Indicator::Within => Actual::Share(total.rate),
        Indicator::Entries => count(reached.entries, false),
    };
    Ok((Indicator::ALL.iter().map(|indicator| (*indicator, actual(indicator))).collect(), until))
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVERYTHING: Seen = Seen {
        kinds: true,
        children: true,
        sizes: [true; SIZES],
        unsized_firms: true,
        total: Withheld::Nothing,
    };
    /// So many that no difference is small.
    const MANY: Questions = Questions { workers: 1000, of_families: 500, firms: 400, of_firms: [100; SIZES] };

    #[test]
    fn nothing_shown_gives_away_one_or_two_people() {
        let usual = Reached { persons: 40, families: 12, of_size: [5, 4, 3], ..Reached::default() };
        let hidden = |change: fn(&mut Reached)| {
            let mut reached = usual;
            change(&mut reached);
            Hidden::of(&reached, [&MANY; 2], EVERYTHING, LeastCount::LOWEST)
        };
        assert_eq!(hidden(|_| {}), Hidden::default());
        // Nobody is no person.
        assert_eq!(hidden(|reached| (reached.families, reached.of_size[2]) = (0, 0)), Hidden::default());
        assert!(hidden(|reached| reached.families = 2).families);
        assert!(hidden(|reached| reached.families = 39).families, "one said that she has none, or nothing");
        assert!(!hidden(|reached| reached.families = 40).families);
        let few = hidden(|reached| reached.persons = 2);
        assert!(few.persons && few.families && few.firms && few.of_size == [true; SIZES]);
        // The sum of all would tell of which the rest are.
        let medium = Hidden { firms: true, of_size: [false, false, true], ..Hidden::default() };
        assert_eq!(hidden(|reached| reached.of_size[2] = 1), medium);
        let sum = Hidden { firms: true, ..Hidden::default() };
        assert_eq!(hidden(|reached| reached.unsized_firms = 1), sum);
        assert_eq!(hidden(|reached| reached.unsized_firms = 3), Hidden::default());
        let alone = Hidden::of(
            &Reached { persons: 40, of_size: [2, 0, 0], ..Reached::default() },
            [&MANY; 2],
            EVERYTHING,
            LeastCount::LOWEST,
        );
        assert!(alone.of_size == [true; SIZES] && alone.firms && alone.persons && alone.families);
        // What the breakdowns withhold is not bounded from here.
        let beside = |seen| Hidden::of(&usual, [&MANY; 2], seen, LeastCount::LOWEST);
        assert_eq!(
            beside(Seen { children: false, ..EVERYTHING }),
            Hidden { families: true, ..Hidden::default() }
        );
        assert_eq!(
            beside(Seen { sizes: [true, false, true], ..EVERYTHING }),
            Hidden { firms: true, of_size: [false, true, false], ..Hidden::default() }
        );
        assert_eq!(beside(Seen { unsized_firms: false, ..EVERYTHING }), sum);
        let nothing = beside(Seen { kinds: false, ..EVERYTHING });
        assert!(nothing.persons && nothing.families && nothing.firms && nothing.of_size == [true; SIZES]);
        assert_eq!(
            beside(Seen { total: Withheld::Outcome, ..EVERYTHING }),
            Hidden { bodies: true, ..Hidden::default() }
        );
        // Nor who asked twice.
        let asked = |questions| Hidden::of(&usual, [&MANY, &questions], EVERYTHING, LeastCount::LOWEST);
        let workers = |workers| asked(Questions { workers, of_families: 12, ..MANY });
        assert_eq!(workers(41), Hidden { persons: true, families: true, ..Hidden::default() });
        assert_eq!(workers(40), Hidden::default());
        // Who asked on days that no table counts would stand out.
        assert!(workers(39).persons && asked(Questions { firms: 11, ..MANY }).firms);
        assert_eq!(
            asked(Questions { of_families: 14, ..MANY }),
            Hidden { families: true, ..Hidden::default() }
        );
        // Of families each asked once, and of the others two asked twice.
        assert_eq!(
            asked(Questions { workers: 42, of_families: 12, ..MANY }),
            Hidden { persons: true, families: true, ..Hidden::default() }
        );
        assert_eq!(
            asked(Questions { workers: 50, of_families: 20, ..MANY }),
            Hidden { families: true, ..Hidden::default() }
        );
        assert_eq!(asked(Questions { firms: 113, of_firms: [5, 4, 4], ..MANY }), medium);
        assert_eq!(asked(Questions { firms: 14, of_firms: [5, 4, 3], ..MANY }), sum);
    }
}
