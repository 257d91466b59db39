//! What a reader outside the desk may see of a table: no count of too few questions, and none that the rest of the
//! table gives away.
//!
//! A small count ([`LeastCount`]) is withheld (primary suppression), and so are others, until every withheld count could be any of
//! several numbers for whoever knows all the rest: that parts add up to their group and groups to the total, that answered, open and
//! closed make received, that answered and overdue make decided, and that none exceeds received (complementary suppression).
//!
//! What protects people is the number of questions behind a count, so the rate is shown wherever these are enough. It tells
//! how many of those decided were not in time (30 in 31 shows that the desk was late once), and how many are not decided
//! yet or were closed: these counts say something of the desk and nothing of a person, and are not withheld. They bound
//! what is overdue, and within these bounds it stays open how many of a few are.

use serde::{Deserialize, Serialize};

use super::figures::Counts;
use crate::kernel::least_count::LeastCount;

#[cfg(test)]
mod tests;

/// What of a row is withheld, each level with all of the one before.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Withheld {
    /// Nothing.
    #[default]
    Nothing,
    /// Answered, open and overdue, which give each other away while decided is seen.
    Standing,
    /// Decided, within and closed too, and the rate and the times made of them.
    Outcome,
    /// Received too: the whole row.
    Row,
}

const LEVELS: [Withheld; 3] = [Withheld::Row, Withheld::Outcome, Withheld::Standing];

impl Withheld {
    /// What a row would withhold by itself.
    pub fn alone(counts: &Counts, least: LeastCount) -> Self {
        let is_small = |count| least.withholds(count);
        if is_small(counts.received) {
            Self::Row
        } else if [counts.decided(), counts.within, counts.answered].into_iter().any(is_small) {
            // The times of a few answers are those of a few people.
            Self::Outcome
        } else if [counts.open, counts.overdue, counts.open_in_time(), counts.closed]
            .into_iter()
            .any(is_small)
        {
            Self::Standing
        } else {
            Self::Nothing
        }
    }
}

/// How much of a row something tells that is kept for ever.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Told {
    /// Nothing.
    #[default]
    Nothing,
    /// How many were received.
    Received,
    /// How many were decided and in time too, and no more will be.
    Outcome,
    /// How each stands too, as it will for ever.
    Standing,
}

impl Told {
    /// As it is kept, the same for a month of which nothing more was kept than that it was told.
    pub fn word(self) -> &'static str {
        match self {
            Self::Nothing | Self::Received => "",
            Self::Outcome => "outcome",
            Self::Standing => "standing",
        }
    }

    /// What a word stands for.
    pub fn parse(word: &str) -> Self {
        match word {
            "outcome" => Self::Outcome,
            "standing" => Self::Standing,
            _ => Self::Received,
        }
    }

    /// Whether what a level withholds is known from there.
    fn tells(self, level: Withheld) -> bool {
        match level {
            Withheld::Row => self >= Self::Received,
            Withheld::Outcome => self >= Self::Outcome,
            Withheld::Standing | Withheld::Nothing => self >= Self::Standing,
        }
    }
}

/// A row of a table with the rows that add up to it.
#[derive(Debug, Clone)]
pub struct Group {
    counts: Counts,
    parts: Vec<Counts>,
    least: Withheld,
    least_of_own: Withheld,
    least_of_parts: Vec<Withheld>,
    told: Told,
}

impl Group {
    /// The sum of its parts; one part stands for a row that is not broken down.
    pub fn of(parts: Vec<Counts>) -> Self {
        let least_of_parts = vec![Withheld::Nothing; parts.len()];
        let (counts, least) = (parts.iter().copied().sum(), Withheld::Nothing);
        Self { counts, parts, least, least_of_own: least, least_of_parts, told: Told::Nothing }
    }

    /// The same, with at least so much withheld of it: for a row that other tables break down again, or that was withheld before.
    pub fn withholding(self, least: Withheld) -> Self {
        Self { least: self.least.max(least), ..self }
    }

    /// The same, with at least so much withheld of its own row alone.
    pub fn withholding_of_own(self, least_of_own: Withheld) -> Self {
        Self { least_of_own, ..self }
    }

    /// The same, with at least so much withheld of each of its parts, in their order.
    pub fn withholding_of_parts(self, least_of_parts: Vec<Withheld>) -> Self {
        Self { least_of_parts, ..self }
    }

    /// The same, of which something that is kept for ever tells so much: withholding that here would hide nothing, so it protects no
    /// other row.
    pub fn told(self, told: Told) -> Self {
        Self { told, ..self }
    }
}

/// What is withheld of a group and of its parts, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupWithheld {
    /// Of the group's own row.
    pub own: Withheld,
    /// Of its parts.
    pub parts: Vec<Withheld>,
}

/// What is withheld of the total and of each table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Protection {
    /// Of the total, which all tables share.
    pub total: Withheld,
    /// Of the groups of each table, in their order.
    pub tables: Vec<Vec<GroupWithheld>>,
}

impl Protection {
    /// For tables that break the same total down, shown together; with at least so much withheld of the total, as another table asks or
    /// as was withheld before.
    pub fn withholding(known: Withheld, total: &Counts, tables: &[Vec<Group>], least: LeastCount) -> Self {
        let mut of_total = Withheld::alone(total, least).max(known);
        loop {
            let tried: Result<Vec<_>, Withheld> =
                tables.iter().map(|table| protect(table, of_total, least)).collect();
            match tried {
                Ok(tables) => return Self { total: of_total, tables },
                // Even with every group withheld the total says too much: it is withheld as well, in all tables.
                Err(level) => of_total = of_total.max(level),
            }
        }
    }
}

/// What one table withholds. What is withheld of the total is withheld of every row: the rows of one table that are seen
/// would bound those of the other. An error names the level at which the total cannot stay.
fn protect(table: &[Group], total: Withheld, least: LeastCount) -> Result<Vec<GroupWithheld>, Withheld> {
    let alone = |counts: &Counts| Withheld::alone(counts, least).max(total);
    let mut levels: Vec<GroupWithheld> = table
        .iter()
        .map(|group| GroupWithheld {
            own: alone(&group.counts).max(group.least).max(group.least_of_own),
            parts: group
                .parts
                .iter()
                .zip(&group.least_of_parts)
                .map(|(part, least)| alone(part).max(group.least).max(*least))
                .collect(),
        })
        .collect();
    for level in LEVELS.into_iter().filter(|level| *level > total) {
        while let Some(found) = leak(table, &levels, level, least) {
            match found {
                Leak::Group(place) => {
                    let parts = table[place].parts.iter().zip(levels[place].parts.iter().copied());
                    match cheapest(parts, level) {
                        Some(part) => levels[place].parts[part] = level,
                        None => levels[place].own = level,
                    }
                }
                Leak::Total => {
                    let groups = table.iter().zip(&levels).map(|(group, withheld)| {
                        // As good as withheld already: whoever looks for it finds it elsewhere.
                        (&group.counts, if group.told.tells(level) { level } else { withheld.own })
                    });
                    let place = cheapest(groups, level);
                    levels[place.ok_or(level)?].own = level;
                }
            }
        }
    }
    Ok(levels)
}

/// Where too little is withheld.
enum Leak {
    /// The parts of this group give it, or one of them, away.
    Group(usize),
    /// The total and the groups that are seen give a withheld group, or a part of one, away.
    Total,
}

/// Withheld parts are known by their sum: together with those of the same group when the group's row is seen, else with
/// the parts of all groups that are not. Of a withheld group its own row may show more than its parts do.
fn leak(table: &[Group], levels: &[GroupWithheld], level: Withheld, least: LeastCount) -> Option<Leak> {
    let is_ambiguous = |blocks: &[Rows<'_>]| is_ambiguous(blocks, level, StaysOpen::All, least);
    let mut pool: Vec<Vec<(&Counts, Withheld)>> = Vec::new();
    let (mut groups, mut untold): (Rows<'_>, Rows<'_>) = (Vec::new(), Vec::new());
    for (place, (group, withheld)) in table.iter().zip(levels).enumerate() {
        let parts = group.parts.iter().zip(withheld.parts.iter().copied());
        let hidden: Vec<_> = parts.filter(|(_, of_part)| *of_part >= level).collect();
        if withheld.own >= level {
            if hidden.is_empty() {
                return Some(Leak::Group(place));
            }
            pool.push(hidden);
            groups.push((&group.counts, withheld.own));
            untold.extend((!group.told.tells(level)).then_some((&group.counts, withheld.own)));
        } else if !hidden.is_empty() && !is_ambiguous(&each_alone(hidden)) {
            return Some(Leak::Group(place));
        }
    }
    let safe = pool.is_empty()
        || is_ambiguous(&each_alone(groups))
            && is_ambiguous(&pool)
            && is_ambiguous(&each_alone(pool.into_iter().flatten().collect()))
            // Whoever knows what was told looks for the others alone.
            && self::is_ambiguous(&each_alone(untold), level, StaysOpen::Small, least);
    (!safe).then_some(Leak::Total)
}

type Rows<'a> = Vec<(&'a Counts, Withheld)>;

fn each_alone(rows: Rows<'_>) -> Vec<Rows<'_>> {
    rows.into_iter().map(|row| vec![row]).collect()
}

/// The row whose loss costs least: the smallest with cases, and only then one without. Of the outcome it is better to lose
/// a row with questions not decided: where all are, a bound leaves no room and many rows would have to go.
fn cheapest<'a>(rows: impl Iterator<Item = (&'a Counts, Withheld)>, level: Withheld) -> Option<usize> {
    let cost = |counts: &Counts| match level {
        Withheld::Row => (counts.received == 0, false, counts.received),
        Withheld::Outcome => {
            (counts.decided() == 0, counts.received < counts.decided() + 2, counts.decided())
        }
        _ => (counts.decided() == counts.within, false, counts.decided()),
    };
    let seen = rows.enumerate().filter(|(_, (_, of_row))| *of_row < level);
    seen.min_by_key(|(_, (counts, _))| cost(counts)).map(|(place, _)| place)
}

/// Which withheld counts have to stay open.
#[derive(Clone, Copy, PartialEq, Eq)]
enum StaysOpen {
    All,
    Small,
}

/// Whether every withheld count of the columns of this level, or every small one, could be several numbers. A block of rows is looked at
/// as one.
fn is_ambiguous(blocks: &[Rows<'_>], level: Withheld, which: StaysOpen, least: LeastCount) -> bool {
    let needs_room = |value: u64| value > 0 && (which == StaysOpen::All || least.withholds(value));
    let sum_from = |from: Withheld, value: fn(&Counts) -> u64| -> u64 {
        blocks.iter().flatten().filter(|(_, of_row)| *of_row >= from).map(|(counts, _)| value(counts)).sum()
    };
    // Who knows the rule knows that a row is withheld for what is in it, unless one without anything is.
    let told = |value: fn(&Counts) -> u64| blocks.iter().flatten().all(|(counts, _)| value(counts) > 0);
    // What is known of rows that hide even their bound is the sum of their bounds.
    let column =
        |value: fn(&Counts) -> u64, bound: fn(&Counts) -> u64, bound_hidden_from, pool, room: Room| {
            let cell = |block: &Rows<'_>| {
                let (seen, unseen): (Rows<'_>, Rows<'_>) =
                    block.iter().partition(|(_, of_row)| *of_row < bound_hidden_from);
                Cell {
                    value: block.iter().map(|(counts, _)| value(counts)).sum(),
                    bound: seen.iter().map(|(counts, _)| bound(counts)).sum(),
                    shares: !unseen.is_empty(),
                    least: if room.told && told(value) {
                        u64::try_from(block.len()).unwrap_or(u64::MAX)
                    } else {
                        0
                    },
                }
            };
            has_room(&blocks.iter().map(cell).collect::<Vec<_>>(), pool, room.apart, needs_room)
        };
    let received = sum_from(Withheld::Row, |counts| counts.received);
    let decided = sum_from(Withheld::Outcome, Counts::decided);
    // As far apart as a withheld count and none at all.
    let apart = least.get() - 1;
    let (wide, told_wide) = (Room { apart, told: false }, Room { apart, told: true });
    let in_received = |value, room| column(value, |counts| counts.received, Withheld::Row, received, room);
    let in_decided = |value| column(value, Counts::decided, Withheld::Outcome, decided, wide);
    let not_in_time = |counts: &Counts| counts.decided() - counts.within;
    // Decided and within of the total are seen, so the sum of what is not in time is known of the rows that hide it.
    let not_in_time_unseen = sum_from(Withheld::Outcome, not_in_time);
    match level {
        Withheld::Row => column(|counts| counts.received, |_| 0, Withheld::Row, u64::MAX, told_wide),
        Withheld::Outcome => {
            in_received(Counts::decided, told_wide) && in_received(|counts| counts.within, wide)
        }
        _ => {
            in_decided(|counts| counts.overdue)
                && in_decided(|counts| counts.answered)
                && in_received(|counts| counts.overdue, wide)
                && in_received(|counts| counts.answered, wide)
                // Within what the rate makes known there may be one number less to choose from.
                && column(
                    |counts| counts.overdue,
                    not_in_time,
                    Withheld::Outcome,
                    not_in_time_unseen,
                    Room { apart: apart - 1, told: false },
                )
        }
    }
}

/// How far apart the numbers must be that a count could be, and whether it is known of each row that its own is not zero.
#[derive(Clone, Copy)]
struct Room {
    apart: u64,
    told: bool,
}

/// A withheld count and what bounds it: counts that are seen, and for some a sum that they share with others.
struct Cell {
    value: u64,
    bound: u64,
    shares: bool,
    /// It is known to be no less.
    least: u64,
}

/// Whether each of these cells, of which only their sum and their bounds are known, could be numbers so far apart, and more than
/// one that is not below what is known of it. Zeros need no room: that nobody did something may be known.
fn has_room(cells: &[Cell], pool: u64, apart: u64, needs_room: impl Fn(u64) -> bool) -> bool {
    let sum: u64 = cells.iter().map(|cell| cell.value).sum();
    let bounds: u64 = cells.iter().map(|cell| cell.bound).sum();
    let least: u64 = cells.iter().map(|cell| cell.least).sum();
    let sharing = cells.iter().filter(|cell| cell.shares).count();
    let with_pool = |bound: u64, shares: bool| if shares { bound.saturating_add(pool) } else { bound };
    cells.iter().filter(|cell| needs_room(cell.value)).all(|cell| {
        let room_of_others = with_pool(bounds - cell.bound, sharing > usize::from(cell.shares));
        let (low, high) = (sum.saturating_sub(room_of_others), sum.min(with_pool(cell.bound, cell.shares)));
        let left_by_others = sum.saturating_sub(least - cell.least);
        high >= low.saturating_add(apart) && high.min(left_by_others) > low.max(cell.least)
    })
}
