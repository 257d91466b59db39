//! Mailboxes of servers that are not as they should be, and those that want access tokens.

use std::time::{Duration, Instant};

use dialoga::intake::{IncomingState, Reason};
use dialoga::kernel::clock::Instant as Moment;
use dialoga::platform::db::schema::{imap_folders, imap_messages, incoming_mails, tickets};
use dialoga::platform::db::{Conn, Db, DbError, DbResult};
use diesel::prelude::*;

use crate::support::databases::Place;
use crate::support::imap_peer::{ImapPeer, Mood, Vice};
use crate::support::incoming::Letter;
use crate::support::on_both_databases;
use crate::support::program::{Process, dialoga, said};

pub fn mails(count: usize) -> Vec<Vec<u8>> {
    let mail = |number| {
        let from = format!("Persona {number} <persona{number}@casa.example>");
        Letter::new(&from, &format!("Domanda {number}"), &format!("Testo della domanda {number}.")).raw()
    };
    (1..=count).map(mail).collect()
}

pub fn read<T: Send + 'static>(
    place: &Place,
    look: impl FnOnce(&mut Conn) -> DbResult<T> + Send + 'static,
) -> T {
    Db::open(&place.database_url(), 1).unwrap().read_blocking::<_, DbError, _>(look).unwrap()
}

pub fn questions(place: &Place) -> i64 {
    read(place, |conn| Ok(tickets::table.count().get_result(conn)?))
}

pub fn outcomes(place: &Place) -> Vec<String> {
    read(place, |conn| {
        Ok(imap_messages::table.order(imap_messages::uid).select(imap_messages::outcome).load(conn)?)
    })
}

pub fn problem(place: &Place) -> Option<String> {
    read(place, |conn| {
        let problem = imap_folders::table.select(imap_folders::problem);
        Ok(problem.first::<Option<String>>(conn).optional()?.flatten())
    })
}

pub fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let end = Instant::now() + Duration::from_secs(90);
    while !is_so() {
        assert!(Instant::now() < end, "{what}");
        std::thread::sleep(Duration::from_millis(200));
    }
}

const IMPATIENT: [(&str, &str); 4] = [
    ("DIALOGA__INTAKE__IMAP_TLS", "none"),
    ("DIALOGA__INTAKE__IMAP_TIMEOUT_SECONDS", "1"),
    ("DIALOGA__INTAKE__IMAP_POLL_SECONDS", "1"),
    ("DIALOGA__SCHEDULE__INTAKE", "1s"),
];

pub fn start(place: &Place, url: &str) -> Process {
    Process::start_with(place, &[&IMPATIENT[..], &[("DIALOGA__MAIL__IMAP_URL", url)]].concat())
}

pub fn check(place: &Place, peer: &ImapPeer) -> String {
    check_with(place, &[("DIALOGA__MAIL__IMAP_URL", &peer.url())])
}

pub fn check_with(place: &Place, settings: &[(&str, &str)]) -> String {
    said(&dialoga(place, &["check"]).envs(IMPATIENT).envs(settings.iter().copied()).output().unwrap())
}

on_both_databases! {
    fn a_server_that_says_nothing_or_nonsense_holds_nobody_up(place: &Place) {
        let peer = ImapPeer::start(Mood { vice: Vice::SilentGreeting, ..Mood::default() });
        let told = check(place, &peer);
        assert!(told.contains("it does not answer in time"), "{told}");
        peer.is(|mood| mood.vice = Vice::Garbage);
        let told = check(place, &peer);
        assert!(told.contains("it does not answer as a mail server does"), "{told}");
        // It offers no TLS: no password is said.
        peer.is(|mood| mood.vice = Vice::None);
        let mut command = dialoga(place, &["check"]);
        let told = said(&command.envs(IMPATIENT).env("DIALOGA__INTAKE__IMAP_TLS", "required").env("DIALOGA__MAIL__IMAP_URL", peer.url()).output().unwrap());
        assert!(told.contains("it offers no TLS") && peer.signed_in.lock().unwrap().is_empty(), "{told}");
        // In the middle of a message.
        peer.is(|mood| *mood = Mood { vice: Vice::StallsInMessage, messages: mails(2), ..Mood::default() });
        let desk = start(place, &peer.url());
        until("that it stalls is told", || problem(place).as_deref() == Some("silent"));
        peer.is(|mood| mood.vice = Vice::Nests);
        until("that it nests is told", || problem(place).as_deref() == Some("nonsense"));
        assert_eq!(questions(place), 0);
        // It comes to its senses.
        peer.is(|mood| mood.vice = Vice::None);
        until("all that was given is read in the end", || problem(place).is_none());
        // What was asked for three times in vain is asked for again later.
        let db = Db::open(&place.database_url(), 1).unwrap();
        db.write_blocking::<_, DbError, _>(|conn| {
            let kept_back = imap_messages::table.filter(imap_messages::outcome.eq("not_given"));
            diesel::update(kept_back).set(imap_messages::ask_at.eq(Moment::from_micros(0))).execute(conn)?;
            Ok(())
        })
        .unwrap();
        drop(db);
        until("all is read in the end", || questions(place) == 2);
        // The desk closes while a server says nothing.
        peer.is(|mood| { mood.vice = Vice::StallsInMessage; mood.messages = mails(3); });
        std::thread::sleep(Duration::from_secs(2));
        desk.signal("TERM");
        assert_eq!(desk.wait(Duration::from_secs(20)), Some(0));
    }

    fn one_message_of_a_bad_server_keeps_no_other_out(place: &Place) {
        let peer = ImapPeer::start(Mood { vice: Vice::GiantMessage, messages: mails(3), ..Mood::default() });
        let desk = start(place, &peer.url());
        until("the others are taken in", || questions(place) == 2);
        assert_eq!(outcomes(place), ["too_large", "new", "new"]);
        let held: i64 = read(place, |conn| {
            let held = incoming_mails::state.eq(IncomingState::Held).and(incoming_mails::reason.eq(Reason::TooLarge));
            Ok(incoming_mails::table.filter(held).count().get_result(conn)?)
        });
        assert_eq!(held, 1);
        drop(desk);
    }

    fn a_message_that_is_listed_and_not_given_is_noted(place: &Place) {
        let peer = ImapPeer::start(Mood { vice: Vice::Withholds, messages: mails(3), ..Mood::default() });
        let desk = start(place, &peer.url());
        until("the others are taken in", || questions(place) == 2);
        assert_eq!(outcomes(place), ["not_given", "new", "new"]);
        drop(desk);
    }

    fn what_was_missed_is_found_by_the_comparison_of_the_day(place: &Place) {
        let peer = ImapPeer::start(Mood { messages: mails(3), ..Mood::default() });
        type Compared = (Option<i64>, Option<i64>);
        let compared = || read(place, |conn| {
            let compared = imap_folders::table.select((imap_folders::in_folder, imap_folders::missed));
            Ok(compared.first::<Compared>(conn).optional()?)
        });
        let desk = start(place, &peer.url());
        until("all is read and compared", || questions(place) == 3 && compared() == Some((Some(3), Some(0))));
        desk.signal("TERM");
        desk.wait(Duration::from_secs(20));
        // As if it had never been seen, and the day were over.
        let db = Db::open(&place.database_url(), 1).unwrap();
        db.write_blocking::<_, DbError, _>(|conn| {
            diesel::delete(imap_messages::table.filter(imap_messages::uid.eq(2))).execute(conn)?;
            let long_ago = Moment::from_micros(0);
            diesel::update(imap_folders::table).set(imap_folders::compared_at.eq(long_ago)).execute(conn)?;
            Ok(())
        })
        .unwrap();
        drop(db);
        let desk = start(place, &peer.url());
        until("what is missing is found", || compared() == Some((Some(3), Some(1))));
        assert_eq!(outcomes(place), ["new", "new", "new"], "it is no second one");
        drop(desk);
    }

    fn a_mailbox_is_read_by_a_token_that_a_command_prints(place: &Place) {
        by_token(place, "OAUTHBEARER");
    }

    fn an_older_server_takes_the_token_in_its_own_way(place: &Place) {
        by_token(place, "XOAUTH2");
    }
}

fn by_token(place: &Place, mechanism: &'static str) {
    let token = place.folder.join("token");
    std::fs::write(&token, "vecchio\n").unwrap();
    let mood = Mood { token: Some("nuovo".to_owned()), messages: mails(1), mechanism, ..Mood::default() };
    let peer = ImapPeer::start(mood);
    let url = peer.url_without_password();
    let mailbox = format!("[{{url = \"{url}\", oauth2_command = [\"/bin/cat\", \"{}\"]}}]", token.display());
    let named = ("DIALOGA__INTAKE__MAILBOXES", mailbox.as_str());
    let told = said(&dialoga(place, &["check"]).envs(IMPATIENT).envs([named]).output().unwrap());
    assert!(told.contains("WRONG  mailbox: ") && told.contains("the token"), "{told}");
    let desk = Process::start_with(place, &[&IMPATIENT[..], &[named]].concat());
    until("the refused token is told", || problem(place).as_deref() == Some("credentials"));
    std::fs::write(&token, "nuovo\n").unwrap();
    until("it is read by the new one", || questions(place) == 1 && problem(place).is_none());
    let shown = peer.signed_in.lock().unwrap().clone();
    assert!(
        shown.iter().all(|shown| shown.contains("sportello") && shown.contains("auth=Bearer ")),
        "{shown:?}"
    );
    drop(desk);
}
