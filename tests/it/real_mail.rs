//! The desk's mails through a real mail server, Postfix: out of it signed in over TLS, with a certificate of an authority that
//! the office runs itself; into it by pipe and by LMTP, as the README says. Without the server these tests do nothing and
//! `cargo test` says so; `tests/all` always has one.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration as Span, Instant};

use chrono::Duration;
use dialoga::accounts::Role;
use dialoga::platform::db::schema::{messages, tickets};
use dialoga::platform::db::{Db, DbError};
use dialoga::platform::mail::outbox;
use diesel::prelude::*;

use crate::support::cast::{ask, person, person_who_signs_in};
use crate::support::databases::{Kind, Place};
use crate::support::desk::Desk;
use crate::support::imap_server::{free_ports, is_root};
use crate::support::incoming::Letter;
use crate::support::mail_server::{MailServer, Way, reader};
use crate::support::on_both_databases;
use crate::support::people::register;
use crate::support::program::{Process, dialoga, said};

fn desk_over(server: &MailServer, url: &str) -> Desk {
    let authority = server.authority().display().to_string();
    let settings =
        [("MAIL__TRANSPORT", "smtp"), ("MAIL__SMTP_URL", url), ("MAIL__SMTP_CA_FILE", authority.as_str())];
    Desk::open_with(Kind::Sqlite, &settings).unwrap()
}

#[test]
fn mails_arrive_whole_over_starttls_and_over_tls_from_the_start() {
    for scheme in ["smtp", "smtps"] {
        let Some(server) = MailServer::start() else { return };
        let desk = desk_over(&server, &server.url(scheme, "giusta"));
        let anna = desk.browser();
        register(&anna, "Anna Bianchì", "anna@esempio.it");
        desk.settle();
        let mail = &server.await_mails(1)[0];
        assert_eq!(mail.to, "anna@esempio.it");
        let header = |name| mail.header(name).unwrap_or_default();
        assert_eq!(header("From"), "\"Sportello Conciliazione\" <dialoga@provincia.milano.example>");
        assert_eq!(header("Auto-Submitted"), "auto-generated");
        assert!(header("Content-Type").starts_with("multipart/alternative;"), "{}", mail.raw);
        assert_eq!(header("Message-ID"), format!("<{}>", mail.message_id));
        assert!(mail.message_id.ends_with("@provincia.milano.example"), "{}", mail.message_id);
        // The server's own word: over TLS, signed in.
        assert!(
            header("Received").contains("with ESMTPSA") && header("Received").contains("TLSv1.3"),
            "{}",
            mail.raw
        );
        assert!(server.log().contains("sasl_method=PLAIN, sasl_username=sportello"), "{}", server.log());
        let link = mail.link("/verifica/");
        assert!(mail.html.contains(&link) && mail.html.contains("<p"), "{}", mail.html);
        anna.get(&link).is(200).form(&link).send(&anna).is(200);
    }
}

/// While `wrong` holds no mail leaves and the page says why in `words`; once it is put `right` everything arrives.
fn nothing_is_lost(server: &MailServer, url: &str, words: &str, right: impl Fn()) {
    let desk = desk_over(server, url);
    let (_, admin) = person_who_signs_in(&desk, "Dora", Role::Admin);
    let anna = person(&desk, "Anna", Role::Requester);
    for number in 0..5 {
        ask(&desk, &anna, &format!("Domanda {number}: perché no?"));
    }
    desk.follow();
    desk.run("outbox");
    admin.get("/amministrazione/posta?stato=in-coda").is(200).says(words);
    assert_eq!(desk.read(outbox::counts).queued, 5);
    assert!(server.mails().is_empty());
    right();
    desk.wait(Duration::minutes(15));
    desk.settle();
    let mails = server.await_mails(5);
    assert!(mails.iter().all(|mail| mail.text.contains("Domanda")), "{mails:?}");
}

#[test]
fn a_wrong_password_is_told_and_loses_nothing() {
    let Some(server) = MailServer::start() else { return };
    let words = "Il server di posta rifiuta il nome utente o la password dello sportello";
    nothing_is_lost(&server, &server.url("smtp", "nuova"), words, || server.accept("nuova"));
}

#[test]
fn a_certificate_of_somebody_else_is_told_and_loses_nothing() {
    for scheme in ["smtp", "smtps"] {
        let Some(server) = MailServer::start() else { return };
        server.show_certificate_of("theirs");
        let words = "Il collegamento con il server di posta non è sicuro";
        nothing_is_lost(&server, &server.url(scheme, "giusta"), words, || {
            assert!(!server.log().contains("sportello"), "nobody signs in there: {}", server.log());
            server.show_certificate_of("ours");
        });
    }
}

#[test]
fn check_tells_the_causes_apart() {
    let Some(server) = MailServer::start() else { return };
    let place = Place::new(Kind::Sqlite).unwrap();
    let authority = server.authority().display().to_string();
    let check = |url: &str, more: &[(&str, &str)]| {
        let mut command = dialoga(&place, &["check"]);
        let settings = [("TRANSPORT", "smtp"), ("SMTP_URL", url), ("SMTP_CA_FILE", authority.as_str())];
        for (key, value) in settings.iter().chain(more) {
            command.env(format!("DIALOGA__MAIL__{key}"), value);
        }
        let text = said(&command.output().unwrap());
        text.lines().find(|line| line.contains("SMTP server")).unwrap_or_else(|| panic!("{text}")).to_owned()
    };
    for scheme in ["smtp", "smtps"] {
        let good = server.url(scheme, "giusta");
        assert_eq!(check(&good, &[]), "ok     mail: the SMTP server accepts us");
        let not_trusted =
            "its certificate is not trusted (for an authority of your own see mail.smtp_ca_file)";
        let nobody = format!("{scheme}://sportello:giusta@127.0.0.1:1");
        for (url, more, cause) in [
            (&nobody, &[][..], "nothing answers at that address and port"),
            (&good, &[("SMTP_CA_FILE", "")], not_trusted),
            (&server.url_at(scheme, "127.0.0.1", "giusta"), &[], not_trusted),
            (
                &server.url(scheme, "sbagliata"),
                &[],
                "it does not accept the user and password in mail.smtp_url (535",
            ),
            (
                &good,
                &[("FROM", "un.altro@esempio.it")],
                "it does not take mails from the address in mail.from (553 5.7.1 <un.altro@esempio.it>: Sender address rejected",
            ),
        ] {
            let line = check(url, more);
            assert!(line.starts_with("WRONG  mail: the SMTP server does not work: "), "{line}");
            assert!(line.contains(cause) && !line.contains("giusta"), "{cause} is not in {line}");
        }
    }
}

const PIPED: &str = "dialoga@provincia.milano.example";
const BY_LMTP: &str = "conciliazione@provincia.milano.example";

/// The line of `master.cf` that the README gives, for the program and the configuration of a test.
fn pipe_of_the_readme(program: &Path, configuration: &Path) -> String {
    let readme = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    let line = readme.split('`').find(|words| words.starts_with("desk unix")).unwrap().to_owned();
    ["user=dialoga", "/usr/local/bin/dialoga", "/etc/dialoga.toml"]
        .into_iter()
        .zip([
            format!("user={}", reader()),
            program.display().to_string(),
            configuration.display().to_string(),
        ])
        .fold(line, |line, (words, others)| {
            assert!(line.contains(words), "{line}");
            line.replace(words, &others)
        })
}

/// The program and its configuration where the mail server's user, who is not ours, can read them.
fn install(place: &Place) -> String {
    let (program, configuration) = (place.folder.join("dialoga"), place.folder.join("dialoga.toml"));
    fs::copy(env!("CARGO_BIN_EXE_dialoga"), &program).unwrap();
    let text = format!(
        "[database]\nurl = \"{}\"\n[storage]\ndir = \"{}\"\n[intake]\nmax_message_bytes = 100000\n",
        place.url,
        place.folder.display()
    );
    fs::write(&configuration, text).unwrap();
    pipe_of_the_readme(&program, &configuration)
}

/// A desk that runs as the user as whom the mail server calls its program, as the README has it: what one of the two stores
/// is private to that user.
fn desk_as_reader(place: &Place, settings: &[(&str, &str)]) -> Process {
    let program = place.folder.join("dialoga");
    if !is_root() {
        return Process::start_by(Command::new(program), place, settings);
    }
    let given = Command::new("chown").args(["-R", &reader()]).arg(&place.folder).status().unwrap();
    assert!(given.success());
    let mut command = Command::new("setpriv");
    command.args(["--reuid", &reader(), "--regid", &reader(), "--clear-groups"]).arg(program);
    Process::start_by(command, place, settings)
}

/// Questions and messages.
fn taken(place: &Place) -> (i64, i64) {
    let db = Db::open(&place.database_url(), 1).unwrap();
    db.read_blocking::<_, DbError, _>(|conn| {
        Ok((tickets::table.count().get_result(conn)?, messages::table.count().get_result(conn)?))
    })
    .unwrap()
}

/// Longer than the minute after which the desk tries again what it could not take in.
fn until(server: &MailServer, what: &str, mut is_so: impl FnMut() -> bool) {
    let end = Instant::now() + Span::from_secs(150);
    while !is_so() {
        assert!(Instant::now() < end, "{what}: {}", server.log());
        std::thread::sleep(Span::from_millis(100));
    }
}

on_both_databases! {
    fn mails_come_by_pipe_and_by_lmtp_and_what_the_desk_says_leaves(place: &Place) {
        let lmtp = format!("127.0.0.1:{}", free_ports::<1>()[0]);
        let ways = [
            (PIPED, Way { transport: "desk".to_owned(), service: install(place) }),
            (BY_LMTP, Way { transport: format!("lmtp:inet:{lmtp}"), service: String::new() }),
        ];
        let Some(server) = MailServer::start_with(&ways) else { return };
        let (url, authority) = (server.url("smtp", "giusta"), server.authority().display().to_string());
        let settings = [
            ("DIALOGA__MAIL__TRANSPORT", "smtp"),
            ("DIALOGA__MAIL__SMTP_URL", url.as_str()),
            ("DIALOGA__MAIL__SMTP_CA_FILE", authority.as_str()),
            ("DIALOGA__INTAKE__LMTP_BIND", lmtp.as_str()),
            ("DIALOGA__INTAKE__REPLIES", "true"),
        ];
        let desk = desk_as_reader(place, &settings);

        let anna = Letter::new("Anna <anna@casa.example>", "Congedo", "Posso stare a casa?\n.\nGrazie");
        assert!(server.take("anna@casa.example", PIPED, &anna.raw()));
        let luca = Letter::new("Luca <luca@casa.example>", "Nido", "Quanto costa?").with("To", BY_LMTP);
        assert!(server.take("luca@casa.example", BY_LMTP, &luca.raw()));
        until(&server, "two questions", || taken(place) == (2, 2));
        let receipts = server.await_mails(2);
        for address in ["anna@casa.example", "luca@casa.example"] {
            let receipt = receipts.iter().find(|mail| mail.to == address).unwrap();
            assert!(receipt.header("Received").unwrap().contains("with ESMTPSA"), "{}", receipt.raw);
            let answer = Letter::new(address, "Re: la mia domanda", "Ancora una cosa.").answering(receipt);
            assert!(server.take(address, BY_LMTP, &answer.raw()));
        }
        until(&server, "their answers are with their questions", || taken(place) == (2, 4));

        // What the desk cannot take goes back to whoever sent it, who is told why by the mail server.
        let large = Letter::new("Piero <piero@casa.example>", "Foto", &"molte parole ".repeat(20_000));
        assert!(server.take("piero@casa.example", PIPED, &large.raw()));
        let back = |server: &MailServer| server.mails().into_iter().find(|mail| mail.to.contains("piero"));
        until(&server, "a report to whoever sent it", || back(&server).is_some());
        assert!(back(&server).unwrap().raw.contains("no more than 100000 are taken"), "{}", back(&server).unwrap().raw);

        // While the desk cannot be reached by LMTP its mails wait with the mail server, and the pipe needs no desk.
        drop(desk);
        assert!(server.take("sara@casa.example", BY_LMTP, &Letter::new("sara@casa.example", "Orari", "Quando?").raw()));
        assert!(server.take("rita@casa.example", PIPED, &Letter::new("rita@casa.example", "Orari", "Dove?").raw()));
        until(&server, "one waits", || server.log().contains("status=deferred"));
        until(&server, "the other is piped", || server.log().matches("delivered via desk service").count() == 2);
        let _desk = desk_as_reader(place, &settings);
        until(&server, "one question more", || taken(place).0 == 3);
    }
}
