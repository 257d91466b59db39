//! Calling colleagues: in a note, and for a second opinion.

use dialoga::accounts::Role;

use crate::support::browser::Page;
use crate::support::desk::Desk;
use crate::support::form::Form;
use crate::support::on_both_databases;
use crate::support::people::Human;

/// A question of Anna's that Eva has taken, and two colleagues.
fn taken(desk: &Desk) -> (Human, Human, Human, i64) {
    let anna = desk.worker("Anna Bianchi");
    let (eva, ida) = (desk.staff("Eva Neri", Role::Expert), desk.staff("Ida Verdi", Role::Expert));
    let number = anna.ask("non-so", "Permessi", "Quanti giorni di permesso ho?").number();
    eva.claim(number).is(200);
    (anna, eva, ida, number)
}

fn note(page: &Page, number: i64) -> Form {
    page.form_holding(&format!("/coda/{number}/messaggi"), "visibility", "note")
}

/// The value of whom to call, or to ask.
fn value(page: &Page, css: &str, name: &str) -> String {
    let place = page.texts(css).iter().position(|text| text == name).unwrap_or_else(|| panic!("no {name}"));
    let value = if css.contains("option") { css.to_owned() } else { css.replace("label", "input") };
    page.attributes(&value, "value").remove(place)
}

/// Subjects of the mails to an address that have this word.
fn told(desk: &Desk, to: &str, word: &str) -> usize {
    desk.mails().iter().filter(|mail| mail.to == to && mail.subject.contains(word)).count()
}

on_both_databases! {
    fn whoever_is_called_in_a_note_is_told_and_the_requester_is_not(desk: &Desk) {
        let (anna, eva, ida, number) = taken(desk);
        let leo = desk.staff("Leo Galli", Role::Expert);
        let page = ida.open(&format!("/coda/{number}"));
        let boxes = "[data-part=note] .dg-choices .dg-choice label";
        assert!(!page.texts(boxes).contains(&"Ida Verdi".to_owned()), "nobody calls herself");
        let form = note(&page, number).with("body", "Leo, che ne dici?");
        form.with("mentioned[]", &value(&page, boxes, "Leo Galli")).send(&ida.browser).is(200);
        eva.open(&format!("/coda/{number}")).says("Ida Verdi ha aggiunto una nota interna e ha avvisato Leo Galli");
        assert_eq!(told(desk, &leo.email, "chiamato in una nota"), 1);
        assert!(desk.last_mail_to(&leo.email).text.contains("Ida Verdi ti ha chiamato"));
        // Whoever holds it hears of every note, and of one that calls her once.
        assert_eq!(told(desk, &eva.email, "Nuova nota interna"), 1);
        let page = ida.open(&format!("/coda/{number}"));
        let form = note(&page, number).with("body", "Eva, ti torna?");
        form.with("mentioned[]", &value(&page, boxes, "Eva Neri")).send(&ida.browser).is(200);
        assert_eq!((told(desk, &eva.email, "Nuova nota"), told(desk, &eva.email, "chiamato in una nota")), (1, 1));
        anna.open(&format!("/domande/{number}")).never_says("Leo");
        assert_eq!(told(desk, &anna.email, "nota"), 0);
    }

    fn a_second_opinion_is_asked_seen_and_given(desk: &Desk) {
        let (anna, eva, ida, number) = taken(desk);
        let work = format!("/coda/{number}");
        let form = eva.open(&work).form(&format!("{work}/parere"));
        let refused = form.clone().with("word", "Ti torna?").send(&eva.browser);
        refused.is(422).says("Scegli una persona").says("Ti torna?");
        let of = value(&refused, "#of option", "Ida Verdi");
        form.clone().with("of", &of).send(&eva.browser).is(422).says("Scrivi che cosa vuoi sapere");
        let asked = form.clone().with("of", &of).with("word", "Ti torna l’art. 33?").send(&eva.browser);
        asked.is(200).says("Parere chiesto a Ida Verdi oggi alle 10:30").says("ha chiesto un parere a Ida Verdi");
        // A second press asks nobody twice.
        form.with("of", &of).with("word", "Ti torna l’art. 33?").send(&eva.browser);
        assert_eq!(told(desk, &ida.email, "Un parere sulla domanda"), 1);
        let list = ida.open("/coda/pareri");
        list.says("Eva Neri ti ha chiesto un parere oggi alle 10:30").says("Permessi");
        eva.open("/coda/pareri").says("Nessuno aspetta un tuo parere");
        // A note that is not the opinion leaves it owed.
        let page = ida.open(&work);
        page.says("Eva Neri ti ha chiesto un parere").says("Ti torna l’art. 33?");
        let aside = note(&page, number).with("body", "Ci penso.").without("opinion");
        aside.send(&ida.browser).says("Eva Neri ti ha chiesto un parere");
        let given = note(&ida.open(&work), number).with("body", "Sì, mi torna.").send(&ida.browser);
        given.is(200).says("Ida Verdi ha dato il suo parere");
        ida.open("/coda/pareri").says("Nessuno aspetta un tuo parere");
        let page = eva.open(&work);
        page.says("Sì, mi torna.");
        assert!(!page.text().contains("Parere chiesto a"));
        assert_eq!(told(desk, &eva.email, "è arrivato"), 1);
        anna.open(&format!("/domande/{number}")).never_says("torna").never_says("Ida");
    }

    fn only_whoever_holds_a_question_asks_and_only_while_it_is_open(desk: &Desk) {
        let (_, eva, ida, number) = taken(desk);
        let work = format!("/coda/{number}");
        let page = ida.open(&work);
        assert!(!page.html().contains(&format!("{work}/parere")));
        let token = note(&page, number).value("csrf_token").unwrap().to_owned();
        let of = value(&eva.open(&work), "#of option", "Ida Verdi");
        let fields = [("csrf_token", token.as_str()), ("of", &of), ("word", "Che ne dici?")];
        ida.browser.post(&format!("{work}/parere"), &fields);
        assert_eq!(told(desk, &ida.email, "parere"), 0);
        eva.answer(number, "Tre giorni.").is(200);
        assert!(!eva.open(&work).html().contains(&format!("action=\"{work}/parere\"")));
    }
}
