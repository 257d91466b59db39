//! The lists of questions behind figures: each number that counts questions opens as many as it says.

use std::collections::BTreeMap;

use dialoga::accounts::Role;
use scraper::{Html, Selector};

use crate::reports_secrecy::fill;
use crate::statistics::signed_in;
use crate::support::browser::Browser;
use crate::support::on_both_databases;

/// Of each set on each page so many links are followed.
const FOLLOWED: usize = 6;

/// The links to lists on a page, by the set that they open: the words of their cell or card, and the address.
fn links(browser: &Browser, page: &str) -> BTreeMap<String, Vec<(String, String)>> {
    let html = Html::parse_document(&browser.get(page).html());
    let link = Selector::parse("td a, .dg-value a").unwrap();
    let mut found: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for element in html.select(&link) {
        let Some(href) = element.attr("href").filter(|href| href.starts_with("/statistiche/domande?")) else {
            continue;
        };
        let set = href.rsplit_once("insieme=").unwrap().1.to_owned();
        let around = element.parent().and_then(scraper::ElementRef::wrap).unwrap();
        let words = around.text().collect::<Vec<_>>().join(" ");
        found.entry(set).or_default().push((words, href.to_owned()));
    }
    found
}

/// How many a cell says: its count, or those that make its share (`33 su 35`).
fn counted(words: &str) -> u64 {
    let words: Vec<&str> = words.split_whitespace().collect();
    let of = words.iter().position(|word| *word == "su");
    let number = of.map_or(words[0], |place| words[place - 1]);
    number.replace('.', "").parse().unwrap_or_else(|_| panic!("no number in {words:?}"))
}

on_both_databases! {
    fn every_number_opens_as_many_questions_as_it_says(desk: &Desk) {
        fill(desk, 11);
        let browser = signed_in(desk, "carla@esempio.it", Role::Coordinator);
        let both = "dal=2025-01&al=2026-11";
        let mut sets: BTreeMap<String, usize> = BTreeMap::new();
        for page in [
            format!("/statistiche?{both}"),
            format!("/statistiche/ripartizioni?{both}&per=eta"),
            format!("/statistiche/ripartizioni?{both}&per=ente&canale=web"),
            format!("/statistiche/attese?{both}&per=area"),
            format!("/statistiche/andamento?{both}"),
            format!("/statistiche/andamento?{both}&chi=worker"),
            "/statistiche/confronto".to_owned(),
            "/statistiche/confronto?confronto=prima&dal=2026-03&al=2026-05&chi=enterprise".to_owned(),
            format!("/statistiche/soddisfazione?{both}&per=genere"),
            format!("/statistiche/riaperture?{both}&per=chi"),
            format!("/statistiche/esperte?{both}"),
            "/statistiche/indicatori?anno=2025".to_owned(),
            "/statistiche/indicatori?anno=2026".to_owned(),
            "/statistiche/bisogni".to_owned(),
        ] {
            let found = links(&browser, &page);
            assert!(!found.is_empty(), "{page}: no link");
            for (set, links) in found {
                for (words, href) in links.iter().step_by(links.len().div_ceil(FOLLOWED)) {
                    let count = counted(words);
                    let said = match count {
                        1 => "Una domanda.".to_owned(),
                        count => format!("{count} domande, dalla più recente."),
                    };
                    let list = browser.get(href);
                    assert!(list.is(200).text().contains(&said), "{page}: {words:?} opens {href}: {}", list.text());
                    *sets.entry(set.clone()).or_default() += 1;
                }
            }
        }
        let opened: Vec<&str> = sets.keys().map(String::as_str).collect();
        for set in [
            "ricevute", "entro-scadenza", "risposte", "aperte", "in-ritardo", "chiuse", "ricevute-prima", "aperte-adesso",
            "in-ritardo-adesso", "aperte-allora", "utili", "utili-in-parte", "non-utili", "chieste", "riaperte",
        ] {
            assert!(opened.contains(&set), "no link opens {set}: {opened:?}");
        }
    }

    fn a_list_says_what_else_there_is_and_refuses_what_names_no_row(desk: &Desk) {
        fill(desk, 11);
        let browser = signed_in(desk, "carla@esempio.it", Role::Coordinator);
        let list = browser.get("/statistiche/domande?dal=2026-01&al=2026-10&insieme=oltre-scadenza");
        list.is(200).says("Domande con risposta entro la scadenza:").says("Domande ricevute:");
        let total = |set: &str| -> u64 {
            let words = list.texts(&format!(".dg-periods a[href$='insieme={set}']"));
            words[0].rsplit(' ').next().unwrap().parse().unwrap()
        };
        assert_eq!(total("ricevute"), total("risposte") + total("aperte") + total("chiuse"));
        assert_eq!(total("entro-scadenza") + total("oltre-scadenza"), total("risposte") + total("in-ritardo"));
        let hour = "/statistiche/domande?dal=2025-01&al=2026-11&giorno=1&ora=9&insieme=ricevute";
        browser.get(hour).is(200).says("arrivate lunedì, ore 9–10").never_says("Domande con risposta:");
        let old = "/statistiche/domande?attesa=48-96&insieme=aperte-adesso";
        browser.get(old).is(200).says("aperte da almeno 48 e meno di 96 ore");
        for wrong in [
            "insieme=aperte-allora",
            "insieme=ricevute&aperte_al=2026-10-01",
            "insieme=aperte-adesso&attesa=molto",
            "giorno=8&ora=9",
            "insieme=niente",
        ] {
            browser.get(&format!("/statistiche/domande?{wrong}")).is(400);
        }
    }
}
