//! The plans of what the desk reads again and again: its lists, and what stands on the page of a question.

use super::queue::{in_hand, of_numbers};
use super::tickets::of_requester_before;
use super::{answer_drafts, canned, claims, links, merges, opinions, presence, proposed, ratings};
use crate::accounts;
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, CycleId, Position, TicketId, TopicId};
use crate::platform::db::Conn;
use crate::platform::db::plans::{is_searched, plan, statements, try_on_postgres, try_on_sqlite};
use crate::platform::events;
use crate::platform::i18n::Lang;
use crate::tickets::listing::{Place, Times};

/// What the lists of what is in hand ask.
fn try_plans_of_the_lists(conn: &mut Conn) {
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

#[test]
fn what_the_desk_reads_is_found_by_an_index_on_sqlite() {
    try_on_sqlite(|conn| {
        try_plans_of_the_lists(conn);
        try_plans_of_the_desk(conn);
    });
}

#[test]
fn what_the_desk_reads_is_found_by_an_index_on_postgres() {
    try_on_postgres("desk_plans", |conn| {
        try_plans_of_the_lists(conn);
        try_plans_of_the_desk(conn);
    });
}
