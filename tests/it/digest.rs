//! The list of what is due: each question is in one mail to its reader, whatever is recorded, followed or sent meanwhile.

use chrono::Duration;
use dialoga::accounts::{Person, Role};
use dialoga::app::App;
use dialoga::kernel::clock::Clock;
use dialoga::kernel::ids::{Position, TicketId};
use dialoga::platform::db::schema::{events as event_rows, outbox as rows};
use dialoga::platform::db::{Conn, DbError, DbResult};
use dialoga::platform::events;
use dialoga::platform::mail::outbox::{self, OutboxState};
use dialoga::tickets::actions;
use dialoga::{notifications, sla};
use diesel::prelude::*;

use crate::support::cast::{act, ask, person, words};
use crate::support::desk::Desk;
use crate::support::mailbox::Mail;
use crate::support::{on_both_databases, on_postgres};

/// A coordinator, and as many questions as said.
fn coordinated(desk: &Desk, count: usize) -> Vec<TicketId> {
    person(desk, "Emma", Role::Coordinator);
    let anna = person(desk, "Anna", Role::Requester);
    let numbers = asked(desk, &anna, count);
    desk.settle();
    numbers
}

fn asked(desk: &Desk, anna: &Person, count: usize) -> Vec<TicketId> {
    (0..count).map(|number| ask(desk, anna, &format!("Congedo {number}"))).collect()
}

/// Records what the clocks have reached, one transaction of it; true when that was something.
fn sweep(desk: &Desk) -> bool {
    let now = desk.now();
    desk.write(move |conn| sla::sweep_some(conn, now, 50)) > 0
}

/// Lets digests become due and leave.
fn deliver(desk: &Desk) {
    desk.wait(Duration::minutes(1));
    desk.run("outbox");
}

/// What Emma has in her mailbox about deadlines, without anything being done meanwhile.
fn to_emma(desk: &Desk) -> Vec<Mail> {
    desk.mailed().into_iter().filter(|mail| mail.to == "emma@esempio.it").collect()
}

/// The questions that a mail leads to.
fn told(mail: &Mail) -> Vec<TicketId> {
    let mut numbers: Vec<i64> = mail
        .text
        .split_whitespace()
        .filter_map(|word| word.rsplit_once("/coda/").and_then(|(_, number)| number.parse().ok()))
        .collect();
    numbers.sort_unstable();
    numbers.into_iter().map(TicketId).collect()
}

/// The questions of all mails to Emma, as often as they were told.
fn all_told(desk: &Desk) -> Vec<TicketId> {
    let mut numbers: Vec<TicketId> = to_emma(desk).iter().flat_map(told).collect();
    numbers.sort_unstable();
    numbers
}

fn outbox_of_digests(conn: &mut Conn) -> DbResult<Vec<(OutboxState, String)>> {
    let digests = rows::table.filter(rows::mail.eq("deadline-digest")).order(rows::id.asc());
    Ok(digests.select((rows::state, rows::subject)).load(conn)?)
}

/// A first list stands so in the outbox for two minutes, and the rest is told by another.
fn is_left_alone(desk: &Desk, state: OutboxState, attempts: i32) {
    let numbers = coordinated(desk, 60);
    desk.wait(Duration::days(3));
    sweep(desk);
    desk.follow();
    let until = desk.now() + Duration::minutes(2);
    desk.write(move |conn| {
        let digests = rows::table.filter(rows::mail.eq("deadline-digest"));
        let stands = (rows::state.eq(state), rows::attempts.eq(attempts), rows::next_attempt_at.eq(until));
        DbResult::Ok(diesel::update(digests).set(stands).execute(conn)?)
    });
    while sweep(desk) {}
    desk.follow();
    deliver(desk);
    assert_eq!(all_told(desk).len(), 10);
    desk.wait(Duration::minutes(1));
    desk.run("outbox");
    assert_eq!(all_told(desk), numbers, "each once");
}

on_both_databases! {
    fn sixty_late_questions_are_one_mail_though_they_are_recorded_by_and_by(desk: &Desk) {
        let numbers = coordinated(desk, 60);
        desk.wait(Duration::days(3));
        let mut sweeps = 0;
        while sweep(desk) {
            sweeps += 1;
            desk.follow();
            desk.run("outbox");
        }
        assert!(sweeps > 1, "in several transactions");
        assert!(to_emma(desk).is_empty(), "the list waits for the rest");
        deliver(desk);
        let mails = to_emma(desk);
        let subjects: Vec<&str> = mails.iter().map(|mail| mail.subject.as_str()).collect();
        assert_eq!(subjects, ["60 domande in scadenza o in ritardo"]);
        assert_eq!(told(&mails[0]), numbers);
        let digests = desk.read(outbox_of_digests);
        let left = |state| digests.iter().filter(|(of, _)| *of == state).count();
        assert_eq!((left(OutboxState::Sent), left(OutboxState::Queued)), (1, 0));
        assert!(digests.iter().all(|(_, subject)| subject == "Domande in scadenza o in ritardo"), "{digests:?}");
    }

    fn a_list_begins_after_the_list_that_left(desk: &Desk) {
        let numbers = coordinated(desk, 60);
        desk.wait(Duration::days(3));
        sweep(desk);
        desk.follow();
        deliver(desk);
        while sweep(desk) {}
        desk.follow();
        deliver(desk);
        let sizes: Vec<usize> = to_emma(desk).iter().map(|mail| told(mail).len()).collect();
        assert_eq!(sizes, [50, 10]);
        assert_eq!(all_told(desk), numbers, "each once");
    }

    fn a_list_does_not_repeat_what_was_told_apart(desk: &Desk) {
        let first = coordinated(desk, 1);
        let anna = person(desk, "Berta", Role::Requester);
        desk.wait(Duration::hours(1));
        let others = asked(desk, &anna, 4);
        desk.wait(Duration::hours(47));
        desk.settle();
        desk.wait(Duration::hours(1));
        desk.settle();
        deliver(desk);
        let mails = to_emma(desk);
        assert_eq!(mails.iter().map(told).collect::<Vec<_>>(), [first, others]);
        assert_eq!(mails[1].subject, "4 domande in scadenza o in ritardo");
    }

    fn what_falls_due_while_a_list_waits_is_in_it(desk: &Desk) {
        let mut numbers = coordinated(desk, 4);
        desk.wait(Duration::seconds(20));
        numbers.extend(asked(desk, &person(desk, "Berta", Role::Requester), 1));
        desk.wait(Duration::hours(48) - Duration::seconds(20));
        desk.settle();
        desk.wait(Duration::seconds(20));
        desk.settle();
        assert!(to_emma(desk).is_empty());
        // A minute after the first of them, not after the last.
        desk.wait(Duration::seconds(40));
        desk.run("outbox");
        assert_eq!(to_emma(desk).iter().map(told).collect::<Vec<_>>(), [numbers]);
    }

    fn a_list_under_way_on_a_node_that_stops_is_left_alone(desk: &Desk) {
        is_left_alone(desk, OutboxState::Sending, 0);
    }

    fn a_list_that_was_tried_and_may_have_arrived_is_left_alone(desk: &Desk) {
        is_left_alone(desk, OutboxState::Queued, 1);
    }

    fn whoever_follows_the_events_again_sends_no_list_again(desk: &Desk) {
        let numbers = coordinated(desk, 5);
        let berta = person(desk, "Berta", Role::Requester);
        desk.wait(Duration::hours(3));
        // The first five in a list, these one by one.
        let others: Vec<TicketId> = (0..5)
            .flat_map(|_| {
                desk.wait(Duration::hours(1));
                asked(desk, &berta, 1)
            })
            .collect();
        desk.wait(Duration::hours(41));
        for _ in 0..12 {
            desk.wait(Duration::hours(1));
            desk.settle();
            deliver(desk);
        }
        let once = all_told(desk);
        assert_eq!(once, [numbers, others].concat());
        desk.write(|conn| events::move_cursor(conn, "notifications", Position::START));
        desk.follow();
        deliver(desk);
        assert_eq!(all_told(desk), once);
    }

    fn a_list_that_this_program_cannot_read_is_tried_again(desk: &Desk) {
        let numbers = coordinated(desk, 6);
        desk.wait(Duration::days(3));
        while sweep(desk) {}
        desk.follow();
        let newer = desk.read(|conn| {
            let steps = event_rows::table.filter(event_rows::kind.eq("deadline_step_reached"));
            DbResult::Ok(steps.select(diesel::dsl::max(event_rows::position)).first::<Option<i64>>(conn)?)
        });
        let newer = newer.expect("a step") - 2;
        let rewrite = |payload: String| {
            desk.write(move |conn| {
                let event = event_rows::table.filter(event_rows::position.eq(newer));
                let former: String = event.select(event_rows::payload).first(conn)?;
                diesel::update(event).set(event_rows::payload.eq(payload)).execute(conn)?;
                DbResult::Ok(former)
            })
        };
        let known = rewrite(r#"{"kind":"a_later_kind"}"#.to_owned());
        deliver(desk);
        assert!(to_emma(desk).is_empty(), "no list without its end");
        assert_eq!(desk.read(outbox::counts).queued, 1);
        rewrite(known);
        desk.wait(Duration::hours(1));
        desk.run("outbox");
        assert_eq!(to_emma(desk).iter().map(told).collect::<Vec<_>>(), [numbers]);
    }

    fn what_was_answered_meanwhile_is_in_no_list(desk: &Desk) {
        let numbers = coordinated(desk, 5);
        let carla = person(desk, "Carla", Role::Expert);
        desk.wait(Duration::days(3));
        while sweep(desk) {}
        desk.follow();
        for id in numbers.clone() {
            act(desk, &carla, move |conn, person, now| actions::claim(conn, id, person, now));
            act(desk, &carla, move |conn, person, now| actions::answer(conn, id, &words("Sì."), person, now));
        }
        deliver(desk);
        assert!(to_emma(desk).is_empty());
    }
}

on_postgres! {
    fn two_nodes_tell_each_question_once(desk: &Desk) {
        let numbers = coordinated(desk, 60);
        desk.wait(Duration::days(3));
        sweep(desk);
        desk.follow();
        desk.wait(Duration::minutes(1));
        // The first list is due, and leaves while the rest is recorded and followed.
        let other = App::open(desk.app.config.clone(), Clock::fixed(desk.now())).unwrap();
        std::thread::scope(|scope| {
            for (app, sends_first) in [(desk.app.clone(), true), (other, false)] {
                scope.spawn(move || {
                    let runtime = tokio::runtime::Runtime::new().unwrap();
                    if sends_first {
                        runtime.block_on(app.outbox.send_due()).unwrap();
                    }
                    for _ in 0..10 {
                        let now = app.clock.now();
                        runtime
                            .block_on(app.db.write(move |conn| sla::sweep_some(conn, now, 50)))
                            .unwrap_or_else(|error: DbError| panic!("{error}"));
                        while runtime.block_on(notifications::step(app.clone(), now)).unwrap() {}
                        runtime.block_on(app.outbox.send_due()).unwrap();
                    }
                });
            }
        });
        while sweep(desk) {}
        desk.follow();
        deliver(desk);
        assert_eq!(all_told(desk), numbers);
    }
}
