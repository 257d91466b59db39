//! Whom the desk reached, read from what stays whatever becomes of people's accounts; and the targets, of which none is ever changed.

use std::collections::{BTreeMap, HashMap};

use diesel::dsl::{count, min};
use diesel::prelude::*;

use super::{Indicator, Questions, Reached};
use crate::accounts::{CompanySize, RequesterKind};
use crate::catalogue::EntryKind;
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, EntryId, TicketId};
use crate::platform::db::schema::{
    cycles, entry_publications as publications, entry_translations, entry_versions as versions,
    indicator_targets as targets, ticket_profiles as profiles, tickets,
};
use crate::platform::db::{Conn, DbResult, portable};
use crate::sla::Outcome;
use crate::tickets::TicketState;

/// Whom and what was reached from an instant on, before another; and how many questions they asked.
///
/// Who asked comes from an index, and what they told from one stretch of its table: joined question by question it takes far longer.
pub(super) fn reached(conn: &mut Conn, from: Instant, end: Instant) -> DbResult<(Reached, Questions)> {
    let workers = asked(conn, RequesterKind::Worker, (from, end))?;
    let firms = asked(conn, RequesterKind::Enterprise, (from, end))?;
    let told = told(conn, workers.iter().chain(&firms).map(|(ticket, _)| *ticket))?;
    let has_children = |ticket: &TicketId| told.get(ticket).is_some_and(|told| told.has_children);
    let of_families: Vec<AccountId> =
        workers.iter().filter(|(ticket, _)| has_children(ticket)).map(|(_, person)| *person).collect();
    let size_of = |ticket: &TicketId| told.get(ticket).and_then(|told| told.size);
    let sized = firms.iter().map(|(ticket, firm)| (*firm, size_of(ticket), *ticket));
    let asked_by = |size| number(firms.iter().filter(|(ticket, _)| size_of(ticket) == Some(size)).count());
    let questions = Questions {
        workers: number(workers.len()),
        of_families: number(of_families.len()),
        of_firms: [CompanySize::Micro, CompanySize::Small, CompanySize::Medium].map(asked_by),
    };
    let bodies: i64 = cycles::table
        .filter(cycles::outcome.eq(Outcome::Answered))
        .filter(cycles::answered_at.ge(from).and(cycles::answered_at.lt(end)))
        .select(count(cycles::organisation_id).aggregate_distinct())
        .first(conn)?;
    let translations = entry_translations::table.select(entry_translations::entry_id);
    let entries: Vec<EntryId> = publications::table
        .inner_join(versions::table.on(
            versions::entry_id.eq(publications::entry_id).and(versions::number.eq(publications::version)),
        ))
        .filter(versions::kind.eq(EntryKind::Answer))
        // A translation says again what counts already.
        .filter(publications::entry_id.ne_all(translations))
        .group_by(publications::entry_id)
        .having(min(publications::published_at).ge(from).and(min(publications::published_at).lt(end)))
        .select(publications::entry_id)
        .load(conn)?;
    let mut reached = Reached {
        persons: distinct(workers.iter().map(|(_, person)| *person)),
        families: distinct(of_families.into_iter()),
        bodies: u64::try_from(bodies).unwrap_or_default(),
        entries: number(entries.len()),
        ..Reached::default()
    };
    for size in sizes(sized) {
        let of_size = match size {
            Some(CompanySize::Micro) => &mut reached.micro,
            Some(CompanySize::Small) => &mut reached.small,
            Some(CompanySize::Medium) => &mut reached.medium,
            None => &mut reached.unsized_firms,
        };
        *of_size += 1;
    }
    Ok((reached, questions))
}

/// The questions of a kind of requester, without spam, and who asked each.
fn asked(
    conn: &mut Conn,
    kind: RequesterKind,
    (from, end): (Instant, Instant),
) -> DbResult<Vec<(TicketId, AccountId)>> {
    let asked = tickets::table
        .filter(tickets::kind.eq(kind).and(tickets::state.ne(TicketState::Spam)))
        .filter(tickets::created_at.ge(from).and(tickets::created_at.lt(end)))
        .select((tickets::id, tickets::requester_id));
    Ok(asked.load(conn)?)
}

/// What somebody told of herself with a question.
struct TellsOf {
    has_children: bool,
    size: Option<CompanySize>,
}

/// What was told with questions, as far as it matters here; with others between them too.
fn told(
    conn: &mut Conn,
    questions: impl Iterator<Item = TicketId> + Clone,
) -> DbResult<HashMap<TicketId, TellsOf>> {
    let Some((first, last)) = questions.clone().min().zip(questions.max()) else { return Ok(HashMap::new()) };
    let rows: Vec<(TicketId, Option<i32>, Option<CompanySize>)> = profiles::table
        .filter(profiles::ticket_id.between(first, last))
        .filter(profiles::children.gt(0).or(profiles::company_size.is_not_null()))
        .select((profiles::ticket_id, profiles::children, profiles::company_size))
        .load(conn)?;
    let told = |(ticket, children, size): (TicketId, Option<i32>, _)| {
        (ticket, TellsOf { has_children: children.is_some_and(|children| children > 0), size })
    };
    Ok(rows.into_iter().map(told).collect())
}

fn distinct(people: impl Iterator<Item = AccountId>) -> u64 {
    let mut people: Vec<AccountId> = people.collect();
    people.sort_unstable();
    people.dedup();
    number(people.len())
}

fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

/// Of each firm the size that it told with the latest of its questions that tell one.
fn sizes(
    firms: impl Iterator<Item = (AccountId, Option<CompanySize>, TicketId)>,
) -> impl Iterator<Item = Option<CompanySize>> {
    let mut latest: HashMap<AccountId, (bool, TicketId, Option<CompanySize>)> = HashMap::new();
    for (firm, size, ticket) in firms {
        let told = (size.is_some(), ticket, size);
        let known = latest.entry(firm).or_insert(told);
        if (told.0, told.1) > (known.0, known.1) {
            *known = told;
        }
    }
    latest.into_values().map(|(_, _, size)| size)
}

/// A target that somebody set, or took away.
#[derive(Debug, Clone)]
pub(super) struct Change {
    pub revision: i32,
    pub indicator: Indicator,
    pub value: Option<i32>,
    pub by: AccountId,
    pub at: Instant,
}

/// All that was ever set for a year, the oldest first.
pub(super) fn history(conn: &mut Conn, year: i32) -> DbResult<Vec<Change>> {
    type Row = (i32, Indicator, Option<i32>, AccountId, Instant);
    let rows: Vec<Row> = targets::table
        .filter(targets::year.eq(year))
        .order((targets::revision, targets::indicator))
        .select((targets::revision, targets::indicator, targets::value, targets::set_by, targets::set_at))
        .load(conn)?;
    let change = |(revision, indicator, value, by, at)| Change { revision, indicator, value, by, at };
    Ok(rows.into_iter().map(change).collect())
}

/// The targets that hold, of all that was set.
pub(super) fn in_force(history: &[Change]) -> BTreeMap<Indicator, i32> {
    let mut values = BTreeMap::new();
    for change in history {
        match change.value {
            Some(value) => values.insert(change.indicator, value),
            None => values.remove(&change.indicator),
        };
    }
    values
}

/// Writes what changed in the targets of a year for somebody who had read `revision` (0: none); false when somebody else changed them
/// meanwhile.
pub(super) fn set(
    conn: &mut Conn,
    year: i32,
    revision: i32,
    wanted: &BTreeMap<Indicator, i32>,
    by: AccountId,
    now: Instant,
) -> DbResult<bool> {
    portable::exclusive(conn, "indicator_targets")?;
    let history = history(conn, year)?;
    if history.last().map_or(0, |change| change.revision) != revision {
        return Ok(false);
    }
    let former = in_force(&history);
    for indicator in Indicator::ALL {
        let value = wanted.get(indicator).copied();
        if value != former.get(indicator).copied() {
            let row = (
                targets::year.eq(year),
                targets::revision.eq(revision + 1),
                targets::indicator.eq(indicator),
                targets::value.eq(value),
                targets::set_by.eq(by),
                targets::set_at.eq(now),
            );
            diesel::insert_into(targets::table).values(row).execute(conn)?;
        }
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::db::plans::{
        is_no_table_read_whole, plan, statements, try_on_postgres, try_on_sqlite,
    };

    fn try_plans(conn: &mut Conn) {
        let (from, end) = (Instant::from_micros(0), Instant::from_micros(1_000_000));
        let asked = statements(conn, |conn| {
            reached(conn, from, end).expect("counted");
            told(conn, [TicketId(1), TicketId(9)].into_iter()).expect("read");
        });
        assert_eq!(asked.len(), 5);
        for sql in &asked {
            is_no_table_read_whole(&plan(conn, sql), &["tickets", "cycles", "ticket_profiles"]);
        }
    }

    #[test]
    fn whom_the_desk_reached_is_found_by_an_index() {
        try_on_sqlite(try_plans);
    }

    #[test]
    fn whom_the_desk_reached_is_found_by_an_index_on_postgres() {
        try_on_postgres("indicator_plans", try_plans);
    }

    #[test]
    fn a_firm_counts_once_with_the_size_that_it_told_last() {
        let firm = |firm, size, ticket| (AccountId(firm), size, TicketId(ticket));
        let firms = [
            firm(1, Some(CompanySize::Micro), 5),
            firm(1, Some(CompanySize::Small), 7),
            firm(1, None, 9),
            firm(2, None, 3),
        ];
        let mut counted: Vec<_> = sizes(firms.into_iter()).collect();
        counted.sort_unstable();
        assert_eq!(counted, [None, Some(CompanySize::Small)]);
    }
}
