//! Mails that come in: which become questions and messages, which are held, and what is never done.

use dialoga::accounts::Role;
use dialoga::intake::{Envelope, IncomingState, Reason, Received};
use dialoga::kernel::ids::TicketId;
use dialoga::platform::db::DbError;
use dialoga::platform::db::schema::{incoming_mails, messages, tickets};
use diesel::prelude::*;

use crate::support::desk::Desk;
use crate::support::incoming::{Fate, Letter};
use crate::support::on_both_databases;

const ADA: &str = "Ada Riva <ada@casa.example>";

fn question() -> Letter {
    Letter::new(ADA, "Congedo parentale", "Buongiorno,\nquanti mesi di congedo ho?\n\nGrazie, Ada")
}

fn questions(desk: &Desk) -> i64 {
    desk.read(|conn| Ok::<_, DbError>(tickets::table.count().get_result(conn)?))
}

fn written(desk: &Desk, ticket: TicketId) -> Vec<String> {
    desk.read(move |conn| {
        let of_ticket = messages::table.filter(messages::ticket_id.eq(ticket)).order(messages::id.asc());
        Ok::<_, DbError>(of_ticket.select(messages::body).load(conn)?)
    })
}

fn taken(fate: Fate, reason: Reason) -> TicketId {
    assert_eq!((fate.0, fate.1), (IncomingState::Taken, Some(reason)));
    fate.2.unwrap()
}

fn is_held(fate: Fate, reason: Reason) {
    assert_eq!((fate.0, fate.1), (IncomingState::Held, Some(reason)));
}

fn is_aside(fate: Fate, reason: Reason) {
    assert_eq!((fate.0, fate.1), (IncomingState::Discarded, Some(reason)));
}

on_both_databases! {
    fn a_first_mail_becomes_a_question_whose_sender_follows_it_by_the_receipt(desk: &Desk) {
        let ticket = taken(desk.mail_in(&question()), Reason::Question);
        let receipt = desk.last_mail_to("ada@casa.example");
        assert!(receipt.subject.contains(&format!("n. {ticket}")), "{}", receipt.subject);
        for words in ["Buongiorno", "Come trattiamo i tuoi dati", "/privacy"] {
            assert!(receipt.text.contains(words), "{words} is missing in:\n{}", receipt.text);
        }
        // The address may be another's: nothing that he wrote is passed on to her.
        for words in ["Ada", "Congedo parentale"] {
            assert!(!receipt.raw.contains(words), "{words} is in:\n{}", receipt.raw);
        }
        let own = desk.browser().get(&receipt.link("/segui/"));
        own.is(200).says("quanti mesi di congedo ho?");
        let eva = desk.staff("Eva Neri", Role::Expert);
        eva.open(&format!("/coda/{ticket}")).says("quanti mesi di congedo ho?").says("Arrivato per email");
        eva.open("/coda/posta?stato=accolte").says("Congedo parentale").says("È una nuova domanda");
        assert_eq!(desk.mails().iter().filter(|mail| mail.to == "ada@casa.example").count(), 1);
    }

    fn the_same_mail_is_taken_in_once_whatever_way_it_comes(desk: &Desk) {
        let Received::New(id) = desk.store_mail(&question()) else { panic!("new") };
        assert_eq!(desk.store_mail(&question()), Received::Known(id));
        desk.run("intake");
        assert_eq!(desk.store_mail(&question()), Received::Known(id));
        // By another way other servers wrote above it.
        is_aside(desk.mail_in(&question().with("Received", "by mx.example; Tue, 24 Nov 2026 10:00:01 +0100")), Reason::Duplicate);
        // Sent again by hand, under another name.
        is_aside(desk.mail_in(&question().with("Message-ID", "<second@casa.example>")), Reason::Duplicate);
        desk.run("intake");
        assert_eq!(questions(desk), 1);
    }

    fn an_answer_to_a_mail_of_the_desk_joins_its_question(desk: &Desk) {
        let ticket = taken(desk.mail_in(&question()), Reason::Question);
        let receipt = desk.last_mail_to("ada@casa.example");
        let more = Letter::new(ADA, "Re: qualunque cosa", "E il padre?\n\n> abbiamo ricevuto la tua domanda").answering(&receipt);
        assert_eq!(taken(desk.mail_in(&more), Reason::Reply), ticket);
        // By the mail that she wrote herself, too.
        let again = Letter::new(ADA, "Re: Congedo parentale", "E i nonni?").with("References", &id_of(&question()));
        assert_eq!(taken(desk.mail_in(&again), Reason::Reply), ticket);
        assert_eq!(questions(desk), 1);
        assert_eq!(written(desk, ticket).len(), 3);
        let eva = desk.staff("Eva Neri", Role::Expert);
        eva.open(&format!("/coda/{ticket}")).says("E il padre?").says("E i nonni?");
    }

    fn what_she_quotes_opens_nothing_at_the_desk(desk: &Desk) {
        let ticket = taken(desk.mail_in(&question()), Reason::Question);
        let receipt = desk.last_mail_to("ada@casa.example");
        let link = receipt.link("/segui/");
        let secret = link.rsplit('/').next().unwrap().split('?').next().unwrap().to_owned();
        assert!(receipt.text.contains(&secret));
        let quoted: String = receipt.text.lines().map(|line| format!("> {line}\n")).collect();
        let more = Letter::new(ADA, "Re: x", &format!("E il padre?\n\n{quoted}")).answering(&receipt);
        assert_eq!(taken(desk.mail_in(&more), Reason::Reply), ticket);
        let all = written(desk, ticket).join("\n");
        assert!(all.contains("E il padre?") && all.contains("/segui/…") && !all.contains(&secret), "{all}");
        let eva = desk.staff("Eva Neri", Role::Expert);
        let page = eva.open(&format!("/coda/{ticket}"));
        let mail = page.attributes("a", "href").into_iter().rfind(|href| href.starts_with("/coda/posta/")).unwrap();
        let shown = eva.open(&mail).html();
        assert!(shown.contains("E il padre?") && !shown.contains(&secret));
    }

    fn a_number_in_the_subject_or_a_guess_opens_no_door(desk: &Desk) {
        let ticket = taken(desk.mail_in(&question()), Reason::Question);
        let receipt = desk.last_mail_to("ada@casa.example");
        let id = receipt.header("Message-ID").unwrap();
        let forged = id.replace(".", "0.");
        for letter in [
            Letter::new("Eve <eve@male.example>", &format!("Re: n. {ticket}"), "Che cosa ha chiesto?"),
            Letter::new("Eve <eve@male.example>", "Re: x", "Con un nome inventato").with("In-Reply-To", &forged),
            Letter::new("Eve <eve@male.example>", "Re: y", "Con un indirizzo inventato")
                .with("To", &format!("dialoga+{ticket}-1.00000000000000000000000000000000@provincia.milano.example")),
        ] {
            assert_ne!(taken(desk.mail_in(&letter), Reason::Question), ticket);
        }
        assert_eq!(written(desk, ticket).len(), 1);
        // A stranger with the mail itself is heard by a person, and by nobody else.
        is_held(desk.mail_in(&Letter::new("Eve <eve@male.example>", "Re: x", "Sono sua sorella").answering(&receipt)), Reason::Stranger);
        assert_eq!(written(desk, ticket).len(), 1);
        let mails = desk.mails();
        assert_eq!(mails.iter().filter(|mail| mail.to == "ada@casa.example").count(), 1);
        assert!(mails.iter().filter(|mail| mail.to == "eve@male.example").all(|mail| !mail.text.contains("Congedo parentale")));
    }

    fn what_an_expert_answers_by_mail_is_a_draft_that_she_sends_from_the_page(desk: &Desk) {
        let ticket = taken(desk.mail_in(&question()), Reason::Question);
        let eva = desk.staff("Eva Neri", Role::Expert);
        eva.claim(ticket.0);
        let max = desk.staff("Max Blu", Role::Coordinator);
        let page = max.open(&format!("/coda/{ticket}"));
        page.is(200);
        max.note(ticket.0, "Guarda la circolare.");
        let notice = desk.last_mail_to(&eva.email);
        let text = "Ha diritto a dieci mesi.\n\n-- \nEva Neri\nSportello\n\nIl giorno 24 nov 2026 Sportello ha scritto:\n> nuova nota interna";
        let letter = Letter::new(&format!("Eva Neri <{}>", eva.email), "Re: nota", text).answering(&notice);
        assert_eq!(taken(desk.mail_in(&letter), Reason::Draft), ticket);
        assert_eq!(written(desk, ticket).len(), 2, "the question and the note");
        let told = desk.last_mail_to(&eva.email);
        assert!(told.text.contains("non è ancora partito"), "{}", told.text);
        assert!(desk.mails().iter().filter(|mail| mail.to == "ada@casa.example").count() == 1);
        let work = eva.open(&format!("/coda/{ticket}"));
        work.says("Ha diritto a dieci mesi.").says("ha risposto con un’email");
        assert_eq!(work.form(&format!("/coda/{ticket}/messaggi")).value("body"), Some("Ha diritto a dieci mesi."));
        eva.answer(ticket.0, "Ha diritto a dieci mesi.").is(200);
        assert!(desk.last_mail_to("ada@casa.example").subject.contains("ispost"));
    }

    fn nothing_is_said_to_what_a_program_wrote(desk: &Desk) {
        let ticket = taken(desk.mail_in(&question()), Reason::Question);
        let receipt = desk.last_mail_to("ada@casa.example");
        let before = desk.mails().len();
        let away = Letter::new(ADA, "Risposta automatica: fuori sede", "Torno lunedì.").answering(&receipt);
        is_aside(desk.mail_in(&away.clone().with("Auto-Submitted", "auto-replied")), Reason::Automatic);
        is_aside(desk.mail_in(&away.clone().between(Some(""), None)), Reason::Automatic);
        is_aside(desk.mail_in(&away.with("Precedence", "auto_reply")), Reason::Automatic);
        let news = Letter::new("News <news@ditta.example>", "Offerte", "Compra!").with("List-Id", "<news.ditta.example>");
        is_aside(desk.mail_in(&news.with("Precedence", "bulk")), Reason::Bulk);
        let form = Letter::new("Modulo <modulo@comune.example>", "Dal sito", "Una domanda?").with("Auto-Submitted", "auto-generated");
        is_held(desk.mail_in(&form), Reason::Generated);
        // Our own mail comes back, as it would from a mailbox that gets a copy.
        let own = std::fs::read_dir(desk.place().folder.join("mail")).unwrap().next().unwrap().unwrap();
        let Received::New(id) = desk.store_raw(std::fs::read(own.path()).unwrap(), Envelope::default()) else { panic!("new") };
        desk.run("intake");
        is_aside(desk.fate(id), Reason::Own);
        assert_eq!((questions(desk), written(desk, ticket).len()), (1, 1));
        assert_eq!(desk.mails().len(), before, "nobody was written to");
    }

    fn one_sender_cannot_fill_the_desk(desk: &Desk) {
        for number in 0..5 {
            taken(desk.mail_in(&Letter::new(ADA, &format!("Domanda {number}"), &format!("Testo {number}"))), Reason::Question);
        }
        is_held(desk.mail_in(&Letter::new(ADA, "Domanda 6", "Testo 6")), Reason::TooMany);
        assert_eq!(desk.mails().iter().filter(|mail| mail.to == "ada@casa.example").count(), 5);
        // What stands behind a plus sign makes nobody another sender.
        is_held(desk.mail_in(&Letter::new("Ada <ada+1@casa.example>", "Domanda 8", "Testo 8")), Reason::TooMany);
        taken(desk.mail_in(&Letter::new("Bea <bea@casa.example>", "Domanda", "Testo")), Reason::Question);
        desk.wait(chrono::Duration::hours(2));
        taken(desk.mail_in(&Letter::new(ADA, "Domanda 7", "Testo 7")), Reason::Question);
    }

    fn who_writes_again_and_again_waits_for_a_person(desk: &Desk) {
        let ticket = taken(desk.mail_in(&question()), Reason::Question);
        let receipt = desk.last_mail_to("ada@casa.example");
        let more = |number: i32| Letter::new(ADA, &format!("Re: {number}"), &format!("E poi {number}?")).answering(&receipt);
        for number in 0..20 {
            assert_eq!(taken(desk.mail_in(&more(number)), Reason::Reply), ticket);
        }
        is_held(desk.mail_in(&more(20)), Reason::TooMany);
        desk.wait(chrono::Duration::hours(2));
        assert_eq!(taken(desk.mail_in(&more(21)), Reason::Reply), ticket);
    }

    fn a_question_that_is_long_over_is_not_opened_again_but_followed_by_another(desk: &Desk) {
        let ticket = taken(desk.mail_in(&question()), Reason::Question);
        let receipt = desk.last_mail_to("ada@casa.example");
        let eva = desk.staff("Eva Neri", Role::Expert);
        eva.claim(ticket.0);
        eva.answer(ticket.0, "Dieci mesi.").is(200);
        let thanks = Letter::new(ADA, "Re: x", "E il padre?").answering(&receipt);
        assert_eq!(taken(desk.mail_in(&thanks), Reason::Reply), ticket);
        eva.answer(ticket.0, "Anche lui.").is(200);
        desk.wait(chrono::Duration::days(16));
        desk.settle();
        desk.wait(chrono::Duration::days(31));
        let late = taken(desk.mail_in(&Letter::new(ADA, "Re: x", "Un’altra cosa").answering(&receipt)), Reason::Question);
        assert_ne!(late, ticket);
        eva.sign_in();
        eva.open(&format!("/coda/{late}")).says(&format!("n. {ticket}"));
    }

    fn a_person_decides_what_the_program_cannot(desk: &Desk) {
        let ticket = taken(desk.mail_in(&question()), Reason::Question);
        let receipt = desk.last_mail_to("ada@casa.example");
        let eva = desk.staff("Eva Neri", Role::Expert);
        is_held(desk.mail_in(&Letter::new("Zoe <zoe@casa.example>", "Re: x", "Sono la *zia*").answering(&receipt)), Reason::Stranger);
        let list = eva.open("/coda/posta");
        list.says("(1)").says("non è chi l’ha fatta");
        let mail = list.attributes("a", "href").into_iter().find(|href| href.starts_with("/coda/posta/")).unwrap();
        let page = eva.open(&mail);
        page.says("Sono la *zia*").says("zoe@casa.example");
        let unknown = page.form(&format!("{mail}/unione")).with("number", "999999").send(&eva.browser);
        unknown.is(422).says("Scrivi il numero di una domanda che esiste");
        page.form(&format!("{mail}/unione")).send(&eva.browser).is(200).says("L’email è stata accolta").says("Sono la");
        assert_eq!(written(desk, ticket).len(), 2);
        let receipt = desk.last_mail_to("ada@casa.example");
        desk.browser().get(&receipt.link("/segui/")).never_says("Sono la");
        // A second press changes nothing.
        page.form(&format!("{mail}/unione")).send(&eva.browser).says("già decisa");
        assert_eq!(written(desk, ticket).len(), 2);
        // What a colleague forwards is the question of whoever she says.
        let forwarded = Letter::new(&format!("Eva Neri <{}>", eva.email), "I: aiuto", "Ti giro questa.\n\nDa: Bea <bea@casa.example>\nAlla: eva\n\nPosso?");
        is_held(desk.mail_in(&forwarded), Reason::Staff);
        let list = eva.open("/coda/posta");
        let mail = list.attributes("a", "href").into_iter().find(|href| href.starts_with("/coda/posta/")).unwrap();
        let form = eva.open(&mail).form(&format!("{mail}/domanda"));
        form.clone().send(&eva.browser).is(422).says("è di una persona dello staff");
        form.with("email", "bea@casa.example").with("name", "Bea Gialli").send(&eva.browser).is(200).says("Bea Gialli");
        assert!(desk.last_mail_to("bea@casa.example").subject.contains("Abbiamo ricevuto"));
        // Nobody else sees any of it.
        for role in [Role::Analyst, Role::Admin] {
            let other = desk.staff(&format!("Altro {role}"), role);
            other.open("/coda/posta").is(404);
            other.open(&mail).is(404);
        }
        let none: i64 = desk.read(|conn| Ok::<_, DbError>(incoming_mails::table.filter(incoming_mails::state.eq(IncomingState::Held)).count().get_result(conn)?));
        assert_eq!(none, 0);
    }

    fn a_mail_of_the_desk_opens_the_question_to_its_reader_alone(desk: &Desk) {
        let ticket = taken(desk.mail_in(&question()), Reason::Question);
        let receipt = desk.last_mail_to("ada@casa.example");
        let eva = desk.staff("Eva Neri", Role::Expert);
        // With her own receipt whoever asked writes in an expert's name, which anybody can.
        let forged = Letter::new(&format!("Eva Neri <{}>", eva.email), "Re: x", "Hai diritto a tutto.").answering(&receipt);
        is_held(desk.mail_in(&forged), Reason::Stranger);
        let by_own = Letter::new(&format!("Eva Neri <{}>", eva.email), "Re: y", "Hai diritto a tutto.").with("References", &id_of(&question()));
        is_held(desk.mail_in(&by_own), Reason::Staff);
        eva.open(&format!("/coda/{ticket}")).never_says("Hai diritto a tutto");
        // And the other way round, with a mail to an expert that was passed on.
        eva.claim(ticket.0);
        let max = desk.staff("Max Blu", Role::Coordinator);
        max.note(ticket.0, "Guarda la circolare.");
        let notice = desk.last_mail_to(&eva.email);
        is_held(desk.mail_in(&Letter::new(ADA, "Re: z", "Chiudete pure.").answering(&notice)), Reason::Stranger);
        assert_eq!(written(desk, ticket).len(), 2);
    }

    fn a_machine_that_answers_an_expert_s_mails_for_her_is_told_nothing_twice(desk: &Desk) {
        let ticket = taken(desk.mail_in(&question()), Reason::Question);
        let eva = desk.staff("Eva Neri", Role::Expert);
        eva.claim(ticket.0);
        let max = desk.staff("Max Blu", Role::Coordinator);
        max.note(ticket.0, "Guarda la circolare.");
        let away = |number: usize| {
            let mail = desk.last_mail_to(&eva.email);
            let letter = Letter::new(&format!("Eva Neri <{}>", eva.email), "Re: nota", "Sono in ferie fino al 10.").answering(&mail);
            letter.with("Message-ID", &format!("<away-{number}@casa.example>"))
        };
        assert_eq!(taken(desk.mail_in(&away(1)), Reason::Draft), ticket);
        let mails = desk.mails().len();
        for number in 2..5 {
            is_aside(desk.mail_in(&away(number)), Reason::Duplicate);
        }
        assert_eq!(desk.mails().len(), mails);
    }

    fn a_mail_touches_no_registration_that_waits_for_its_confirmation(desk: &Desk) {
        let browser = desk.browser();
        crate::support::people::register(&browser, "Bruna Neri", "bruna@casa.example");
        let link = desk.last_mail_to("bruna@casa.example").link("/verifica/");
        is_held(desk.mail_in(&Letter::new("Altri <bruna@casa.example>", "Ciao", "Posso?")), Reason::Unconfirmed);
        let page = browser.get(&link).is(200).form(&link).send(&browser);
        page.is(200).says("confermato");
    }

    fn what_waits_for_a_person_is_in_the_backup_and_what_is_lost_is_seen(desk: &Desk) {
        let Received::New(id) = desk.store_mail(&Letter::new("Modulo <modulo@comune.example>", "Dal sito", "Una domanda?").with("Auto-Submitted", "auto-generated")) else { panic!("new") };
        desk.run("intake");
        is_held(desk.fate(id), Reason::Generated);
        let key = move |conn: &mut dialoga::platform::db::Conn| {
            let key = incoming_mails::table.find(id).select(incoming_mails::raw_key);
            Ok::<Option<String>, DbError>(key.first(conn)?)
        };
        let key = desk.read(key).unwrap();
        let copy = desk.place().folder.join("copy");
        let done = crate::support::program::run(desk.place(), &["backup", copy.to_str().unwrap()]);
        assert!(done.status.success(), "{}", crate::support::program::said(&done));
        assert!(copy.join("attachments").join(&key).is_file(), "{key}");
        // A message whose file is gone is shown to a person, and not tried for ever.
        let Received::New(lost) = desk.store_mail(&question()) else { panic!("new") };
        let gone = desk.read(move |conn| Ok::<Option<String>, DbError>(incoming_mails::table.find(lost).select(incoming_mails::raw_key).first(conn)?)).unwrap();
        std::fs::remove_file(desk.app.storage.root().join(gone)).unwrap();
        desk.run("intake");
        assert_eq!(desk.fate(lost).0, IncomingState::Failed);
        let eva = desk.staff("Eva Neri", Role::Expert);
        eva.open("/coda/posta").says("(2)").says("non riesce a leggerla");
        eva.open(&format!("/coda/posta/{}", lost.0)).says("Non riusciamo a mostrare");
    }
}

on_both_databases! {
    fn a_storm_of_questions_waits_and_the_coordinators_are_told_once(kind: &Kind) {
        let Some(desk) = Desk::open_with(*kind, &[("INTAKE__QUESTIONS_PER_HOUR", "3")]) else { return };
        let max = desk.staff("Max Blu", Role::Coordinator);
        let from = |number: i32| Letter::new(&format!("n{number}@casa.example"), "Domanda", &format!("Testo {number}?"));
        for number in 0..3 {
            taken(desk.mail_in(&from(number)), Reason::Question);
        }
        for number in 3..6 {
            is_held(desk.mail_in(&from(number)), Reason::Storm);
        }
        let told = || desk.mails().iter().filter(|mail| mail.to == max.email && mail.subject.starts_with("Troppe email")).count();
        assert_eq!(told(), 1);
        let mail = desk.last_mail_to(&max.email);
        assert!(mail.text.contains("più di 3 domande"), "{}", mail.text);
        max.open(&mail.link("/coda/posta")).says("Domanda n3");
        desk.wait(chrono::Duration::hours(2));
        for number in 6..9 {
            taken(desk.mail_in(&from(number)), Reason::Question);
        }
        is_held(desk.mail_in(&from(9)), Reason::Storm);
        assert_eq!(told(), 2, "another storm, another hour");
    }
}

fn id_of(letter: &Letter) -> String {
    let raw = String::from_utf8(letter.raw()).unwrap();
    raw.lines().find_map(|line| line.strip_prefix("Message-ID: ")).unwrap().to_owned()
}
