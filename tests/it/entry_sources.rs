//! The questions that an entry comes from, and the entries that are shown with it, on both databases.

use std::io::Cursor;

use dialoga::accounts::Role;
use dialoga::catalogue::actions::import_all;
use dialoga::catalogue::import::read_lines;

use crate::reports::rows;
use crate::support::browser::Page;
use crate::support::desk::Desk;
use crate::support::on_both_databases;
use crate::support::people::{Human, PASSWORD};

fn answered(desk: &Desk, asker: &Human, expert: &Human, subject: &str, question: &str, answer: &str) -> i64 {
    let number = asker.ask(&desk.topic_slug("Congedi"), subject, question).number();
    expert.claim(number);
    expert.answer(number, answer).is(200);
    number
}

fn add(expert: &Human, number: i64, entry: &str) -> Page {
    let form = expert.open(&format!("/coda/{number}")).form(&format!("/coda/{number}/scheda"));
    form.with("entry", entry).send(&expert.browser)
}

on_both_databases! {
    /// Nobody is asked to approve a draft without words.
    fn what_is_in_review_waits_no_more_when_the_words_that_it_began_with_are_erased(desk: &Desk) {
        let (elena, anna) = (desk.staff("Elena Neri", Role::Expert), desk.worker("Anna Zubiani"));
        let marta = desk.staff("Marta Sala", Role::Coordinator);
        let number = answered(desk, &anna, &elena, "Congedo dei nonni", "Spetta a mia madre?", "Ai nonni non spetta.");
        elena.open(&format!("/coda/{number}")).form(&format!("/coda/{number}/proposta")).send(&elena.browser).is(200);
        let form = elena.open("/redazione/1").form("/redazione/1").with("body", "Ai nonni non spetta.").with("rewritten", "1");
        form.with("action", "submit").send(&elena.browser).is(200);
        let reviewed = || {
            let (_, rows) = rows(&marta.browser, "/statistiche/approvazioni.csv?parte=schede");
            ["proposte", "non_decise", "in_approvazione"].map(|name| rows[0][name].clone())
        };
        assert_eq!(reviewed(), ["1", "0", "1"]);
        let sure = "/profilo/dati/cancellazione/conferma";
        let form = anna.open(sure).form(sure).with("current_password", PASSWORD).with("sure", "1");
        form.send(&anna.browser).is(200).says("Abbiamo cancellato i tuoi dati");
        assert_eq!(reviewed(), ["1", "1", "0"]);
    }

    fn an_entry_may_come_from_several_questions_and_readers_see_how_many(desk: &Desk) {
        let (elena, ester) = (desk.staff("Elena Neri", Role::Expert), desk.staff("Ester Verdi", Role::Expert));
        let (anna, dora) = (desk.worker("Anna Zubiani"), desk.worker("Dora Quarenghi"));
        let first = answered(desk, &anna, &elena, "Congedo dei nonni", "Spetta a mia madre?", "Ai nonni non spetta.");
        let second = answered(desk, &dora, &elena, "Nonni e congedo", "Mio padre può?", "No, solo ai genitori.");
        elena.open(&format!("/coda/{first}")).form(&format!("/coda/{first}/proposta")).send(&elena.browser).is(200);
        let page = elena.open("/redazione/1");
        page.says("La domanda da cui nasce").says("Spetta a mia madre?").says("Ai nonni non spetta.").never_says("Mio padre");

        add(&elena, second, "/catalogo/mai-scritta").says("Non c’è nessuna scheda");
        add(&elena, second, "https://dialoga.example.it/catalogo/congedo-dei-nonni?q=x").is(200).says("nasce ora anche da questa domanda");
        // The question knows, and is not proposed again.
        let ticket = elena.open(&format!("/coda/{second}"));
        assert!(ticket.html().contains("/redazione/1") && !ticket.html().contains("/proposta"));
        let page = elena.open("/redazione/1");
        page.says("Le domande da cui nasce").says("Mio padre può?").says("No, solo ai genitori.");

        // The names of all who asked are pointed at.
        let form = page.form("/redazione/1").with("body", "Quarenghi e Zubiani: ai nonni non spetta.");
        let saved = form.with("action", "save").send(&elena.browser);
        assert_eq!(saved.texts("#passages mark"), ["Quarenghi", "Zubiani"]);
        let form = saved.form("/redazione/1").with("body", "Ai nonni non spetta.").with("rewritten", "1");
        form.with("action", "submit").send(&elena.browser).is(200).never_says("Mio padre");
        ester.open("/redazione/1").form("/redazione/1/pubblicazione").send(&ester.browser).is(200);
        let public = desk.browser().get("/catalogo/congedo-dei-nonni");
        public.is(200).says("Nata da").says("2 domande");
        for secret in ["Zubiani", "Quarenghi", "mia madre", "Mio padre"] {
            public.never_says(secret);
        }
        assert!(!public.html().contains("/coda/"));
        // One more is seen at once, although the page was read before.
        let third = answered(desk, &dora, &elena, "Ancora i nonni", "E mia suocera?", "Neppure a lei.");
        add(&elena, third, "/catalogo/congedo-dei-nonni").is(200);
        desk.browser().get("/catalogo/congedo-dei-nonni").says("3 domande");
        desk.settle();
    }

    fn entries_chosen_by_hand_come_first_and_only_public_ones_are_shown(desk: &Desk) {
        let line = |n: usize, public: bool| {
            format!(r#"{{"reference":"r{n}","kind":"answer","title":"Nido numero {n}","body":"Testo sul nido.","topic":"Servizi","published":{public}}}"#)
        };
        let lines: Vec<String> = (1..=4).map(|n| line(n, n != 4)).collect();
        let entries = read_lines(Cursor::new(lines.join("\n"))).map(|line| line.unwrap().1.unwrap()).collect();
        let now = desk.now();
        desk.write(move |conn| import_all(conn, entries, now));
        desk.follow();
        let elena = desk.staff("Elena Neri", Role::Expert);
        let form = elena.open("/redazione/1").form("/redazione/1/collegate");
        let refused = form.clone().with("related", "/catalogo/nido-numero-3\n/catalogo/non-esiste").send(&elena.browser);
        refused.is(422).says("Non c’è nessuna scheda all’indirizzo «/catalogo/non-esiste»");
        assert_eq!(refused.form("/redazione/1/collegate").value("related"), Some("/catalogo/nido-numero-3\n/catalogo/non-esiste"));
        let visitor = desk.browser();
        assert_eq!(visitor.get("/catalogo/nido-numero-1").texts("[aria-labelledby=chosen] a"), Vec::<String>::new());

        // Itself, and twice the same, are passed over.
        let lines = "nido-numero-4\n/catalogo/nido-numero-3\n/redazione/3\n/catalogo/nido-numero-1";
        form.with("related", lines).send(&elena.browser).is(200).says("Le schede collegate sono salve");
        let page = visitor.get("/catalogo/nido-numero-1");
        assert_eq!(page.texts("[aria-labelledby=chosen] a"), ["Nido numero 3"]);
        assert_eq!(page.texts("[aria-labelledby=related] a"), ["Nido numero 2"]);
        page.never_says("Nido numero 4");
        let form = elena.open("/redazione/1").form("/redazione/1/collegate");
        assert_eq!(form.value("related"), Some("nido-numero-4\nnido-numero-3"));
        let many: Vec<String> = (0..11).map(|_| "nido-numero-3".to_owned()).collect();
        form.with("related", &many.join("\n")).send(&elena.browser).is(422).says("Sono troppi");
    }
}
