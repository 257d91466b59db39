//! Mails with one-time links, which somebody asked for and waits for.

use chrono::Duration;
use dialoga::accounts::Role;
use dialoga::platform::db::schema::one_time_tokens;
use dialoga::platform::db::{Conn, DbResult};
use dialoga::platform::mail::outbox::Counts;
use diesel::prelude::*;

use crate::mail_outbox::{ask_many, counts, send, until, with_a_peer};
use crate::support::cast::person;
use crate::support::desk::Desk;
use crate::support::on_both_databases;
use crate::support::smtp_peer::{Act, SmtpPeer, Step};

/// Somebody forgot her password.
fn ask_for_a_link(desk: &Desk, name: &str) {
    let browser = desk.browser();
    let form = browser.get("/password/recupero").form("/password/recupero");
    form.with("email", &format!("{name}@esempio.it")).send(&browser);
}

/// How many one-time links there are.
fn links(desk: &Desk) -> i64 {
    desk.read(|conn: &mut Conn| DbResult::Ok(one_time_tokens::table.count().get_result(conn)?))
}
on_both_databases! {
    fn a_link_that_somebody_asked_for_leaves_before_all_others(kind: &Kind) {
        let peer = SmtpPeer::start();
        let url = peer.url_with_sign_in();
        let settings = [
            ("MAIL__TRANSPORT", "smtp"),
            ("MAIL__SMTP_URL", url.as_str()),
            ("MAIL__SMTP_TLS", "none"),
            ("MAIL__CONCURRENCY", "1"),
        ];
        let desk = Desk::open_with(*kind, &settings).unwrap();
        let (anna, _) = (person(&desk, "Anna", Role::Requester), person(&desk, "Berta", Role::Requester));
        ask_many(&desk, &anna, 150);
        desk.follow();
        desk.wait(Duration::minutes(5));
        ask_for_a_link(&desk, "berta");
        send(&desk);
        let taken = peer.taken();
        assert_eq!(taken.len(), 151);
        assert!(taken.iter().take(2).any(|mail| mail.to.starts_with("berta@")), "she waits for it");
    }

    fn a_link_has_a_place_also_while_many_mails_are_under_way(kind: &Kind) {
        with_a_peer(*kind, |desk, peer| {
            // A server that takes ten mails a second, whoever gets them.
            peer.behave(|step, _| {
                if step == Step::End {
                    std::thread::sleep(std::time::Duration::from_millis(100));
                }
                Act::Ok
            });
            let (anna, _) = (person(desk, "Anna", Role::Requester), person(desk, "Berta", Role::Requester));
            ask_many(desk, &anna, 150);
            desk.follow();
            std::thread::scope(|scope| {
                let round = scope.spawn(|| desk.run("outbox"));
                until(|| peer.taken().len() > 1);
                ask_for_a_link(desk, "berta");
                desk.follow();
                until(|| peer.taken().iter().any(|mail| mail.to.starts_with("berta@")));
                peer.behave(|_, _| Act::Ok);
                round.join().unwrap();
            });
            let place = peer.taken().iter().position(|mail| mail.to.starts_with("berta@")).unwrap();
            assert!(place < 60, "she waited for {place} others");
            assert_eq!((peer.taken().len(), counts(desk)), (151, Counts::default()));
        });
    }

    fn a_link_is_made_when_it_leaves_and_no_other_is_left_behind(kind: &Kind) {
        with_a_peer(*kind, |desk, peer| {
            let names = ["anna", "berta", "carla"];
            for name in ["Anna", "Berta", "Carla"] {
                person(desk, name, Role::Requester);
            }
            peer.at(Step::Greeting, Act::Drop);
            names.iter().for_each(|name| ask_for_a_link(desk, name));
            for _ in 0..5 {
                send(desk);
                assert_eq!((counts(desk).queued, links(desk)), (3, 0), "none is made for what waits");
                desk.wait(Duration::minutes(15));
            }
            peer.at(Step::Rcpt, Act::Reply("450 4.7.1 greylisted"));
            send(desk);
            assert_eq!((counts(desk).queued, links(desk)), (3, 0), "what was refused reached nobody");
            // It may have arrived: its link is good.
            peer.at(Step::End, Act::Drop);
            desk.wait(Duration::minutes(1));
            send(desk);
            assert_eq!((peer.taken().len(), links(desk)), (3, 3));
            peer.behave(|_, _| Act::Ok);
            desk.wait(Duration::minutes(5));
            send(desk);
            assert_eq!((peer.taken().len(), links(desk), counts(desk)), (6, 6, Counts::default()));
        });
    }
}
