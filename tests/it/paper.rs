//! Reports on paper: what the PDF of a report holds, read by another program, `pdftotext`, where `DIALOGA_TEST_PDFTOTEXT` names it
//! (`tests/all` installs it with poppler-utils).

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use dialoga::accounts::Role;
use dialoga::kernel::clock::Clock;
use dialoga::statistics::frozen::Span;

use crate::support::browser::Browser;
use crate::support::databases::{Kind, Place};
use crate::support::desk::Desk;
use crate::support::program::{run, said};

/// Names the program.
pub const PDF_VARIABLE: &str = "DIALOGA_TEST_PDFTOTEXT";

const REPORTS: [&str; 12] = [
    "panoramica",
    "ripartizioni?per=territorio",
    "ripartizioni?per=argomento",
    "attese?per=chi",
    "andamento",
    "confronto",
    "esperte",
    "approvazioni",
    "soddisfazione",
    "riaperture",
    "bisogni",
    "posta",
];

/// The words of each page of a PDF, in the order in which they stand in the file, which is that of reading.
fn pages(program: &std::ffi::OsStr, desk: &Desk, body: &[u8]) -> Vec<String> {
    let file = desk.place().folder.join("report.pdf");
    fs::write(&file, body).unwrap();
    let output = Command::new(program).args(["-raw", "-enc", "UTF-8"]).arg(&file).arg("-").output().unwrap();
    assert!(output.status.success(), "{}", said(&output));
    let text = String::from_utf8(output.stdout).unwrap();
    let mut pages: Vec<String> = text.split('\u{c}').map(str::to_owned).collect();
    assert_eq!(pages.pop().as_deref(), Some(""));
    pages
}

fn words(text: &str) -> BTreeSet<&str> {
    text.split_whitespace().collect()
}

/// The address of a file beside a page.
fn beside(path: &str, ending: &str) -> String {
    let (name, query) = path.split_once('?').unwrap_or((path, ""));
    format!("/statistiche/{name}{ending}?{query}")
}

/// The demonstration, as a coordinator sees it today.
fn demonstration() -> (Desk, Browser) {
    let place = Place::new(Kind::Sqlite).unwrap();
    let made = run(&place, &["demo", "--tickets", "700"]);
    assert!(made.status.success(), "{}", said(&made));
    let desk = Desk::over(place, &[]);
    // Coordinators are reminded of what is late, which is not what this is about.
    desk.may_leave_mail();
    let now = Clock::system().now();
    desk.wait(chrono::Duration::microseconds(now.micros() - desk.now().micros()));
    let browser = desk.staff("Marta Coordina", Role::Coordinator).browser;
    (desk, browser)
}

#[test]
fn paper_says_every_number_of_the_page() {
    let Some(program) = std::env::var_os(PDF_VARIABLE) else { return };
    let (desk, browser) = demonstration();
    for path in REPORTS {
        let page = match path {
            "panoramica" => browser.get("/statistiche"),
            path => browser.get(&format!("/statistiche/{path}")),
        };
        assert_eq!(page.status, 200, "{path}");
        let file = browser.get(&beside(path, ".pdf"));
        assert_eq!((file.status, file.header("content-type")), (200, Some("application/pdf")), "{path}");
        let pages = pages(&program, &desk, &file.body);
        let all = pages.join("\n");
        let on_paper = words(&all);
        let cells = page.texts("main td, main tbody th, main thead th, main h2, .dg-bars strong");
        assert!(cells.len() > 5, "{path}");
        // A hyphen of a page that is hidden for the eye says more than paper does.
        for cell in cells.iter().map(|cell| cell.replace(['\u{a0}', '\u{202f}'], " ")) {
            for word in cell.split_whitespace().filter(|word| word.contains(|c: char| c.is_ascii_digit())) {
                let word = word.replace('−', "–").replace('χ', "chi");
                let known =
                    on_paper.contains(word.as_str()) || on_paper.contains(word.replace('–', "−").as_str());
                assert!(known, "{path}: {word} of «{cell}» is not on paper\n{all}");
            }
        }
        assert!((1..=40).contains(&pages.len()), "{path}: {} pages", pages.len());
        let (period, title) = (page.title(), page.texts("h1").remove(0));
        let title = title.split(", ").next().unwrap();
        for (number, text) in pages.iter().enumerate() {
            let number = format!("Pagina {} di {}", number + 1, pages.len());
            for part in
                [number.as_str(), title, "Vista interna", "Situazione di: ", "Fonte: Provincia di Milano"]
            {
                let is_overview = path == "panoramica" && part == title;
                assert!(text.contains(part) || is_overview, "{path}: {part} is not on the page\n{text}");
            }
        }
        let days = period.split_once(", ").map_or("", |(_, days)| days.split(" - ").next().unwrap_or(days));
        let days = days.split(" – Sportello").next().unwrap_or(days);
        assert!(pages.iter().all(|text| text.contains(days)), "{path}: {days}");
        for part in ["Definizioni", "Come calcoliamo i dati"] {
            assert!(all.contains(part), "{path}: {part}");
        }
    }
}

#[test]
fn the_head_of_a_table_stands_on_each_of_its_pages() {
    let Some(program) = std::env::var_os(PDF_VARIABLE) else { return };
    let (desk, browser) = demonstration();
    let path = "ripartizioni?per=territorio";
    let labels =
        browser.get(&format!("/statistiche/{path}")).texts("#per-gruppo ~ details tbody th:first-child");
    assert!(labels.len() > 40, "{labels:?}");
    let pages = pages(&program, &desk, &browser.get(&beside(path, ".pdf")).body);
    let mut with_rows = 0;
    for text in &pages {
        let rows =
            labels.iter().filter(|label| text.lines().any(|line| line.starts_with(label.as_str()))).count();
        let is_table = text.lines().any(|line| line.trim() == "Comune" || line.starts_with("Comune "));
        if rows > 5 && !text.contains("Definizioni") {
            with_rows += 1;
            assert!(is_table, "a page of rows without their head:\n{text}");
        }
    }
    assert!(with_rows > 1, "{}", pages.join("\n"));
}

#[test]
fn the_same_report_is_the_same_paper() {
    let (desk, browser) = demonstration();
    // It is made as of the moment that it is asked for: the desk's clock stands still.
    for path in ["panoramica", "attese?per=chi", "andamento"] {
        let [once, again] = [(); 2].map(|()| browser.get(&beside(path, ".pdf")).body);
        assert!(once == again, "{path}");
        let text = String::from_utf8_lossy(&once);
        assert!(text.starts_with("%PDF-1.7"), "{path}");
        for part in ["pdfuaid:part", "pdfaid:part", "/MarkInfo", "/StructTreeRoot", "/Lang", "(it)"] {
            assert!(text.contains(part), "{path}: {part}");
        }
    }
    desk.run("frozen_reports");
    let analyst = desk.staff("Giulia Analizza", Role::Analyst).browser;
    let lines =
        analyst.get("/statistiche/rapporti").attributes("main a[href^='/statistiche/rapporti/']", "href");
    let is_report = |line: &String| line.ends_with(|c: char| c.is_ascii_digit());
    let lines: BTreeSet<String> = lines.into_iter().filter(is_report).collect();
    assert_eq!(lines.len(), Span::ALL.len(), "{lines:?}");
    let papers = || -> Vec<Vec<u8>> {
        lines.iter().map(|line| analyst.get(&format!("{line}.pdf")).is(200).body.clone()).collect()
    };
    let before = papers();
    desk.wait(chrono::Duration::minutes(10));
    assert!(papers() == before, "a frozen report changed on paper");
    if let Some(program) = std::env::var_os(PDF_VARIABLE) {
        for (line, body) in lines.iter().zip(&before) {
            let page = analyst.get(line);
            let all = pages(&program, &desk, body).join("\n");
            let on_paper = words(&all);
            let digest = page.texts(".dg-digest").remove(0);
            assert!(all.replace(['\n', ' '], "").contains(&digest), "{line}");
            for cell in page.texts("main td") {
                for word in cell.split_whitespace().filter(|word| word.contains(|c: char| c.is_ascii_digit()))
                {
                    assert!(on_paper.contains(word), "{line}: {word} of «{cell}»");
                }
            }
        }
    }
}

#[test]
fn paper_of_an_analyst_has_nothing_that_is_not_on_the_page() {
    let (desk, _) = demonstration();
    let analyst = desk.staff("Giulia Analizza", Role::Analyst).browser;
    for path in ["esperte.pdf", "sla-mensile.pdf", "nessuno.pdf"] {
        assert_eq!(analyst.get(&format!("/statistiche/{path}")).status, 404, "{path}");
    }
    assert_eq!(analyst.get("/statistiche/attese.pdf?chi=worker").status, 400);
    assert_eq!(analyst.get("/statistiche/indicatori.pdf").status, 200);
    let Some(program) = std::env::var_os(PDF_VARIABLE) else { return };
    let text = pages(&program, &desk, &analyst.get("/statistiche/panoramica.pdf").body).join("\n");
    assert!(text.contains("–") && !text.contains("Vista interna"), "{text}");
    let english = desk.staff("Rosa Analizza", Role::Analyst).browser;
    english.get("/statistiche?lingua=en").is(200);
    let text = pages(&program, &desk, &english.get("/statistiche/indicatori.pdf").body).join("\n");
    assert!(text.contains("Page 1 of ") && !text.contains('⟦'), "{text}");
}
