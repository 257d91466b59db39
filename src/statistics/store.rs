//! Reads what the figures are made of. Writes nothing.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, Timelike};
use diesel::prelude::*;
use serde::Deserialize;

use super::dimension::Value;
use super::disclosure::Told;
use super::facts::{Fact, Facts, Rating, Standing};
use super::published::{YearBefore, YearWithheld};
use crate::accounts::{AgeClass, CompanySize, Gender, Municipality, RequesterKind, Sector};
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, CycleId, OrganisationId, Position, TicketId, TopicId};
use crate::kernel::rating::Verdict;
use crate::platform::db::schema::{
    cycles, events, frozen_reports, rating_requests, ratings, ticket_profiles, tickets,
};
use crate::platform::db::{Conn, DbResult};
use crate::platform::events as log;
use crate::platform::i18n::Lang;
use crate::sla::{CycleState, Outcome};
use crate::tickets::{Channel, TicketState};

/// So many rows are read at a time, which bounds the memory beside the records.
const CHUNK: usize = 10_000;

/// From so many events on, reading everything anew is quicker than following.
const FOLLOWED: i64 = 20_000;

/// So many ids go into one statement; SQLite allows 32,766 values.
const IDS: usize = 500;

/// Brings the records up to date.
pub(super) fn refresh(conn: &mut Conn, facts: &mut Facts) -> DbResult<()> {
    if facts.position == Position::START {
        *facts = read_all(conn)?;
        return Ok(());
    }
    let changed: Vec<(i64, Option<TicketId>)> = events::table
        .filter(events::position.gt(facts.position.0))
        .order(events::position.asc())
        .limit(FOLLOWED)
        .select((events::position, events::ticket_id))
        .load(conn)?;
    if i64::try_from(changed.len()).is_ok_and(|count| count == FOLLOWED) {
        *facts = read_all(conn)?;
        return Ok(());
    }
    let position = changed.last().map_or(facts.position, |(position, _)| Position(*position));
    let mut ids: Vec<TicketId> = changed.into_iter().filter_map(|(_, ticket)| ticket).collect();
    ids.sort_unstable();
    ids.dedup();
    // The rows are read after the events that lead to them, so they are at least as new.
    for ids in ids.chunks(IDS) {
        let rows: Vec<Row> = rows!(cycles::ticket_id.eq_any(ids.to_vec())).load(conn)?;
        rows.into_iter().map(fact).for_each(|fact| facts.put(fact));
    }
    facts.position = position;
    read_newer(conn, facts)
}

/// Whether nothing happened since the records were brought up to date. Cycles are looked at too, for a bulk load may
/// write rows long before their events.
pub(super) fn is_current(conn: &mut Conn, facts: &Facts) -> DbResult<bool> {
    if facts.position == Position::START || log::last_position(conn)? != facts.position {
        return Ok(false);
    }
    let newest: Option<CycleId> = cycles::table.select(diesel::dsl::max(cycles::id)).first(conn)?;
    Ok(newest == facts.last_cycle)
}

/// Every cycle, read anew.
pub(super) fn read_all(conn: &mut Conn) -> DbResult<Facts> {
    let mut facts = Facts::none();
    // Before the rows: what happens meanwhile is read again later rather than missed.
    facts.position = log::last_position(conn)?;
    read_newer(conn, &mut facts)?;
    Ok(facts)
}

/// The cycles newer than the newest known.
fn read_newer(conn: &mut Conn, facts: &mut Facts) -> DbResult<()> {
    loop {
        let after = facts.last_cycle.unwrap_or(CycleId(0));
        let chunk = i64::try_from(CHUNK).unwrap_or(i64::MAX);
        let rows: Vec<Row> = rows!(cycles::id.gt(after)).limit(chunk).load(conn)?;
        let is_last = rows.len() < CHUNK;
        rows.into_iter().map(fact).for_each(|fact| facts.put(fact));
        if is_last {
            return Ok(());
        }
    }
}

/// What frozen reports tell of months, by their first days, and what they said of years.
pub(super) fn told(conn: &mut Conn) -> DbResult<(BTreeMap<NaiveDate, Told>, BTreeMap<i32, YearBefore>)> {
    let kept: Vec<(String, String, String)> = frozen_reports::table
        .select((frozen_reports::first_day, frozen_reports::months_told, frozen_reports::withheld))
        .load(conn)?;
    let mut before: BTreeMap<i32, YearBefore> = BTreeMap::new();
    for (first_day, _, years) in kept.iter().filter(|(.., years)| !years.is_empty()) {
        for (year, withheld) in withheld(first_day, years) {
            before.entry(year).or_default().0.push(withheld);
        }
    }
    let mut told: BTreeMap<NaiveDate, Told> = BTreeMap::new();
    for month in kept.iter().flat_map(|(_, months, _)| months.split_whitespace()) {
        let (day, how) = month.split_once('/').unwrap_or((month, ""));
        if let Ok(day) = day.parse() {
            let known = told.entry(day).or_default();
            *known = Told::parse(how).max(*known);
        }
    }
    Ok((told, before))
}

/// What a report that begins on a day withheld of years.
fn withheld(first_day: &str, kept: &str) -> Vec<(i32, YearWithheld)> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Kept {
        /// Of its own, as it was kept until 28 November 2026.
        Own(YearWithheld),
        Each(BTreeMap<String, YearWithheld>),
    }
    let own = first_day.parse::<NaiveDate>().ok().map(|day| day.year());
    match serde_json::from_str(kept) {
        Ok(Kept::Each(years)) => {
            years.into_iter().filter_map(|(year, withheld)| Some((year.parse().ok()?, withheld))).collect()
        }
        // It told of the year before as well, and it is not known what it withheld of that: so no row of it hides another.
        Ok(Kept::Own(withheld)) => {
            own.map_or(Vec::new(), |year| vec![(year, withheld), (year - 1, YearWithheld::default())])
        }
        // What a later version of the program kept is as good as everything.
        Err(_) => own.map(|year| (year, YearWithheld::everything())).into_iter().collect(),
    }
}

type Row = (
    (CycleId, TicketId, bool, Instant, Instant, CycleState, i64),
    (Option<Instant>, Option<Instant>, Option<Outcome>, Option<AccountId>, Option<OrganisationId>),
    (Option<TopicId>, RequesterKind, Option<Municipality>, Channel, Lang, Option<AccountId>),
    (Option<CompanySize>, Option<Sector>, Option<Gender>, Option<AgeClass>, Option<i32>),
    Option<Verdict>,
    Option<CycleId>,
    (AccountId, i32, TicketState),
);

diesel::alias!(cycles as earlier: Earlier);

/// The rows of the cycles that a condition picks, in the order of their ids.
macro_rules! rows {
    ($picked:expr) => {
        cycles::table
            .inner_join(tickets::table.left_join(ticket_profiles::table))
            .left_join(ratings::table.on(ratings::cycle_id.eq(cycles::id)))
            .left_join(rating_requests::table.on(rating_requests::cycle_id.eq(cycles::id)))
            .filter($picked)
            .order(cycles::id.asc())
            .select((
                (
                    cycles::id,
                    cycles::ticket_id,
                    // What was only taken for spam was not asked before, nor what lay in an archive: this desk had promised nothing.
                    cycles::number.gt(1).and(diesel::dsl::exists(
                        earlier
                            .filter(earlier.field(cycles::ticket_id).eq(cycles::ticket_id))
                            .filter(earlier.field(cycles::number).lt(cycles::number))
                            .filter(
                                earlier.field(cycles::outcome).ne_all([Outcome::Spam, Outcome::Imported]),
                            ),
                    )),
                    cycles::started_at,
                    cycles::due_at,
                    cycles::state,
                    cycles::paused_seconds,
                ),
                (
                    cycles::paused_at,
                    cycles::stopped_at,
                    cycles::outcome,
                    cycles::answered_by,
                    cycles::organisation_id,
                ),
                (
                    tickets::topic_id,
                    tickets::kind,
                    tickets::municipality,
                    tickets::channel,
                    tickets::lang,
                    tickets::assignee_id,
                ),
                (
                    ticket_profiles::company_size.nullable(),
                    ticket_profiles::sector.nullable(),
                    ticket_profiles::gender.nullable(),
                    ticket_profiles::age_class.nullable(),
                    ticket_profiles::children.nullable(),
                ),
                ratings::verdict.nullable(),
                rating_requests::cycle_id.nullable(),
                (tickets::requester_id, cycles::number, tickets::state),
            ))
    };
}
use rows;

fn fact((clock, end, question, profile, verdict, asked, (requester, number, ticket_state)): Row) -> Fact {
    let (cycle, ticket, is_again, started_at, due_at, state, paused_seconds) = clock;
    let (paused_at, stopped_at, outcome, answered_by, organisation) = end;
    let (topic, kind, municipality, channel, lang, assignee) = question;
    let (size, sector, gender, age, children) = profile;
    let ended = stopped_at.unwrap_or(started_at);
    let standing = match (state, outcome) {
        (CycleState::Running, _) => Standing::Running,
        (CycleState::Paused, _) => Standing::Paused(paused_at.unwrap_or(started_at)),
        (CycleState::Stopped, Some(Outcome::Answered)) => Standing::Answered(ended),
        // The question that it became part of counts for both from then on; what was answered before in either counts.
        (CycleState::Stopped, Some(Outcome::Spam | Outcome::Merged | Outcome::Imported)) => Standing::Spam,
        // Nobody owes an answer that is not wanted any more: like one that was closed, it is no broken promise.
        (CycleState::Stopped, Some(Outcome::Closed | Outcome::Solved) | None) => Standing::Closed(ended),
    };
    let holder = match standing {
        Standing::Answered(_) => answered_by,
        _ => assignee,
    };
    let rating = match (verdict, asked) {
        (Some(verdict), Some(_)) => Rating::Given(verdict),
        (Some(verdict), None) => Rating::Volunteered(verdict),
        (None, Some(_)) => Rating::NotGiven,
        (None, None) => Rating::NotAsked,
    };
    let values = [
        Value::of_list(RequesterKind::ALL, Some(kind)),
        Value::of_list(CompanySize::ALL, size),
        Value::of_list(Sector::ALL, sector),
        Value::of_list(Gender::ALL, gender),
        Value::of_list(AgeClass::ALL, age),
        Value::of_number(children.and_then(|children| u16::try_from(children).ok())),
        Value::of_number(municipality.map(Municipality::place)),
        Value::of_id(topic.map(|topic| topic.0)),
        Value::of_id(organisation.map(|organisation| organisation.0)),
        Value::of_id(holder.map(|holder| holder.0)),
        Value::of_list(Channel::ALL, Some(channel)),
        Value::of_list(Lang::ALL, Some(lang)),
        if is_again { Value::AGAIN } else { Value::FIRST },
    ];
    let here = started_at.rome();
    Fact {
        cycle,
        ticket,
        started_at,
        day: here.date_naive(),
        hour: u8::try_from(here.hour()).unwrap_or(0),
        due_at,
        standing,
        paused_seconds,
        rating,
        asked_by: (number == 1 && ticket_state != TicketState::Spam).then_some(requester),
        values,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_report_withheld_is_read_as_it_was_kept_and_else_is_everything() {
        let own = r#"{"total":"nothing","months":[],"week_parts":[],"rows":{"canale":{"web":"row"}}}"#;
        let years =
            |kept: &str| withheld("2025-01-01", kept).into_iter().map(|(year, _)| year).collect::<Vec<_>>();
        assert_eq!(years(own), [2025, 2024]);
        let each = format!(r#"{{"2024":{own},"2025":{own}}}"#);
        assert_eq!(years(&each), [2024, 2025]);
        assert_eq!(withheld("2025-01-01", &each)[1], withheld("2025-01-01", own)[0]);
        assert_eq!(withheld("2025-01-01", "[1]"), [(2025, YearWithheld::everything())]);
    }
}
