//! Mailboxes of a real server that are read over IMAP, by the program in a process of its own.

use std::time::{Duration, Instant};

use dialoga::intake::{IncomingState, Reason};
use dialoga::platform::db::schema::{imap_folders, imap_messages, incoming_mails, tickets};
use dialoga::platform::db::{Conn, Db, DbError, DbResult};
use diesel::prelude::*;

use crate::support::databases::Place;
use crate::support::imap_server::ImapServer;
use crate::support::incoming::Letter;
use crate::support::program::{Process, dialoga, said};
use crate::support::{on_both_databases, on_postgres};

fn mail(number: usize) -> Vec<u8> {
    let from = format!("Persona {number} <persona{number}@casa.example>");
    Letter::new(&from, &format!("Domanda {number}"), &format!("Testo della domanda {number}.")).raw()
}

fn read<T: Send + 'static>(place: &Place, look: impl FnOnce(&mut Conn) -> DbResult<T> + Send + 'static) -> T {
    Db::open(&place.database_url(), 1).unwrap().read_blocking::<_, DbError, _>(look).unwrap()
}

/// Mails that were stored, and questions.
fn taken(place: &Place) -> (i64, i64) {
    read(place, |conn| {
        Ok((incoming_mails::table.count().get_result(conn)?, tickets::table.count().get_result(conn)?))
    })
}

fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let end = Instant::now() + Duration::from_secs(120);
    while !is_so() {
        assert!(Instant::now() < end, "{what}");
        std::thread::sleep(Duration::from_millis(200));
    }
}

/// Settings that read the mailbox of a server.
fn settings(server: &ImapServer, url: &str) -> Vec<(&'static str, String)> {
    vec![
        ("DIALOGA__MAIL__IMAP_URL", url.to_owned()),
        ("DIALOGA__INTAKE__IMAP_CA_FILE", server.authority().display().to_string()),
        ("DIALOGA__SCHEDULE__INTAKE", "1s".to_owned()),
    ]
}

fn start(place: &Place, settings: &[(&'static str, String)]) -> Process {
    let settings: Vec<(&str, &str)> = settings.iter().map(|(key, value)| (*key, value.as_str())).collect();
    Process::start_with(place, &settings)
}

fn check(place: &Place, settings: &[(&'static str, String)]) -> String {
    said(
        &dialoga(place, &["check"]).envs(settings.iter().map(|(key, value)| (*key, value))).output().unwrap(),
    )
}

on_both_databases! {
    fn mails_become_questions_at_once_whether_read_or_not_and_stay_as_they_are(place: &Place) {
        let Some(server) = ImapServer::start() else { return };
        server.deliver("", "1795000001.a.host", "", &mail(1));
        server.deliver("", "1795000002.b.host", "S", &mail(2));
        // No poll comes in time: the server tells by itself.
        let settings = settings(&server, &server.url("imaps", "giusta"));
        let desk = start(place, &settings);
        until("what lay there is taken in", || taken(place) == (2, 2));
        server.deliver("", "1795000003.c.host", "", &mail(3));
        server.deliver("", "1795000004.d.host", "RS", &mail(4));
        until("what comes is taken in", || taken(place) == (4, 4));
        let flags: Vec<String> = server.files().iter().map(|name| name.split_once(":2,").map_or("", |(_, flags)| flags).to_owned()).collect();
        assert_eq!(flags, ["", "S", "", "RS"], "{:?}", server.files());
        assert!(check(place, &settings).contains("ok     mailbox: the folder INBOX of sportello at localhost"), "{}", check(place, &settings));
        // A stop lets the folder go at once: the next start need not wait for a lease.
        desk.signal("TERM");
        assert_eq!(desk.wait(Duration::from_secs(20)), Some(0));
        let held: Option<String> = read(place, |conn| Ok(imap_folders::table.select(imap_folders::held_by).first(conn)?));
        assert_eq!(held, None);
        let begun = Instant::now();
        let desk = start(place, &settings);
        server.deliver("", "1795000005.e.host", "", &mail(5));
        until("the next start goes on", || taken(place) == (5, 5));
        assert!(begun.elapsed() < Duration::from_secs(30));
        drop(desk);
    }

    fn a_kill_in_the_middle_loses_nothing_and_doubles_nothing(place: &Place) {
        let Some(server) = ImapServer::start() else { return };
        for number in 0..150 {
            let name = format!("17950{number:05}.a.host");
            server.deliver("", &name, "", &mail(number));
        }
        let mut settings = settings(&server, &server.url("imap", "giusta"));
        settings.push(("DIALOGA__INTAKE__QUESTIONS_PER_HOUR", "1000".to_owned()));
        let desk = start(place, &settings);
        until("some are stored", || taken(place).0 >= 20);
        desk.signal("KILL");
        desk.wait(Duration::from_secs(20));
        let before = taken(place).0;
        assert!(before < 150, "it was killed in the middle: {before}");
        let desk = start(place, &settings);
        until("all are taken in", || taken(place).1 >= 150);
        std::thread::sleep(Duration::from_millis(1500));
        assert_eq!(taken(place), (150, 150));
        let rows: i64 = read(place, |conn| Ok(imap_messages::table.count().get_result(conn)?));
        assert_eq!(rows, 150);
        drop(desk);
    }

    fn several_folders_are_read_and_other_numbers_double_nothing(place: &Place) {
        let Some(mut server) = ImapServer::start() else { return };
        server.deliver("", "1795000001.a.host", "", &mail(1));
        server.deliver(".Altra &- Attivit&AOA-", "1795000002.b.host", "", &mail(2));
        // The same mail in both is one.
        server.deliver(".Altra &- Attivit&AOA-", "1795000003.c.host", "", &mail(1));
        let mailbox = format!("[{{url = \"{}\", folders = [\"INBOX\", \"Altra & Attività\"]}}]", server.url("imap", "giusta"));
        let settings = vec![
            ("DIALOGA__INTAKE__MAILBOXES", mailbox),
            ("DIALOGA__INTAKE__IMAP_CA_FILE", server.authority().display().to_string()),
            ("DIALOGA__INTAKE__IMAP_POLL_SECONDS", "2".to_owned()),
            ("DIALOGA__SCHEDULE__INTAKE", "1s".to_owned()),
        ];
        let desk = start(place, &settings);
        until("both folders are read", || taken(place) == (2, 2));
        let found = |place: &Place| read(place, |conn| Ok(imap_messages::table.count().get_result::<i64>(conn)?));
        until("all three were found", || found(place) == 3);
        server.forget_numbers();
        server.deliver("", "1795000009.d.host", "", &mail(3));
        until("what comes under other numbers is taken in", || taken(place) == (3, 3));
        until("what is known is found again", || found(place) == 5);
        assert_eq!(taken(place), (3, 3));
        drop(desk);
    }

    fn what_keeps_a_mailbox_from_being_read_is_told_and_passes(place: &Place) {
        let Some(mut server) = ImapServer::start() else { return };
        server.deliver("", "1795000001.a.host", "", &mail(1));
        let wrong = settings(&server, &server.url("imaps", "sbagliata"));
        let desk = start(place, &wrong);
        let problem = |place: &Place| read(place, |conn| {
            Ok(imap_folders::table.select(imap_folders::problem).first::<Option<String>>(conn).optional()?.flatten())
        });
        until("the wrong password is told", || problem(place).as_deref() == Some("credentials"));
        let told = check(place, &wrong);
        assert!(told.contains("WRONG  mailbox: ") && told.contains("password") && !told.contains("sbagliata"), "{told}");
        let metrics = desk.ask("GET /metrics HTTP/1.0\r\n\r\n");
        assert!(metrics.contains("dialoga_unread_mailboxes 1"), "{metrics}");
        // Somebody sets it on the server.
        server.accept("sbagliata");
        until("it is read as soon as it can be", || taken(place) == (1, 1) && problem(place).is_none());
        // A server that is away for a while is nothing to tell, and is connected again.
        server.stop();
        server.deliver("", "1795000002.b.host", "", &mail(2));
        server.run();
        until("the server is back", || taken(place) == (2, 2));
        drop(desk);
        let other = server.url_at("imaps", "127.0.0.1", "sbagliata");
        let told = check(place, &settings(&server, &other));
        assert!(told.contains("WRONG  mailbox: ") && told.contains("certificate"), "{told}");
        let mut missing = settings(&server, &format!("{}/Mancante", server.url("imaps", "sbagliata")));
        missing.retain(|(key, _)| *key != "DIALOGA__SCHEDULE__INTAKE");
        let told = check(place, &missing);
        assert!(told.contains("there is no such folder"), "{told}");
    }

    fn what_is_too_large_is_not_fetched_and_waits_for_a_person(place: &Place) {
        let Some(server) = ImapServer::start() else { return };
        let large = Letter::new("Ada Neri <ada@casa.example>", "Molti allegati", &"parole e parole\n".repeat(2000));
        server.deliver("", "1795000001.a.host", "", &large.raw());
        server.deliver("", "1795000002.b.host", "", &mail(2));
        let mut settings = settings(&server, &server.url("imaps", "giusta"));
        settings.push(("DIALOGA__INTAKE__MAX_MESSAGE_BYTES", "3000".to_owned()));
        let desk = start(place, &settings);
        until("both are noted", || taken(place) == (2, 1));
        type Row = (IncomingState, Option<Reason>, Option<String>, Option<String>, i64);
        let held: Row = read(place, |conn| {
            Ok(incoming_mails::table
                .filter(incoming_mails::state.eq(IncomingState::Held))
                .select((
                    incoming_mails::state,
                    incoming_mails::reason,
                    incoming_mails::subject,
                    incoming_mails::sender_email,
                    incoming_mails::size,
                ))
                .first(conn)?)
        });
        assert_eq!((held.0, held.1), (IncomingState::Held, Some(Reason::TooLarge)));
        assert_eq!((held.2.as_deref(), held.3.as_deref()), (Some("Molti allegati"), Some("ada@casa.example")));
        assert!(held.4 > 30_000, "{held:?}");
        drop(desk);
    }

    fn a_folder_of_a_mailbox_is_imported_and_goes_on_where_it_was_interrupted(place: &Place) {
        let Some(mut server) = ImapServer::start() else { return };
        let question = Letter::new("Ada Neri <ada@casa.example>", "Congedo", "Quanto dura il congedo?");
        let question = question.with("Message-ID", "<uno@casa.example>").with("Date", "Tue, 14 Jul 2015 10:00:00 +0200");
        let answer = Letter::new("Sportello <dialoga@provincia.milano.example>", "Re: Congedo", "Dieci mesi.");
        let answer = answer
            .with("Message-ID", "<due@desk.example>")
            .with("To", "ada@casa.example")
            .with("In-Reply-To", "<uno@casa.example>")
            .with("Date", "Wed, 15 Jul 2015 10:00:00 +0200");
        server.deliver(".Vecchie", "1436860800.a.host", "S", &question.raw());
        server.deliver(".Vecchie", "1436947200.b.host", "S", &answer.raw());
        server.deliver(".Vecchie", "1436947300.c.host", "DS", &mail(1));
        let url = format!("{}/Vecchie", server.url("imaps", "giusta"));
        let import = |more: &[&str], ca: &std::path::Path| {
            let arguments = [&["import", "mbox"], more].concat();
            let output = dialoga(place, &arguments).env("DIALOGA__INTAKE__IMAP_CA_FILE", ca).output().unwrap();
            (output.status.code(), said(&output))
        };
        let ca = server.authority();
        let (code, said) = import(&[&url, "--dry-run"], &ca);
        assert!(code == Some(0) && said.contains("2 messages read") && said.contains("1 new questions, 1 of them answered"), "{said}");
        assert_eq!(taken(place), (0, 0));
        // Nothing of what was fetched stays, also when nothing is written.
        let kept = || std::fs::read_dir(place.folder.join("imports")).unwrap().count();
        assert_eq!(kept(), 0);
        server.deliver(".Vecchie", "1436947400.d.host", "S", &mail(2));
        let (code, said) = import(&[&url], &ca);
        assert!(code == Some(0) && said.contains("3 messages read") && said.contains("2 new questions"), "{said}");
        assert_eq!((taken(place).1, kept()), (2, 0));
        let (code, said) = import(&[&url], &ca);
        assert!(code == Some(0) && said.contains("0 new questions"), "{said}");
        assert_eq!(taken(place).1, 2);
        // Without a password in the URL it is looked for in the settings.
        let bare = url.replace(":giusta@", "@");
        let (code, said) = import(&[&bare], &ca);
        assert!(code == Some(1) && said.contains("has no password"), "{said}");
        server.stop();
        let (code, said) = import(&[&url], &ca);
        assert!(code == Some(1) && said.contains("cannot be read") && !said.contains("giusta"), "{said}");
    }

    fn what_came_long_ago_is_left_where_it_is(kind: &Kind) {
        let Some(server) = ImapServer::start() else { return };
        let place = Place::new(*kind).unwrap();
        // Dovecot takes the date of a message from its file.
        server.deliver("", "1500000001.a.host", "", &mail(1));
        server.deliver("", "1795000002.b.host", "", &mail(2));
        server.date("1500000001.a.host", "2017-07-14");
        let desk = start(&place, &settings(&server, &server.url("imaps", "giusta")));
        until("the new one is taken in", || taken(&place) == (1, 1));
        server.deliver("", "1795000003.c.host", "", &mail(3));
        until("and the next", || taken(&place) == (2, 2));
        drop(desk);
    }
}

on_postgres! {
    fn of_two_nodes_one_reads_and_the_other_goes_on_when_it_dies(place: &Place) {
        let Some(server) = ImapServer::start() else { return };
        let settings = settings(&server, &server.url("imaps", "giusta"));
        let first = start(place, &settings);
        server.deliver("", "1795000001.a.host", "", &mail(1));
        until("the first reads", || taken(place) == (1, 1));
        let holder = |place: &Place| read(place, |conn| Ok(imap_folders::table.select(imap_folders::held_by).first::<Option<String>>(conn)?));
        let held = holder(place);
        let second = start(place, &settings);
        server.deliver("", "1795000002.b.host", "", &mail(2));
        until("it goes on reading", || taken(place) == (2, 2));
        assert_eq!(holder(place), held, "the second leaves it to the first");
        first.signal("KILL");
        first.wait(Duration::from_secs(20));
        server.deliver("", "1795000003.c.host", "", &mail(3));
        until("the second goes on", || taken(place) == (3, 3));
        assert_ne!(holder(place), held);
        let rows: i64 = read(place, |conn| Ok(imap_messages::table.count().get_result(conn)?));
        assert_eq!(rows, 3);
        drop(second);
    }
}
