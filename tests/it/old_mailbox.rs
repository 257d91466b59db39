//! `dialoga import mbox`: the old mailbox becomes questions that are over, once, and nobody is told.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use chrono::Duration;
use dialoga::accounts::{AccountState, Role};
use dialoga::intake::{Unanswered, Wanted, import as import_mails};
use dialoga::kernel::clock::Instant;
use dialoga::kernel::text::EmailAddress;
use dialoga::platform::db::schema::{
    accounts, attachments, consents, cycles, deadline_steps, events, messages, outbox, tickets,
};
use dialoga::platform::db::{Db, DbError};
use dialoga::sla::{CycleState, Outcome};
use diesel::dsl::count_star;
use diesel::prelude::*;

use crate::support::cast::{ask, person, person_who_signs_in};
use crate::support::databases::Place;
use crate::support::desk::Desk;
use crate::support::on_both_databases;
use crate::support::program::{dialoga, run, said};

const DESK: &str = "Sportello <dialoga@provincia.milano.example>";

/// One message as it lies in a mailbox.
fn mail(head: &[(&str, &str)], text: &str) -> String {
    let mut mail = String::new();
    for (name, value) in head {
        writeln!(mail, "{name}: {value}").unwrap();
    }
    if !head.iter().any(|(name, _)| *name == "Content-Type") {
        mail.push_str("Content-Type: text/plain; charset=utf-8\n");
    }
    format!("{mail}\n{text}\n")
}

fn question(id: &str, day: u32, from: &str, subject: &str, text: &str) -> String {
    let date = format!("{day} Mar 2015 10:00:00 +0100");
    mail(&[("From", from), ("To", DESK), ("Date", &date), ("Subject", subject), ("Message-ID", id)], text)
}

fn reply(id: &str, day: u32, (from, to): (&str, &str), subject: &str, answers: &str, text: &str) -> String {
    let date = format!("{day} Mar 2015 11:00:00 +0100");
    let mut head =
        vec![("From", from), ("To", to), ("Date", date.as_str()), ("Subject", subject), ("Message-ID", id)];
    if !answers.is_empty() {
        head.push(("In-Reply-To", answers));
    }
    mail(&head, text)
}

fn mbox(mails: &[String]) -> String {
    mails.iter().map(|mail| format!("From x@y.it Tue Mar 24 09:30:00 2015\n{mail}\n")).collect()
}

type Row = (String, String, String, Instant, Option<Instant>, Option<Instant>, Option<Instant>);

const ANNA: &str = "Anna Rossi <anna@esempio.it>";

/// A conversation of four messages, one question that nobody answered, and what is no conversation.
fn old_mailbox() -> Vec<String> {
    vec![
        question("<a1@esempio.it>", 2, ANNA, "Congedo parentale", "Quanti giorni ho?\n\nAnna"),
        reply(
            "<d1@desk>",
            3,
            (DESK, ANNA),
            "R: Congedo parentale",
            "<a1@esempio.it>",
            "Sei mesi.\n\n> Quanti giorni ho?",
        ),
        // A program that names nothing: found by its subject.
        reply("<a2@esempio.it>", 4, (ANNA, DESK), "RE: Congedo parentale", "", "E il padre?"),
        reply(
            "<d2@desk>",
            5,
            ("Carla <carla@sportello.example>", ANNA),
            "R: Congedo parentale",
            "<a2@esempio.it>",
            "Sette.",
        ),
        question("<b1@esempio.it>", 6, "bruno.verdi@esempio.it", "Asilo nido", "Ci sono posti?"),
        mail(
            &[
                ("From", ANNA),
                ("To", DESK),
                ("Date", "7 Mar 2015 10:00:00 +0100"),
                ("Subject", "Fuori ufficio: R: Congedo parentale"),
                ("Auto-Submitted", "auto-replied"),
                ("Message-ID", "<a3@esempio.it>"),
                ("In-Reply-To", "<d2@desk>"),
            ],
            "Sono in ferie.",
        ),
        mail(
            &[
                ("From", "Lista <lista@esempio.it>"),
                ("To", DESK),
                ("List-Id", "<novita.esempio.it>"),
                ("Subject", "Novità"),
            ],
            "Leggi tutto.",
        ),
        reply("<d3@desk>", 8, (DESK, "carla@sportello.example"), "Turni", "", "Domani chi c'è?"),
        reply("<d4@desk>", 9, (DESK, "stampa@esempio.it"), "Comunicato", "", "Apriamo lunedì."),
        // The copy of a folder of sent mails.
        reply(
            "<d1@desk>",
            3,
            (DESK, ANNA),
            "R: Congedo parentale",
            "<a1@esempio.it>",
            "Sei mesi.\n\n> Quanti giorni ho?",
        ),
    ]
}

fn import(place: &Place, arguments: &[&str]) -> Output {
    let all: Vec<&str> =
        ["import", "mbox", "--own", "carla@sportello.example"].iter().chain(arguments).copied().collect();
    run(place, &all)
}

fn file(place: &Place, name: &str, content: &str) -> PathBuf {
    let path = place.folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, content).unwrap();
    path
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn read<T>(place: &Place, work: impl FnOnce(&mut dialoga::platform::db::Conn) -> QueryResult<T>) -> T {
    let db = Db::open(&place.database_url(), 2).unwrap();
    db.read_blocking::<_, DbError, _>(|conn| Ok(work(conn)?)).unwrap()
}

fn counts(place: &Place) -> [i64; 3] {
    read(place, |conn| {
        Ok([
            tickets::table.select(count_star()).first(conn)?,
            messages::table.select(count_star()).first(conn)?,
            attachments::table.select(count_star()).first(conn)?,
        ])
    })
}

on_both_databases! {
    fn conversations_become_questions_that_are_over_with_their_own_dates(place: &Place) {
        let path = file(place, "posta.mbox", &mbox(&old_mailbox()));
        let output = import(place, &[text(&path)]);
        let words = said(&output);
        assert!(output.status.success(), "{words}");
        for line in [
            "       10 messages read",
            "        5 taken over",
            "        1 there twice, or imported before",
            "        1 left out: automatic",
            "        1 left out: list",
            "        1 left out: within the desk",
            "        1 left out: of the desk alone",
            "        2 new questions, 1 of them answered",
        ] {
            assert!(words.contains(line), "{line:?} is not in:\n{words}");
        }
        read(place, |conn| {
            let all: Vec<Row> =
                tickets::table
                    .order(tickets::id)
                    .select((
                        tickets::subject,
                        tickets::state,
                        tickets::channel,
                        tickets::created_at,
                        tickets::answered_at,
                        tickets::closed_at,
                        tickets::due_at,
                    ))
                    .load(conn)?;
            let at = |text: &str| Instant::parse_rfc3339(text).unwrap();
            let (answered, closed) = (at("2015-03-05T10:00:00Z"), at("2015-03-06T09:00:00Z"));
            let expected = |subject: &str, created, answered, closed| {
                (subject.to_owned(), "closed".to_owned(), "email".to_owned(), created, answered, Some(closed), None)
            };
            assert_eq!(all, [
                expected("Congedo parentale", at("2015-03-02T09:00:00Z"), Some(answered), answered),
                expected("Asilo nido", closed, None, closed),
            ]);
            let said: Vec<(String, String, Option<i64>)> = messages::table
                .order(messages::id)
                .select((messages::kind, messages::body, messages::author_id.nullable()))
                .load(conn)?;
            let kinds: Vec<&str> = said.iter().map(|(kind, ..)| kind.as_str()).collect();
            assert_eq!(kinds, ["question", "answer", "question", "answer", "question"]);
            assert_eq!(said[1].1, "Sei mesi.\n\n> Quanti giorni ho?", "the whole text is kept");
            assert!(said[0].2.is_some() && said[1].2.is_none(), "nobody knows who of the desk it was");
            let people: Vec<(String, Option<String>, AccountState)> = accounts::table
                .order(accounts::id)
                .select((accounts::name, accounts::email, accounts::state))
                .load(conn)?;
            assert_eq!(people, [
                ("Anna Rossi".into(), Some("anna@esempio.it".into()), AccountState::Contact),
                ("bruno verdi".into(), Some("bruno.verdi@esempio.it".into()), AccountState::Contact),
            ]);
            assert_eq!(consents::table.select(count_star()).first::<i64>(conn)?, 0, "nobody told them of the notice");
            Ok(())
        });
    }

    fn an_import_can_be_repeated_and_brings_more_of_a_conversation_later(place: &Place) {
        let mut mails = old_mailbox();
        let sent: Vec<String> = mails.iter().filter(|mail| mail.starts_with("From: Sportello")).cloned().collect();
        mails.retain(|mail| !mail.starts_with("From: Sportello"));
        let (inbox, sent) = (file(place, "in.mbox", &mbox(&mails)), file(place, "sent.mbox", &mbox(&sent)));
        assert!(import(place, &[text(&inbox)]).status.success());
        assert_eq!(counts(place), [2, 4, 0]);
        assert!(import(place, &[text(&sent)]).status.success());
        assert_eq!(counts(place), [2, 5, 0], "the answer found its question");
        for again in [&inbox, &sent] {
            let words = said(&import(place, &[text(again)]));
            assert!(words.contains("        0 taken over"), "{words}");
        }
        // The same words under another identifier, as a program gives when it copies.
        let copied = question("<copy@esempio.it>", 6, "bruno.verdi@esempio.it", "Asilo nido", "Ci sono posti?");
        let copied = file(place, "copied.eml", &copied);
        assert!(import(place, &[text(&copied)]).status.success());
        assert_eq!(counts(place), [2, 5, 0]);
    }

    fn what_nobody_answered_can_be_taken_up_and_is_promised_an_answer_from_today_on(place: &Place) {
        let path = file(place, "posta.mbox", &mbox(&old_mailbox()));
        let output = import(place, &["--unanswered", "open", text(&path)]);
        assert!(output.status.success(), "{}", said(&output));
        read(place, |conn| {
            let open = tickets::table.filter(tickets::state.eq("new"));
            let open: Vec<(i64, String, Instant, Option<Instant>)> = open
                .select((tickets::id, tickets::subject, tickets::created_at, tickets::due_at))
                .load(conn)?;
            let [(id, subject, received, Some(due))] = open.as_slice() else { panic!("{open:?}") };
            assert_eq!(subject, "Asilo nido");
            assert!(*due > *received + Duration::days(3000), "not from 2015 on: {due}");
            let clocks: Vec<(i32, CycleState, Option<Outcome>)> = cycles::table
                .filter(cycles::ticket_id.eq(id))
                .order(cycles::number)
                .select((cycles::number, cycles::state, cycles::outcome))
                .load(conn)?;
            let expected = [
                (1, CycleState::Stopped, Some(Outcome::Imported)),
                (2, CycleState::Running, None),
            ];
            assert_eq!(clocks, expected);
            assert_eq!(outbox::table.select(count_star()).first::<i64>(conn)?, 0);
            Ok(())
        });
    }

    fn a_dry_run_tells_the_same_and_changes_nothing(place: &Place) {
        let path = file(place, "posta.mbox", &mbox(&old_mailbox()));
        let dry = said(&import(place, &["--dry-run", text(&path)]));
        assert_eq!(counts(place), [0, 0, 0]);
        let wet = said(&import(place, &[text(&path)]));
        assert_eq!(dry.strip_prefix("Nothing was changed; an import would do this:\n"), Some(wet.as_str()));
    }

    fn folders_are_read_as_well(place: &Place) {
        for (number, mail) in old_mailbox().iter().enumerate() {
            let name = match number % 3 {
                0 => format!("posta/.Inviata/cur/1425290400.{number}.host:2,S"),
                1 => format!("posta/new/1425290400.{number}.host"),
                _ => format!("posta/lettere/{number}.EML"),
            };
            file(place, &name, mail);
        }
        file(place, "posta/cur/1425290400.99.host:2,D", &question("<z>", 9, ANNA, "Bozza", "Mai spedita"));
        file(place, "posta/cur/note.txt~", "");
        let folder = place.folder.join("posta");
        let output = import(place, &[text(&folder)]);
        assert_eq!(counts(place), [2, 5, 0], "{}", said(&output));
    }

    fn files_come_along_by_the_rules_for_uploads_and_what_is_left_out_is_told(place: &Place) {
        let content = "--=\nContent-Type: text/plain\n\nIn allegato.\n--=\nContent-Type: application/pdf; name=\"busta.pdf\"\n\n\
                       %PDF-1.4 uno\n--=\nContent-Type: application/octet-stream; name=\"gioco.exe\"\n\nMZ\u{0}\u{1}\n--=--";
        let with_files = mail(
            &[
                ("From", ANNA),
                ("To", DESK),
                ("Date", "2 Mar 2015 10:00:00 +0100"),
                ("Subject", "Busta paga"),
                ("MIME-Version", "1.0"),
                ("Content-Type", "multipart/mixed; boundary=\"=\""),
            ],
            content,
        );
        let long = question("<l@x.it>", 3, "lea@esempio.it", "Lunga", &"parola ".repeat(5_000));
        let path = file(place, "posta.mbox", &mbox(&[with_files, long]));
        let output = import(place, &[text(&path)]);
        assert!(output.status.success(), "{}", said(&output));
        let (bodies, names): (Vec<String>, Vec<(String, i64)>) = read(place, |conn| {
            let bodies = messages::table.order(messages::id).select(messages::body).load(conn)?;
            let files = attachments::table.order(attachments::id);
            Ok((bodies, files.select((attachments::name, attachments::size)).load(conn)?))
        });
        assert_eq!(
            bodies[0],
            "In allegato.\n\n[Allegati non conservati: gioco.exe (tipo di file non ammesso)]"
        );
        assert!(bodies[1].ends_with("[Il testo è più lungo: continua nell’allegato]"), "{}", bodies[1].len());
        assert_eq!(names[0].0, "busta.pdf");
        assert_eq!(names[1], ("testo.txt".to_owned(), 34_999));
    }

    fn what_belongs_to_no_message_is_told_and_keeps_nothing_out(place: &Place) {
        let path = file(place, "posta.mbox", &format!("nonsense\n\n{}", mbox(&old_mailbox())));
        let empty = file(place, "vuota.mbox", "From x@y.it Tue Mar 24 09:30:00 2015\n\n");
        let output = import(place, &[text(&path), text(&empty)]);
        assert_eq!(output.status.code(), Some(1));
        let words = said(&output);
        assert!(words.contains("posta.mbox: 10 bytes at its beginning belong to no message"), "{words}");
        assert!(words.contains("vuota.mbox: an empty message at byte"), "{words}");
        assert_eq!(counts(place), [2, 5, 0]);
        let missing = import(place, &["/nowhere/posta.mbox"]);
        assert_eq!(missing.status.code(), Some(1));
        assert!(said(&missing).contains("/nowhere/posta.mbox cannot be read"), "{}", said(&missing));
    }

    fn an_import_that_was_killed_goes_on_where_it_was(place: &Place) {
        let mails: Vec<String> = (0..400)
            .flat_map(|number| {
                let (asker, asked) = (format!("anna{number}@esempio.it"), format!("<q{number}@esempio.it>"));
                let subject = format!("Domanda {number}");
                let answer = format!("<r{number}@desk>");
                [
                    question(&asked, 2, &asker, &subject, &format!("Quanti giorni ({number})?")),
                    reply(&answer, 3, (DESK, &asker), &format!("R: {subject}"), &asked, &format!("Sei ({number}).")),
                ]
            })
            .collect();
        let path = file(place, "posta.mbox", &mbox(&mails));
        assert!(run(place, &["user", "add", "--email", "x@y.it", "--name", "X Y", "--role", "admin"]).status.success());
        let mut killed = dialoga(place, &["import", "mbox", text(&path)]).spawn().unwrap();
        let until = std::time::Instant::now() + std::time::Duration::from_secs(60);
        while counts(place)[0] < 40 && std::time::Instant::now() < until {
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        killed.kill().unwrap();
        killed.wait().unwrap();
        let [some, ..] = counts(place);
        assert!(some >= 40, "{some}");
        let output = import(place, &[text(&path)]);
        assert!(output.status.success(), "{}", said(&output));
        assert_eq!(counts(place), [400, 800, 0]);
    }
}

on_both_databases! {
    fn nobody_is_mailed_no_clock_runs_and_no_figure_changes(kind: &Kind) {
        let desk = Desk::open_with(*kind, &[]).unwrap();
        let (_, coordinator) = person_who_signs_in(&desk, "Dora", Role::Coordinator);
        let anna = person(&desk, "Anna", Role::Requester);
        ask(&desk, &anna, "Congedo");
        desk.settle();
        let figures = || {
            let asked = "/statistiche?dal=2010-01&al=2029-12";
            (coordinator.get(asked).is(200).text(), coordinator.get("/coda/quadro").is(200).text())
        };
        let before = figures();
        let folder = std::env::temp_dir().join(format!("dialoga-mailbox-{}-{kind:?}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let path = folder.join("posta.mbox");
        fs::write(&path, mbox(&old_mailbox())).unwrap();
        let wanted = Wanted {
            files: vec![path.clone()],
            mailboxes: Vec::new(),
            own: vec![EmailAddress::parse("carla@sportello.example").unwrap()],
            unanswered: Unanswered::Closed,
            dry_run: false,
        };
        let report = desk.step(|app, _| async move { import_mails(&app, &wanted, &mut |_| {}).await.unwrap() });
        assert_eq!(report.threads, 2);
        desk.settle();
        assert_eq!(figures(), before);
        // The pages of such a question, and what can be done with it.
        let number: i64 = desk.read::<_, DbError>(|conn| {
            let old = tickets::table.filter(tickets::subject.eq("Congedo parentale"));
            Ok(old.select(tickets::id).first(conn)?)
        });
        let page = coordinator.get(&format!("/coda/{number}"));
        page.is(200).says("Sei mesi.").says("Dall’archivio");
        page.says("ha ripreso la conversazione dalla vecchia casella di posta");
        desk.wait(Duration::days(40));
        desk.settle();
        let now = desk.now();
        desk.read::<_, DbError>(move |conn| {
            let old = cycles::table.filter(cycles::started_at.lt(now - Duration::days(1000)));
            let old: Vec<(i64, CycleState, Option<Outcome>, Option<Instant>)> =
                old.select((cycles::ticket_id, cycles::state, cycles::outcome, cycles::next_step_at)).load(conn)?;
            assert_eq!(old.len(), 2);
            for (ticket, state, outcome, next) in old {
                assert_eq!((state, outcome, next), (CycleState::Stopped, Some(Outcome::Imported), None));
                let mails = outbox::table.filter(outbox::ticket_id.eq(ticket)).select(count_star());
                assert_eq!(mails.first::<i64>(conn)?, 0);
                let steps = deadline_steps::table.inner_join(cycles::table).filter(cycles::ticket_id.eq(ticket));
                assert_eq!(steps.select(count_star()).first::<i64>(conn)?, 0);
                let happened: Vec<String> =
                    events::table.filter(events::ticket_id.eq(ticket)).select(events::kind).load(conn)?;
                assert!(happened.iter().all(|kind| kind == "ticket_imported" || kind == "ticket_topic_proposed"), "{happened:?}");
            }
            Ok(())
        });
        fs::remove_dir_all(&folder).unwrap();
    }
}
