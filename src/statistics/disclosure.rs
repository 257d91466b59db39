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
//! what is overdue, and within these bounds the tables leave open how many of a few are. That something is withheld says that
//! some are: where no more than one was not in time, whoever knows this rule knows that this one still waits.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use self::room::{Cell, has_room};
use self::whole_rows::protect;
use super::figures::Counts;
use crate::kernel::least_count::LeastCount;

mod room;
#[cfg(test)]
mod tests;
mod whole_rows;

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
        } else if is_small(counts.overdue) {
            // Those open in time and those closed are seen at this level too.
            Self::Standing
        } else {
            Self::Nothing
        }
    }
}

/// How much of a row something tells that is kept for ever.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
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

    /// How much of what is told of a row can change so little later on that it stays known: the outcome by those open in time, how
    /// questions stand by all that are open.
    pub fn settled(counts: &Counts, least: LeastCount) -> Self {
        match (counts.open < least.get(), counts.open_in_time() < least.get()) {
            (true, _) => Self::Standing,
            (false, true) => Self::Outcome,
            (false, false) => Self::Received,
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
    told_of_parts: Vec<Told>,
    /// Whether its table is rather withheld as a whole than the total with it.
    hides_with_table: bool,
}

impl Group {
    /// The sum of its parts; one part stands for a row that is not broken down.
    pub fn of(parts: Vec<Counts>) -> Self {
        let least_of_parts = vec![Withheld::Nothing; parts.len()];
        let told_of_parts = vec![Told::Nothing; parts.len()];
        let (counts, least) = (parts.iter().copied().sum(), Withheld::Nothing);
        let (least_of_own, told, hides_with_table) = (least, Told::Nothing, false);
        Self { counts, parts, least, least_of_own, least_of_parts, told, told_of_parts, hides_with_table }
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

    /// The same of its parts, in their order.
    pub fn told_of_parts(self, told_of_parts: Vec<Told>) -> Self {
        Self { told_of_parts, ..self }
    }

    /// The same in a table that is rather withheld as a whole than the total with it: what was told of its rows is not what they are
    /// now, for only a correction moves questions from one to another.
    pub fn hiding_with_table(self) -> Self {
        Self { hides_with_table: true, ..self }
    }

    /// Its parts as far as they are not told, which withhold so much; what was told is as good as withheld.
    fn untold_parts<'a>(
        &'a self,
        levels: &'a [Withheld],
        level: Withheld,
    ) -> impl Iterator<Item = (&'a Counts, Withheld)> {
        let parts = self.parts.iter().zip(levels).zip(&self.told_of_parts);
        parts.map(move |((counts, of_part), told)| {
            (counts, if told.tells(level) { Withheld::Row } else { *of_part })
        })
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

/// What one table withholds; `raised` is what a row withholds, by its place, that would withhold so much by itself. What is withheld of
/// the total is withheld of every row: the rows of one table that are seen would bound those of the other. An error names the level at
/// which the total cannot stay.
fn protect_rows(
    table: &[Group],
    total: Withheld,
    least: LeastCount,
    raised: impl Fn(usize, Withheld) -> Withheld,
) -> Result<Vec<GroupWithheld>, Withheld> {
    let alone = |counts: &Counts| Withheld::alone(counts, least).max(total);
    let mut levels: Vec<GroupWithheld> = table
        .iter()
        .enumerate()
        .map(|(place, group)| GroupWithheld {
            own: raised(place, alone(&group.counts).max(group.least).max(group.least_of_own)),
            parts: group
                .parts
                .iter()
                .zip(&group.least_of_parts)
                .map(|(part, least)| raised(place, alone(part).max(group.least).max(*least)))
                .collect(),
        })
        .collect();
    for level in LEVELS.into_iter().filter(|level| *level > total) {
        while let Some(found) = leak(table, &levels, level, least) {
            match found {
                Leak::Group(place) => {
                    let (group, withheld) = (&table[place], &levels[place]);
                    let untold = cheapest(group.untold_parts(&withheld.parts, level), level);
                    // A row that is withheld is known of its parts if all of them are seen.
                    let parts = group.parts.iter().zip(withheld.parts.iter().copied());
                    let any = || cheapest(parts.filter(|_| withheld.own >= level), level);
                    match untold.or_else(any) {
                        Some(part) => levels[place].parts[part] = level,
                        // Its own row stays: what was told of the parts is not what they are now.
                        None if level == Withheld::Row && group.hides_with_table && group.parts.len() > 1 => {
                            levels[place].parts.fill(level);
                        }
                        None => levels[place].own = level,
                    }
                }
                Leak::Total => {
                    let groups = table.iter().zip(&levels).map(|(group, withheld)| {
                        // As good as withheld already: whoever looks for it finds it elsewhere.
                        (&group.counts, if group.told.tells(level) { level } else { withheld.own })
                    });
                    match cheapest(groups, level) {
                        Some(place) => levels[place].own = level,
                        None if level == Withheld::Row
                            && table.iter().any(|group| group.hides_with_table) =>
                        {
                            return Ok(hidden(table));
                        }
                        None => return Err(level),
                    }
                }
            }
        }
    }
    Ok(levels)
}

/// Whether nothing is seen of the parts of a group that is rather withheld like that than its own row with it.
fn is_hidden_as_a_whole(group: &Group, withheld: &GroupWithheld) -> bool {
    let is_hidden = |level: &Withheld| *level == Withheld::Row;
    group.hides_with_table && group.parts.len() > 1 && withheld.parts.iter().all(is_hidden)
}

/// All of a table withheld.
fn hidden(table: &[Group]) -> Vec<GroupWithheld> {
    let hidden =
        |group: &Group| GroupWithheld { own: Withheld::Row, parts: vec![Withheld::Row; group.parts.len()] };
    table.iter().map(hidden).collect()
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
    let is_ambiguous = |blocks: &[Block<'_>]| is_ambiguous(blocks, level, StaysOpen::All, least);
    let is_open = |blocks: &[Block<'_>]| self::is_ambiguous(blocks, level, StaysOpen::Small, least);
    let (mut groups, mut untold, mut pool) = (Vec::new(), Vec::new(), Vec::new());
    let mut untold_parts = Vec::new();
    for (place, (group, withheld)) in table.iter().zip(levels).enumerate() {
        let parts = group.parts.iter().zip(withheld.parts.iter().copied());
        let hidden: Rows<'_> = parts.filter(|(_, of_part)| *of_part >= level).collect();
        let told = withheld.parts.iter().zip(&group.told_of_parts).filter(|(of_part, _)| **of_part >= level);
        let is_told: Vec<bool> = told.map(|(_, told)| told.tells(level)).collect();
        let block = Block { group: place, own: withheld.own, rows: hidden };
        let alone = block.each_alone().zip(is_told);
        let parts_untold = alone.filter(|(_, is_told)| !is_told).map(|(block, _)| block);
        if withheld.own >= level {
            if block.rows.is_empty() {
                return Some(Leak::Group(place));
            }
            untold_parts.extend(parts_untold);
            pool.push(block);
            let own = Block { group: place, own: withheld.own, rows: vec![(&group.counts, withheld.own)] };
            untold.extend((!group.told.tells(level)).then(|| own.clone()));
            groups.push(own);
        } else if !block.rows.is_empty() && !is_hidden_as_a_whole(group, withheld) {
            let is_safe = is_ambiguous(&block.each_alone().collect::<Vec<_>>())
                && is_open(&parts_untold.collect::<Vec<_>>());
            if !is_safe {
                return Some(Leak::Group(place));
            }
        }
    }
    let safe = pool.is_empty()
        || is_ambiguous(&groups)
            && is_ambiguous(&pool)
            && is_ambiguous(&pool.iter().flat_map(Block::each_alone).collect::<Vec<_>>())
            // Whoever knows what was told looks for the others alone.
            && is_open(&untold)
            && is_open(&untold_parts);
    (!safe).then_some(Leak::Total)
}

type Rows<'a> = Vec<(&'a Counts, Withheld)>;

/// Withheld rows of one group that are looked at as one.
#[derive(Clone)]
struct Block<'a> {
    group: usize,
    /// What the group withholds of its own row, which is their sum with rows that are seen.
    own: Withheld,
    rows: Rows<'a>,
}

impl<'a> Block<'a> {
    fn each_alone(&self) -> impl Iterator<Item = Self> + use<'a> {
        let (group, own) = (self.group, self.own);
        self.rows.clone().into_iter().map(move |row| Block { group, own, rows: vec![row] })
    }

    fn counts(&self) -> impl Iterator<Item = &'a Counts> {
        self.rows.iter().map(|(counts, _)| *counts)
    }
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

/// Whether every withheld count of the columns of this level, or every small one, could be several numbers.
fn is_ambiguous(blocks: &[Block<'_>], level: Withheld, which: StaysOpen, least: LeastCount) -> bool {
    let needs_room = |value: u64| value > 0 && (which == StaysOpen::All || least.withholds(value));
    // Who knows the rule knows that a row is withheld for what is in it, unless one without anything is.
    let told =
        |value: fn(&Counts) -> u64| blocks.iter().flat_map(Block::counts).all(|counts| value(counts) > 0);
    let column =
        |value: fn(&Counts) -> u64, bound: fn(&Counts) -> u64, bound_hidden_from: Withheld, room: Room| {
            let is_told = room.told && told(value);
            let cell = |block: &Block<'_>| {
                let seen = block.rows.iter().filter(|(_, of_row)| *of_row < bound_hidden_from);
                let has_unseen = block.rows.iter().any(|(_, of_row)| *of_row >= bound_hidden_from);
                Cell {
                    value: block.counts().map(value).sum(),
                    bound: seen.map(|(counts, _)| bound(counts)).sum(),
                    // What is known of rows that hide even their bound is the sum of their bounds: of a group that shows its own
                    // row that of its rows, of the others that of all of them.
                    shares: has_unseen.then_some((block.own < bound_hidden_from).then_some(block.group)),
                    least: if is_told { u64::try_from(block.rows.len()).unwrap_or(u64::MAX) } else { 0 },
                }
            };
            let mut pools: BTreeMap<Option<usize>, u64> = BTreeMap::new();
            for block in blocks {
                let unseen = block.rows.iter().filter(|(_, of_row)| *of_row >= bound_hidden_from);
                let pool = (block.own < bound_hidden_from).then_some(block.group);
                let sum = pools.entry(pool).or_default();
                unseen.for_each(|(counts, _)| *sum = sum.saturating_add(bound(counts)));
            }
            has_room(&blocks.iter().map(cell).collect::<Vec<_>>(), &pools, room.apart, needs_room)
        };
    // As far apart as a withheld count and none at all.
    let apart = least.get() - 1;
    let (wide, told_wide) = (Room { apart, told: false }, Room { apart, told: true });
    let in_received = |value, room| column(value, |counts| counts.received, Withheld::Row, room);
    let in_decided = |value| column(value, Counts::decided, Withheld::Outcome, wide);
    match level {
        Withheld::Row => column(|counts| counts.received, |_| u64::MAX, Withheld::Row, told_wide),
        Withheld::Outcome => {
            in_received(Counts::decided, told_wide) && in_received(|counts| counts.within, wide)
        }
        _ => {
            in_decided(|counts| counts.overdue)
                && in_decided(|counts| counts.answered)
                && in_received(|counts| counts.overdue, wide)
                && in_received(|counts| counts.answered, wide)
                // Decided and within of the total are seen, so the sum of what is not in time is known of the rows that hide it. Within
                // what the rate makes known there may be one number less to choose from.
                && column(
                    |counts| counts.overdue,
                    |counts| counts.decided() - counts.within,
                    Withheld::Outcome,
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
