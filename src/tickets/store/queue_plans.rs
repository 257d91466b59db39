//! The plans of the lists' queries, and that each of them finds the same: a page of an archive is one range of an index, in its
//! order, without sorting, or a few rows by their numbers.

use std::io::Write;
use std::sync::{Arc, Mutex};

use diesel::connection::{InstrumentationEvent, SimpleConnection};
use diesel::prelude::*;
use diesel::sql_types::Text;

use chrono::Duration;

use super::queue::{archive_of, in_hand, of_numbers};
use super::tickets::of_requester_before;
use super::{answer_drafts, canned, claims, links, merges, opinions, presence, proposed, ratings};
use crate::accounts::{self, Municipality, NewMember, RequesterKind, Role};
use crate::kernel::clock::Instant;
use crate::kernel::event::Actor;
use crate::kernel::ids::{AccountId, CycleId, GroupId, Position, TicketId, TopicId};
use crate::kernel::text::{EmailAddress, Name};
use crate::platform::db::schema::tickets;
use crate::platform::db::{Conn, DatabaseUrl, migrations};
use crate::platform::events;
use crate::platform::i18n::Lang;
use crate::platform::search::Matching;
use crate::tickets::listing::{Filter, Line, List, Place, Times, Whose};
use crate::tickets::model::{Channel, Stage, TicketState};
use crate::topics;

/// The statements that `work` sends, as text with placeholders.
fn statements(conn: &mut Conn, work: impl FnOnce(&mut Conn)) -> Vec<String> {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let noted = Arc::clone(&seen);
    conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
        if let InstrumentationEvent::StartQuery { query, .. } = event {
            let text = query.to_string();
            let sql = text.split(" -- binds:").next().unwrap_or_default().to_owned();
            noted.lock().expect("nobody panicked").push(sql);
        }
    });
    work(conn);
    conn.set_instrumentation(None::<Box<dyn diesel::connection::Instrumentation>>);
    seen.lock().expect("nobody panicked").drain(..).collect()
}

#[derive(QueryableByName)]
struct Step {
    #[diesel(sql_type = Text)]
    detail: String,
}

#[derive(QueryableByName)]
struct PlanLine {
    #[diesel(sql_type = Text, column_name = "QUERY PLAN")]
    detail: String,
}

fn plan(conn: &mut Conn, sql: &str) -> String {
    let steps: Vec<String> = match conn {
        Conn::Sqlite(inner) => diesel::sql_query(format!("EXPLAIN QUERY PLAN {sql}"))
            .load::<Step>(inner)
            .expect("a plan")
            .into_iter()
            .map(|step| step.detail)
            .collect(),
        Conn::Postgres(inner) => {
            // A statement with placeholders is explained once it is prepared, with any values.
            let values = match sql.matches('$').count() {
                0 => String::new(),
                count => format!("({})", vec!["NULL"; count].join(", ")),
            };
            inner.batch_execute(&format!("PREPARE list AS {sql}")).expect("prepared");
            let lines: Vec<PlanLine> =
                diesel::sql_query(format!("EXPLAIN EXECUTE list{values}")).load(inner).expect("a plan");
            inner.batch_execute("DEALLOCATE list").expect("forgotten");
            lines.into_iter().map(|line| line.detail).collect()
        }
    };
    steps.join("\n")
}

/// What bounds the rows that are read: the conditions on the index, in either database's words. One step, nothing sorted,
/// nothing read from end to end.
fn bounds(plan: &str) -> &str {
    for wrong in ["SCAN", "Seq Scan", "Bitmap", "TEMP B-TREE", "Sort"] {
        assert!(!plan.contains(wrong), "{wrong} in {plan}");
    }
    if let Some((_, bounds)) = plan.split_once("Index Cond: ") {
        return bounds.lines().next().unwrap_or_default();
    }
    assert_eq!(plan.lines().count(), 1, "{plan}");
    let (_, bounds) = plan.split_once("SEARCH tickets USING INDEX ").expect("a search of an index");
    bounds
}

/// Nothing is read from end to end.
fn is_searched(plan: &str) {
    for wrong in ["SCAN tickets", "Seq Scan", "SCAN events"] {
        assert!(!plan.contains(wrong), "{wrong} in {plan}");
    }
}

const ALL: Filter = Filter {
    list: List::Closed,
    whose: Whose::All,
    topics: Vec::new(),
    place: None,
    kind: None,
    channel: None,
    holders: None,
    said: None,
    reader: None,
};

/// One condition each, the column that it is about, and whether its index has its rows in the order of the list.
fn conditions() -> Vec<(Filter, &'static str, bool)> {
    let (one, two) = (vec![TopicId(1)], vec![TopicId(1), TopicId(2)]);
    let milano = Municipality::parse("015146");
    // Two became one, and what was asked in one of them before belongs to it.
    let vermezzo = Municipality::parse("015251");
    let (mine, groups) = (AccountId(1), vec![GroupId(1), GroupId(2)]);
    vec![
        (Filter { topics: one, ..ALL }, "topic_id", true),
        (Filter { topics: two, ..ALL }, "topic_id", false),
        (Filter { place: milano, ..ALL }, "municipality", true),
        (Filter { place: vermezzo, ..ALL }, "municipality", false),
        (Filter { kind: Some(RequesterKind::Enterprise), ..ALL }, "kind", true),
        (Filter { channel: Some(Channel::Phone), ..ALL }, "channel", true),
        (Filter { holders: Some(vec![mine, AccountId(2)]), ..ALL }, "assignee_id", false),
        (Filter { whose: Whose::HeldBy(mine), ..ALL }, "assignee_id", true),
        (Filter { whose: Whose::WorkOf(mine, groups.clone()), ..ALL }, "assignee_id", true),
        // PostgreSQL takes its index when the figures of the table say so, which they do not of an empty one.
        (Filter { whose: Whose::Unheld, ..ALL }, "assignee_id", false),
        (Filter { whose: Whose::Groups(groups), ..ALL }, "group_id", false),
    ]
}

/// Everything that the lists ask, from their start and from a place in them.
fn try_plans(conn: &mut Conn) {
    let places = [None, Some(Place { at: Instant::from_micros(1), id: TicketId(1) })];
    let sent = |conn: &mut Conn, filter: &Filter, after, few| {
        statements(conn, |conn| {
            archive_of(conn, Stage::Closed, filter, after, 51, few).expect("a page");
        })
    };
    for after in places {
        let asked = sent(conn, &ALL, after, 1000);
        let [sql] = asked.as_slice() else { panic!("a page is one query: {asked:?}") };
        let plan = plan(conn, sql);
        assert!(bounds(&plan).contains("stage"), "{plan}");
        assert!(bounds(&plan).contains("queue_at") || after.is_none(), "{plan}");
    }
    for ((filter, column, in_order), after) in
        conditions().into_iter().flat_map(|one| places.map(|after| (one.clone(), after)))
    {
        // Where it leaves few, they are found in its index, and the rows by their numbers.
        let asked = sent(conn, &filter, after, 1000);
        let [finds @ .., read] = asked.as_slice() else { panic!("a page is read") };
        assert_eq!(finds.len(), if column == "group_id" { 2 } else { 1 }, "{asked:?}");
        for find in finds {
            let found = plan(conn, find);
            is_searched(&found);
            assert!(found.contains(column) && found.contains("stage"), "{filter:?}\n{find}\n{found}");
        }
        is_searched(&plan(conn, read));
        // Where it leaves many, its index has them in order, or the list has.
        let asked = sent(conn, &filter, after, -1);
        let [.., walk] = asked.as_slice() else { panic!("a page is read") };
        let walked = plan(conn, walk);
        let bounds = bounds(&walked);
        let owed = [Some("stage"), in_order.then_some(column), after.map(|_| "queue_at")];
        for column in owed.into_iter().flatten() {
            assert!(bounds.contains(column), "{column}: {filter:?} {after:?}\n{walk}\n{walked}");
        }
    }
    let times = Times::at(Instant::from_micros(1));
    let asked = statements(conn, |conn| {
        in_hand(conn, times.monday).expect("what is in hand");
        of_numbers(conn, &[TicketId(1)]).expect("lines");
        events::last_position(conn).expect("a place");
        events::tickets_between(conn, Position::START, Position(9)).expect("numbers");
    });
    assert_eq!(asked.len(), 7, "{asked:?}");
    for sql in asked {
        is_searched(&plan(conn, &sql));
    }
}

/// What the page of a question asks beside its own row, and what time asks of those that somebody holds.
fn try_plans_of_the_desk(conn: &mut Conn) {
    let (id, me, now) = (TicketId(1), AccountId(1), Instant::from_micros(1));
    let place = Place { at: now, id };
    let asked = statements(conn, |conn| {
        claims::idle(conn, now, None, Some(place), 200).expect("claims");
        claims::idle(conn, now, Some(id), None, 1).expect("a claim");
        presence::of_ticket(conn, id, now).expect("who is there");
        answer_drafts::of(conn, id, me).expect("a draft");
        answer_drafts::of_author(conn, me).expect("drafts");
        opinions::of_ticket(conn, id).expect("opinions");
        opinions::owed(conn, me, 200).expect("opinions");
        proposed::of_ticket(conn, id).expect("answers to approve");
        proposed::waiting(conn, id).expect("an answer to approve");
        merges::into(conn, id).expect("what it became part of");
        merges::of(conn, id).expect("what became part of it");
        links::of_ticket(conn, id).expect("links");
        canned::offered(conn, Lang::It, &[TopicId(1)], 100).expect("canned answers");
        of_requester_before(conn, me, Some(id), 51).expect("questions");
        accounts::staff(conn).expect("staff");
        let after = ratings::After { at: now, cycle: CycleId(1) };
        ratings::unhappy(conn, None, Some(after), 31).expect("ratings");
        ratings::unhappy(conn, Some(me), None, 31).expect("ratings");
        ratings::of_ticket(conn, id).expect("ratings");
        ratings::last_asked(conn, me).expect("a request");
        ratings::asked_at(conn, id, now).expect("a request");
        ratings::unreminded(conn, now, now, Some(place), 200).expect("requests");
        accounts::staff_by_partner(conn).expect("staff");
    });
    assert_eq!(asked.len(), 22, "{asked:?}");
    for sql in asked {
        let plan = plan(conn, &sql);
        for wrong in ["SCAN", "Seq Scan"] {
            assert!(!plan.contains(wrong), "{wrong} in {plan}\n{sql}");
        }
    }
}

/// Questions of every kind, many of them closed at the same instant as others.
fn fill(conn: &mut Conn) {
    let now = Instant::parse_rfc3339("2026-11-24T10:30:00+01:00").expect("an instant");
    for id in 1..=3_i64 {
        let member = NewMember {
            email: EmailAddress::parse(&format!("a{id}@esempio.it")).expect("an address"),
            name: Name::parse("Anna").expect("a name"),
            role: Role::Expert,
            organisation: None,
            lang: Lang::It,
            password_hash: Some("nobody's".to_owned()),
        };
        let account = accounts::add_member(conn, &member, Actor::System, now).expect("an account");
        let group = topics::create_group(conn, &format!("Gruppo {id}")).expect("a group");
        assert_eq!((account, group), (AccountId(id), GroupId(id)));
    }
    let places = [None, Some("015146"), Some("015235"), Some("015251")];
    let states =
        [TicketState::Closed, TicketState::Closed, TicketState::Closed, TicketState::Spam, TicketState::New];
    for id in 1..=240_i64 {
        let nth = |count: i64, mixed: i64| usize::try_from(id * mixed / 7 % count).expect("a place");
        let some = |count: i64, mixed: i64| i64::try_from(nth(count, mixed)).ok().filter(|one| *one > 0);
        let state = states[nth(5, 11)];
        let at = now + Duration::minutes(id * 37 % 40);
        let ticket = (
            tickets::id.eq(id),
            tickets::requester_id.eq(3_i64),
            tickets::channel.eq(Channel::ALL[nth(4, 13)]),
            tickets::state.eq(state),
            tickets::topic_id.eq(some(5, 17)),
            tickets::group_id.eq(some(4, 19)),
            tickets::assignee_id.eq(some(3, 23)),
            tickets::subject.eq("Permessi"),
            tickets::municipality.eq(places[nth(4, 29)]),
            tickets::kind.eq(RequesterKind::ALL[nth(2, 31)]),
            tickets::lang.eq("it"),
            tickets::created_at.eq(now),
            tickets::updated_at.eq(now),
            tickets::due_at.eq((state == TicketState::New).then_some(at)),
            tickets::content_hash.eq("x"),
            tickets::stage.eq(state.stage()),
            tickets::queue_at.eq(at),
        );
        diesel::insert_into(tickets::table).values(ticket).execute(conn).expect("a question");
    }
}

/// Each filter, and every two of them together, finds page by page what a look at each row finds, whichever way is taken.
fn try_pages(conn: &mut Conn) {
    fill(conn);
    let ids: Vec<TicketId> = (1..=240).map(TicketId).collect();
    let lines: Vec<Line> = of_numbers(conn, &ids).expect("lines");
    let times = Times::at(Instant::from_micros(0));
    let mut single: Vec<Filter> = conditions().into_iter().map(|(filter, ..)| filter).collect();
    let some = Matching::of("some", (1..=240).filter(|id| id % 3 == 0).collect());
    single.push(Filter { said: Some(Arc::new(some)), ..ALL });
    let both = |one: &Filter, other: &Filter| Filter {
        list: List::Closed,
        whose: if one.whose == Whose::All { other.whose.clone() } else { one.whose.clone() },
        topics: if one.topics.is_empty() { other.topics.clone() } else { one.topics.clone() },
        place: one.place.or(other.place),
        kind: one.kind.or(other.kind),
        channel: one.channel.or(other.channel),
        holders: one.holders.clone().or_else(|| other.holders.clone()),
        said: one.said.clone().or_else(|| other.said.clone()),
        reader: one.reader,
    };
    let mut found_any = 0;
    for filter in single.iter().flat_map(|one| single.iter().map(move |other| both(one, other))).chain([ALL])
    {
        // Of what is over, her work is what she held.
        let whose = match &filter.whose {
            Whose::WorkOf(account, _) => Whose::HeldBy(*account),
            whose => whose.clone(),
        };
        let plain = Filter { whose, ..filter.clone() };
        let taken = lines.iter().filter(|line| plain.takes(line, &times));
        let mut wanted: Vec<Place> =
            taken.map(|line| Place { at: line.queue_at, id: line.ticket.id }).collect();
        wanted.sort_unstable_by(|one, other| other.cmp(one));
        found_any += usize::from(!wanted.is_empty());
        for few in [-1, 20, 1000] {
            let (mut found, mut after): (Vec<Place>, Option<Place>) = (Vec::new(), None);
            loop {
                let page = archive_of(conn, Stage::Closed, &filter, after, 7, few).expect("a page");
                found.extend(page.iter().map(|(place, _)| *place));
                after = found.last().copied();
                if page.len() < 7 {
                    break;
                }
            }
            assert_eq!(found, wanted, "{filter:?}, {few} are few");
        }
    }
    assert!(found_any > 40, "only {found_any} filters left anything");
}

#[test]
fn every_page_of_an_archive_is_found_by_an_index_on_sqlite() {
    let mut conn = DatabaseUrl::parse("sqlite::memory:").expect("a URL").establish().expect("SQLite");
    migrations::run(&mut conn).expect("a schema");
    try_plans(&mut conn);
    try_plans_of_the_desk(&mut conn);
    try_pages(&mut conn);
}

#[test]
fn every_page_of_an_archive_is_found_by_an_index_on_postgres() {
    let Ok(server) = std::env::var("DIALOGA_TEST_POSTGRES_URL") else {
        // Past the capture of the test harness, which would keep it from who should read it.
        std::io::stderr()
            .write_all(b"\nNot tried here: the plans of the lists on PostgreSQL.\n")
            .expect("said");
        return;
    };
    let mut conn = DatabaseUrl::parse(&server).expect("a URL").establish().expect("PostgreSQL");
    let schema = format!("plans_{}", std::process::id());
    // With a few rows every plan reads the whole table: what matters is that the index can serve.
    conn.batch_execute(&format!(
        "CREATE SCHEMA {schema}; SET search_path TO {schema}; SET enable_seqscan = off; SET enable_sort = off; SET enable_bitmapscan = off; \
         SET plan_cache_mode = force_generic_plan;"
    ))
    .expect("a schema of its own");
    migrations::run(&mut conn).expect("tables");
    let tried = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        try_plans(&mut conn);
        try_plans_of_the_desk(&mut conn);
        try_pages(&mut conn);
    }));
    conn.batch_execute(&format!("DROP SCHEMA {schema} CASCADE")).expect("cleaned up");
    if let Err(panic) = tried {
        std::panic::resume_unwind(panic);
    }
}
