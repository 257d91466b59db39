//! Every report that coordinators read, and the indicators of the plan, say the same in every form; and their charts are held against
//! their tables.

use dialoga::accounts::Role;
use dialoga::platform::i18n::{Lang, decimal, percent};

use super::{agrees, charts, instead, json, number, under, workbook, writes};
use crate::reports_secrecy::fill;
use crate::statistics::signed_in;
use crate::support::browser::Browser;
use crate::support::on_both_databases;

const TARGETS: &str = "/statistiche/indicatori/obiettivi";

/// Holds the indicators of a year, whose page has a card for each and no table, in every form against the API.
fn indicators_agree(browser: &Browser, year: i32) {
    let told = json(&browser.get_only(&format!("/api/v1/statistics/reports/indicatori?anno={year}")));
    let part = &told["parts"][0];
    let rows = part["rows"].as_array().unwrap();
    let document = json(&browser.get(&format!("/statistiche/indicatori.json?anno={year}")));
    assert_eq!(document["parts"], told["parts"], "{year}");
    let page = browser.get(&format!("/statistiche/indicatori?anno={year}"));
    let (titles, cards) = (page.is(200).texts(".dg-figure h3"), page.texts(".dg-figure"));
    let book = workbook(&browser.get(&format!("/statistiche/indicatori.xlsx?anno={year}")).is(200).body);
    let file = browser.get(&format!("/statistiche/indicatori.csv?anno={year}"));
    let mut reader = csv::ReaderBuilder::new().from_reader(file.is(200).body.as_slice());
    let heading: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let records: Vec<csv::StringRecord> = reader.records().map(|record| record.unwrap()).collect();
    assert_eq!([records.len(), titles.len(), cards.len()], [rows.len(); 3], "{year}");
    for (line, row) in rows.iter().enumerate() {
        let label = &row["labels"][0];
        let in_file = |name: &str| &records[line][heading.iter().position(|known| known == name).unwrap()];
        let in_book = book[0].get(&(line + 2, 2)).map_or("", String::as_str);
        let (written, target) = (under(part, row, "valore"), under(part, row, "obiettivo"));
        let here = || format!("{year} {label}: {written}");
        assert_eq!(label["label"], titles[line].as_str(), "{}", here());
        assert_eq!([&label["code"], &label["label"]], [in_file("indicatore"), in_file("nome")], "{}", here());
        let card = cards[line].strip_prefix(&titles[line]).unwrap().trim_start();
        let (value, is_rate) = (number(&written["number"]), written["is"] == "rate");
        let cases = format!("{} su {}", written["hits"], written["total"]);
        // Of few cases the page tells these before their share.
        let is_few = number(&written["total"]).is_some_and(|total| total < 10.0);
        let on_page = match (instead(&written), value) {
            (Some(""), _) => "nessun caso".to_owned(),
            (Some(words), _) => words.to_owned(),
            (None, _) if is_few => cases.clone(),
            (None, Some(share)) if is_rate => percent(Lang::It, share, 0),
            (None, value) => decimal(Lang::It, value.unwrap(), 0),
        };
        assert!(card.starts_with(&on_page), "{}: {card}", here());
        assert!(!is_rate || card.contains(&cases), "{}: {card}", here());
        if let Some(words) = instead(&written) {
            assert_eq!([in_file("valore"), in_book], [words; 2], "{}", here());
        } else {
            assert_eq!(in_book.parse::<f64>().ok(), value, "{}", here());
            let columns: &[(&str, &str)] = match is_rate {
                false => &[("valore", "number")],
                true => &[
                    ("valore", "hits"),
                    ("casi", "total"),
                    ("quota", "number"),
                    ("quota_minima_95", "low"),
                    ("quota_massima_95", "high"),
                ],
            };
            for (column, name) in columns {
                let cell = in_file(column);
                assert!(writes(cell, number(&written[*name])), "{} {column}: {cell}", here());
            }
        }
        assert!(writes(in_file("obiettivo"), number(&target["number"])), "{}: {target}", here());
        let pace = under(part, row, "a_che_punto");
        for sentence in pace["words"].as_str().into_iter().flat_map(|words| words.split(". ")) {
            assert!(card.contains(sentence.trim_end_matches('.')), "{}: {sentence} is not in {card}", here());
        }
    }
}

on_both_databases! {
    fn every_report_of_the_desk_says_the_same_in_every_form(desk: &Desk) {
        let (anna, eva) = (desk.worker("Anna Bianchi"), desk.staff("Eva Neri", Role::Expert));
        for body in ["Quanti mesi mi spettano?", "Quanti giorni mi spettano?"] {
            let number = anna.ask("non-so", "Congedo", body).number();
            eva.claim(number);
            eva.answer(number, "Dieci.");
        }
        fill(desk, 11);
        let coordinator = signed_in(desk, "marta@esempio.it", Role::Coordinator);
        let listed = json(&coordinator.get_only("/api/v1/statistics/reports"));
        let names = listed["reports"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap());
        let reports: Vec<&str> = names.filter(|name| *name != "indicatori").collect();
        for report in ["esperte", "approvazioni", "soddisfazione", "riaperture", "catalogo", "posta"] {
            assert!(reports.contains(&report), "{report}");
        }
        for report in reports {
            for query in ["dal=2025-01&al=2025-12", "dal=2026-01-10&al=2026-11-24"] {
                agrees(&coordinator, report, query);
            }
        }
        for query in ["dal=2025-01&al=2026-11&per=territorio", "dal=2026-01&al=2026-11&per=eta&chi=worker"] {
            for report in ["ripartizioni", "attese", "approvazioni", "soddisfazione", "riaperture"] {
                agrees(&coordinator, report, query);
            }
        }
        // Else nothing would have been held against these.
        let drawn = |page: &str, parts: &[&str]| {
            charts::are_drawn(&coordinator, &format!("{page}?dal=2025-01&al=2025-12"), parts);
        };
        drawn("/statistiche", &["sla-mensile"]);
        drawn("/statistiche/andamento", &["settimane", "arretrato", "ore-di-arrivo", "calendario"]);
        drawn("/statistiche/attese", &["attesa-mediana"]);
        drawn("/statistiche/esperte", &["carico"]);
    }

    fn the_indicators_say_the_same_in_every_form(desk: &Desk) {
        fill(desk, 11);
        let coordinator = signed_in(desk, "marta@esempio.it", Role::Coordinator);
        let targets = coordinator.get(&format!("{TARGETS}?anno=2025")).form(TARGETS);
        let targets = targets.with("answered", "20").with("within", "95").with("persons", "1000");
        targets.send(&coordinator).is(200);
        let analyst = signed_in(desk, "elena@esempio.it", Role::Analyst);
        for browser in [&coordinator, &analyst] {
            (2025..=2027).for_each(|year| indicators_agree(browser, year));
        }
    }
}
