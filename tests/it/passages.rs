//! What looks like personal data in an entry: decided passage by passage before it becomes public, on both databases.

use std::io::Cursor;

use dialoga::accounts::Role;
use dialoga::catalogue::CatalogueError;
use dialoga::catalogue::actions::{self, import_all};
use dialoga::catalogue::import::read_lines;
use dialoga::kernel::ids::EntryId;

use crate::support::browser::Page;
use crate::support::cast::person;
use crate::support::desk::Desk;
use crate::support::on_both_databases;
use crate::support::people::Human;

fn write(desk: &Desk, writer: &Human, title: &str, body: &str) -> i64 {
    let form =
        writer.open("/redazione/nuova").form("/redazione/nuova").with("title", title).with("body", body);
    let form =
        form.with("kind", "answer").with("topic", &desk.topic_slug("Congedi")).with("audience", "worker");
    form.with("action", "save").send(&writer.browser).number()
}

fn hand_in(writer: &Human, entry: i64) {
    let address = format!("/redazione/{entry}");
    let form = writer.open(&address).form(&address).with("rewritten", "1");
    form.with("action", "submit").send(&writer.browser).is(200);
}

/// Presses the button of one passage.
fn decide(person: &Human, entry: i64, passage: &str, decision: &str) -> Page {
    let page = person.open(&format!("/redazione/{entry}"));
    let form = page.form_holding(&format!("/redazione/{entry}/dati-personali"), "passage", passage);
    form.with("decision", decision).send(&person.browser)
}

fn marked(page: &Page) -> Vec<String> {
    page.texts("#passages mark")
}

on_both_databases! {
    fn each_passage_is_decided_before_an_entry_becomes_public(desk: &Desk) {
        let (elena, ester) = (desk.staff("Elena Neri", Role::Expert), desk.staff("Ester Verdi", Role::Expert));
        let text = "Alla signora Rossi spetta il congedo. Chiama il 347 1234567, poi scrivi all'INPS (L. 104/1992).";
        let entry = write(desk, &elena, "Contatti", text);
        hand_in(&elena, entry);
        let address = format!("/redazione/{entry}");
        let page = ester.open(&address);
        assert_eq!(marked(&page), ["signora Rossi", "347 1234567"]);
        page.says("2 passi da decidere").says("Prima di pubblicare vanno decisi");
        assert!(!page.html().contains(&format!("{address}/pubblicazione")));

        // The action itself refuses, whatever page it is asked from.
        let reviewer = person(desk, "Paola", Role::Expert);
        let now = desk.now();
        let refused = move || {
            let by = reviewer.clone();
            desk.app.db.write_blocking(move |conn| actions::publish(conn, EntryId(entry), 1, &by, now))
        };
        assert!(matches!(refused(), Err(CatalogueError::Undecided)));
        let token = page.form(&format!("{address}/rinvio")).value("csrf_token").unwrap().to_owned();
        let forged = ester.browser.post(&format!("{address}/pubblicazione"), &[("csrf_token", &token), ("version", "1")]);
        forged.is(422).says("Decidi prima i passi");

        decide(&ester, entry, "347 1234567", "allow").is(200).says("un passo da decidere").says("ha deciso Ester Verdi");
        assert!(matches!(refused(), Err(CatalogueError::Undecided)));
        desk.browser().get("/catalogo/contatti").is(404);
        // Who reviews thinks again; a passage that is not there decides nothing.
        decide(&ester, entry, "347 1234567", "undo").is(200).says("2 passi da decidere");
        decide(&ester, entry, "347 1234567", "allow").is(200);
        let form = ester.open(&address).form(&format!("{address}/dati-personali"));
        form.forged("passage", "Mai scritto").with("decision", "allow").send(&ester.browser).says("La scheda è cambiata");

        // Removed is decided too, and what was allowed need not be decided again in the next version.
        let form = elena.open(&address).form(&address).with("body", "Alla lavoratrice spetta il congedo. Chiama il 347 1234567.");
        form.with("rewritten", "1").with("action", "submit").send(&elena.browser).is(200);
        let page = ester.open(&address);
        assert_eq!(marked(&page), ["347 1234567"]);
        page.says("tutto deciso");
        page.form(&format!("{address}/pubblicazione")).send(&ester.browser).is(200).says("La scheda è pubblica");
        desk.browser().get("/catalogo/contatti").is(200);
        desk.follow();
    }

    fn the_names_of_whoever_asked_do_not_come_with_the_answer(desk: &Desk) {
        let elena = desk.staff("Elena Neri", Role::Expert);
        let anna = desk.worker("Anna Zubiani");
        let number = anna.ask(&desk.topic_slug("Congedi"), "Congedo dei nonni", "Sono Anna.").number();
        elena.claim(number);
        elena.answer(number, "Gentile Zubiani, ai nonni non spetta. Saluti, Neri").is(200);
        let form = elena.open(&format!("/coda/{number}")).form(&format!("/coda/{number}/proposta"));
        let entry = form.send(&elena.browser).number();
        let page = elena.open(&format!("/redazione/{entry}"));
        assert_eq!(marked(&page), ["Zubiani", "Neri"]);
        page.says("Nome di chi ha fatto la domanda o ha risposto");
        // A preview says it of what is typed, and lets nothing be decided.
        let form = page.form(&format!("/redazione/{entry}")).with("body", "Gentile signora, ad Anna Zubiani spetta.");
        let preview = form.with("action", "preview").send(&elena.browser);
        assert_eq!(marked(&preview), ["Anna Zubiani"]);
        assert!(!preview.html().contains("dati-personali\""));
        desk.settle();
    }

    fn what_is_imported_as_public_was_reviewed_where_it_comes_from(desk: &Desk) {
        let line = r#"{"reference":"a","kind":"answer","title":"Congedo","body":"Chiama il 347 1234567.","topic":"Congedi","published":true}"#;
        let entries = read_lines(Cursor::new(line)).map(|line| line.unwrap().1.unwrap()).collect();
        let now = desk.now();
        desk.write(move |conn| import_all(conn, entries, now));
        desk.browser().get("/catalogo/congedo").is(200);
        // The next version is the desk's: its passages are decided there.
        let (elena, ester) = (desk.staff("Elena Neri", Role::Expert), desk.staff("Ester Verdi", Role::Expert));
        hand_in(&elena, 1);
        assert_eq!(marked(&ester.open("/redazione/1")), ["347 1234567"]);
        desk.follow();
    }
}
