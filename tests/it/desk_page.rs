//! The page of a question at the desk: how an answer will look and read, what is folded, who asks, and what it costs.

use dialoga::accounts::Role;
use serde_json::Value;

use crate::support::browser::Page;
use crate::support::desk::Desk;
use crate::support::on_both_databases;
use crate::support::people::Human;
use crate::support::statements::{count_statements, statements_of};

const ANY_TOPIC: &str = "non-so";

const ANSWER: &str = "## Il congedo\n\nSpettano **tre giorni** al mese:\n\n- uno per te;\n- [due](/catalogo/nido) per tuo figlio.\n\n\
                      <script>alert(1)</script>\n\n> Art. 33 della L. 104/1992";

/// A question of Anna's that Eva has taken.
fn taken(desk: &Desk) -> (Human, Human, i64) {
    let (anna, eva) = (desk.worker("Anna Bianchi"), desk.staff("Eva Neri", Role::Expert));
    let number = anna.ask(ANY_TOPIC, "Permessi", "Quanti giorni di permesso ho?").number();
    eva.claim(number).is(200);
    (anna, eva, number)
}

fn inner_html(page: &Page, css: &str) -> String {
    let html = scraper::Html::parse_document(&page.html());
    let found = html.select(&scraper::Selector::parse(css).unwrap()).next();
    found.unwrap_or_else(|| panic!("no {css}")).inner_html().trim().to_owned()
}

/// How many statements a page takes, once it is noted that its reader opened it.
fn cost(desk: &Desk, reader: &Human, path: &str) -> usize {
    for _ in 0..200 {
        let sent = statements_of(desk, || {
            reader.open(path).is(200);
        });
        if !sent.iter().any(|sql| sql.contains("UPDATE") || sql.contains("INSERT")) {
            return sent.len();
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    panic!("the page writes each time it is opened");
}

on_both_databases! {
    fn the_preview_is_what_the_requester_reads(desk: &Desk) {
        let (anna, eva, number) = taken(desk);
        let (work, own) = (format!("/coda/{number}"), format!("/domande/{number}"));
        let form = eva.open(&work).form_holding(&format!("{work}/messaggi"), "visibility", "public");
        let previewed = form.clone().with("body", ANSWER).to(&format!("{work}/anteprima")).send(&eva.browser);
        previewed.is(200).says("Come la vede chi legge");
        let body = previewed.form_holding(&format!("{work}/messaggi"), "visibility", "public");
        assert_eq!(body.value("body").unwrap().replace("\r\n", "\n"), ANSWER, "the text stays in its field");
        let shown = inner_html(&previewed, "[data-preview-text]");
        let token = form.value("csrf_token").unwrap();
        let fields = [("csrf_token", token), ("body", ANSWER), ("lang", "it")];
        let told: Value =
            serde_json::from_slice(&eva.browser.post_for_json(&format!("{work}/anteprima"), &fields).is(200).body).unwrap();
        let parsed = scraper::Html::parse_fragment(told["html"].as_str().unwrap());
        assert_eq!(parsed.root_element().inner_html().trim(), shown);
        anna.open(&own).never_says("Il congedo");
        eva.answer(number, ANSWER).is(200);
        assert_eq!(inner_html(&anna.open(&own), ".dg-message-answer .dg-prose"), shown);
        assert!(!shown.contains("<script"), "{shown}");
        let token = token.to_owned();
        let long = "a".repeat(40_001);
        eva.browser.post(&format!("{work}/anteprima"), &[("csrf_token", &token), ("body", &long)]).is(413);
    }

    fn the_page_says_how_easily_the_answer_reads(desk: &Desk) {
        let (_, eva, number) = taken(desk);
        let work = format!("/coda/{number}");
        let read = |text: &str| {
            let form = eva.open(&work).form_holding(&format!("{work}/messaggi"), "visibility", "public");
            form.with("body", text).to(&format!("{work}/anteprima")).send(&eva.browser)
        };
        assert_eq!(read("Tre giorni al mese.").texts("[data-reading]"), [""]);
        let easy = read(&"Hai tre giorni al mese. ".repeat(6));
        easy.says("Facile per chi ha la licenza media (indice Gulpease 100 su 100)");
        let sentence = "conformemente alle disposizioni normative regolamentari vigenti nell’ordinamento amministrativo ".repeat(3);
        let hard = read(&sentence);
        hard.says("Difficile per chi ha la licenza media").says("Frasi lunghe").says("(27 parole)");
        // The draft that is taken up again is told of as well.
        let form = eva.open(&work).form_holding(&format!("{work}/messaggi"), "visibility", "public");
        form.with("body", &sentence).to(&format!("{work}/bozza")).send(&eva.browser).says("Difficile per chi ha");
    }

    fn what_a_message_repeats_is_folded_and_not_lost(desk: &Desk) {
        let (anna, eva, number) = taken(desk);
        let text = "Grazie.\n\nIl giorno 24 novembre 2026 Sportello ha scritto:\n\n> Tre giorni al mese.\n";
        anna.reply(number, text).is(200);
        let page = eva.open(&format!("/coda/{number}"));
        assert_eq!(page.texts(".dg-quoted summary"), ["Testo dei messaggi precedenti (3 righe)"]);
        page.says("> Tre giorni al mese.").says("Grazie.");
        eva.answer(number, "La legge dice:\n\n> Art. 33").is(200);
        let own = anna.open(&format!("/domande/{number}"));
        assert_eq!(own.texts(".dg-quoted").len(), 1, "what the desk cites stays open");
    }

    fn the_card_of_whoever_asks_leads_to_all_their_questions(desk: &Desk) {
        let (anna, eva, first) = taken(desk);
        let mut last = first;
        for n in 0..7 {
            last = anna.ask(ANY_TOPIC, &format!("Domanda numero {n}"), &format!("Testo {n}")).number();
        }
        let page = eva.open(&format!("/coda/{last}"));
        assert_eq!(page.texts("[aria-labelledby=requester] li").len(), 6);
        let all = eva.browser.get(&page.link("Tutte le domande di questa persona"));
        all.is(200).says("Le domande di Anna Bianchi").says("Permessi").says("In lavorazione");
        assert_eq!(all.texts("main li.dg-earlier").len(), 8);
        eva.open(&format!("/coda/{last}/altre?prima={last}")).says("Domanda numero 5").never_says("Domanda numero 6");
        eva.open("/coda/999999/altre").is(404);
    }

    fn a_long_question_takes_as_many_statements_as_a_short_one(kind: &Kind) {
        count_statements();
        let Some(desk) = Desk::open_with(*kind, &[]) else { return };
        let (anna, eva, number) = taken(&desk);
        let ida = desk.staff("Ida Verdi", Role::Expert);
        let work = format!("/coda/{number}");
        let short = cost(&desk, &eva, &work);
        assert!(short > 5, "nothing was counted");
        for n in 0..8 {
            ida.note(number, &format!("Nota {n}")).is(200);
            anna.reply(number, &format!("E poi {n}?")).is(200);
            anna.ask(ANY_TOPIC, &format!("Altra {n}"), &format!("Altro testo {n}")).is(200);
            eva.answer(number, &format!("Risposta {n}.")).is(200);
        }
        let long = cost(&desk, &eva, &work);
        assert!(long <= short + 1, "{long} statements instead of {short}");
        assert!(long < 40, "{long} statements");
    }

    fn what_many_questions_became_takes_as_many_statements_as_what_two_became(kind: &Kind) {
        count_statements();
        let Some(desk) = Desk::open_with(*kind, &[]) else { return };
        let (anna, eva, number) = taken(&desk);
        let emma = desk.staff("Emma Sala", Role::Coordinator);
        let work = format!("/coda/{number}");
        // A question whose deadline was moved becomes part of it.
        let merge = |n: u32| {
            let other = anna.ask(ANY_TOPIC, &format!("Altra {n}"), &format!("Altro testo {n}")).number();
            let form = emma.open(&format!("/coda/{other}")).form(&format!("/coda/{other}/scadenza"));
            let form = form.with("due_date", "2026-12-01").with("due_time", "09:00").with("reason", "Un parere.");
            form.send(&emma.browser).is(200);
            let page = emma.open(&format!("/coda/{number}/unione?con={other}"));
            page.form(&format!("{work}/unione")).send(&emma.browser).is(200);
        };
        merge(0);
        let two = cost(&desk, &eva, &work);
        (1..6).for_each(merge);
        let many = cost(&desk, &eva, &work);
        assert!(many <= two, "{many} statements instead of {two}");
        let history = eva.open(&work).texts(".dg-history li").join("\n");
        assert_eq!(history.matches("ha spostato la scadenza").count(), 6, "{history}");
    }
}
