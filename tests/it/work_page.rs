//! The page on which a question is worked: closing it, passing it on, putting it aside, proposing its answer.

use dialoga::accounts::Role;

use crate::support::browser::Page;
use crate::support::desk::Desk;
use crate::support::on_both_databases;
use crate::support::people::Human;

const ANY_TOPIC: &str = "non-so";

/// A question of Anna's that Eva has taken.
fn taken(desk: &Desk) -> (Human, Human, i64) {
    let (anna, eva) = (desk.worker("Anna Bianchi"), desk.staff("Eva Neri", Role::Expert));
    let number = anna.ask(ANY_TOPIC, "Permessi", "Quanti giorni di permesso ho?").number();
    eva.claim(number).is(200);
    (anna, eva, number)
}

/// The value of the choice whose words begin so.
fn choice(page: &Page, words: &str) -> String {
    let place = page.texts("option").iter().position(|option| option.starts_with(words)).unwrap();
    page.attributes("option", "value").remove(place)
}

on_both_databases! {
    fn the_desk_says_why_it_closes_what_nobody_answered(desk: &Desk) {
        let (anna, eva, number) = taken(desk);
        let (own, work) = (format!("/domande/{number}"), format!("/coda/{number}"));
        let form = eva.open(&work).form(&format!("{work}/chiusura"));
        let refused = form.clone().send(&eva.browser);
        refused.is(422).says("Scrivi perché chiudi la domanda");
        assert_eq!(refused.attributes("[aria-invalid=true]", "id"), ["closing"]);
        anna.open(&own).says("In lavorazione");
        let closed = form.with("body", "Di **multe** si occupa il Comune.").send(&eva.browser);
        closed.is(200).says("Chiusa").says("Perché l’abbiamo chiusa");
        let page = anna.open(&own);
        page.says("Lo sportello ha chiuso questa domanda: martedì 24 novembre 2026, ore 10:30").says("Di multe si occupa");
        let reason = page.attributes(".dg-message-closing", "id").remove(0);
        assert_eq!(page.attributes(".dg-alert a", "href")[0], format!("#{reason}"));
        let mail = desk.last_mail_to(&anna.email).text;
        assert!(mail.contains("Il motivo è nella sua pagina") && !mail.contains("multe"), "{mail}");
    }

    fn what_was_answered_is_closed_without_a_word_and_says_who_closed_it(desk: &Desk) {
        let (anna, eva, number) = taken(desk);
        let (own, work) = (format!("/domande/{number}"), format!("/coda/{number}"));
        eva.answer(number, "Tre al mese.").is(200).says("Invia un’altra risposta");
        let page = anna.open(&own);
        page.form(&format!("{own}/chiusura")).send(&anna.browser).says("Hai chiuso questa domanda");
        anna.reply(number, "Un dubbio.").is(200).never_says("Hai chiuso");
        eva.open(&work).form(&format!("{work}/chiusura")).send(&eva.browser).is(200).says("L’hai seguita tu");
        anna.open(&own).says("Lo sportello ha chiuso questa domanda");
    }

    fn only_an_answer_that_stands_is_proposed_and_only_once(desk: &Desk) {
        let (anna, eva, number) = taken(desk);
        let topic = desk.topic_slug("Congedi");
        let work = format!("/coda/{number}");
        eva.open(&work).form(&format!("{work}/argomento")).with("topic", &topic).send(&eva.browser).is(200);
        let proposable = |page: &Page| page.html().contains("/proposta\"");
        assert!(!proposable(&eva.open(&work)), "nobody answered yet");
        assert!(proposable(&eva.answer(number, "Tre al mese.")));
        anna.reply(number, "Anche per il padre?").is(200);
        assert!(!proposable(&eva.open(&work)), "the answer is not the last word");
        eva.answer(number, "Sì.").is(200);
        eva.press(number, "proposta").is(200);
        let page = eva.open(&work);
        assert!(!proposable(&page));
        assert_eq!(page.link("Apri la scheda proposta"), "/redazione/1");
    }

    fn what_a_colleague_holds_is_passed_on_by_her_alone_and_not_put_aside_by_others(desk: &Desk) {
        let (_, eva, number) = taken(desk);
        let ida = desk.staff("Ida Verdi", Role::Expert);
        let work = format!("/coda/{number}");
        let page = ida.open(&work);
        for action in ["spam", "passaggio", "chiusura", "rilascio"] {
            assert!(!page.html().contains(&format!("action=\"{work}/{action}\"")), "{action}");
        }
        let note = page.form(&format!("{work}/messaggi"));
        let token = note.value("csrf_token").unwrap();
        ida.browser.post(&format!("{work}/spam"), &[("csrf_token", token)]);
        let page = eva.open(&work);
        page.says("In lavorazione").says("Ida Verdi (nessuna domanda in carico)");
        let form = page.form(&format!("{work}/passaggio"));
        let refused = form.clone().with("word", "Questa è tua").send(&eva.browser);
        refused.is(422).says("Scegli una persona").says("Questa è tua");
        let passed = form.with("to", &choice(&page, "Ida")).with("word", "Questa è tua").send(&eva.browser);
        passed.is(200).says("In carico a Ida Verdi");
        ida.open(&work).says("È in carico a te").says("Questa è tua").says("Eva Neri (nessuna domanda in carico)");
    }
}
