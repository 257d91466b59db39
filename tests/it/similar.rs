//! What was answered before: beside the editor, put into an answer, and found by its words.

use std::fs;
use std::io::Cursor;

use dialoga::accounts::{self, Role};
use dialoga::catalogue::actions::import_all;
use dialoga::catalogue::import::read_lines;
use dialoga::kernel::text::{EmailAddress, Name};
use serde_json::{Value, json};

use crate::support::browser::{Browser, Page, Sending};
use crate::support::desk::Desk;
use crate::support::on_both_databases;
use crate::support::people::Human;

const LEAVE: &str = "Il congedo parentale del padre con un figlio di due anni si può prendere a ore?";

/// Anna's question about parental leave, answered by Eva, and Bruno's that is much the same, which Eva holds.
fn twice_the_same(desk: &Desk) -> (Human, Human, i64, i64) {
    let (anna, bruno) = (desk.worker("Anna Bianchi"), desk.worker("Bruno Gialli"));
    let eva = desk.staff("Eva Neri", Role::Expert);
    let old = anna.ask("non-so", "Congedo parentale a ore", LEAVE).number();
    eva.claim(old).is(200);
    eva.answer(
        old,
        "Gentile Anna,\n\nsì: a ore, con un preavviso di **cinque giorni**. Mi scriva al 333 1234567.",
    )
    .is(200);
    let new = bruno.ask("non-so", "Congedo a ore per un papà", LEAVE).number();
    eva.claim(new).is(200);
    desk.follow();
    (bruno, eva, old, new)
}

fn token(desk: &Desk, person: &Human) -> String {
    let (email, now) = (EmailAddress::parse(&person.email).unwrap(), desk.now());
    let name = Name::parse("Programma").unwrap();
    desk.write(move |conn| accounts::make_personal_token_for(conn, &email, &name, now))
}

/// The program that acts for whoever made the token.
fn bearing(desk: &Desk, token: &str) -> Browser {
    let browser = desk.browser();
    browser.acts_for(token);
    browser
}

fn post(browser: &Browser, body: &str) -> Page {
    let content = Some(("application/json", body.as_bytes().to_vec()));
    browser.send(&Sending { method: "POST", path: "/api/v1/topics/suggest", content })
}

fn set_topic(person: &Human, number: i64, topic: &str) {
    let work = format!("/coda/{number}");
    let form = person.open(&work).form(&format!("{work}/argomento"));
    form.with("topic", topic).send(&person.browser).is(200);
}

on_both_databases! {
    fn an_answered_question_is_offered_beside_the_editor_and_says_why(desk: &Desk) {
        let (_, eva, old, new) = twice_the_same(desk);
        let page = eva.open(&format!("/coda/{new}"));
        page.says("Congedo parentale a ore").says("cinque giorni").says("Parole in comune:");
        assert!(page.html().contains(&format!("value=\"insert-ticket-{old}\"")));
        // What the desk has not answered is nobody's model, and an answered question needs none.
        let other = desk.worker("Carla Blu").ask("non-so", "Congedo a ore", LEAVE).number();
        desk.follow();
        assert!(!eva.open(&format!("/coda/{new}")).html().contains(&format!("insert-ticket-{other}")));
        eva.open(&format!("/coda/{old}")).never_says("Parole in comune");
        // Nor is what was put aside.
        eva.press(old, "riapertura").is(200);
        eva.open(&format!("/coda/{old}")).form(&format!("/coda/{old}/spam")).send(&eva.browser).is(200);
        desk.follow();
        eva.open(&format!("/coda/{new}")).never_says("Parole in comune");
    }

    fn an_earlier_answer_is_copied_without_its_greeting_and_stays_known_as_the_source(desk: &Desk) {
        let (bruno, eva, old, new) = twice_the_same(desk);
        let work = format!("/coda/{new}");
        let page = eva.open(&work);
        page.says("Prima di inviare controlla").says("333 1234567");
        let form = page.form(&format!("{work}/messaggi"));
        let copied = form.with("body", "Buongiorno Bruno,").with("outcome", &format!("insert-ticket-{old}")).send(&eva.browser);
        copied.is(200);
        let form = copied.form(&format!("{work}/messaggi"));
        assert_eq!(form.value("body").unwrap(), "Buongiorno Bruno,\n\nsì: a ore, con un preavviso di **cinque giorni**. Mi scriva al 333 1234567.");
        assert_eq!(form.value("sources[]").unwrap(), old.to_string());
        assert_eq!(eva.open(&work).texts(".dg-message").len(), 1, "nothing was sent");
        let sent = form.with("body", "Sì, a ore.").with("outcome", "answer").send(&eva.browser);
        sent.is(200).says("Scritta a partire dalla domanda");
        assert_eq!(sent.link(&format!("n. {old}")), format!("/coda/{old}"));
        bruno.open(&format!("/domande/{new}")).says("Sì, a ore.").never_says("Scritta a partire");
        bruno.browser.get(&format!("/coda/{new}/simili")).is(404);
    }

    fn an_entry_that_an_answer_leads_to_is_counted_once_for_each_answer(desk: &Desk) {
        let eva = desk.staff("Eva Neri", Role::Expert);
        let line = r#"{"reference":"a","kind":"answer","title":"Congedo parentale a ore: come si chiede","body":"Il congedo parentale si prende a ore.","topic":"Congedi"}"#;
        let (now, entries) = (desk.now(), read_lines(Cursor::new(line)).map(|line| line.unwrap().1.unwrap()).collect::<Vec<_>>());
        desk.write(move |conn| import_all(conn, entries, now));
        let slug = "congedo-parentale-a-ore-come-si-chiede";
        let bruno = desk.worker("Bruno Gialli");
        let number = bruno.ask("non-so", "Congedo a ore per un papà", LEAVE).number();
        eva.claim(number).is(200);
        desk.follow();
        let work = format!("/coda/{number}");
        let page = eva.open(&work);
        page.says("Congedo parentale a ore: come si chiede");
        let form = page.form(&format!("{work}/messaggi"));
        let put = form.with("outcome", "insert-entry-1").send(&eva.browser);
        let link = put.form(&format!("{work}/messaggi")).value("body").unwrap().to_owned();
        assert_eq!(link, format!("[Congedo parentale a ore: come si chiede](/catalogo/{slug})"));
        eva.open("/redazione/1").never_says("Usata nelle risposte");
        eva.answer(number, &format!("{link} e ancora {link}, non /catalogo/{slug} o [altro](/catalogo/che-non-c-e)")).is(200);
        eva.open("/redazione/1").says("Usata nelle risposte").says("una volta");
        eva.answer(number, &format!("Ancora: {link}")).is(200);
        eva.open("/redazione/1").says("2 volte");
    }

    fn every_question_is_found_by_its_words_its_number_and_the_notes_of_the_desk(desk: &Desk) {
        let (_, eva, old, new) = twice_the_same(desk);
        eva.note(new, "Ne ho parlato con l’ispettorato.").is(200);
        desk.follow();
        let found = |words: &str| {
            let page = eva.open(&format!("/coda/ricerca?q={words}"));
            let mut links = page.attributes("main article h2 a", "href");
            links.sort();
            links
        };
        let (old_page, new_page) = (format!("/coda/{old}"), format!("/coda/{new}"));
        assert_eq!(found("congedo+parentale"), [old_page.clone(), new_page.clone()]);
        assert_eq!(found("preavviso"), std::slice::from_ref(&old_page));
        assert_eq!(found("ispettorato"), std::slice::from_ref(&new_page));
        assert_eq!(found("congedo&stato=todo"), std::slice::from_ref(&new_page));
        assert_eq!(found("congedo&stato=answered"), std::slice::from_ref(&old_page));
        assert_eq!(found("zzzz"), Vec::<String>::new());
        eva.open(&format!("/coda/ricerca?q=n.+{new}")).says(&format!("Apri la domanda n. {new}"));
        eva.open("/coda/ricerca?q=%3Cscript%3E&pagina=9999&stato=boh").is(200).never_says("<script>");
        eva.open("/coda/ricerca").is(200);
        desk.worker("Dora Rosa").browser.get("/coda/ricerca?q=congedo").is(404);
    }

    fn the_search_beside_the_editor_answers_the_part_of_the_page(desk: &Desk) {
        let (_, eva, old, new) = twice_the_same(desk);
        let part = eva.open(&format!("/coda/{new}/simili?q=preavviso+per+il+congedo+parentale"));
        assert!(!part.html().contains("<html"), "a part, not a page");
        part.says("Congedo parentale a ore");
        assert!(part.html().contains(&format!("insert-ticket-{old}")));
        eva.open(&format!("/coda/{new}/simili?q=zzzz")).says("Nessun risultato");
    }

    fn an_index_of_questions_whose_files_are_cut_short_is_built_anew(desk: &Desk) {
        let (_, eva, _, new) = twice_the_same(desk);
        let folder = desk.app.config.storage.ticket_index().join("0");
        for file in fs::read_dir(&folder).unwrap().map(|file| file.unwrap().path()) {
            let is_part = file.extension().is_some_and(|end| ["term", "idx", "fast", "fieldnorm", "pos"].iter().any(|part| *part == end));
            if is_part {
                fs::OpenOptions::new().write(true).open(&file).unwrap().set_len(10).unwrap();
            }
        }
        eva.open(&format!("/coda/{new}")).is(200);
        eva.open("/coda/ricerca?q=congedo").is(200);
        while matches!(desk.step(dialoga::tickets::index::follow), Ok(true)) {}
        eva.open(&format!("/coda/{new}")).says("Parole in comune");
    }

    fn a_topic_is_guessed_from_what_experts_catalogued_and_learns_from_their_corrections(kind: &Kind) {
        let Some(desk) = Desk::open_with(*kind, &[("TICKETS__GUESS_TOPICS", "false")]) else { return };
        let desk = &desk;
        let (anna, eva) = (desk.worker("Anna Bianchi"), desk.staff("Eva Neri", Role::Expert));
        let (leave, nursery) = (desk.topic_slug("Congedi"), desk.topic_slug("Asili nido"));
        let catalogued = |topic: &str, subject: &str, words: &str| {
            let number = anna.ask("non-so", subject, words).number();
            eva.claim(number).is(200);
            set_topic(&eva, number, topic);
            eva.answer(number, "Dipende dal caso.").is(200);
            number
        };
        let first = catalogued(&leave, "Congedo a ore", "Il congedo parentale spetta al padre anche a ore?");
        catalogued(&leave, "Congedo facoltativo", "Quanto viene pagato il congedo parentale facoltativo?");
        catalogued(&nursery, "Iscrizione al nido", "Come si iscrive una bambina al nido comunale?");
        desk.follow();
        let token = token(desk, &eva);
        let guess = |text: &str| -> Value {
            let answer = post(&bearing(desk, &token), &json!({ "text": text }).to_string());
            serde_json::from_slice(&answer.is(200).body).unwrap()
        };
        let found = guess("Buongiorno, il padre può chiedere il congedo parentale a ore?");
        assert_eq!(found["topics"][0]["topic"], leave.as_str());
        assert_eq!(found["sure"], true);
        let words = found["topics"][0]["words"].as_array().unwrap();
        assert!(words.iter().any(|word| word == "congedo"), "{words:?}");
        assert_eq!(guess("Iscrizione della bambina al nido")["topics"][0]["topic"], nursery.as_str());
        assert_eq!(guess("Buongiorno e grazie")["topics"], json!([]));

        // The page proposes it, and one press takes it.
        let number = anna.ask("non-so", "Nido", "Iscrizione di mia figlia al nido comunale").number();
        desk.follow();
        let work = format!("/coda/{number}");
        let page = eva.open(&work);
        page.says("Dalle parole sembra:");
        let form = page.form_holding(&format!("{work}/argomento"), "topic", &nursery);
        form.send(&eva.browser).is(200).never_says("Dalle parole sembra:");

        // What is corrected speaks for its new topic.
        set_topic(&eva, first, &nursery);
        desk.follow();
        let confidence = |found: &Value| found["topics"].as_array().unwrap().iter().find(|one| one["topic"] == leave.as_str()).map_or(0.0, |one| one["confidence"].as_f64().unwrap());
        let after = guess("Buongiorno, il padre può chiedere il congedo parentale a ore?");
        assert!(confidence(&after) < confidence(&found), "{after} {found}");
    }

    fn only_staff_with_a_token_asks_for_a_topic_and_only_with_a_text(desk: &Desk) {
        let eva = desk.staff("Eva Neri", Role::Expert);
        let token = token(desk, &eva);
        let ask = |body: &str| post(&bearing(desk, &token), body).status;
        for (body, status) in [(r#"{"text":"congedo"}"#, 200), (r#"{"text":""}"#, 200), ("{", 400), (r#"{"text":1}"#, 400), (r#"{"text":"a","x":1}"#, 400), ("", 400)] {
            assert_eq!(ask(body), status, "{body}");
        }
        assert_eq!(ask(&json!({ "text": "è".repeat(20_001) }).to_string()), 400);
        post(&desk.browser(), r#"{"text":"congedo"}"#).is(401);
        // Its words are of questions: who may not read those may not ask.
        let lea = desk.staff("Lea Monti", Role::Analyst);
        post(&bearing(desk, &self::token(desk, &lea)), r#"{"text":"congedo"}"#).is(404);
    }
}
