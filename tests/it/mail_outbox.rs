//! The outbox when the mail server is down, refuses, breaks off, and when a node dies: nothing is lost, nothing is
//! doubled that the program could know about, and what is given up is seen and sent again by hand.

use chrono::Duration;
use dialoga::accounts::{Person, Role};
use dialoga::app::App;
use dialoga::kernel::clock::{Clock, Instant};
use dialoga::kernel::ids::{OutboxId, Position};
use dialoga::notifications;
use dialoga::platform::db::schema::{accounts, outbox as rows};
use dialoga::platform::db::{Conn, DbError, DbResult};
use dialoga::platform::events;
use dialoga::platform::mail::SendProblem;
use dialoga::platform::mail::outbox::{self, Counts, Listed, OutboxState};
use diesel::prelude::*;

use crate::support::cast::{ask, person, person_who_signs_in};
use crate::support::databases::Kind;
use crate::support::desk::Desk;
use crate::support::smtp_peer::{Act, SmtpPeer, Step};
use crate::support::{on_both_databases, on_postgres};

/// A desk over a mail server that can misbehave.
pub fn with_a_peer(kind: Kind, test: impl Fn(&Desk, &SmtpPeer)) {
    let peer = SmtpPeer::start();
    let desk = desk_over(kind, &peer, "12").unwrap();
    desk.may_leave_mail();
    test(&desk, &peer);
}

fn desk_over(kind: Kind, peer: &SmtpPeer, attempts: &str) -> Option<Desk> {
    let url = peer.url_with_sign_in();
    let settings = [
        ("MAIL__TRANSPORT", "smtp"),
        ("MAIL__SMTP_URL", url.as_str()),
        ("MAIL__SMTP_TLS", "none"),
        ("MAIL__SMTP_TIMEOUT_SECONDS", "1"),
        ("MAIL__MAX_ATTEMPTS", attempts),
    ];
    Desk::open_with(kind, &settings)
}

pub fn ask_many(desk: &Desk, anna: &Person, count: usize) {
    for number in 0..count {
        ask(desk, anna, &format!("Domanda {number}"));
    }
}

/// Queues what follows from the events, and sends what is due once.
pub fn send(desk: &Desk) {
    desk.follow();
    desk.run("outbox");
}

pub fn counts(desk: &Desk) -> Counts {
    desk.read(outbox::counts)
}

fn sent(desk: &Desk) -> usize {
    listed(desk, OutboxState::Sent).len()
}

pub fn listed(desk: &Desk, state: OutboxState) -> Vec<Listed> {
    desk.read(move |conn| outbox::list(conn, &[state], None, 1000))
}

pub fn until(is_so: impl Fn() -> bool) {
    let end = std::time::Instant::now() + std::time::Duration::from_secs(60);
    while !is_so() {
        assert!(std::time::Instant::now() < end, "it does not come to pass");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
}

on_both_databases! {
    fn every_receipt_leaves_once_over_few_connections(kind: &Kind) {
        with_a_peer(*kind, |desk, peer| {
            let anna = person(desk, "Anna", Role::Requester);
            ask_many(desk, &anna, 250);
            send(desk);
            send(desk);
            let taken = peer.taken();
            let ids: std::collections::BTreeSet<_> =
                taken.iter().map(|mail| mail.header("Message-ID").unwrap().to_owned()).collect();
            assert_eq!((taken.len(), ids.len()), (250, 250));
            assert_eq!(sent(desk), 250);
            assert_eq!(counts(desk), Counts::default());
            assert!(peer.sessions() <= 4, "{} connections", peer.sessions());
        });
    }

    fn a_receiver_that_takes_long_holds_up_nobody(kind: &Kind) {
        let peer = SmtpPeer::start();
        let url = peer.url_with_sign_in();
        let settings = [("MAIL__TRANSPORT", "smtp"), ("MAIL__SMTP_URL", url.as_str()), ("MAIL__SMTP_TLS", "none")];
        let desk = Desk::open_with(*kind, &settings).unwrap();
        peer.behave(|step, line| match step {
            Step::Rcpt if line.contains("@lento.example") => Act::Stall,
            _ => Act::Ok,
        });
        let slow = person(&desk, "Berta", Role::Requester);
        desk.write(move |conn| {
            diesel::update(accounts::table.find(slow.id)).set(accounts::email.eq("berta@lento.example")).execute(conn)?;
            Ok::<(), DbError>(())
        });
        // More than there are connections, and before all others.
        ask_many(&desk, &slow, 6);
        let anna = person(&desk, "Anna", Role::Requester);
        ask_many(&desk, &anna, 150);
        desk.follow();
        std::thread::scope(|scope| {
            let round = scope.spawn(|| desk.run("outbox"));
            until(|| peer.taken().len() == 150);
            // Nor does the round wait for them: what falls due meanwhile leaves too.
            ask(&desk, &anna, "Una domanda di più");
            desk.follow();
            until(|| peer.taken().len() == 151);
            assert!(!round.is_finished());
            // The clock is set forward: what is under way is taken by nobody a second time.
            let wait = peer.taken().len();
            desk.wait(Duration::minutes(3));
            ask(&desk, &anna, "E un'altra");
            desk.follow();
            until(|| peer.taken().len() == wait + 1);
            peer.behave(|_, _| Act::Ok);
            assert!(peer.leave_stalled() > 0);
            round.join().unwrap();
        });
        desk.wait(Duration::minutes(2));
        desk.run("outbox");
        assert_eq!((peer.taken().len(), counts(&desk)), (158, Counts::default()));
        let attempts: Vec<i32> = listed(&desk, OutboxState::Sent).iter().map(|mail| mail.attempts).collect();
        assert!(attempts.iter().all(|attempts| *attempts <= 2), "{attempts:?}");
    }

    fn while_the_mail_server_is_away_mails_wait_and_use_up_no_attempt(kind: &Kind) {
        for (step, act, problem) in [
            (Step::Greeting, Act::Drop, SendProblem::RelayUnreachable),
            (Step::Auth, Act::Reply("535 5.7.8 wrong"), SendProblem::RelayCredentials),
            (Step::Mail, Act::Reply("451 4.3.0 full"), SendProblem::RelayRefuses),
        ] {
            with_a_peer(*kind, |desk, peer| {
                peer.at(step, act);
                let anna = person(desk, "Anna", Role::Requester);
                ask_many(desk, &anna, 20);
                send(desk);
                let first = peer.sessions();
                assert!(first <= 4, "not every mail tries in vain: {first} connections");
                assert!(desk.app.outbox.waits_until().is_some());
                // Two days of an absent server, looked at every ten minutes.
                for _ in 0..288 {
                    desk.wait(Duration::minutes(10));
                    desk.run("outbox");
                }
                let waiting = listed(desk, OutboxState::Queued);
                assert_eq!(waiting.len(), 20);
                assert!(waiting.iter().all(|mail| mail.attempts == 0));
                assert!(waiting.iter().any(|mail| mail.last_problem == Some(problem)), "{problem}");
                peer.behave(|_, _| Act::Ok);
                desk.wait(Duration::minutes(15));
                desk.run("outbox");
                assert_eq!(peer.taken().len(), 20);
                assert_eq!(sent(desk), 20);
                assert_eq!(counts(desk), Counts::default());
            });
        }
    }

    fn a_put_off_mail_is_tried_again_with_growing_pauses_and_the_others_do_not_wait(kind: &Kind) {
        with_a_peer(*kind, |desk, peer| {
            peer.behave(|step, line| match step {
                Step::Rcpt if line.contains("berta@") => Act::Reply("450 4.2.2 mailbox full"),
                _ => Act::Ok,
            });
            let (anna, berta) = (person(desk, "Anna", Role::Requester), person(desk, "Berta", Role::Requester));
            ask(desk, &berta, "Nido");
            ask_many(desk, &anna, 5);
            send(desk);
            assert_eq!(peer.taken().len(), 5);
            let mut pauses = Vec::new();
            for attempt in 1..=7 {
                let mail = listed(desk, OutboxState::Queued).remove(0);
                assert_eq!((mail.attempts, mail.last_problem), (attempt, Some(SendProblem::TryLater)));
                let pause = mail.next_attempt_at - desk.now();
                pauses.push(pause.num_minutes());
                desk.wait(pause - Duration::seconds(1));
                desk.run("outbox");
                assert_eq!(listed(desk, OutboxState::Queued)[0].attempts, attempt, "not before its time");
                desk.wait(Duration::seconds(1));
                desk.run("outbox");
            }
            assert_eq!(pauses, [1, 5, 15, 60, 240, 720, 720]);
            peer.behave(|_, _| Act::Ok);
            desk.wait(Duration::hours(12));
            desk.run("outbox");
            assert_eq!(sent(desk), 6);
            assert_eq!(counts(desk), Counts::default());
        });
    }

    fn what_is_given_up_is_seen_and_sent_again_by_hand(kind: &Kind) {
        let peer = SmtpPeer::start();
        let desk = desk_over(*kind, &peer, "3").unwrap();
        peer.behave(|step, line| match step {
            Step::Rcpt if line.contains("berta@") => Act::Reply("550 5.1.1 no such user here"),
            Step::Rcpt if line.contains("anna@") => Act::Reply("451 4.7.1 later"),
            _ => Act::Ok,
        });
        let (anna, berta) = (person(&desk, "Anna", Role::Requester), person(&desk, "Berta", Role::Requester));
        ask(&desk, &anna, "Nido");
        ask(&desk, &berta, "Congedo");
        send(&desk);
        assert_eq!(listed(&desk, OutboxState::Failed).len(), 1, "a refused address is given up at once");
        for _ in 0..3 {
            desk.wait(Duration::hours(1));
            desk.run("outbox");
        }
        assert_eq!(counts(&desk).failed, 2, "a put-off mail after three attempts");

        let (_, carla) = person_who_signs_in(&desk, "Carla", Role::Coordinator);
        let page = carla.get("/amministrazione/posta");
        page.is(200).says("Il server di posta rifiuta questo indirizzo").says("no such user here");
        page.says("3 tentativi").says("Abbiamo ricevuto la tua domanda (n. ").says("berta@esempio.it");
        page.never_says("Congedo");

        peer.behave(|_, _| Act::Ok);
        let one = listed(&desk, OutboxState::Failed).remove(0).id;
        let action = format!("/amministrazione/posta/{one}/reinvio");
        page.form(&action).send(&carla).is(200).says("parte tra pochi secondi");
        desk.run("outbox");
        assert_eq!((sent(&desk), counts(&desk).failed), (1, 1));
        let page = carla.get("/amministrazione/posta?stato=non-inviate");
        page.form("/amministrazione/posta/reinvio").send(&carla).is(200);
        desk.run("outbox");
        assert_eq!(sent(&desk), 2);
        assert_eq!(counts(&desk), Counts::default());
        carla.get("/amministrazione/posta?stato=inviate").is(200).says("inviata:");
        carla.get("/amministrazione/posta?stato=non-piu-necessarie").is(200);
        carla.get("/amministrazione/posta").is(200).says("Nessuna email in coda");
        carla.post(&action, &[("csrf_token", "forged")]).is(403);
    }

    fn a_list_of_the_outbox_goes_on_page_by_page(kind: &Kind) {
        with_a_peer(*kind, |desk, _| {
            let anna = person(desk, "Anna", Role::Requester);
            let (_, carla) = person_who_signs_in(desk, "Carla", Role::Admin);
            ask_many(desk, &anna, 120);
            send(desk);
            let mut page = carla.get("/amministrazione/posta?stato=inviate");
            let mut subjects = page.texts("tbody td:first-child");
            for _ in 0..2 {
                page = carla.get(&page.attributes("a[rel=next]", "href")[0]);
                subjects.extend(page.texts("tbody td:first-child"));
            }
            assert!(page.attributes("a[rel=next]", "href").is_empty());
            subjects.sort();
            subjects.dedup();
            assert_eq!(subjects.len(), 120);
        });
    }

    fn a_mail_whose_connection_broke_is_sent_again_under_the_same_id(kind: &Kind) {
        for act in [Act::Drop, Act::Stall] {
            with_a_peer(*kind, |desk, peer| {
                peer.at(Step::End, act);
                let anna = person(desk, "Anna", Role::Requester);
                ask(desk, &anna, "Nido");
                send(desk);
                let mail = listed(desk, OutboxState::Queued).remove(0);
                assert_eq!((mail.attempts, mail.last_problem), (1, Some(SendProblem::Interrupted)));
                peer.behave(|_, _| Act::Ok);
                desk.wait(Duration::minutes(1));
                desk.run("outbox");
                assert_eq!(sent(desk), 1);
                let ids: Vec<_> =
                    peer.taken().iter().map(|mail| mail.header("Message-ID").unwrap().to_owned()).collect();
                assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
                assert_eq!(ids.len(), if act == Act::Drop { 2 } else { 1 });
            });
        }
    }
}

/// As a node leaves it that dies in the middle of sending.
fn abandon(conn: &mut Conn, id: OutboxId, until: Instant) -> DbResult<()> {
    diesel::update(rows::table.filter(rows::id.eq(id)))
        .set((
            rows::state.eq(OutboxState::Sending),
            rows::lease_owner.eq("a node that died"),
            rows::leased_until.eq(until),
            rows::next_attempt_at.eq(until),
        ))
        .execute(conn)?;
    Ok(())
}

on_both_databases! {
    fn a_node_that_dies_loses_its_mails_after_a_minute(kind: &Kind) {
        with_a_peer(*kind, |desk, peer| {
            let anna = person(desk, "Anna", Role::Requester);
            ask(desk, &anna, "Nido");
            desk.follow();
            let id = listed(desk, OutboxState::Queued).remove(0).id;
            let until = desk.now() + Duration::seconds(60);
            desk.write(move |conn| abandon(conn, id, until));
            desk.run("outbox");
            assert!(peer.taken().is_empty(), "the lease holds");
            desk.wait(Duration::seconds(60));
            desk.run("outbox");
            assert_eq!(peer.taken().len(), 1);
            let mail = listed(desk, OutboxState::Sent).remove(0);
            assert_eq!((mail.attempts, mail.last_problem), (2, None));
        });
    }

    fn a_mail_that_kills_every_node_is_given_up_in_the_end(kind: &Kind) {
        with_a_peer(*kind, |desk, peer| {
            let anna = person(desk, "Anna", Role::Requester);
            ask(desk, &anna, "Nido");
            desk.follow();
            let id = listed(desk, OutboxState::Queued).remove(0).id;
            let now = desk.now();
            desk.write(move |conn| {
                abandon(conn, id, now)?;
                diesel::update(rows::table).set(rows::attempts.eq(11)).execute(conn)?;
                DbResult::Ok(())
            });
            desk.run("outbox");
            let mail = listed(desk, OutboxState::Failed).remove(0);
            assert_eq!((mail.attempts, mail.last_problem), (12, Some(SendProblem::NodeStopped)));
            assert!(peer.taken().is_empty());
        });
    }
}

on_both_databases! {
    fn while_the_server_is_tried_a_mail_that_takes_long_holds_up_nobody(kind: &Kind) {
        let peer = SmtpPeer::start();
        let url = peer.url_with_sign_in();
        let settings = [
            ("MAIL__TRANSPORT", "smtp"),
            ("MAIL__SMTP_URL", url.as_str()),
            ("MAIL__SMTP_TLS", "none"),
            ("MAIL__SMTP_TIMEOUT_SECONDS", "300"),
        ];
        let desk = Desk::open_with(*kind, &settings).unwrap();
        desk.may_leave_mail();
        let (anna, berta) = (person(&desk, "Anna", Role::Requester), person(&desk, "Berta", Role::Requester));
        let stall = |line: &str| line.contains("berta@");
        peer.behave(move |step, line| match step {
            Step::Rcpt if stall(line) => Act::Stall,
            Step::Rcpt => Act::Reply("421 4.3.2 closing"),
            _ => Act::Ok,
        });
        ask(&desk, &berta, "Congedo");
        desk.follow();
        std::thread::scope(|scope| {
            let round = scope.spawn(|| desk.run("outbox"));
            until(|| listed(&desk, OutboxState::Sending).len() == 1);
            ask_many(&desk, &anna, 3);
            desk.follow();
            until(|| desk.app.outbox.waits_until().is_some());
            peer.behave(move |step, line| match step {
                Step::Rcpt if stall(line) => Act::Stall,
                _ => Act::Ok,
            });
            until(|| {
                // Mails that were under way together may each be turned away, the last of them after the first pause is over.
                if desk.app.outbox.waits_until().is_some() {
                    desk.wait(Duration::seconds(11));
                }
                peer.taken().len() == 3
            });
            assert!(!round.is_finished());
            assert_eq!(peer.leave_stalled(), 1);
            round.join().unwrap();
        });
    }

    fn mails_that_are_over_are_forgotten_and_none_is_sent_again(kind: &Kind) {
        with_a_peer(*kind, |desk, peer| {
            peer.behave(|step, line| match step {
                Step::Rcpt if line.contains("berta@") => Act::Reply("550 5.1.1 no such user here"),
                _ => Act::Ok,
            });
            let (anna, berta) = (person(desk, "Anna", Role::Requester), person(desk, "Berta", Role::Requester));
            ask_many(desk, &anna, 3);
            ask(desk, &berta, "Nido");
            send(desk);
            desk.wait(Duration::days(90));
            ask(desk, &anna, "Congedo");
            send(desk);
            desk.run("cleanup");
            assert_eq!((sent(desk), counts(desk).failed), (4, 1), "ninety days are not over");
            desk.wait(Duration::seconds(1));
            desk.run("cleanup");
            assert_eq!((sent(desk), counts(desk).failed), (1, 1), "what was given up waits for a person");
            // Whoever follows from the start again, as after a mended cursor, finds nothing to send.
            desk.write(|conn| events::move_cursor(conn, "notifications", Position::START));
            send(desk);
            assert_eq!((sent(desk), counts(desk).failed, counts(desk).queued), (1, 1, 0));
            assert_eq!(peer.taken().len(), 4);
        });
    }

    fn a_node_that_stops_begins_no_further_mail_and_keeps_them_queued(kind: &Kind) {
        with_a_peer(*kind, |desk, peer| {
            let anna = person(desk, "Anna", Role::Requester);
            ask_many(desk, &anna, 10);
            desk.follow();
            desk.app.outbox.stop();
            desk.run("outbox");
            assert!(peer.taken().is_empty());
            assert_eq!(counts(desk).queued, 10);
        });
    }
}

on_postgres! {
    fn two_nodes_over_one_database_double_no_mail(kind: &Kind) {
        let peer = SmtpPeer::start();
        let desk = desk_over(*kind, &peer, "12").unwrap();
        let anna = person(&desk, "Anna", Role::Requester);
        ask_many(&desk, &anna, 300);
        let other = App::open(desk.app.config.clone(), Clock::fixed(desk.now())).unwrap();
        std::thread::scope(|scope| {
            for app in [desk.app.clone(), other] {
                scope.spawn(move || {
                    let runtime = tokio::runtime::Runtime::new().unwrap();
                    for _ in 0..20 {
                        while runtime.block_on(notifications::step(app.clone(), app.clock.now())).unwrap() {}
                        runtime.block_on(app.outbox.send_due()).unwrap();
                    }
                });
            }
        });
        let mut ids: Vec<String> =
            peer.taken().iter().map(|mail| mail.header("Message-ID").unwrap().to_owned()).collect();
        assert_eq!(ids.len(), 300);
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), 300);
        assert_eq!(sent(&desk), 300);
        assert_eq!(counts(&desk), Counts::default());
    }
}
