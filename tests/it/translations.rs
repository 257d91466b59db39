//! Entries that say the same in two languages; on both databases.

use dialoga::accounts::Role;

use crate::catalogue::{hand_in, press, publish, write_entry};
use crate::support::browser::{Browser, Page};
use crate::support::desk::Desk;
use crate::support::on_both_databases;
use crate::support::people::Human;

const ITALIAN: &str = "/catalogo/bonus-nido";
const ENGLISH: &str = "/catalogo/nursery-bonus";

fn page_of(entry: i64) -> String {
    format!("/redazione/{entry}")
}

/// Begins the translation of an entry; answers its page.
fn translate(person: &Human, entry: i64) -> Page {
    let page = person.open(&page_of(entry));
    page.form(&format!("/redazione/{entry}/traduzione")).send(&person.browser)
}

fn rewrite(writer: &Human, reviewer: &Human, desk: &Desk, entry: i64, fields: &[(&str, &str)]) {
    let address = page_of(entry);
    let mut form = writer.open(&address).form(&address);
    for (name, value) in fields {
        form = form.with(name, value);
    }
    form.with("action", "save").send(&writer.browser).is(200);
    hand_in(writer, entry).is(200);
    press(reviewer, entry, "pubblicazione").is(200).says("La scheda è pubblica");
    desk.follow();
}

/// The languages and addresses that a page names for the same text.
fn alternates(page: &Page) -> Vec<(String, String)> {
    let languages = page.attributes("link[rel=alternate][hreflang]", "hreflang");
    languages.into_iter().zip(page.attributes("link[rel=alternate][hreflang]", "href")).collect()
}

/// Whether a public way out names the other.
fn names(visitor: &Browser, path: &str, words: &str) -> bool {
    visitor.get(path).is(200).html().contains(words)
}

on_both_databases! {
    fn a_translation_and_its_original_name_each_other_while_both_are_public(desk: &Desk) {
        let (elena, ester) = (desk.staff("Elena Neri", Role::Expert), desk.staff("Ester Galli", Role::Expert));
        let (carla, visitor) = (desk.staff("Carla Riva", Role::Coordinator), desk.browser());
        let original = publish(desk, &elena, &ester, "Bonus nido", "Tremila euro.");
        let page = translate(&elena, original);
        let translation = page.is(200).says("Tremila euro").says("Originale").number();
        assert_ne!(translation, original);
        assert_eq!(page.attributes("select[name=language] option[selected]", "value"), ["en"]);
        // Pressed twice, and from the other side, where no button is any more.
        elena.open(&page_of(original)).says("Traduzione").says("(Bozza)");
        elena.browser.post(&format!("/redazione/{original}/traduzione"), &[]).is(403);
        elena.open(&page_of(translation)).never_says("Traduci in");

        // Nobody is told of what is not public.
        let before = visitor.get(ITALIAN);
        before.never_says("Read in English");
        assert!(alternates(&before).is_empty());
        rewrite(&elena, &ester, desk, translation, &[("title", "Nursery bonus"), ("body", "Three thousand euros.")]);
        let (italian, english) = (visitor.get(ITALIAN), visitor.get(ENGLISH));
        assert_eq!(italian.link("Read in English"), ENGLISH);
        assert_eq!(english.link("Leggi in italiano"), ITALIAN);
        for page in [&italian, &english] {
            let named = alternates(page);
            assert_eq!(named.len(), 2, "{named:?}");
            assert!(named[0].1.ends_with(if named[0].0 == "it" { ITALIAN } else { ENGLISH }), "{named:?}");
        }
        let map = visitor.get("/sitemap/schede-1.xml").html();
        assert_eq!(map.matches("hreflang=\"en\"").count(), 2, "{map}");
        assert_eq!(map.matches("hreflang=\"it\"").count(), 2, "{map}");
        let data = visitor.get("/dati-aperti/catalogo.jsonl").html();
        assert!(data.lines().all(|line| line.contains("\"translation_url\":\"http")), "{data}");

        // It says again what counts as an answer in the catalogue already.
        let indicators = carla.open("/statistiche/indicatori.csv").is(200).html();
        let entries = indicators.lines().find(|line| line.contains("\"entries\"")).unwrap();
        assert_eq!(entries.split(',').nth(3), Some("1"), "{entries}");

        // Withdrawn: nothing public names it, at once.
        let address = page_of(translation);
        let form = carla.open(&address).form(&format!("{address}/ritiro")).with("remark", "Da rifare");
        form.send(&carla.browser).is(200);
        let page = visitor.get(ITALIAN);
        page.never_says("Read in English");
        assert!(alternates(&page).is_empty());
        for path in [ITALIAN, "/sitemap/schede-1.xml", "/dati-aperti/catalogo.jsonl", "/dati-aperti/catalogo.csv"] {
            assert!(!names(&visitor, path, "nursery-bonus"), "{path} names what was withdrawn");
        }
        elena.open(&page_of(original)).says("Nursery bonus").says("(Ritirata)");
        desk.settle();
    }

    fn a_translation_that_its_original_has_left_behind_says_so_until_it_follows(desk: &Desk) {
        let (elena, ester) = (desk.staff("Elena Neri", Role::Expert), desk.staff("Ester Galli", Role::Expert));
        let original = publish(desk, &elena, &ester, "Bonus nido", "Tremila euro.");
        let translation = translate(&elena, original).number();
        rewrite(&elena, &ester, desk, translation, &[("title", "Nursery bonus"), ("body", "Three thousand euros.")]);
        let list = "/redazione/verifiche?di=traduzioni";
        elena.open(list).is(200).never_says("Nursery bonus");
        elena.open(&page_of(translation)).never_says("è cambiato dopo");

        rewrite(&ester, &elena, desk, original, &[("body", "Quattromila euro.")]);
        let page = ester.open(list);
        page.says("Nursery bonus").says("Traduzioni da rivedere (1)");
        let changes = elena.open(&page_of(translation));
        changes.says("L’originale è cambiato dopo questa traduzione");
        let changes = changes.link("Vedi che cosa è cambiato");
        assert_eq!(page.link("Vedi che cosa è cambiato : Nursery bonus"), changes);
        let compared = elena.open(&changes);
        assert_eq!(compared.texts(".dg-diff del"), ["Tolto: Tremila euro."]);
        assert_eq!(compared.texts(".dg-diff ins"), ["Aggiunto: Quattromila euro."]);
        elena.open(&page_of(original)).never_says("è cambiato dopo");

        rewrite(&elena, &ester, desk, translation, &[("body", "Four thousand euros.")]);
        elena.open(list).says("Traduzioni da rivedere (0)").never_says("Nursery bonus");
        elena.open(&page_of(translation)).never_says("è cambiato dopo");
        desk.settle();
    }

    fn entries_that_there_are_are_linked_and_parted_and_the_pages_follow_at_once(desk: &Desk) {
        let (elena, ester) = (desk.staff("Elena Neri", Role::Expert), desk.staff("Ester Galli", Role::Expert));
        let visitor = desk.browser();
        let original = publish(desk, &elena, &ester, "Bonus nido", "Tremila euro.");
        let other = publish(desk, &elena, &ester, "Permessi", "Tre giorni.");
        let english = write_entry(desk, &elena, "Nursery bonus", "Three thousand euros.").number();
        rewrite(&elena, &ester, desk, english, &[("language", "en")]);
        for _ in 0..2 {
            visitor.get(ITALIAN).never_says("Read in English");
        }
        let join = |entry: i64, typed: &str| {
            let page = elena.open(&page_of(entry));
            page.form(&format!("/redazione/{entry}/traduzione/collega")).with("translation", typed).send(&elena.browser)
        };
        join(original, "/catalogo/mai-scritta").is(422).says("Nessuna scheda");
        join(original, "/catalogo/permessi").is(422).says("un’altra lingua");
        join(original, ITALIAN).is(422).says("un’altra lingua");
        join(original, &format!("http://127.0.0.1:8080{ENGLISH}")).is(200).says("Traduzione");
        assert_eq!(visitor.get(ITALIAN).link("Read in English"), ENGLISH);
        join(other, ENGLISH).is(422).says("ha già");

        let part = elena.open(&page_of(english)).form(&format!("/redazione/{english}/traduzione/scollega"));
        for _ in 0..2 {
            part.send(&elena.browser).is(200);
        }
        visitor.get(ITALIAN).never_says("Read in English");
        assert!(!names(&visitor, "/sitemap/schede-1.xml", "hreflang"));
        join(other, ENGLISH).is(200);
        assert_eq!(visitor.get("/catalogo/permessi").link("Read in English"), ENGLISH);
        // Both speak one language by now: nothing is offered.
        rewrite(&elena, &ester, desk, english, &[("language", "it")]);
        visitor.get("/catalogo/permessi").never_says("Read in English");
        desk.settle();
    }

    fn nobody_but_the_desk_translates(desk: &Desk) {
        let (elena, anna) = (desk.staff("Elena Neri", Role::Expert), desk.worker("Anna Bianchi"));
        let lea = desk.staff("Lea Monti", Role::Analyst);
        let entry = write_entry(desk, &elena, "Bonus nido", "Tremila euro.").number();
        let form = elena.open(&page_of(entry)).form(&format!("/redazione/{entry}/traduzione"));
        for person in [&anna, &lea] {
            assert!(matches!(form.send(&person.browser).status, 403 | 404));
        }
        elena.open(&page_of(entry)).never_says("Originale");
        let translation = form.send(&elena.browser).is(200).number();
        assert_eq!(form.send(&elena.browser).is(200).number(), translation);
    }
}
