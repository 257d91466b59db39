//! Canned answers: written by coordinators, offered where they fit, put into answers.

use dialoga::accounts::Role;
use serde_json::Value;

use crate::support::browser::Page;
use crate::support::on_both_databases;
use crate::support::people::Human;

const LIST: &str = "/amministrazione/risposte-pronte";

fn write(emma: &Human, title: &str, topic: &str, body: &str) -> Page {
    let new = format!("{LIST}/nuova");
    let form = emma.open(&new).form(&new).with("title", title).with("topic", topic).with("body", body);
    form.with("action", "save").send(&emma.browser)
}

/// The value of the choice with these words.
fn choice(page: &Page, words: &str) -> String {
    let place = page.texts("#canned option").iter().position(|option| option == words);
    page.attributes("#canned option", "value").remove(place.unwrap_or_else(|| panic!("no choice {words}")))
}

fn body(page: &Page, work: &str) -> String {
    page.form_holding(&format!("{work}/messaggi"), "visibility", "public").value("body").unwrap().to_owned()
}

on_both_databases! {
    fn coordinators_keep_answers_ready_and_only_placeholders_that_exist(desk: &Desk) {
        let emma = desk.staff("Emma Sala", Role::Coordinator);
        emma.open(LIST).is(200).says("Non c’è ancora nessuna risposta pronta");
        let refused = write(&emma, " ", "", "Gentile {nome} {cognome}");
        refused.is(422).says("Scrivi il titolo").says("{cognome} non si può completare");
        refused.says("{nome}, {numero}, {oggetto}, {argomento}, {scadenza}, {firma}");
        write(&emma, "Saluti", "", "Gentile **{nome}**").is(200).says("Risposta pronta salvata").says("Saluti");
        let page = emma.browser.get(&emma.open(LIST).link("Saluti"));
        let form = page.form(&page.path);
        form.clone().with("action", "preview").send(&emma.browser).says("Gentile Anna Bianchi");
        form.clone().with("body", "Ciao {nome}").with("action", "save").send(&emma.browser).is(200);
        // Whoever saves over what changed meanwhile is told, and may.
        let stale = form.with("body", "Salve {nome}").with("action", "save").send(&emma.browser);
        stale.is(409).says("qualcun altro ha cambiato questa risposta");
        stale.form(&page.path).with("action", "save").send(&emma.browser).is(200);
        emma.browser.get(&page.path).says("Salve {nome}");
        for role in [Role::Expert, Role::Admin] {
            desk.staff(&format!("Altra {}", role.as_str()), role).open(LIST).is(404);
        }
    }

    fn those_of_the_topic_come_first_and_are_filled_in(desk: &Desk) {
        let (anna, emma) = (desk.worker("Anna Bianchi"), desk.staff("Emma Sala", Role::Coordinator));
        let (topic, other) = (desk.topic_slug("Congedi"), desk.topic_slug("Nidi"));
        write(&emma, "Per tutti", "", "Gentile {nome}, la n. {numero} su «{oggetto}» ({argomento}) scade {scadenza}.\n\n{firma}").is(200);
        write(&emma, "Sui congedi", &topic, "Vedi l’art. 32.").is(200);
        write(&emma, "Sui nidi", &other, "Chiedi al Comune.").is(200);
        let number = anna.ask(&topic, "Quanti mesi", "Quanti mesi di congedo ho?").number();
        let work = format!("/coda/{number}");
        emma.claim(number).is(200);
        let page = emma.open(&work);
        assert_eq!(page.texts("#canned option"), ["Scegli una risposta pronta", "Sui congedi", "Per tutti"]);
        let form = page.form_holding(&format!("{work}/messaggi"), "visibility", "public");
        let insert = format!("{work}/risposta-pronta");
        let page = form.with("body", "Inizio.").with("canned", &choice(&page, "Sui congedi")).to(&insert).send(&emma.browser);
        assert_eq!(body(&page, &work).replace("\r\n", "\n"), "Inizio.\n\nVedi l’art. 32.");
        let token = page.form(&format!("{work}/argomento")).value("csrf_token").unwrap().to_owned();
        let fields = [("csrf_token", token.as_str()), ("canned", &choice(&page, "Per tutti"))];
        let told: Value = serde_json::from_slice(&emma.browser.post_for_json(&insert, &fields).is(200).body).unwrap();
        let text = told["text"].as_str().unwrap();
        let wanted = format!("Gentile Anna Bianchi, la n. {number} su «Quanti mesi» (Congedi) scade giovedì 26 novembre 2026, ore 10:30.\n\nEmma Sala\n");
        assert!(text.starts_with(&wanted), "{text}");
        assert_eq!(emma.open(LIST).texts("tbody td:nth-of-type(3)"), ["1", "1", "0"]);
        // Nothing chosen, nothing lost.
        let form = emma.open(&work).form_holding(&format!("{work}/messaggi"), "visibility", "public");
        let refused = form.with("body", "Testo mio").to(&insert).send(&emma.browser);
        assert_eq!(body(refused.is(422), &work), "Testo mio");
    }

    fn what_is_withdrawn_is_not_offered_until_it_is_back(desk: &Desk) {
        let (anna, emma) = (desk.worker("Anna Bianchi"), desk.staff("Emma Sala", Role::Coordinator));
        write(&emma, "Saluti", "", "Gentile {nome}").is(200);
        let number = anna.ask("non-so", "Permessi", "Quanti giorni?").number();
        emma.claim(number).is(200);
        let id = choice(&emma.open(&format!("/coda/{number}")), "Saluti");
        let press = || {
            let page = emma.open(&format!("{LIST}/{id}"));
            page.form(&format!("{LIST}/{id}/ritiro")).send(&emma.browser)
        };
        press().says("Risposta pronta ritirata").says("Ritirata");
        let page = emma.open(&format!("/coda/{number}"));
        assert_eq!(page.texts("#canned option"), Vec::<String>::new());
        let token = page.form(&format!("/coda/{number}/argomento")).value("csrf_token").unwrap().to_owned();
        let fields = [("csrf_token", token.as_str()), ("canned", &id)];
        emma.browser.post_for_json(&format!("/coda/{number}/risposta-pronta"), &fields).is(404);
        press().says("di nuovo in uso");
        choice(&emma.open(&format!("/coda/{number}")), "Saluti");
    }
}
