//! The followers of events: nothing is passed over, neither at the end of a page nor where this program reads no further.

use dialoga::accounts::{Person, Role};
use dialoga::catalogue;
use dialoga::kernel::event::{Actor, Event};
use dialoga::kernel::ids::Position;
use dialoga::notifications;
use dialoga::platform::db::schema::{counters, events as rows};
use dialoga::platform::db::{Conn, DbResult};
use dialoga::platform::events;
use dialoga::platform::mail::outbox;
use diesel::prelude::*;

use crate::support::cast::person;
use crate::support::desk::Desk;
use crate::support::on_both_databases;

/// Appends events of which every hundredth is mailed: the first, the hundred and first, and so on.
fn happen(desk: &Desk, anna: &Person, count: usize) {
    let (account, now) = (anna.id, desk.now());
    desk.write(move |conn| {
        for number in 0..count {
            let event = match number % 100 {
                0 => Event::PasswordRecoveryRequested { account },
                _ => Event::AccountConfirmed { account },
            };
            events::append(conn, now, Actor::System, &event)?;
        }
        DbResult::Ok(())
    });
}

/// Gives an event another text; answers the former one.
fn rewrite(conn: &mut Conn, position: Position, kind: &str, payload: &str) -> DbResult<String> {
    let event = rows::table.filter(rows::position.eq(position.0));
    let former = event.select(rows::payload).first(conn)?;
    diesel::update(event).set((rows::kind.eq(kind), rows::payload.eq(payload))).execute(conn)?;
    Ok(former)
}

fn queued(desk: &Desk) -> i64 {
    desk.read(outbox::counts).queued
}

fn cursor(desk: &Desk) -> Position {
    desk.read(|conn| events::cursor(conn, "notifications"))
}

on_both_databases! {
    fn a_backlog_of_several_pages_is_followed_whole(desk: &Desk) {
        let anna = person(desk, "Anna", Role::Requester);
        happen(desk, &anna, 601);
        desk.follow();
        assert_eq!(queued(desk), 7);
        assert_eq!(cursor(desk), desk.read(events::last_position));
    }

    fn an_event_of_a_newer_program_is_left_to_it(desk: &Desk) {
        let anna = person(desk, "Anna", Role::Requester);
        desk.follow();
        let before = desk.read(events::last_position);
        happen(desk, &anna, 401);
        let newer = Position(before.0 + 51);
        let known = desk.write(move |conn| rewrite(conn, newer, "a_later_kind", r#"{"kind":"a_later_kind"}"#));

        assert!(desk.step(notifications::step).is_err());
        assert_eq!((queued(desk), cursor(desk).0), (1, newer.0 - 1), "what comes before is followed");
        let refused = desk.step(notifications::step).unwrap_err().to_string();
        assert!(refused.contains(&format!("event {} of the kind a_later_kind", newer.0)), "{refused}");
        assert_eq!((queued(desk), cursor(desk).0), (1, newer.0 - 1), "the cursor stays for the other nodes");

        // The newer program is there.
        desk.write(move |conn| rewrite(conn, newer, "account_confirmed", &known));
        desk.follow();
        assert_eq!(queued(desk), 5);
        assert_eq!(cursor(desk), desk.read(events::last_position));
    }

    fn the_index_goes_past_what_newer_programs_say_of_entries(desk: &Desk) {
        desk.follow();
        let now = desk.now();
        desk.write(move |conn| {
            for _ in 0..1001 {
                let position: i64 = diesel::update(counters::table.filter(counters::name.eq("event")))
                    .set(counters::value.eq(counters::value + 1))
                    .returning(counters::value)
                    .get_result(conn)?;
                let at = (rows::position.eq(position), rows::at.eq(now), rows::entry_id.eq(1));
                diesel::insert_into(rows::table)
                    .values((at, rows::kind.eq("a_later_kind"), rows::payload.eq("{}")))
                    .execute(conn)?;
            }
            DbResult::Ok(())
        });
        while desk.step(catalogue::index::follow).unwrap() {}
        assert_eq!(desk.app.search.position(), Some(desk.read(events::last_position)));
        desk.write(|conn| DbResult::Ok(diesel::delete(rows::table.filter(rows::entry_id.eq(1))).execute(conn)?));
    }
}
