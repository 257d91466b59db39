//! The plans of the pages of an archive, and that each of them finds the same: a page is one range of an index, in its order,
//! without sorting, or a few rows by their numbers.

use std::sync::Arc;

use chrono::Duration;
use diesel::prelude::*;

use super::archive::{LEAST, first_step, next_step, page_of};
use super::queue::of_numbers;
use crate::accounts::{self, Municipality, NewMember, RequesterKind, Role};
use crate::kernel::clock::Instant;
use crate::kernel::event::Actor;
use crate::kernel::ids::{AccountId, GroupId, TicketId, TopicId};
use crate::kernel::text::{EmailAddress, Name};
use crate::platform::db::Conn;
use crate::platform::db::plans::{is_searched, plan, statements, try_on_postgres, try_on_sqlite};
use crate::platform::db::schema::tickets;
use crate::platform::i18n::Lang;
use crate::platform::search::Matching;
use crate::tickets::listing::{Filter, Line, List, Place, Times, Whose};
use crate::tickets::model::{Channel, Stage, TicketState};
use crate::topics;

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
    let searched =
        ["INDEX ", "COVERING INDEX "].map(|index| plan.split_once(&format!("SEARCH tickets USING {index}")));
    let (_, bounds) = searched.into_iter().flatten().next().expect("a search of an index");
    bounds
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

/// Everything that the archive asks, from their start and from a place in them.
fn try_plans(conn: &mut Conn) {
    let places = [None, Some(Place { at: Instant::from_micros(1), id: TicketId(1) })];
    let sent = |conn: &mut Conn, filter: &Filter, after, few| {
        statements(conn, |conn| {
            page_of(conn, Stage::Closed, filter, after, 51, few).expect("a page");
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
        // So they are where words are looked for along them; then the page is read.
        let words = Some(Arc::new(Matching::of("words", vec![1])));
        let asked = sent(conn, &Filter { said: words, ..filter.clone() }, after, -1);
        let [.., worded, _] = asked.as_slice() else { panic!("a page is read") };
        for walk in [walk, worded] {
            let walked = plan(conn, walk);
            let bounds = bounds(&walked);
            let owed = [Some("stage"), in_order.then_some(column), after.map(|_| "queue_at")];
            for column in owed.into_iter().flatten() {
                assert!(bounds.contains(column), "{column}: {filter:?} {after:?}\n{walk}\n{walked}");
            }
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
                let page = page_of(conn, Stage::Closed, &filter, after, 7, few).expect("a page");
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

/// Words that many questions hold: however few of them are over, a page is a few statements.
fn try_words(conn: &mut Conn) {
    let said = |ids: Vec<i64>| Some(Arc::new(Matching::of("words", ids)));
    // 240 rows, of which the archive is the greater part: the words of its last question are found after two steps, each with where it
    // ended; where it is known that words are seldom, in one.
    let closed: Vec<(Place, _)> = page_of(conn, Stage::Closed, &ALL, None, 240, 1000).expect("the archive");
    let last = closed.last().expect("a question").0;
    let sent = |conn: &mut Conn, ids: Vec<i64>| {
        let filter = Filter { said: said(ids), ..ALL };
        let mut page = Vec::new();
        let asked = statements(conn, |conn| {
            page = page_of(conn, Stage::Closed, &filter, None, 7, -1).expect("a page");
        });
        (asked.len(), page.into_iter().map(|(place, _)| place).collect::<Vec<_>>())
    };
    assert!(closed.len() > 100, "{}", closed.len());
    assert_eq!(sent(conn, vec![last.id.0]), (2, vec![last]));
    let seemingly: Vec<i64> = (1..30).map(|id| -id).rev().chain([last.id.0]).collect();
    assert_eq!(sent(conn, seemingly), (4, vec![last]));
    let all = sent(conn, (1..=240).collect());
    assert_eq!((all.0, all.1.len()), (2, 7), "common words are found in the first step");
}

#[test]
fn a_walk_takes_few_steps_however_long_the_archive_is() {
    let steps = |rows: i64, found: &dyn Fn(i64) -> usize| {
        let (mut step, mut seen, mut steps) = (51 * LEAST, 0, 0);
        loop {
            (seen, steps) = (seen + step, steps + 1);
            if seen >= rows || found(seen) >= 51 {
                return steps;
            }
            step = next_step(step, seen, found(seen), 51);
        }
    };
    assert_eq!(steps(100_000, &|_| 0), 4, "nothing is found");
    assert_eq!(steps(100_000, &|seen| usize::try_from(seen / 20).expect("few")), 2, "as many everywhere");
    // The worst: it always looks as if the next step would do.
    assert_eq!(steps(100_000, &|_| 50), 10);
    assert_eq!(steps(1_000_000, &|_| 50), 14);
}

#[test]
fn a_walk_begins_with_as_many_rows_as_hold_a_page_of_what_belongs() {
    let every = |nth: i64| (1..=100_000).filter(|id| id % nth == 0).collect::<Vec<i64>>();
    assert_eq!(first_step(&every(40), 51), 51 * 40 + 51 * 10);
    assert_eq!(first_step(&every(2), 51), 51 * LEAST);
    assert_eq!(first_step(&every(50_000), 51), 5000);
    assert_eq!(first_step(&[], 51), 51 * LEAST);
}

fn try_archive(conn: &mut Conn) {
    try_plans(conn);
    fill(conn);
    try_pages(conn);
    try_words(conn);
}

#[test]
fn every_page_of_an_archive_is_found_by_an_index_on_sqlite() {
    try_on_sqlite(try_archive);
}

#[test]
fn every_page_of_an_archive_is_found_by_an_index_on_postgres() {
    try_on_postgres("plans", try_archive);
}
