//! What R computes the figures from: rows of the database as they are.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Duration;
use dialoga::accounts::Municipality;
use dialoga::kernel::clock::Instant;
use dialoga::platform::db::schema::{
    accounts, clock_events, cycles, deflections, entry_publications, entry_translations, entry_versions,
    events, messages, proposed_answers, rating_requests, ratings, ticket_profiles, tickets, topics,
};
use dialoga::platform::db::{Conn, DbError, DbResult};
use diesel::prelude::*;
use serde_json::Value;

use super::words;

/// What a table holds, the names of its columns first.
type Lines = Vec<Vec<String>>;

type Table = fn(&mut Conn) -> DbResult<Lines>;

/// The files, each with what writes it.
pub const TABLES: [(&str, Table); 10] = [
    ("clock.csv", clock),
    ("questions.csv", questions),
    ("ratings.csv", verdicts),
    ("people.csv", people),
    ("moves.csv", moves),
    ("proposed.csv", proposed),
    ("reviews.csv", reviews),
    ("topics.csv", all_topics),
    ("deflections.csv", spared),
    ("publications.csv", publications),
];

/// In the demonstration nobody reads an answer before it leaves: a third of them are handed in here as if somebody had, and so are
/// some to questions that turned out to be spam.
pub fn hand_in(conn: &mut Conn) -> DbResult<()> {
    type Answer = (i64, i32, Instant, Option<Instant>, Option<i64>);
    let answers: Vec<Answer> = cycles::table
        .order(cycles::id)
        .select((
            cycles::ticket_id,
            cycles::number,
            cycles::started_at,
            cycles::answered_at,
            cycles::answered_by,
        ))
        .load(conn)?;
    let mut author = None;
    for (place, (ticket, number, started, answered, by)) in answers.into_iter().step_by(3).enumerate() {
        let (Some(answered), Some(by)) = (answered, by) else { continue };
        author = Some(by);
        let place = i64::try_from(place).unwrap();
        let seconds = (answered - started).num_seconds();
        let from = started + Duration::seconds(seconds * (place % 5 + 1) / 7);
        let between = from + Duration::seconds((answered - from).num_seconds() / 2);
        let end = match place % 9 {
            0..=3 => Some(("approved", answered)),
            4 | 5 => Some(("returned", between)),
            6 => Some(("withdrawn", between)),
            // Of a question one can wait at a time.
            7 if number == 1 => None,
            _ => Some(("lapsed", answered)),
        };
        propose(conn, ticket, by, from, end)?;
    }
    let spam = tickets::table.filter(tickets::state.eq("spam"));
    let spam: Vec<(i64, Instant)> = spam.select((tickets::id, tickets::created_at)).load(conn)?;
    for (ticket, asked_at) in spam {
        let Some(author) = author else { continue };
        let end = ("lapsed", asked_at + Duration::hours(3));
        propose(conn, ticket, author, asked_at + Duration::hours(1), Some(end))?;
    }
    Ok(())
}

/// An answer is handed in, and what becomes of it then.
fn propose(
    conn: &mut Conn,
    ticket: i64,
    author: i64,
    from: Instant,
    end: Option<(&str, Instant)>,
) -> DbResult<()> {
    let of_ticket = messages::table.filter(messages::ticket_id.eq(ticket)).order(messages::id);
    let note: i64 = of_ticket.select(messages::id).first(conn)?;
    let (outcome, decided_at) = end.unzip();
    diesel::insert_into(proposed_answers::table)
        .values((
            proposed_answers::ticket_id.eq(ticket),
            proposed_answers::author_id.eq(author),
            proposed_answers::edited_by.eq(author),
            proposed_answers::note_id.eq(note),
            proposed_answers::seen_version.eq(1),
            proposed_answers::proposed_at.eq(from),
            proposed_answers::outcome.eq(outcome),
            proposed_answers::decided_at.eq(decided_at),
        ))
        .execute(conn)?;
    Ok(())
}

/// What happened to each clock.
fn clock(conn: &mut Conn) -> DbResult<Lines> {
    type Row = (i64, i64, i64, i32, Instant, String, String, Option<i64>, Option<i64>);
    let rows: Vec<Row> = clock_events::table
        .inner_join(cycles::table)
        .left_join(accounts::table.on(accounts::id.nullable().eq(clock_events::actor_id)))
        .order(clock_events::id)
        .select((
            clock_events::id,
            cycles::id,
            cycles::ticket_id,
            cycles::number,
            clock_events::at,
            clock_events::kind,
            clock_events::cause,
            clock_events::actor_id,
            accounts::organisation_id.nullable(),
        ))
        .load(conn)
        .map_err(DbError::from)?;
    let mut lines =
        vec![words(&["id", "cycle", "ticket", "number", "at", "kind", "cause", "actor", "organisation"])];
    lines.extend(rows.into_iter().map(
        |(id, cycle, ticket, number, at, kind, cause, actor, organisation)| {
            let numbers =
                [id, cycle, ticket, i64::from(number), at.micros()].map(|number| number.to_string());
            let mut line = numbers.to_vec();
            line.extend([kind, cause, known(actor), known(organisation)]);
            line
        },
    ));
    Ok(lines)
}

fn known<T: ToString>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// Who asked what, and who holds it.
fn questions(conn: &mut Conn) -> DbResult<Lines> {
    type Question =
        (i64, String, Option<Municipality>, Option<i64>, String, String, Option<i64>, Option<i64>);
    type Asked = (i64, Instant, String);
    type Profile = (Option<String>, Option<String>, Option<String>, Option<String>, Option<i32>);
    let topic_rows: Vec<(i64, Option<i64>, String)> =
        topics::table.select((topics::id, topics::parent_id, topics::slug)).load(conn)?;
    let topic = |id: i64| topic_rows.iter().find(|row| row.0 == id);
    let slug = |id: Option<i64>| id.and_then(topic).map(|row| row.2.clone()).unwrap_or_default();
    let area = |id: Option<i64>| id.and_then(topic).and_then(|row| row.1).or(id);
    let rows: Vec<(Question, Asked, Profile)> = tickets::table
        .left_join(ticket_profiles::table)
        .left_join(accounts::table.on(accounts::id.nullable().eq(tickets::assignee_id)))
        .select((
            (
                tickets::id,
                tickets::kind,
                tickets::municipality,
                tickets::topic_id,
                tickets::channel,
                tickets::lang,
                tickets::assignee_id,
                accounts::organisation_id.nullable(),
            ),
            (tickets::requester_id, tickets::created_at, tickets::state),
            (
                ticket_profiles::company_size.nullable(),
                ticket_profiles::sector.nullable(),
                ticket_profiles::gender.nullable(),
                ticket_profiles::age_class.nullable(),
                ticket_profiles::children.nullable(),
            ),
        ))
        .load(conn)
        .map_err(DbError::from)?;
    let mut lines = vec![words(&[
        "ticket",
        "kind",
        "municipality",
        "topic",
        "area",
        "channel",
        "lang",
        "holder",
        "holder_organisation",
        "size",
        "sector",
        "gender",
        "age",
        "children",
        "requester",
        "created_at",
        "state",
    ])];
    lines.extend(rows.into_iter().map(|(question, (requester, created_at, state), profile)| {
        let (ticket, kind, municipality, topic, channel, lang, holder, organisation) = question;
        let (size, sector, gender, age, children) = profile;
        vec![
            ticket.to_string(),
            kind,
            municipality.map(|one| one.code().to_owned()).unwrap_or_default(),
            slug(topic),
            slug(area(topic)),
            channel,
            lang,
            known(holder),
            known(organisation),
            known(size),
            known(sector),
            known(gender),
            known(age),
            known(children),
            requester.to_string(),
            created_at.micros().to_string(),
            state,
        ]
    }));
    Ok(lines)
}

/// Of which answers it was asked whether they helped, and what was said.
fn verdicts(conn: &mut Conn) -> DbResult<Lines> {
    let asked: Vec<i64> = rating_requests::table.select(rating_requests::cycle_id).load(conn)?;
    let asked: BTreeSet<i64> = asked.into_iter().collect();
    let said: Vec<(i64, String)> = ratings::table.select((ratings::cycle_id, ratings::verdict)).load(conn)?;
    let said: BTreeMap<i64, String> = said.into_iter().collect();
    let either: BTreeSet<i64> = asked.iter().chain(said.keys()).copied().collect();
    let mut lines = vec![words(&["cycle", "asked", "verdict"])];
    lines.extend(
        either
            .into_iter()
            .map(|cycle| vec![cycle.to_string(), yes(asked.contains(&cycle)), known(said.get(&cycle))]),
    );
    Ok(lines)
}

fn yes(is_so: bool) -> String {
    if is_so { "yes" } else { "no" }.to_owned()
}

/// For which organisation each of the desk works.
fn people(conn: &mut Conn) -> DbResult<Lines> {
    let staff = accounts::table.filter(accounts::role.ne("requester"));
    let rows: Vec<(i64, Option<i64>)> = staff.select((accounts::id, accounts::organisation_id)).load(conn)?;
    let mut lines = vec![words(&["account", "organisation"])];
    lines.extend(rows.into_iter().map(|(id, organisation)| vec![id.to_string(), known(organisation)]));
    Ok(lines)
}

/// How questions passed from one to another.
fn moves(conn: &mut Conn) -> DbResult<Lines> {
    let kinds = [
        "ticket_claimed",
        "ticket_routed",
        "ticket_handed_over",
        "ticket_took_in",
        "ticket_released",
        "claim_expired",
        "ticket_marked_spam",
    ];
    let rows: Vec<(i64, Instant, String, String)> = events::table
        .filter(events::kind.eq_any(kinds))
        .order(events::position)
        .select((events::position, events::at, events::kind, events::payload))
        .load(conn)?;
    let mut lines = vec![words(&["position", "ticket", "at", "kind", "person", "from"])];
    lines.extend(rows.into_iter().map(|(position, at, kind, payload)| {
        let payload: Value = serde_json::from_str(&payload).unwrap();
        let number = |name: &str| payload[name].as_i64();
        let person = number("to").or(number("expert")).or(number("holder"));
        let mut line = vec![position.to_string(), known(number("ticket")), at.micros().to_string(), kind];
        line.extend([known(person), known(number("from"))]);
        line
    }));
    Ok(lines)
}

/// Answers that were handed in, and what became of them.
fn proposed(conn: &mut Conn) -> DbResult<Lines> {
    type Row = (i64, i64, Instant, Option<String>, Option<Instant>);
    let rows: Vec<Row> = proposed_answers::table
        .order(proposed_answers::id)
        .select((
            proposed_answers::ticket_id,
            proposed_answers::author_id,
            proposed_answers::proposed_at,
            proposed_answers::outcome,
            proposed_answers::decided_at,
        ))
        .load(conn)?;
    let mut lines = vec![words(&["ticket", "author", "proposed_at", "outcome", "decided_at"])];
    lines.extend(rows.into_iter().map(|(ticket, author, at, outcome, decided_at)| {
        let decided_at = known(decided_at.map(Instant::micros));
        vec![ticket.to_string(), author.to_string(), at.micros().to_string(), known(outcome), decided_at]
    }));
    Ok(lines)
}

/// What happened to entries of the catalogue on their way to the public.
fn reviews(conn: &mut Conn) -> DbResult<Lines> {
    let kinds = [
        "entry_drafted",
        "entry_submitted",
        "entry_returned",
        "entry_scheduled",
        "entry_unscheduled",
        "entry_published",
        "entry_withdrawn",
    ];
    let rows: Vec<(i64, Option<i64>, String, Instant)> = events::table
        .filter(events::kind.eq_any(kinds))
        .order(events::position)
        .select((events::position, events::entry_id, events::kind, events::at))
        .load(conn)?;
    let mut lines = vec![words(&["position", "entry", "kind", "at"])];
    lines.extend(rows.into_iter().map(|(position, entry, kind, at)| {
        vec![position.to_string(), known(entry), kind, at.micros().to_string()]
    }));
    Ok(lines)
}

/// The topics, each with the area that it is in.
fn all_topics(conn: &mut Conn) -> DbResult<Lines> {
    let rows: Vec<(i64, Option<i64>, String, String)> =
        topics::table.select((topics::id, topics::parent_id, topics::slug, topics::name_it)).load(conn)?;
    let slugs: BTreeMap<i64, String> = rows.iter().map(|(id, _, slug, _)| (*id, slug.clone())).collect();
    let mut lines = vec![words(&["slug", "area", "name"])];
    lines.extend(
        rows.into_iter()
            .map(|(id, parent, slug, name)| vec![slug, slugs[&parent.unwrap_or(id)].clone(), name]),
    );
    Ok(lines)
}

/// To whom an entry was enough, and whether they asked all the same.
fn spared(conn: &mut Conn) -> DbResult<Lines> {
    let rows: Vec<(Instant, String)> =
        deflections::table.select((deflections::at, deflections::outcome)).load(conn)?;
    let mut lines = vec![words(&["at", "outcome"])];
    lines.extend(rows.into_iter().map(|(at, outcome)| vec![at.micros().to_string(), outcome]));
    Ok(lines)
}

/// When versions of entries became public.
fn publications(conn: &mut Conn) -> DbResult<Lines> {
    let translations: Vec<i64> = entry_translations::table.select(entry_translations::entry_id).load(conn)?;
    let versions: Vec<(i64, i32, String)> = entry_versions::table
        .select((entry_versions::entry_id, entry_versions::number, entry_versions::kind))
        .load(conn)?;
    let kinds: BTreeMap<(i64, i32), String> =
        versions.into_iter().map(|(entry, number, kind)| ((entry, number), kind)).collect();
    let rows: Vec<(i64, i32, Instant)> = entry_publications::table
        .select((entry_publications::entry_id, entry_publications::version, entry_publications::published_at))
        .load(conn)?;
    let mut lines = vec![words(&["entry", "kind", "at", "translation"])];
    lines.extend(rows.into_iter().map(|(entry, version, at)| {
        let kind = kinds[&(entry, version)].clone();
        vec![entry.to_string(), kind, at.micros().to_string(), yes(translations.contains(&entry))]
    }));
    Ok(lines)
}
