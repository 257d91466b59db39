//! Page, chart, CSV for programs, CSV for a spreadsheet, workbook and API of a report say the same, to the last digit that each
//! writes; and so do the public page and its files. On both databases.

mod charts;
mod desk;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use chrono::{Duration, NaiveDate};
use dialoga::accounts::Role;
use dialoga::kernel::clock::Instant;
use dialoga::platform::db::DbError;
use dialoga::platform::i18n::{Lang, decimal, percent};
use dialoga::sla::Outcome;
use dialoga::topics;
use serde_json::Value;

use crate::reports_secrecy::REPORTS;
use crate::statistics::{Dice, a_member, a_question, end, signed_in};
use crate::support::browser::{Browser, Page};
use crate::support::desk::Desk;
use crate::support::on_both_databases;
use crate::support::program::{run, said};

/// Two years of questions, some of them of a topic whose name is a formula.
fn fill(desk: &Desk) {
    desk.may_leave_mail();
    let now = desk.now();
    desk.write::<_, DbError>(move |conn| {
        let requester = a_member(conn, "anna@esempio.it", Role::Requester, None, now);
        let mut dice = Dice(5);
        let area = topics::find_or_create(conn, "=1+1; Leggi")?;
        let leave = topics::create_topic(conn, Some(area), "congedi-2", ("@Congedi", "Leave"), ("", ""))?;
        let all = [Some(area), Some(leave), Some(topics::find_or_create(conn, "-Nidi")?), None];
        for _ in 0..150 {
            let start = now - Duration::minutes(i64::try_from(dice.roll(60 * 24 * 680)).unwrap());
            let topic = all[usize::try_from(dice.roll(4)).unwrap()];
            let ticket = a_question(conn, requester, topic, start)?;
            let after = start + Duration::minutes(30 + i64::try_from(dice.roll(4000)).unwrap());
            match dice.roll(12) {
                0 => end(conn, ticket, Outcome::Closed, after.min(now))?,
                1 => {}
                _ if after < now => end(conn, ticket, Outcome::Answered, after)?,
                _ => {}
            }
        }
        Ok(())
    });
}

fn json(page: &Page) -> Value {
    serde_json::from_slice(&page.is(200).body).unwrap()
}

fn number(value: &Value) -> Option<f64> {
    value.as_f64()
}

/// A cell taken apart: what it stands for, and its numbers and words, whatever kind of figure it is.
fn apart(cell: &Value) -> Value {
    let state = match cell["is"].as_str().unwrap() {
        "hidden" => "withheld",
        other @ ("nothing" | "too_few") => other,
        _ => "value",
    };
    let kinds = ["value", "share", "hours", "difference", "ratio"];
    let number = kinds.iter().map(|kind| &cell[*kind]).find(|value| value.is_number()).cloned();
    let mut apart = serde_json::json!({ "is": cell["is"], "state": state, "number": number });
    for name in ["low", "high", "hits", "total", "words"] {
        apart[name] = cell[name].clone();
    }
    apart
}

/// The cell of a row under a figure, taken apart.
fn under(part: &Value, row: &Value, figure: &str) -> Value {
    let place =
        part["columns"].as_array().unwrap().iter().position(|column| column["figure"] == figure).unwrap();
    apart(&row["cells"][place])
}

/// The columns that the file for programs has for a figure, each with what it must say.
fn columns(figure: &str, written: &Value) -> Vec<(String, Option<f64>)> {
    let of = |name: &str| number(&written[name]);
    if figure == "quota_entro_scadenza" {
        let few = of("total").map(|total| f64::from(u8::from(total < 10.0)));
        let names =
            ["decise", "entro_scadenza", "quota_entro_scadenza", "quota_minima_95", "quota_massima_95"];
        let values = ["total", "hits", "number", "low", "high"].map(of);
        let named = names.iter().map(|name| (*name).to_owned()).zip(values);
        return named.chain([("meno_di_10_casi".to_owned(), few)]).collect();
    }
    [("", "number"), ("_minimo_95", "low"), ("_massimo_95", "high"), ("_casi", "hits"), ("_su", "total")]
        .map(|(suffix, name)| (format!("{figure}{suffix}"), of(name)))
        .to_vec()
}

/// What a cell must say instead of a number.
fn instead(written: &Value) -> Option<&'static str> {
    match written["state"].as_str().unwrap() {
        "withheld" => Some("–"),
        "too_few" => Some("troppo pochi dati"),
        "nothing" => Some(""),
        _ => None,
    }
}

/// Whether a text writes a number, or it in per cent, with as many decimals as the text has.
fn writes(text: &str, value: Option<f64>) -> bool {
    let Some(value) = value else { return text.is_empty() };
    let text = text.replace(',', ".");
    let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    [value, value * 100.0].iter().any(|value| format!("{value:.decimals$}") == text)
}

/// Whether a cell of the page begins with what it stands for, as people read it, and has its interval.
fn begins(text: &str, written: &Value) -> bool {
    if let Some(words) = written["words"].as_str() {
        return text.starts_with(&words.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    let Some(value) = number(&written["number"]) else { return true };
    let [low, high] = ["low", "high"].map(|name| number(&written[name]));
    let has_parts_of_hours = [Some(value), low, high].into_iter().flatten().any(|hours| hours.fract() != 0.0);
    let signed = |value: f64| {
        let sign = if value < 0.0 { "−" } else { "+" };
        format!("{sign}{}", decimal(Lang::It, value.abs() * 100.0, 1))
    };
    let kind = written["is"].as_str().unwrap();
    let told = |value: f64| match kind {
        "count" => decimal(Lang::It, value, 0),
        "rate" | "share" => percent(Lang::It, value, 1),
        "hours" => decimal(Lang::It, value, usize::from(has_parts_of_hours)),
        "points" => signed(value),
        "ratio" => decimal(Lang::It, value, 2),
        "probability" => decimal(Lang::It, value.max(0.001), 3),
        other => panic!("{other} has a number"),
    };
    let own = match kind {
        "ratio" => format!("× {}", told(value)),
        "points" => format!("{} punti", told(value)),
        "probability" if value < 0.001 => format!("< {}", told(value)),
        _ => told(value),
    };
    let interval = low.map(|low| format!("{} – {}", told(low), high.map_or("…".to_owned(), told)));
    text.starts_with(&own) && interval.is_none_or(|interval| text.contains(&interval))
}

/// What a cell for people says of a difference of shares: a number of points where its column has that unit, else the unit beside it.
fn in_points(difference: Option<f64>, has_unit: bool) -> String {
    let Some(difference) = difference else { return String::new() };
    if has_unit {
        return format!("{:.1}", difference * 100.0).replace('.', ",");
    }
    let sign = if difference < 0.0 { "−" } else { "" };
    format!("{sign}{} punti", decimal(Lang::It, difference.abs() * 100.0, 1))
}

/// What a workbook holds of a label: of a day, or of the first of a month, its number, else the words.
fn of_label(label: &Value) -> String {
    let (code, words) = (label["code"].as_str().unwrap(), label["label"].as_str().unwrap());
    let day = code.parse::<NaiveDate>().or_else(|_| format!("{code}-01").parse());
    match day {
        Ok(day) => (day - NaiveDate::from_ymd_opt(1899, 12, 30).unwrap()).num_days().to_string(),
        Err(_) => words.to_owned(),
    }
}

/// A file in a workbook.
fn in_workbook(bytes: &[u8], name: &str) -> Option<String> {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes.to_vec())).unwrap();
    let mut text = String::new();
    zip.by_name(name).ok()?.read_to_string(&mut text).unwrap();
    Some(text)
}

/// The sheets of a workbook in order: the cells of each by row and column, as they stand in its XML.
fn workbook(bytes: &[u8]) -> Vec<BTreeMap<(usize, usize), String>> {
    let file = |name: String| in_workbook(bytes, &name);
    let shared = file("xl/sharedStrings.xml".to_owned()).unwrap();
    let shared: Vec<String> = shared
        .split("<si>")
        .skip(1)
        .map(|one| one.split_once("<t").and_then(|(_, rest)| rest.split_once('>')).unwrap().1)
        .map(|text| {
            text.split("</t>").next().unwrap().replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
        })
        .collect();
    let sheets = (1..).map_while(|place| file(format!("xl/worksheets/sheet{place}.xml")));
    let cells = |xml: String| {
        assert!(!xml.contains("<f>"), "a cell is a formula");
        let cell = |text: &str| {
            let (head, rest) = text.split_once('>')?;
            let place = head.split("r=\"").nth(1)?.split('"').next()?;
            let value = rest.split("<v>").nth(1)?.split("</v>").next()?;
            let letters: String = place.chars().take_while(char::is_ascii_alphabetic).collect();
            let column = letters.bytes().fold(0, |sum, letter| sum * 26 + usize::from(letter - b'A') + 1);
            let row: usize = place[letters.len()..].parse().ok()?;
            let value = if head.contains("t=\"s\"") {
                shared[value.parse::<usize>().ok()?].clone()
            } else {
                value.to_owned()
            };
            Some(((row, column), value))
        };
        xml.split("<c ").skip(1).filter_map(cell).collect()
    };
    sheets.map(cells).collect()
}

/// Holds a report with its parameters in every form against the API.
pub fn agrees(browser: &Browser, report: &str, query: &str) {
    let told = json(&browser.get_only(&format!("/api/v1/statistics/reports/{report}?{query}")));
    let at = format!("{report}?{query}");
    let page_at =
        if report == "panoramica" { "/statistiche".to_owned() } else { format!("/statistiche/{report}") };
    let page = browser.get(&format!("{page_at}?{query}"));
    page.is(200);
    let book = workbook(&browser.get(&format!("/statistiche/{report}.xlsx?{query}")).is(200).body);
    let parts = told["parts"].as_array().unwrap();
    for (place, part) in parts.iter().enumerate() {
        charts::agree(&page, parts, part);
        let name = part["name"].as_str().unwrap();
        let rows = part["rows"].as_array().unwrap();
        let file = browser.get(&format!("/statistiche/{report}.csv?{query}&parte={name}"));
        let mut reader = csv::ReaderBuilder::new().from_reader(file.is(200).body.as_slice());
        let heading: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
        let records: Vec<csv::StringRecord> = reader.records().map(|record| record.unwrap()).collect();
        assert_eq!(records.len(), rows.len(), "{at} {name}");
        let view = if told["inner"] == true { "interna" } else { "pubblica" };
        assert_eq!(heading.last().map(String::as_str), Some("vista"), "{at} {name}");
        assert!(records.iter().all(|record| record.iter().next_back() == Some(view)), "{at} {name}");
        let described = file.header("link").unwrap();
        assert!(described.starts_with(&format!("</statistiche/{report}.json?")), "{at} {name}: {described}");
        assert!(described.ends_with(">; rel=\"describedby\"; type=\"application/json\""), "{described}");
        let sheet =
            browser.get(&format!("/statistiche/{report}-excel.csv?{query}&parte={name}")).is(200).html();
        let mut sheet = csv::ReaderBuilder::new()
            .delimiter(b';')
            .flexible(true)
            .has_headers(false)
            .from_reader(sheet.trim_start_matches('\u{feff}').as_bytes());
        let lines: Vec<csv::StringRecord> = sheet.records().map(|record| record.unwrap()).collect();
        // Under the table stands what its columns say.
        let end = lines.iter().position(|line| &line[0] == "Che cosa dicono le colonne").unwrap();
        let first = end - rows.len() - 1;
        let figures: Vec<&str> = part["columns"]
            .as_array()
            .unwrap()
            .iter()
            .map(|column| column["figure"].as_str().unwrap())
            .collect();
        let shown =
            page.texts(&format!("#{name} ~ .dg-table tbody td, #{name} ~ .dg-more .dg-table tbody td"));
        for (line, row) in rows.iter().enumerate() {
            let labels = row["labels"].as_array().unwrap();
            let headings = part["headings"].as_array().unwrap().iter();
            let seen = labels.iter().zip(headings).filter(|(_, heading)| heading["label"] != "");
            let seen: Vec<&Value> = seen.map(|(label, _)| label).collect();
            for (column, label) in (1..).zip(&seen) {
                let in_book = book[place].get(&(line + 2, column)).map_or("", String::as_str);
                assert_eq!(in_book, of_label(label), "{at} {name}: {label}");
            }
            let mut column = seen.len();
            for (at_figure, figure) in figures.iter().enumerate() {
                let written = &apart(&row["cells"][at_figure]);
                let is_points = row["cells"][at_figure]["is"] == "points";
                let here = || format!("{at} {name} {labels:?} {figure}: {written}");
                if !shown.is_empty() {
                    let text = &shown[line * figures.len() + at_figure];
                    match instead(written) {
                        Some("") => {}
                        Some(words) => assert!(text.starts_with(words), "{}: {text}", here()),
                        None => assert!(begins(text, written), "{}: {text}", here()),
                    }
                }
                if let Some(words) = written["words"].as_str() {
                    assert!(records[line].iter().any(|cell| cell.contains(words)), "{}", here());
                }
                for (name, value) in columns(figure, written) {
                    let Some(own) = heading.iter().position(|known| *known == name) else { continue };
                    column += 1;
                    if written["words"].is_string() {
                        continue;
                    }
                    let cell = records[line].get(own).unwrap();
                    let people = lines[first + 1 + line].get(column - 1).unwrap();
                    let in_book = book[place].get(&(line + 2, column)).map_or("", String::as_str);
                    match instead(written) {
                        Some(words) => {
                            assert_eq!((cell, people, in_book), (words, words, words), "{} {name}", here())
                        }
                        None => {
                            assert!(writes(cell, value), "{} {name}: {cell}", here());
                            let has_unit = part["columns"][at_figure]["unit"] == "points";
                            match is_points {
                                true => assert_eq!(people, in_points(value, has_unit), "{} {name}", here()),
                                false => assert!(writes(people, value), "{} {name}: {people}", here()),
                            }
                            let value = value.map(|value| if is_points { value * 100.0 } else { value });
                            assert_eq!(in_book.parse::<f64>().ok(), value, "{} {name}: {in_book}", here());
                        }
                    }
                }
            }
        }
    }
}

on_both_databases! {
    fn a_report_says_the_same_on_its_page_in_every_file_and_to_programs(desk: &Desk) {
        fill(desk);
        let coordinator = signed_in(desk, "marta@esempio.it", Role::Coordinator);
        let queries = ["dal=2025-01&al=2025-12", "dal=2025-11-10&al=2026-11-09"];
        let listed = json(&coordinator.get_only("/api/v1/statistics/reports"));
        let names = |listed: &Value| -> Vec<String> {
            listed["reports"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap().to_owned()).collect()
        };
        assert!(names(&listed).len() > 4, "{listed}");
        for report in ["panoramica", "ripartizioni", "attese", "andamento", "confronto", "bisogni"] {
            assert!(names(&listed).contains(&report.to_owned()), "{report}");
            queries.iter().for_each(|query| agrees(&coordinator, report, query));
        }
        for query in ["dal=2025-01&al=2025-12&per=argomento", "dal=2025-01&al=2026-06&per=canale"] {
            agrees(&coordinator, "ripartizioni", query);
        }
        let analyst = signed_in(desk, "elena@esempio.it", Role::Analyst);
        for query in ["dal=2025-01&al=2025-12", "dal=2026-03&al=2026-08"] {
            agrees(&analyst, "panoramica", query);
        }
        let listed = names(&json(&analyst.get_only("/api/v1/statistics/reports")));
        for report in REPORTS.into_iter().chain(["esperte"]) {
            match listed.contains(&report.to_owned()) {
                true => agrees(&analyst, report, "dal=2025-01&al=2025-12"),
                false => { analyst.get_only(&format!("/api/v1/statistics/reports/{report}")).is(404); }
            }
        }
        analyst.get_only("/api/v1/statistics/reports/panoramica?dal=2025-01-02&al=2025-12-31").is(400);
        let refused = coordinator.get_only("/api/v1/statistics/reports/panoramica?dal=ieri");
        let problem: Value = serde_json::from_slice(&refused.is(400).body).unwrap();
        assert_eq!(problem["status"], 400);
        coordinator.get_only("/api/v1/statistics/reports/nessuno").is(404);
        desk.browser().get_only("/api/v1/statistics/reports").is(401);
    }

    /// Of a workbook people read what a number is in how it is shown.
    fn points_are_no_per_cent_and_days_are_dates_of_the_readers_language(desk: &Desk) {
        fill(desk);
        let coordinator = signed_in(desk, "marta@esempio.it", Role::Coordinator);
        let query = "dal=2025-11-10&al=2026-11-09";
        let compared = json(&coordinator.get_only(&format!("/api/v1/statistics/reports/confronto?{query}")));
        let rows = compared["parts"][0]["rows"].as_array().unwrap();
        let within = rows.iter().find(|row| row["labels"][0]["code"] == "entro_scadenza").unwrap();
        assert_eq!(within["cells"][2]["is"], "points", "{within}");
        let of = |report: &str| coordinator.get(&format!("/statistiche/{report}?{query}")).is(200).body.clone();
        let styles = |report: &str| in_workbook(&of(report), "xl/styles.xml").unwrap();
        let has = |styles: &str, format: &str| styles.contains(&format!("formatCode=\"{format}\""));
        let own = styles("confronto.xlsx");
        assert!(has(&own, "+0.0&quot; punti&quot;;-0.0&quot; punti&quot;"), "{own}");
        let weeks = styles("andamento.xlsx");
        assert!(has(&weeks, "[$-410]d mmmm yyyy"), "{weeks}");
        let months = styles("panoramica.xlsx");
        assert!(has(&months, "[$-410]mmmm yyyy"), "{months}");
        // What stands beside the name of a month is not lost.
        assert!(has(&months, "[$-410]mmmm yyyy&quot; (solo dal 10 al 30)&quot;"), "{months}");
        // Days of this month that are over are a part of it; all of it is not over.
        assert!(has(&months, "[$-410]mmmm yyyy&quot; (solo dal 1 al 9)&quot;"), "{months}");
        let whole = coordinator.get("/statistiche/panoramica.xlsx?dal=2026-10&al=2026-11").is(200).body.clone();
        assert!(has(&in_workbook(&whole, "xl/styles.xml").unwrap(), "[$-410]mmmm yyyy&quot; (in corso)&quot;"));
        coordinator.get("/statistiche?lingua=en").is(200);
        let english = styles("confronto.xlsx");
        assert!(has(&english, "+0.0&quot; points&quot;;-0.0&quot; points&quot;"), "{english}");
        let weeks = styles("andamento.xlsx");
        assert!(has(&weeks, "[$-809]d mmmm yyyy"), "{weeks}");
        let sheet = coordinator.get(&format!("/statistiche/ripartizioni-excel.csv?{query}&parte=differenze"));
        assert!(sheet.is(200).html().contains("\"Difference from the others (points)\";"), "{}", sheet.html());
    }

    fn what_is_compared_is_defined_on_the_page_and_in_every_file(desk: &Desk) {
        fill(desk);
        let coordinator = signed_in(desk, "marta@esempio.it", Role::Coordinator);
        let query = "dal=2025-11-10&al=2026-11-09";
        let told = json(&coordinator.get_only(&format!("/statistiche/confronto.json?{query}")));
        let part = &told["parts"][0];
        let all = [&part["columns"], &part["figures"]].map(|figures| figures.as_array().unwrap().clone()).concat();
        let codes: Vec<&Value> = part["rows"].as_array().unwrap().iter().map(|row| &row["labels"][0]["code"]).collect();
        let figures: Vec<&Value> = part["figures"].as_array().unwrap().iter().map(|figure| &figure["figure"]).collect();
        assert_eq!(figures, codes);
        assert_eq!(figures.len(), 4);
        let page = coordinator.get(&format!("/statistiche/confronto?{query}"));
        let names = page.texts("#cambiamenti ~ details dt");
        let book = workbook(&coordinator.get(&format!("/statistiche/confronto.xlsx?{query}")).is(200).body);
        let sheet = coordinator.get(&format!("/statistiche/confronto-excel.csv?{query}")).is(200).html();
        assert_eq!(names.len(), all.len());
        for (line, (figure, name)) in (1..).zip(all.iter().zip(&names)) {
            let [label, what, population] = ["label", "what", "population"].map(|of| figure[of].as_str().unwrap());
            assert_eq!(name, label);
            page.says(what).says(population);
            // The sheet after that of the only part.
            let in_book = (1..=3).map(|column| book[1][&(line, column)].as_str()).collect::<Vec<_>>();
            assert_eq!(in_book, [label, what, population]);
            let of_people = format!("\"{label}\";\"{what}\";\"{population}\"\r\n");
            assert!(sheet.contains(&of_people), "{of_people} is not in {sheet}");
        }
    }

    fn the_promise_is_told_the_same_to_programs_and_on_the_page(desk: &Desk) {
        fill(desk);
        let browser = signed_in(desk, "marta@esempio.it", Role::Coordinator);
        let report = json(&browser.get_only("/api/v1/statistics/reports/panoramica?dal=2025-01&al=2025-12"));
        let sla = json(&browser.get_only("/api/v1/statistics/sla?from=2025-01-01&to=2026-01-01&group_by=month"));
        let part = report["parts"].as_array().unwrap().iter().find(|part| part["name"] == "sla-mensile").unwrap();
        let months = part["rows"].as_array().unwrap().iter().filter(|row| row["total"] == false);
        for (row, group) in months.zip(sla["groups"].as_array().unwrap()) {
            let figure = |name: &str| under(part, row, name);
            assert_eq!(row["labels"][0]["code"], group["group"]);
            assert_eq!(number(&figure("ricevute")["number"]), number(&group["received"]));
            let kept = figure("quota_entro_scadenza");
            for (name, of) in [("rate", "number"), ("low", "low"), ("high", "high")] {
                assert_eq!(kept[of].as_f64(), group[name].as_f64(), "{name}");
            }
            assert_eq!(number(&figure("ore_mediana")["number"]), number(&group["median_hours"]));
            assert_eq!(number(&figure("ore_90_percentile")["number"]), number(&group["p90_hours"]));
        }
    }

    fn anybody_reads_the_years_that_are_over_as_an_analyst_does(desk: &Desk) {
        fill(desk);
        let visitor = desk.browser();
        let page = visitor.get("/statistiche-aperte");
        page.is(200).never_says("⟦").says("I numeri dello sportello, 2025").says("I tempi sono solo delle risposte date.");
        assert!(page.header("cache-control").unwrap().starts_with("public"));
        assert!(visitor.cookie_names().is_empty());
        let (tag, modified) = (page.header("etag").unwrap(), page.header("last-modified").unwrap());
        visitor.ask_with("/statistiche-aperte", "if-none-match", tag).is(304);
        visitor.ask_with("/statistiche-aperte", "if-modified-since", modified).is(304);
        let english = desk.browser();
        english.speaks("en");
        english.ask_with("/statistiche-aperte", "if-none-match", tag).is(200).says("The desk in figures");
        visitor.get("/").is(200);
        assert!(page.text().find("Promettiamo una risposta entro 48 ore").unwrap() < page.text().find("Domande ricevute").unwrap());
        assert!(!page.html().contains("/statistiche/"), "the page links what is not public");
        visitor.get("/statistiche-aperte?anno=2026").is(404);
        visitor.get("/statistiche-aperte?anno=").is(200).says("I numeri dello sportello, 2025");
        let canonical = |page: &Page| page.attributes("link[rel=canonical]", "href").remove(0);
        assert!(canonical(&page).ends_with("/statistiche-aperte"));
        let of_year = visitor.get("/statistiche-aperte?anno=2025");
        assert!(canonical(&of_year).ends_with("/statistiche-aperte?anno=2025"), "{}", canonical(&of_year));
        assert!(of_year.texts("title")[0].starts_with("I numeri dello sportello, 2025 –"));
        let analyst = signed_in(desk, "elena@esempio.it", Role::Analyst);
        let inner = json(&analyst.get_only("/api/v1/statistics/reports/panoramica?dal=2025-01&al=2025-12"));
        // One form for the page's file, for programs and for open data, but for the drawings.
        let mut file = json(&analyst.get("/statistiche/panoramica.json?dal=2025-01&al=2025-12"));
        for part in file["parts"].as_array_mut().unwrap() {
            part.as_object_mut().unwrap().remove("drawing");
        }
        assert_eq!(file, inner);
        let open = json(&visitor.get("/dati-aperti/statistiche.json"));
        let year = open["years"].as_array().unwrap().iter().find(|year| year["from"] == "2025-01-01").unwrap();
        assert_eq!(open["years"][0]["to"], "2025-12-31", "the running year is not told");
        for (place, part) in inner["parts"].as_array().unwrap().iter().enumerate() {
            assert_eq!(*part, year["parts"][place]);
        }
        let table = visitor.get("/dati-aperti/statistiche.csv");
        let tag = table.is(200).header("etag").unwrap().to_owned();
        let described = table.header("link").unwrap();
        assert_eq!(described, "</dati-aperti/statistiche.json>; rel=\"describedby\"; type=\"application/json\"");
        assert_eq!(visitor.get("/dati-aperti/statistiche.json").header("link"), None);
        visitor.ask_with("/dati-aperti/statistiche.csv", "if-none-match", &tag).is(304);
        visitor.get("/dati-aperti/statistiche.xml").is(404);
        let mut reader = csv::ReaderBuilder::new().from_reader(table.body.as_slice());
        let (mut withheld, mut known) = (0, BTreeSet::new());
        for record in reader.records() {
            let record = record.unwrap();
            let of = [0, 1, 3, 4, 5].map(|place| record[place].to_owned());
            assert!(known.insert(of), "told twice: {record:?}");
            let (dimension, figure, state, told) = (&record[3], &record[5], &record[6], &record[7]);
            withheld += usize::from(state == "withheld");
            assert!(state == "value" || told.is_empty(), "{record:?}");
            assert!(!(dimension == "mese" && figure == "ricevute" && ["1", "2"].contains(&told)), "{record:?}");
        }
        assert!(withheld > 0);
        // The same leaves by the command, with the running year.
        let output = run(desk.place(), &["export", "statistics", "--format", "csv"]);
        assert!(output.status.success(), "{}", said(&output));
        let exported = String::from_utf8(output.stdout).unwrap();
        assert!(exported.starts_with("\"from\",\"to\",\"as_of\",\"dimension\",\"value\",\"figure\",\"state\",\"number\""), "{exported}");
        assert!(exported.contains("\"withheld\"") && exported.contains("\"argomento\",\"'=1+1; Leggi / @Congedi\""), "{exported}");
        let output = run(desk.place(), &["export", "statistics", "--all"]);
        let lines = String::from_utf8(output.stdout).unwrap();
        let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert!(lines.len() > 100 && lines.iter().all(|line| line["state"] != "withheld"));
        let now: Instant = desk.now();
        assert!(lines.iter().any(|line| line["from"] == format!("{}-01-01", now.rome().format("%Y"))));
    }
}
