//! Documents that earlier versions froze (`tests/data/frozen`) are read and shown whole, whatever the program calls things today.

use std::path::PathBuf;

use dialoga::accounts::Role;
use dialoga::kernel::clock::Instant;
use dialoga::platform::db::schema::frozen_reports;
use dialoga::platform::db::{Conn, DbError, DbResult};
use dialoga::statistics::frozen::damaged;
use diesel::prelude::*;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::statistics::signed_in;
use crate::support::desk::Desk;
use crate::support::on_both_databases;

/// Name and text of each.
fn kept() -> Vec<(String, String)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/frozen");
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let documents = files.filter(|path| path.extension().is_some_and(|extension| extension == "json"));
    documents.map(|path| (path.display().to_string(), std::fs::read_to_string(&path).unwrap())).collect()
}

/// Words without the blanks between them, which a page breaks as it likes.
fn bare(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

on_both_databases! {
    fn what_earlier_versions_froze_is_read_and_shown_whole(desk: &Desk) {
        let documents = kept();
        assert!(documents.len() > 1);
        let browser = signed_in(desk, "giulia@esempio.it", Role::Analyst);
        for (year, (name, text)) in (1990..).zip(&documents) {
            let digest: String = Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
            let (kept, sum) = (text.clone(), digest.clone());
            let id: i64 = desk.write(move |conn: &mut Conn| -> DbResult<_> {
                let days = (frozen_reports::first_day.eq(format!("{year}-01-01")), frozen_reports::last_day.eq(format!("{year}-12-31")));
                let at = frozen_reports::frozen_at.eq(Instant::from_micros(0));
                Ok(diesel::insert_into(frozen_reports::table)
                    .values((frozen_reports::span.eq("anno"), days, at, frozen_reports::digest.eq(sum), frozen_reports::document.eq(kept)))
                    .returning(frozen_reports::id)
                    .get_result(conn)?)
            });
            let document: Value = serde_json::from_str(text).unwrap();
            let path = format!("/statistiche/rapporti/{id}");
            for lang in ["it", "en"] {
                browser.get(&format!("/statistiche?lingua={lang}"));
                let page = browser.get(&path);
                let shown = bare(&page.is(200).text());
                let says = |words: &Value| {
                    let words = bare(words.as_str().unwrap());
                    assert!(shown.contains(&words), "{name} {lang}: {words} is not shown");
                };
                says(&Value::from(digest.as_str()));
                let written = &document["languages"][lang];
                says(&written["title"]);
                written["method"].as_array().unwrap().iter().for_each(says);
                let mut drawings = 0;
                for sheet in written["sheets"].as_array().unwrap() {
                    says(&sheet["title"]);
                    for part in sheet["parts"].as_array().unwrap() {
                        says(&part["title"]);
                        let rows = part["rows"].as_array().unwrap();
                        let at = format!("csv?foglio={}&parte={}", sheet["name"].as_str().unwrap(), part["name"].as_str().unwrap());
                        let file = browser.get(&format!("{path}.{at}"));
                        let mut table = csv::ReaderBuilder::new().from_reader(file.is(200).body.as_slice());
                        assert_eq!(table.headers().unwrap().iter().next_back(), Some("vista"), "{name} {at}");
                        assert_eq!(table.records().filter(Result::is_ok).count(), rows.len(), "{name} {at}");
                        let described = format!("<{path}.json>; rel=\"describedby\"; type=\"application/json\"");
                        assert_eq!(file.header("link"), Some(described.as_str()));
                        assert_eq!(browser.get(&format!("{path}-excel.{at}")).status, 200);
                        // Where there is no row the page says so, and draws no table.
                        if rows.is_empty() {
                            continue;
                        }
                        part["notes"].as_array().unwrap().iter().for_each(says);
                        // Of rows that are figures later versions keep what they mean too.
                        let of_rows = part["figures"].as_array().into_iter().flatten();
                        part["columns"].as_array().unwrap().iter().chain(of_rows).for_each(|figure| {
                            ["label", "what", "population"].iter().for_each(|of| says(&figure[*of]));
                        });
                        if part["drawing"].is_object() {
                            drawings += 1;
                            says(&part["drawing"]["title"]);
                        }
                    }
                }
                assert_eq!(page.texts("figure svg desc").len(), drawings, "{name}");
                assert_eq!(browser.get(&format!("{path}.xlsx")).status, 200);
            }
            assert_eq!(browser.get(&format!("{path}.json")).body, text.as_bytes());
        }
        let (wrong, all) = desk.read::<_, DbError>(damaged);
        assert_eq!((wrong.len(), all), (0, documents.len()));
    }
}
