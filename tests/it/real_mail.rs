//! The desk's mails through a real mail server, Exim: signed in over TLS, with a certificate of an authority that the office
//! runs itself. Without the server these tests do nothing and `cargo test` says so; `tests/all` always has one.

use chrono::Duration;
use dialoga::accounts::Role;
use dialoga::platform::mail::outbox;

use crate::support::cast::{ask, person, person_who_signs_in};
use crate::support::databases::{Kind, Place};
use crate::support::desk::Desk;
use crate::support::mail_server::MailServer;
use crate::support::people::register;
use crate::support::program::{dialoga, said};

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
            header("Received").contains("esmtpsa") && header("Received").contains("TLS1.3"),
            "{}",
            mail.raw
        );
        assert!(server.log().contains("A=plain:sportello"), "{}", server.log());
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
                "it does not take mails from the address in mail.from (550 <un.altro@esempio.it>: Sender address rejected",
            ),
        ] {
            let line = check(url, more);
            assert!(line.starts_with("WRONG  mail: the SMTP server does not work: "), "{line}");
            assert!(line.contains(cause) && !line.contains("giusta"), "{cause} is not in {line}");
        }
    }
}
