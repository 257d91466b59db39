//! Page, chart, CSV for programs, CSV for a spreadsheet, workbook and API of a report say the same, to the last digit that each
//! writes; and so do the public page and its files. On both databases.

use std::collections::BTreeMap;
use std::io::Read;

use chrono::Duration;
use dialoga::accounts::Role;
use dialoga::kernel::clock::Instant;
use dialoga::platform::db::DbError;
use dialoga::platform::i18n::{Lang, decimal, percent, whole};
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
    let mut apart = serde_json::json!({ "state": state, "number": number });
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

/// Whether a cell of the page begins with a number, as people read it.
fn begins(text: &str, written: &Value, figure: &str) -> bool {
    let Some(value) = number(&written["number"]) else { return true };
    #[expect(clippy::cast_possible_truncation, reason = "counts are small")]
    let count = whole(Lang::It, value as i64);
    let parts = [Some(value), number(&written["low"]), number(&written["high"])];
    let has_parts_of_hours = parts.into_iter().flatten().any(|hours| hours.fract() != 0.0);
    let hours = decimal(Lang::It, value, usize::from(has_parts_of_hours));
    let expected = match (written["hits"].is_number(), figure.contains("ore_") || figure.contains("attesa_"))
    {
        (true, _) => percent(Lang::It, value, 1),
        (false, true) => hours,
        (false, false) if value.fract() == 0.0 && written["low"].is_null() => count,
        _ => return true,
    };
    text.starts_with(&expected)
}

/// The sheets of a workbook in order: the cells of each by row and column, as they stand in its XML.
fn workbook(bytes: &[u8]) -> Vec<BTreeMap<(usize, usize), String>> {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes.to_vec())).unwrap();
    let mut file = |name: String| {
        let mut text = String::new();
        zip.by_name(&name).ok()?.read_to_string(&mut text).unwrap();
        Some(text)
    };
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
    let tips = page.texts("svg title");
    for (place, part) in told["parts"].as_array().unwrap().iter().enumerate() {
        let name = part["name"].as_str().unwrap();
        let rows = part["rows"].as_array().unwrap();
        let file = browser.get(&format!("/statistiche/{report}.csv?{query}&parte={name}"));
        let mut reader = csv::ReaderBuilder::new().from_reader(file.is(200).body.as_slice());
        let heading: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
        let records: Vec<csv::StringRecord> = reader.records().map(|record| record.unwrap()).collect();
        assert_eq!(records.len(), rows.len(), "{at} {name}");
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
            let seen = part["headings"].as_array().unwrap().iter().filter(|one| one["label"] != "").count();
            let mut column = seen;
            for (at_figure, figure) in figures.iter().enumerate() {
                let written = &apart(&row["cells"][at_figure]);
                let here = || format!("{at} {name} {labels:?} {figure}: {written}");
                if !shown.is_empty() {
                    let text = &shown[line * figures.len() + at_figure];
                    match instead(written) {
                        Some("") => {}
                        Some(words) => assert!(text.starts_with(words), "{}: {text}", here()),
                        None => assert!(begins(text, written, figure), "{}: {text}", here()),
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
                            assert!(writes(people, value), "{} {name}: {people}", here());
                            assert_eq!(in_book.parse::<f64>().ok(), value, "{} {name}: {in_book}", here());
                        }
                    }
                }
            }
            // The chart of the months tells the counts of the table.
            if name == "sla-mensile" && row["total"] == false {
                let received = under(part, row, "ricevute");
                if let Some(count) = number(&received["number"]) {
                    let tip = format!("{}: {count}", labels[0]["label"].as_str().unwrap());
                    assert!(tips.contains(&tip), "{tip} is not among {tips:?}");
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
        page.is(200).never_says("⟦").says("I numeri dello sportello, 2025");
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
        visitor.ask_with("/dati-aperti/statistiche.csv", "if-none-match", &tag).is(304);
        visitor.get("/dati-aperti/statistiche.xml").is(404);
        let mut reader = csv::ReaderBuilder::new().from_reader(table.body.as_slice());
        let mut withheld = 0;
        for record in reader.records() {
            let record = record.unwrap();
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
