//! The catalogue as its writers, reviewers and readers meet it, on both databases.

use std::io::Cursor;

use dialoga::accounts::Role;
use dialoga::catalogue;
use dialoga::catalogue::actions::{Counts, import_all};
use dialoga::catalogue::import::read_lines;
use dialoga::catalogue::index::PublicEntries;
use dialoga::platform::db::{Conn, Db, DbResult};
use dialoga::platform::search::{self, Reading, SearchIndex};
use dialoga::platform::{backup, keys};
use diesel::prelude::*;
use serde_json::Value;

use crate::support::browser::{Browser, Page};
use crate::support::databases::{Kind, Place};
use crate::support::desk::Desk;
use crate::support::on_both_databases;
use crate::support::people::Human;

/// What the search of the JSON API answers.
fn api(browser: &Browser, path: &str) -> Value {
    let page = browser.get(&format!("/api/v1/catalogue/{path}"));
    page.is(200);
    serde_json::from_str(&page.html()).unwrap()
}

/// Takes the newest entries back, as a database does that is set back to an earlier moment.
fn forget_newest(conn: &mut Conn, count: i64) -> DbResult<()> {
    use dialoga::platform::db::schema::{entries, events};
    let newest: Vec<i64> =
        entries::table.order(entries::id.desc()).limit(count).select(entries::id).load(conn)?;
    diesel::update(entries::table.filter(entries::id.eq_any(&newest)))
        .set(entries::published_version.eq(None::<i32>))
        .execute(conn)?;
    diesel::delete(events::table.filter(events::entry_id.eq_any(newest))).execute(conn)?;
    Ok(())
}

/// The slugs that a search finds, best first.
pub fn found(desk: &Desk, words: &str) -> Vec<String> {
    let words = words.replace(' ', "+");
    let answer = api(&desk.browser(), &format!("search?q={words}"));
    let results = answer["results"].as_array().unwrap();
    results.iter().map(|hit| hit["slug"].as_str().unwrap().to_owned()).collect()
}

/// Begins an entry at `/redazione/nuova`; answers the page of the entry.
pub fn write_entry(desk: &Desk, writer: &Human, title: &str, body: &str) -> Page {
    let form = writer.open("/redazione/nuova").form("/redazione/nuova");
    let form = form.with("title", title).with("body", body).with("kind", "answer");
    let form = form.with("topic", &desk.topic_slug("Congedi")).with("audience", "worker");
    form.with("action", "save").send(&writer.browser)
}

/// Presses a button of an entry's page.
pub fn press(person: &Human, entry: i64, action: &str) -> Page {
    let page = person.open(&format!("/redazione/{entry}"));
    page.form(&format!("/redazione/{entry}/{action}")).send(&person.browser)
}

/// Hands an entry to the review as it stands.
pub fn hand_in(person: &Human, entry: i64) -> Page {
    let address = format!("/redazione/{entry}");
    let form = person.open(&address).form(&address).with("rewritten", "1");
    form.with("action", "submit").send(&person.browser)
}

/// Writes, submits and publishes an entry; answers its number.
pub fn publish(desk: &Desk, writer: &Human, reviewer: &Human, title: &str, body: &str) -> i64 {
    let entry = write_entry(desk, writer, title, body).number();
    hand_in(writer, entry).is(200);
    press(reviewer, entry, "pubblicazione").is(200);
    desk.follow();
    entry
}

pub fn import(desk: &Desk, lines: &str) -> (Counts, Vec<usize>) {
    let now = desk.now();
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    for line in read_lines(Cursor::new(lines.to_owned())) {
        match line.unwrap() {
            (_, Ok(entry)) => good.push(entry),
            (number, Err(_)) => bad.push(number),
        }
    }
    (desk.write(move |conn| import_all(conn, good, now)), bad)
}

on_both_databases! {

    fn an_entry_is_written_reviewed_by_a_second_person_published_and_withdrawn(desk: &Desk) {
        let (elena, ester) = (desk.staff("Elena Neri", Role::Expert), desk.staff("Ester Verdi", Role::Expert));
        let carla = desk.staff("Carla Bruni", Role::Coordinator);
        let visitor = desk.browser();
        let title = "Congedo di paternità: quanti giorni spettano";

        let page = write_entry(desk, &elena, title, "Al padre spettano **dieci giorni**.");
        page.is(200).says("La bozza è salva").says("dieci giorni");
        let entry = page.number();
        let address = "/catalogo/congedo-di-paternita-quanti-giorni-spettano";
        visitor.get(address).is(404);

        hand_in(&elena, entry).is(200).says("In revisione").says("aspetta una seconda persona");
        // She has no button, and a request made by hand is turned away.
        let own = elena.open(&format!("/redazione/{entry}"));
        let form = own.form(&format!("/redazione/{entry}"));
        let token = form.value("csrf_token").unwrap().to_owned();
        let forged = [("csrf_token", token.as_str()), ("version", "1")];
        elena.browser.post(&format!("/redazione/{entry}/pubblicazione"), &forged);
        elena.open(&format!("/redazione/{entry}")).says("tocca a un’altra persona");
        visitor.get(address).is(404);

        // A remark must say something.
        let reviewed = ester.open(&format!("/redazione/{entry}"));
        let give_back = reviewed.form(&format!("/redazione/{entry}/rinvio"));
        let refused = give_back.clone().send(&ester.browser);
        refused.is(422).says("Scrivi perché");
        assert_eq!(refused.attributes("[aria-invalid=true]", "id"), ["remark"]);
        give_back.with("remark", "Manca la fonte.").send(&ester.browser).is(200);
        let returned = elena.open(&format!("/redazione/{entry}"));
        returned.says("Manca la fonte.").says("Ester Verdi");
        let form = returned.form(&format!("/redazione/{entry}"));
        form.with("sources", "D.lgs. 151/2001, art. 27-bis").with("rewritten", "1").with("action", "submit").send(&elena.browser).is(200);

        press(&ester, entry, "pubblicazione").is(200).says("La scheda è pubblica");
        visitor.get(address).is(200).says("dieci giorni").says("art. 27-bis").says("24 novembre 2026");
        desk.follow();
        assert_eq!(found(desk, "congedi paternita"), ["congedo-di-paternita-quanti-giorni-spettano"]);
        visitor.get("/catalogo?q=padre").is(200).says(title);
        visitor.get("/catalogo").is(200).says(title);

        // An expert does not withdraw; the coordinator does.
        assert!(!ester.open(&format!("/redazione/{entry}")).html().contains("/ritiro"));
        let page = carla.open(&format!("/redazione/{entry}"));
        let form = page.form(&format!("/redazione/{entry}/ritiro"));
        let refused = form.clone().send(&carla.browser);
        assert_eq!(refused.is(422).attributes("[aria-invalid=true]", "id"), ["withdrawal"]);
        form.with("remark", "La norma è cambiata.").send(&carla.browser).is(200).says("La scheda è ritirata");
        visitor.get(address).is(404);
        // Even before the index knows.
        assert_eq!(found(desk, "congedi paternita"), Vec::<String>::new());
        desk.follow();
        visitor.get("/catalogo").never_says(title);
        assert_eq!(api(&visitor, "suggest?q=congedo")["results"].as_array().unwrap().len(), 0);
    }

    fn a_revision_stays_hidden_until_it_is_approved_and_every_version_is_kept(desk: &Desk) {
        let (elena, ester) = (desk.staff("Elena Neri", Role::Expert), desk.staff("Ester Verdi", Role::Expert));
        let visitor = desk.browser();
        let entry = publish(desk, &elena, &ester, "Bonus nido", "L'importo è di 3000 euro.\n\nScade a dicembre.");
        let form = elena.open(&format!("/redazione/{entry}")).form(&format!("/redazione/{entry}"));
        // The preview changes nothing.
        let preview = form.clone().with("body", "Anteprima mai salvata").with("action", "preview");
        preview.send(&elena.browser).is(200).says("Anteprima mai salvata");
        let changed = form.with("title", "Bonus nido: importi").with("body", "L'importo è di 3600 euro.\n\nScade a dicembre.");
        changed.with("rewritten", "1").with("action", "submit").send(&elena.browser).is(200);
        visitor.get("/catalogo/bonus-nido").is(200).says("3000 euro").never_says("3600");
        // Whoever decides sees what would change for the public.
        let review = ester.open(&format!("/redazione/{entry}"));
        assert_eq!(review.texts(".dg-diff del"), ["Tolto: Bonus nido", "Tolto: L'importo è di 3000 euro."]);
        review.says("Che cosa cambia rispetto alla scheda pubblica");

        let diff = ester.open(&format!("/redazione/{entry}/versioni/2"));
        assert_eq!(diff.texts(".dg-diff del"), ["Tolto: Bonus nido", "Tolto: L'importo è di 3000 euro."]);
        assert_eq!(diff.texts(".dg-diff ins"), ["Aggiunto: Bonus nido: importi", "Aggiunto: L'importo è di 3600 euro."]);

        press(&ester, entry, "pubblicazione").is(200);
        desk.follow();
        // The address of a public entry never changes.
        visitor.get("/catalogo/bonus-nido").is(200).says("3600 euro").says("Bonus nido: importi");
        ester.open(&format!("/redazione/{entry}/versioni/1")).is(200).says("3000 euro");
        ester.open(&format!("/redazione/{entry}/versioni/9")).is(404);
    }

    fn nobody_overwrites_what_they_have_not_seen(desk: &Desk) {
        let (elena, ester) = (desk.staff("Elena Neri", Role::Expert), desk.staff("Ester Verdi", Role::Expert));
        let entry = write_entry(desk, &elena, "Lavoro agile", "Prima versione").number();
        let address = format!("/redazione/{entry}");
        let (hers, mine) = (elena.open(&address).form(&address), ester.open(&address).form(&address));
        hers.with("body", "Il suo testo").with("action", "save").send(&elena.browser).is(200);
        let late = mine.with("body", "Il mio testo").with("action", "save").send(&ester.browser);
        late.is(409).says("La scheda è cambiata").says("Il mio testo");
        ester.open(&address).says("Il suo testo").never_says("Il mio testo");

        // Nor does anybody publish a text that changed after they read it.
        hand_in(&elena, entry);
        let read = ester.open(&address).form(&format!("{address}/pubblicazione"));
        let form = elena.open(&address).form(&address);
        form.with("body", "Cambiato all'ultimo").with("rewritten", "1").with("action", "submit").send(&elena.browser).is(200);
        read.send(&ester.browser).is(200).says("La scheda è cambiata nel frattempo");
        desk.browser().get("/catalogo/lavoro-agile").is(404);
    }

    fn a_proposed_answer_shows_nothing_before_it_is_published(desk: &Desk) {
        let elena = desk.staff("Elena Neri", Role::Expert);
        let anna = desk.worker("Anna Bianchi");
        let topic = desk.topic_slug("Congedi");
        let number = anna.ask(&topic, "Allattamento e orario ridotto", "Il mio capo Mario Bignami rifiuta i riposi.").number();
        elena.claim(number);
        elena.answer(number, "I riposi per allattamento sono un diritto (art. 39, d.lgs. 151/2001).").is(200);
        let form = elena.open(&format!("/coda/{number}")).form(&format!("/coda/{number}/proposta"));
        form.clone().send(&elena.browser).is(200);
        // Twice is once.
        form.send(&elena.browser);
        let list = elena.open("/redazione?stato=bozze");
        assert_eq!(list.texts("tbody a"), ["Allattamento e orario ridotto"]);
        let entry = elena.open("/redazione/1");
        // The draft is made of the answer alone; the question stands beside it, for the desk, while it is rewritten.
        entry.is(200).says("Mario Bignami").says("art. 39").says(&format!("n. {number}"));
        let form = entry.form("/redazione/1");
        assert_eq!(form.value("body"), Some("I riposi per allattamento sono un diritto (art. 39, d.lgs. 151/2001)."));
        let form = form.with("action", "submit");
        let unsure = form.clone().send(&elena.browser);
        unsure.is(422).says("Conferma che nel testo non ci sono dati di persone");
        assert_eq!(unsure.attributes("[aria-invalid=true]", "id"), ["rewritten"]);
        form.with("rewritten", "1").send(&elena.browser).is(200).says("In revisione");
        elena.open("/redazione/1").never_says("Bignami");

        desk.settle();
        let visitor = desk.browser();
        for words in ["allattamento", "Bignami", "riposi"] {
            assert_eq!(found(desk, words), Vec::<String>::new(), "{words}");
            visitor.get(&format!("/catalogo?q={words}")).says("Nessuna risposta");
            assert_eq!(api(&visitor, &format!("suggest?q={words}"))["results"].as_array().unwrap().len(), 0);
        }
        visitor.get("/catalogo/allattamento-e-orario-ridotto").is(404);
        assert!(visitor.get("/redazione/1").path.starts_with("/accesso"));
        anna.browser.get("/redazione").is(404);
        anna.browser.get("/redazione/1").is(404);
    }

    fn personal_data_is_pointed_at_before_review(desk: &Desk) {
        let elena = desk.staff("Elena Neri", Role::Expert);
        let page = write_entry(desk, &elena, "Contatti", "Scrivi a mario.rossi@esempio.it o chiama 347 1234567.");
        page.says("2 passi da decidere").says("mario.rossi@esempio.it").says("347 1234567");
    }

    fn an_import_can_be_repeated_and_keeps_nothing_of_a_bad_line(desk: &Desk) {
        let line = |reference: &str, title: &str, topic: &str| {
            format!(r#"{{"reference":"{reference}","kind":"answer","title":"{title}","body":"Testo.","topic":"{topic}","language":"it","published":true}}"#)
        };
        let file = [line("inps-1", "Congedo parentale", "Congedi"), "{}".to_owned(), line("inps-2", "Congedo parentale", "Nuovo tema")].join("\n");
        let counts = |added, changed, kept| Counts { added, changed, kept };
        assert_eq!(import(desk, &file), (counts(2, 0, 0), vec![2]));
        assert_eq!(import(desk, &file), (counts(0, 0, 2), vec![2]));
        assert_eq!(import(desk, &file.replace("Testo.", "Testo nuovo.")), (counts(0, 2, 0), vec![2]));
        desk.follow();

        let answer = api(&desk.browser(), "search?q=congedo&topic=nuovo-tema&per_page=1");
        assert_eq!(answer["total"], 1);
        let hit = &answer["results"][0];
        assert_eq!(hit["reference"], "inps-2");
        assert_eq!(hit["slug"], "congedo-parentale-2");
        assert_eq!(hit["topic"], "nuovo-tema");
        assert_eq!(hit["kind"], "answer");
        assert_eq!(hit["snippet"], "Testo nuovo.");
        assert!(hit["score"].as_f64().unwrap() > 0.0);
        assert_eq!(answer["corrected_query"], Value::Null);
        assert_eq!(api(&desk.browser(), "search?q=cogendo+parentalle")["corrected_query"], "congedo parentale");
    }

    fn the_list_narrows_by_kind_readers_and_place_and_says_what_each_choice_leaves(desk: &Desk) {
        let line = |n: usize, kind: &str, audience: &str, territory: &str| {
            format!(r#"{{"reference":"r{n}","kind":"{kind}","title":"Scheda {n} sul nido","body":"Testo.","topic":"Servizi","audience":"{audience}","territory":"{territory}"}}"#)
        };
        let lines = [line(1, "answer", "all", ""), line(2, "service", "worker", "Rho"), line(3, "practice", "enterprise", "Sesto San Giovanni")];
        import(desk, &lines.join("\n"));
        desk.follow();
        let visitor = desk.browser();
        let titles = |query: &str| visitor.get(&format!("/catalogo?{query}")).texts("article h2");
        assert_eq!(titles("q=nido").len(), 3);
        assert_eq!(titles("q=nido&tipo=service"), ["Scheda 2 sul nido"]);
        assert_eq!(titles("pubblico=enterprise"), ["Scheda 3 sul nido", "Scheda 1 sul nido"]);
        assert_eq!(titles("territorio=Rho"), ["Scheda 2 sul nido"]);
        assert_eq!(titles("territorio=tutta-la-provincia"), ["Scheda 1 sul nido"]);
        assert_eq!(titles("argomento=servizi&tipo=practice"), ["Scheda 3 sul nido"]);
        assert_eq!(titles("argomento=non-esiste"), Vec::<String>::new());
        let facets = visitor.get("/catalogo?tipo=service").texts(".dg-facet a");
        for facet in ["Domanda e risposta (1)", "Buona pratica (1)", "Servizi (1)"] {
            assert!(facets.iter().any(|shown| shown == facet), "{facet} in {facets:?}");
        }
        // A place counts its own entries; what holds everywhere is counted apart, and not lost to who looks there.
        let facets = visitor.get("/catalogo?q=nido").texts(".dg-facet a");
        for facet in ["In tutta la provincia (1)", "Rho (1)", "Sesto San Giovanni (1)"] {
            assert!(facets.iter().any(|shown| shown == facet), "{facet} in {facets:?}");
        }
        let of_rho = visitor.get("/catalogo?q=nido&territorio=Rho");
        let everywhere = visitor.get(&of_rho.link("Vedi anche la scheda che vale in tutta la provincia"));
        assert_eq!(everywhere.texts("article h2"), ["Scheda 1 sul nido"]);
        everywhere.never_says("Vedi anche la scheda");
        visitor.speaks("en");
        visitor.get("/catalogo?q=nido").says("3 results for").says("Local service");
        assert_eq!(visitor.cookie_names(), Vec::<String>::new());
    }

    fn who_finds_nothing_takes_the_words_to_the_question_form(desk: &Desk) {
        import(desk, r#"{"reference":"a","kind":"answer","title":"Legge 104","body":"Permessi.","topic":"Permessi"}"#);
        desk.follow();
        let anna = desk.worker("Anna Bianchi");
        let nothing = anna.open("/catalogo?q=zzzz+%26+%22%3Cb%3Eyyyy%22");
        nothing.says("Nessuna risposta per «zzzz & \"<b>yyyy\"»").never_says("ogli un filtro");
        assert_eq!(nothing.attributes("section[aria-labelledby=topics] a", "href").last().map(String::as_str), Some("/catalogo?argomento=permessi"));
        let to_ask = nothing.attributes(".dg-empty a", "href").remove(0);
        let form = anna.open(&to_ask).form("/domande/nuova");
        assert_eq!(form.value("subject"), Some("zzzz & \"<b>yyyy\""));
        // What was begun before stays as it is.
        form.with("subject", "Il mio congedo").with("body", "Quando?").with("action", "save").send(&anna.browser).is(200);
        assert_eq!(anna.open(&to_ask).form("/domande/nuova").value("subject"), Some("Il mio congedo"));
        anna.open("/catalogo?q=zzzz&tipo=service").says("Togli un filtro");
    }

    fn sources_lead_to_the_law_and_the_title_says_when_they_were_checked(desk: &Desk) {
        import(desk, r#"{"reference":"a","kind":"answer","title":"Riposi","body":"Testo.","topic":"Permessi","sources":"D.Lgs. 151/2001, art. 39\nCircolare INPS n. 39/2023","verified_on":"2026-10-12"}"#);
        desk.follow();
        let entry = desk.browser().get("/catalogo/riposi");
        entry.says("Verificata il 12 ottobre 2026").says("Circolare INPS n. 39/2023");
        let laws = entry.attributes(".dg-sources a", "href");
        assert_eq!(laws, ["https://www.normattiva.it/uri-res/N2Ls?urn:nir:stato:decreto.legislativo:2001;151~art39"]);
        assert_eq!(entry.texts(".dg-sources a"), ["D.Lgs. 151/2001, art. 39"]);
    }

    fn a_text_in_another_language_says_so(desk: &Desk) {
        import(desk, r#"{"reference":"a","kind":"answer","title":"Riposi","body":"Testo.","topic":"Permessi"}
{"reference":"b","kind":"answer","title":"Riposi a ore","body":"Testo.","topic":"Permessi"}"#);
        desk.follow();
        let (english, italian) = (desk.browser(), desk.browser());
        english.speaks("en");
        english.get("/catalogo").says("Some entries are written in Italian.");
        let entry = english.get("/catalogo/riposi");
        entry.says("This entry is written in Italian");
        assert_eq!(entry.attributes("h1, .dg-text, [aria-labelledby=related] a", "lang"), ["it", "it", "it"]);
        italian.get("/catalogo").never_says("in inglese");
        let entry = italian.get("/catalogo/riposi");
        entry.never_says("Il testo di questa scheda");
        assert!(entry.attributes("h1, .dg-text", "lang").is_empty());

        // One of three is English: of no language is said that all are written in it.
        import(desk, r#"{"reference":"c","kind":"answer","title":"Breaks","body":"A text.","topic":"Permessi","language":"en"}"#);
        desk.follow();
        english.get("/catalogo").says("Some entries are written in Italian.").never_says("The entries are");
        italian.get("/catalogo").says("Alcune schede sono in inglese.");
        let marks = |browser: &Browser| browser.get("/catalogo").attributes(".dg-card-title", "lang");
        assert_eq!((marks(&english), marks(&italian)), (vec!["it".to_owned(); 2], vec!["en".to_owned()]));
    }

    fn nothing_that_people_type_is_an_error(desk: &Desk) {
        import(desk, r#"{"reference":"a","kind":"answer","title":"Legge 104","body":"Permessi.","topic":"Permessi"}"#);
        desk.follow();
        let browser = desk.browser();
        let long = "congedo+".repeat(900);
        for words in ["%22", "title:(", "AND+OR", "*", "a*~2^9", "%f0%9f%99%82", "((((", "%5c", "+-%26", "'", &long] {
            for path in ["/catalogo?q=", "/api/v1/catalogue/search?q=", "/api/v1/catalogue/suggest?q="] {
                let page = browser.get(&format!("{path}{words}"));
                assert_eq!(page.status, 200, "{path}{words}");
            }
        }
        // Nobody types a name twice: each reader would take another of them.
        for words in ["%00", "%ff%fe", "&q=2"] {
            browser.get(&format!("/catalogo?q={words}")).is(400);
            browser.get(&format!("/api/v1/catalogue/search?q={words}")).is(400);
        }
        for query in ["per_page=0", "per_page=101", "page=0", "page=x", "kind=domanda"] {
            let page = browser.get(&format!("/api/v1/catalogue/search?q=legge&{query}"));
            assert_eq!(page.header("content-type"), Some("application/problem+json"), "{query}");
            page.is(400);
        }
        browser.get("/catalogo/%2e%2e%2f").is(404);
        let marked = browser.get("/catalogo?q=%3Cscript%3Ealert(1)%3C/script%3E");
        assert!(!marked.html().contains("<script>alert"));
    }

    fn an_index_of_what_a_restored_copy_never_knew_is_built_anew(desk: &Desk) {
        let line = |n: usize| format!(r#"{{"reference":"r{n}","kind":"answer","title":"Scheda {n}","body":"Testo sul welfare.","topic":"Welfare"}}"#);
        import(desk, &(1..=3).map(line).collect::<Vec<_>>().join("\n"));
        let there = Place::new(if desk.is_postgres() { Kind::Postgres } else { Kind::Sqlite }).unwrap();
        let (copy, folder, url) = (there.folder.join("copy"), there.folder.join("index"), there.database_url());
        let config = &desk.app.config;
        backup::take(&config.database.url, &config.storage.attachments(), &copy, desk.now()).unwrap();
        import(desk, &(4..=6).map(line).collect::<Vec<_>>().join("\n"));
        let index_over = |db: &Db| {
            let search = SearchIndex::open(&folder, &keys::database_id(db).unwrap(), Reading::Whole).unwrap();
            let ready = search.is_ready();
            while search::catch_up(&PublicEntries, db, &search).unwrap() {}
            (ready, search.count())
        };
        assert_eq!(index_over(&desk.app.db), (false, 6));
        assert_eq!(index_over(&desk.app.db), (true, 6));

        // The desk is lost, its index is not.
        if desk.is_postgres() {
            there.empty();
        }
        backup::restore(&url, &there.folder.join("attachments"), &copy).unwrap();
        let restored = Db::open(&url, 2).unwrap();
        assert_eq!(index_over(&restored), (false, 3), "nothing is found by it before it is built anew");
        assert_eq!(index_over(&restored), (true, 3));

        // A database that was set back by other means.
        restored.write_blocking(|conn| forget_newest(conn, 1)).unwrap();
        assert_eq!(index_over(&restored), (true, 2));
    }

    fn every_node_has_an_index_that_heals_by_itself(desk: &Desk) {
        let line = |n: usize| format!(r#"{{"reference":"r{n}","kind":"answer","title":"Scheda {n}","body":"Testo sul welfare.","topic":"Welfare"}}"#);
        import(desk, &(1..=3).map(line).collect::<Vec<_>>().join("\n"));
        desk.follow();
        assert_eq!(found(desk, "welfare").len(), 3);

        // Another node over the same database.
        let folder = std::env::temp_dir().join(format!("dialoga-node-{}", dialoga::platform::random_hex(6)));
        let id = keys::database_id(&desk.app.db).unwrap();
        let other = SearchIndex::open(&folder, &id, Reading::Whole).unwrap();
        while search::catch_up(&PublicEntries, &desk.app.db, &other).unwrap() {}
        assert_eq!(other.count(), 3);
        import(desk, &line(4));
        while search::catch_up(&PublicEntries, &desk.app.db, &other).unwrap() {}
        assert_eq!(other.count(), 4);
        drop(other);
        let again = SearchIndex::open(&folder, &id, Reading::Whole).unwrap();
        assert!(again.is_ready(), "what is whole is not built anew");
        drop(again);
        std::fs::remove_dir_all(&folder).unwrap();

        // The files vanish under the running desk.
        desk.follow();
        std::fs::remove_dir_all(desk.app.config.storage.index()).unwrap();
        assert_eq!(found(desk, "welfare").len(), 4);
        import(desk, &line(5));
        desk.follow();
        assert_eq!(found(desk, "welfare").len(), 5);
        // And the suggestions of the ask page come from the same place.
        let (app, now) = (desk.app.clone(), desk.now());
        let suggested = desk.read(move |conn| catalogue::suggestions(&app, conn, "welfare", dialoga::platform::i18n::Lang::It, now));
        assert_eq!(suggested.len(), 3);
    }
}
