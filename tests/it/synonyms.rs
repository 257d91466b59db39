//! The words that people use for what the catalogue says, as the desk edits them.

use dialoga::accounts::Role;
use serde_json::Value;

use crate::support::browser::{Browser, Page};
use crate::support::desk::Desk;
use crate::support::on_both_databases;
use crate::support::people::Human;

const PAGE: &str = "/redazione/sinonimi";

/// Titles that the API finds.
fn found(browser: &Browser, words: &str) -> Vec<String> {
    let page = browser.get(&format!("/api/v1/catalogue/search?q={}", words.replace(' ', "+")));
    let answer: Value = serde_json::from_str(&page.is(200).html()).unwrap();
    let titles =
        answer["results"].as_array().unwrap().iter().map(|hit| hit["title"].as_str().unwrap().to_owned());
    titles.collect()
}

fn save(who: &Human, list: &str) -> Page {
    who.open(PAGE).form(PAGE).with("list", list).send(&who.browser)
}

/// Imports two public entries.
fn fill(desk: &Desk) {
    let line = |slug: &str, title: &str, body: &str| {
        let line = serde_json::json!({
            "reference": slug, "kind": "answer", "title": title, "body": body, "topic": desk.topic_slug("Congedi"),
            "published_at": "2026-01-01T10:00:00Z",
        });
        format!("{line}\n")
    };
    let lines =
        line("uno", "Congedo parentale", "Dieci mesi.") + &line("due", "Riposi giornalieri", "Due ore.");
    let read = dialoga::catalogue::import::read_lines(std::io::Cursor::new(lines));
    let entries: Vec<_> = read.map(|line| line.unwrap().1.unwrap()).collect();
    let now = desk.now();
    desk.write(move |conn| dialoga::catalogue::actions::import_all(conn, entries, now));
    desk.follow();
}

on_both_databases! {
    fn a_saved_list_counts_from_the_next_search_on(desk: &Desk) {
        fill(desk);
        let (elena, visitor) = (desk.staff("Elena Neri", Role::Expert), desk.browser());
        // The program's own list, before anybody saved one.
        elena.open(PAGE).is(200).says("Sinonimi della ricerca").says("maternità facoltativa").never_says("Versione 1");
        assert_eq!(found(&visitor, "maternita facoltativa"), ["Congedo parentale"]);
        assert_eq!(found(&visitor, "parapiglia"), Vec::<String>::new());
        visitor.get("/catalogo?q=parapiglia").never_says("Riposi giornalieri");

        save(&elena, "# prova\r\nparapiglia, gran confusione = riposi giornalieri\r\n").is(200).says("Elenco salvato");
        assert_eq!(found(&visitor, "parapiglia"), ["Riposi giornalieri"]);
        assert_eq!(found(&visitor, "GRAN confusioni"), ["Riposi giornalieri"]);
        assert_eq!(found(&visitor, "facoltativa"), Vec::<String>::new(), "what the list no longer says");
        visitor.get("/catalogo?q=parapiglia").says("Riposi giornalieri").never_says("Congedo parentale");

        let page = elena.open(PAGE);
        page.says("Versione 1").says("Elena Neri");
        let program = elena.browser.get(&page.link("Elenco del programma"));
        program.form(PAGE).send(&elena.browser).is(200).says("Versione 2");
        assert_eq!(found(&visitor, "facoltativa"), ["Congedo parentale"]);
        assert_eq!(found(&visitor, "parapiglia"), Vec::<String>::new());
        let first = elena.browser.get(&elena.open(PAGE).link("Versione 1"));
        assert!(first.form(PAGE).value("list").unwrap().contains("gran confusione = riposi giornalieri"));
        elena.open("/redazione/sinonimi?versione=9").is(404);
    }

    fn a_list_that_cannot_be_read_is_kept_in_the_form_and_its_lines_are_named(desk: &Desk) {
        fill(desk);
        let elena = desk.staff("Elena Neri", Role::Expert);
        let typed = "parapiglia = congedo\nsenza uguale\nnido =\n<script> = congedo = nido";
        let refused = save(&elena, typed);
        refused.is(422).says("Riga 2: ci vuole un uguale").says("Riga 3: accanto").says("Riga 4: ci vuole").never_says("Riga 1");
        assert_eq!(refused.attributes("[aria-invalid=true]", "id"), ["list"]);
        assert_eq!(refused.form(PAGE).value("list").map(|list| list.replace("\r\n", "\n")).as_deref(), Some(typed));
        assert_eq!(found(&desk.browser(), "parapiglia"), Vec::<String>::new());
        save(&elena, &"a".repeat(100_001)).is(422).says("troppo lungo");
        // An empty list is a list: nothing stands for anything else.
        save(&elena, "").is(200).says("Versione 1");
    }

    fn who_saves_second_learns_of_it_and_loses_nothing(desk: &Desk) {
        fill(desk);
        let (elena, carla) = (desk.staff("Elena Neri", Role::Expert), desk.staff("Carla Bruni", Role::Coordinator));
        let (first, second) = (elena.open(PAGE).form(PAGE), carla.open(PAGE).form(PAGE));
        first.with("list", "parapiglia = congedo").send(&elena.browser).is(200);
        let late = second.with("list", "baraonda = congedo").send(&carla.browser);
        late.is(409).says("Nel frattempo qualcuno ha salvato un altro elenco").says("Elena Neri");
        assert_eq!(late.form(PAGE).value("list"), Some("baraonda = congedo"));
        assert_eq!(found(&desk.browser(), "baraonda"), Vec::<String>::new());
        late.form(PAGE).send(&carla.browser).is(200).says("Versione 2");
        assert_eq!(found(&desk.browser(), "baraonda"), ["Congedo parentale"]);
        let nobody = desk.worker("Anna Bianchi");
        nobody.open(PAGE).is(404);
    }
}
