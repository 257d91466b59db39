//! Whoever no mail reaches: what a mail server says at once is told like what it says in a report, and people are told where they look.

use chrono::Duration;
use dialoga::accounts::Role;
use dialoga::kernel::clock::Instant;
use dialoga::platform::db::schema::outbox as rows;
use dialoga::platform::db::{Conn, DbResult};
use dialoga::platform::mail::outbox::{self, OutboxState};
use diesel::prelude::*;

use crate::support::cast::{ask, person_who_signs_in};
use crate::support::databases::Kind;
use crate::support::desk::Desk;
use crate::support::on_both_databases;
use crate::support::people::Human;
use crate::support::smtp_peer::{Act, SmtpPeer, Step};

const TOLD: &str = "Le nostre email non ti arrivano";

fn desk_over(kind: Kind, peer: &SmtpPeer) -> Desk {
    let url = peer.url_with_sign_in();
    let settings = [
        ("MAIL__TRANSPORT", "smtp"),
        ("MAIL__SMTP_URL", url.as_str()),
        ("MAIL__SMTP_TLS", "none"),
        ("MAIL__MAX_ATTEMPTS", "3"),
    ];
    let desk = Desk::open_with(kind, &settings).unwrap();
    desk.may_leave_mail();
    desk
}

/// Answers so to whoever writes to Anna.
fn refuse(peer: &SmtpPeer, reply: &'static str) {
    peer.behave(move |step, line| match step {
        Step::Rcpt if line.contains("anna@") => Act::Reply(reply),
        _ => Act::Ok,
    });
}

fn mails(desk: &Desk, state: OutboxState) -> Vec<String> {
    let listed = desk.read(move |conn| outbox::list(conn, &[state], None, 1000));
    listed.into_iter().rev().map(|mail| mail.mail).collect()
}

/// How often the holder of the question was told of a mail that was lost.
fn told(desk: &Desk) -> usize {
    mails(desk, OutboxState::Sent).iter().filter(|mail| *mail == "not-delivered").count()
}

/// As nodes leave the mails that stopped them, the third time.
fn stop_nodes_in_the_middle(conn: &mut Conn, now: Instant) -> DbResult<()> {
    diesel::update(rows::table.filter(rows::mail.eq("receipt")))
        .set((
            rows::state.eq(OutboxState::Sending),
            rows::attempts.eq(2),
            rows::lease_owner.eq("a node that died"),
            rows::leased_until.eq(now),
            rows::next_attempt_at.eq(now),
        ))
        .execute(conn)?;
    Ok(())
}

on_both_databases! {
    fn an_address_that_is_refused_at_once_is_told_like_one_that_came_back(kind: &Kind) {
        let peer = SmtpPeer::start();
        refuse(&peer, "550 5.1.1 no such user here");
        let desk = desk_over(*kind, &peer);
        let (anna, browser) = person_who_signs_in(&desk, "Anna", Role::Requester);
        let eva = desk.staff("Eva Neri", Role::Expert);
        browser.get("/domande").never_says(TOLD);
        let ticket = ask(&desk, &anna, "Nido");
        eva.claim(ticket.0);
        desk.settle();
        assert_eq!(told(&desk), 1);
        let page = eva.open(&format!("/coda/{ticket}"));
        page.says("le email a questa persona tornano indietro").says("no such user here");
        page.says("l’indirizzo non riceve posta");
        eva.answer(ticket.0, "C’è posto fino a giugno.");
        desk.settle();
        assert_eq!(mails(&desk, OutboxState::Failed), ["receipt", "answer"], "nothing is sent there");
        assert_eq!(told(&desk), 1);

        // She reads it where she is, and writing there does not pretend that mails arrive.
        let own = format!("/domande/{ticket}");
        browser.get(&own).form(&format!("{own}/messaggi")).with("body", "Grazie").send(&browser).is(200);
        for path in ["/domande", own.as_str(), "/profilo"] {
            browser.get(path).is(200).says(TOLD).says("anna@esempio.it");
        }
        let press = || {
            browser.get(&own).form("/profilo/email").send(&browser).is(200).says("Proviamo di nuovo");
            browser.get(&own).never_says(TOLD);
            desk.settle();
        };
        press();
        browser.get(&own).says(TOLD);
        peer.behave(|_, _| Act::Ok);
        press();
        browser.get(&own).never_says(TOLD);
        assert_eq!(mails(&desk, OutboxState::Failed), Vec::<String>::new());
        eva.open(&format!("/coda/{ticket}")).never_says("le email a questa persona tornano indietro");
    }

    fn a_mailbox_that_is_full_for_good_is_tried_another_day_like_one_that_a_report_calls_full(kind: &Kind) {
        let peer = SmtpPeer::start();
        refuse(&peer, "552 5.2.2 mailbox full");
        let desk = desk_over(*kind, &peer);
        let (anna, browser) = person_who_signs_in(&desk, "Anna", Role::Requester);
        let eva = desk.staff("Eva Neri", Role::Expert);
        let ticket = ask(&desk, &anna, "Nido");
        eva.claim(ticket.0);
        for _ in 0..2 {
            desk.settle();
            assert_eq!((mails(&desk, OutboxState::Queued), told(&desk)), (vec!["receipt".to_owned()], 0));
            desk.wait(Duration::hours(25));
        }
        desk.settle();
        assert!(mails(&desk, OutboxState::Failed).contains(&"receipt".to_owned()));
        assert_eq!(told(&desk), 1);
        eva.open(&format!("/coda/{ticket}")).says("riparte tra un giorno").never_says("le email a questa persona");
        browser.get("/domande").never_says(TOLD);
    }

    fn a_mail_that_is_refused_or_put_off_too_often_is_told_and_its_address_stays(kind: &Kind) {
        for reply in ["550 5.7.1 not from you", "451 4.7.1 later"] {
            let peer = SmtpPeer::start();
            refuse(&peer, reply);
            let desk = desk_over(*kind, &peer);
            let (anna, browser) = person_who_signs_in(&desk, "Anna", Role::Requester);
            let eva = desk.staff("Eva Neri", Role::Expert);
            let ticket = ask(&desk, &anna, "Nido");
            eva.claim(ticket.0);
            for _ in 0..3 {
                desk.settle();
                desk.wait(Duration::hours(1));
            }
            desk.settle();
            assert_eq!(told(&desk), 1, "{reply}");
            eva.open(&format!("/coda/{ticket}")).says("a chi ha fatto la domanda è tornata indietro");
            browser.get("/domande").never_says(TOLD);
        }
    }

    fn a_mail_that_is_given_up_without_a_word_of_any_server_is_told_too(kind: &Kind) {
        for stops in [false, true] {
            let peer = SmtpPeer::start();
            let desk = desk_over(*kind, &peer);
            let (anna, browser) = person_who_signs_in(&desk, "Anna", Role::Requester);
            let eva = desk.staff("Eva Neri", Role::Expert);
            let ticket = ask(&desk, &anna, "Nido");
            eva.claim(ticket.0);
            desk.follow();
            if stops {
                let now = desk.now();
                desk.write(move |conn| stop_nodes_in_the_middle(conn, now));
            } else {
                peer.behave(|step, line| match step {
                    Step::End if line.contains("anna@") => Act::Drop,
                    _ => Act::Ok,
                });
                for _ in 0..2 {
                    desk.run("outbox");
                    desk.wait(Duration::hours(1));
                }
            }
            desk.settle();
            assert_eq!((mails(&desk, OutboxState::Failed), told(&desk)), (vec!["receipt".to_owned()], 1));
            eva.open(&format!("/coda/{ticket}")).says("forse non è arrivata").never_says("le email a questa persona");
            browser.get("/domande").never_says(TOLD);
        }
    }

    fn a_mailbox_that_is_full_uses_up_no_more_attempts_than_the_settings_give(kind: &Kind) {
        let peer = SmtpPeer::start();
        refuse(&peer, "552 5.2.2 mailbox full");
        let url = peer.url_with_sign_in();
        let settings = [
            ("MAIL__TRANSPORT", "smtp"),
            ("MAIL__SMTP_URL", url.as_str()),
            ("MAIL__SMTP_TLS", "none"),
            ("MAIL__MAX_ATTEMPTS", "2"),
        ];
        let desk = Desk::open_with(*kind, &settings).unwrap();
        desk.may_leave_mail();
        let (anna, _) = person_who_signs_in(&desk, "Anna", Role::Requester);
        let eva = desk.staff("Eva Neri", Role::Expert);
        let ticket = ask(&desk, &anna, "Nido");
        eva.claim(ticket.0);
        desk.settle();
        desk.wait(Duration::hours(25));
        desk.settle();
        let failed = desk.read(|conn| outbox::list(conn, &[OutboxState::Failed], None, 10)).remove(0);
        assert_eq!((failed.mail.as_str(), failed.attempts, told(&desk)), ("receipt", 2, 1));
    }

    fn a_colleague_whom_no_mail_reaches_is_named_where_people_are_kept(kind: &Kind) {
        let peer = SmtpPeer::start();
        refuse(&peer, "550 5.1.1 no such user here");
        let desk = desk_over(*kind, &peer);
        let (bruno, anna) = (person_who_signs_in(&desk, "Bruno", Role::Requester), person_who_signs_in(&desk, "Anna", Role::Expert));
        let ugo: Human = desk.staff("Ugo Testa", Role::Admin);
        let ticket = ask(&desk, &bruno.0, "Nido");
        let list = ugo.open("/amministrazione/utenti");
        list.never_says("le email a questa persona tornano indietro");
        let action = format!("/coda/{ticket}/presa-in-carico");
        anna.1.get(&format!("/coda/{ticket}")).form(&action).send(&anna.1).is(200);
        let own = format!("/domande/{ticket}");
        bruno.1.get(&own).form(&format!("{own}/messaggi")).with("body", "Ho un figlio").send(&bruno.1).is(200);
        desk.settle();
        assert_eq!(told(&desk), 0, "it was not the requester's");
        let list = ugo.open("/amministrazione/utenti");
        list.says("le email a questa persona tornano indietro");
        let user = ugo.browser.get(&list.link("Che cosa fare"));
        user.is(200).says("no such user here").says("invitala con l’indirizzo giusto");
        anna.1.get("/profilo").says(TOLD);
        peer.behave(|_, _| Act::Ok);
        let again = user.attributes("form", "action").into_iter().find(|action| action.ends_with("/email")).unwrap();
        user.form(&again).send(&ugo.browser).is(200).says("Proviamo di nuovo");
        desk.settle();
        ugo.open("/amministrazione/utenti").never_says("tornano indietro");
        assert_eq!(mails(&desk, OutboxState::Failed), Vec::<String>::new());
    }
}
