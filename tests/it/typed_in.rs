//! Questions asked by telephone or at the front desk, typed in by the desk.

use chrono::Duration;
use dialoga::accounts::Role;
use dialoga::platform::db::DbError;
use dialoga::platform::db::schema::{accounts, tickets};
use diesel::prelude::*;

use crate::support::browser::Page;
use crate::support::desk::Desk;
use crate::support::form::Form;
use crate::support::on_both_databases;
use crate::support::people::{Human, PASSWORD};

const ASKED: &str = "Buongiorno,\nposso chiedere il part-time dopo la maternità?\nLavoro in un negozio.";

fn form(eva: &Human) -> Form {
    let form = eva.open("/coda/nuova").form("/coda/nuova");
    form.with("body", ASKED).with("name", "Nadia Conti").with("privacy", "1")
}

/// The number of the question whose page it is.
fn number(page: &Page) -> i64 {
    page.is(200);
    page.path.trim_start_matches("/coda/").split('?').next().unwrap().parse().unwrap()
}

fn questions(desk: &Desk) -> i64 {
    desk.read(|conn| Ok::<_, DbError>(tickets::table.count().get_result(conn)?))
}

fn people(desk: &Desk, name: &'static str) -> i64 {
    desk.read(move |conn| {
        Ok::<_, DbError>(accounts::table.filter(accounts::name.eq(name)).count().get_result(conn)?)
    })
}

on_both_databases! {
    fn a_call_becomes_a_question_whose_answer_is_written_to_whoever_called(desk: &Desk) {
        let eva = desk.staff("Eva Neri", Role::Expert);
        let taken = form(&eva).with("email", "nadia@esempio.it").with("action", "claim").send(&eva.browser);
        taken.says("Domanda registrata e presa in carico").says("posso chiedere il part-time dopo la maternità?");
        taken.says("Eva Neri ha registrato la domanda");
        let number = number(&taken);
        let receipt = desk.last_mail_to("nadia@esempio.it");
        assert!(receipt.text.contains("Gentile Nadia"), "{}", receipt.text);
        let subject = "Oggetto: posso chiedere il part-time dopo la maternità?";
        assert!(receipt.text.lines().any(|line| line == subject), "{}", receipt.text);
        // The mail's link leads to this question, and to nothing else.
        let phone = desk.browser();
        let own = phone.get(&receipt.link("/segui/"));
        own.is(200).says("part-time dopo la maternità").never_says("Eva Neri");
        assert!(phone.get("/domande").path.starts_with("/accesso"));
        // Of what was typed in nobody signs in before a mail was read.
        let nadia = Human { name: "Nadia Conti".into(), email: "nadia@esempio.it".into(), browser: desk.browser() };
        let refused = nadia.browser.get("/accesso").form("/accesso");
        refused.with("email", &nadia.email).with("password", PASSWORD).send(&nadia.browser).is(422);
        eva.answer(number, "Sì, si può chiedere.").is(200);
        assert!(desk.last_mail_to("nadia@esempio.it").subject.contains("ispost"));
        let recover = nadia.browser.get("/password/recupero").form("/password/recupero");
        recover.with("email", &nadia.email).send(&nadia.browser).is(200);
        let link = desk.last_mail_to(&nadia.email).link("/password/nuova/");
        nadia.browser.get(&link).form(&link).with("password", PASSWORD).send(&nadia.browser).is(200);
        nadia.sign_in();
        nadia.open(&format!("/domande/{number}")).says("Sì, si può chiedere.").never_says("Eva Neri ha registrato");
    }

    fn whoever_has_no_email_is_called_back(desk: &Desk) {
        let eva = desk.staff("Eva Neri", Role::Expert);
        let page = form(&eva).with("channel", "desk").with("phone", "333 123.4567").with("action", "claim").send(&eva.browser);
        page.says("3331234567").says("Non ha un’email").says("dai la risposta a voce");
        assert!(page.html().contains("href=\"tel:3331234567\""));
        let number = number(&page);
        eva.answer(number, "Sì, si può chiedere.").is(200).says("Sì, si può chiedere.");
        assert!(desk.mails().is_empty());
        // The same person calls again: her questions are together.
        let again = form(&eva).with("phone", "3331234567").with("body", "E a quante ore ho diritto?").send(&eva.browser);
        again.says("Domanda registrata: è in coda").says(&format!("n. {number}"));
        assert_eq!(people(desk, "Nadia Conti"), 1);
        // Another of the same name is another person.
        form(&eva).with("phone", "02 5555 5555").send(&eva.browser).is(200).never_says(&format!("n. {number}"));
        assert_eq!(people(desk, "Nadia Conti"), 2);
    }

    fn the_same_form_sent_twice_is_one_question(desk: &Desk) {
        let eva = desk.staff("Eva Neri", Role::Expert);
        for (field, value) in [("email", "nadia@esempio.it"), ("phone", "3331234567"), ("subject", "")] {
            let form = form(&eva).with(field, value).with("action", "claim");
            let before = questions(desk);
            let first = number(&form.clone().send(&eva.browser));
            assert_eq!(number(&form.send(&eva.browser)), first, "{field}");
            assert_eq!(questions(desk), before + 1, "{field}");
        }
        // Also when the name was corrected meanwhile, and long after.
        let form = form(&eva);
        let first = number(&form.clone().send(&eva.browser));
        desk.wait(Duration::minutes(40));
        assert_eq!(number(&form.with("name", "Nadia Conte").send(&eva.browser)), first);
        // A name alone is no person: another who is called so is not shown her question.
        let other = self::form(&eva).with("body", "E il nido?").send(&eva.browser);
        other.never_says(&format!("n. {first}"));
    }

    fn what_was_answered_by_voice_is_written_down_as_answered(desk: &Desk) {
        let eva = desk.staff("Eva Neri", Role::Expert);
        let empty = form(&eva).with("action", "answered").send(&eva.browser);
        empty.is(422).says("Scrivi il testo");
        let page = form(&eva).with("answer", "Sì, fino ai dodici anni.").with("action", "answered").send(&eva.browser);
        page.says("Domanda e risposta registrate").says("Sì, fino ai dodici anni.").says("Risposta inviata");
        let number = number(&page);
        let (state, channel): (String, String) = desk.read(move |conn| {
            Ok::<_, DbError>(tickets::table.find(number).select((tickets::state, tickets::channel)).first(conn)?)
        });
        assert_eq!((state.as_str(), channel.as_str()), ("answered", "phone"));
    }

    fn whoever_has_an_account_finds_the_question_there(desk: &Desk) {
        let (eva, anna) = (desk.staff("Eva Neri", Role::Expert), desk.worker("Anna Bianchi"));
        let page = form(&eva).with("name", "Anna B.").with("email", " ANNA.bianchi@esempio.it").send(&eva.browser);
        let number = number(&page);
        page.says("Anna Bianchi");
        // As what and from where this is asked is what she said now, whatever her account says; her number is no more than a note.
        let form = form(&eva).with("email", &anna.email).with("kind", "enterprise").with("municipality", "Rho");
        let page = form.with("body", "E per la mia ditta?").with("phone", "333 1234567").send(&eva.browser);
        page.says("Impresa").says("Rho").says("Numero da richiamare, detto a voce: 3331234567");
        assert!(!page.html().contains("tel:3331234567"), "anybody might say that it is hers");
        anna.open(&format!("/domande/{number}")).says("part-time dopo la maternità");
        anna.open("/profilo").says("anna.bianchi@esempio.it");
    }

    fn every_mistake_is_said_and_nothing_typed_is_lost(desk: &Desk) {
        let (eva, carla) = (desk.staff("Eva Neri", Role::Expert), desk.staff("Carla Blu", Role::Coordinator));
        let bare = eva.open("/coda/nuova").form("/coda/nuova");
        let bare = bare.with("phone", "ufficio").with("email", "nadia@").with("municipality", "Roma").with("channel", "web");
        let page = bare.with("kind", "").send(&eva.browser);
        page.is(422).says("Scegli come ti hanno contattato").says("Scrivi la tua domanda").says("Scrivi il nome e il cognome");
        page.says("5–15 cifre").says("indirizzo email completo").says("Scegli un comune").says("spunta la casella");
        let taken = form(&eva).with("email", &carla.email).with("subject", "<b>Part-time</b>").send(&eva.browser);
        taken.is(422).says("è di una persona dello sportello");
        assert_eq!(taken.form("/coda/nuova").value("subject").unwrap(), "<b>Part-time</b>");
        let half = form(&eva).with("answer", "Sì, ma").with("action", "queue").send(&eva.browser);
        half.is(422).says("Hai scritto una risposta");
        assert_eq!(half.form("/coda/nuova").value("answer").unwrap(), "Sì, ma");
        assert_eq!(questions(desk), 0);
        assert_eq!(people(desk, "Nadia Conti"), 0, "nobody is kept of whom nothing is asked");
    }

    fn what_a_stranger_registered_under_the_address_of_a_caller_is_worth_nothing(desk: &Desk) {
        let eva = desk.staff("Eva Neri", Role::Expert);
        let stranger = desk.browser();
        crate::support::people::register(&stranger, "Compra Qui", "nadia.conti@esempio.it");
        let old = desk.last_mail_to("nadia.conti@esempio.it").link("/verifica/");
        form(&eva).with("email", "nadia.conti@esempio.it").send(&eva.browser).is(200).never_says("Compra Qui");
        let receipt = desk.last_mail_to("nadia.conti@esempio.it");
        assert!(receipt.text.contains("Gentile Nadia") && !receipt.raw.contains("Compra"), "{}", receipt.text);
        // Neither his link nor his password opens the account.
        assert!(desk.browser().get(&old).attributes("form[action^='/verifica']", "action").is_empty());
        let sign_in = stranger.get("/accesso").form("/accesso");
        sign_in.with("email", "nadia.conti@esempio.it").with("password", PASSWORD).send(&stranger).is(422);
    }

    fn somebody_who_registers_after_calling_confirms_the_address_first(desk: &Desk) {
        let eva = desk.staff("Eva Neri", Role::Expert);
        let number = number(&form(&eva).with("email", "nadia.conti@esempio.it").send(&eva.browser));
        desk.settle();
        let nadia = Human { name: "Nadia Conti".into(), email: "nadia.conti@esempio.it".into(), browser: desk.browser() };
        crate::support::people::register(&nadia.browser, &nadia.name, &nadia.email);
        let link = desk.last_mail_to(&nadia.email).link("/verifica/");
        let confirmed = nadia.browser.get(&link).form(&link).send(&nadia.browser);
        let form = confirmed.is(200).form(&confirmed.path.clone());
        form.with("password", PASSWORD).send(&nadia.browser).is(200);
        nadia.sign_in();
        nadia.open(&format!("/domande/{number}")).says("part-time dopo la maternità");
    }
}
