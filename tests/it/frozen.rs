//! The frozen reports: the same bytes for ever, one for each period, nothing in them that nobody outside the desk may see.

use std::collections::BTreeSet;

use chrono::{Datelike, Duration};
use dialoga::accounts::Role;
use dialoga::kernel::ids::TicketId;
use dialoga::platform::db::schema::{
    cycles, frozen_errata, frozen_readers, frozen_reports, outbox, ticket_profiles, tickets,
};
use dialoga::platform::db::{Conn, DbError, DbResult};
use dialoga::sla::Outcome;
use dialoga::statistics::frozen::damaged;
use diesel::prelude::*;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::frozen_mailing::{BODY, add, confirm, reports_to};
use crate::reports::fill;
use crate::statistics::{a_member, a_question, end, signed_in};
use crate::support::browser::Browser;
use crate::support::desk::Desk;
use crate::support::{at_once, on_both_databases};

const LIST: &str = "/statistiche/rapporti";

/// Number, length and first day of every report, the oldest first.
fn kept(desk: &Desk) -> Vec<(i64, String, String)> {
    let columns = (frozen_reports::id, frozen_reports::span, frozen_reports::first_day);
    desk.read(move |conn: &mut Conn| -> DbResult<_> {
        Ok(frozen_reports::table.order(frozen_reports::id).select(columns).load(conn)?)
    })
}

fn json(browser: &Browser, id: i64) -> Vec<u8> {
    let file = browser.get(&format!("{LIST}/{id}.json"));
    assert_eq!(file.status, 200);
    file.body
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The rows of a part in Italian: the first label's code, and the cells.
fn rows(document: &[u8], part: &str) -> Vec<(String, Vec<Value>)> {
    let document: Value = serde_json::from_slice(document).unwrap();
    let sheets = document["languages"]["it"]["sheets"].as_array().unwrap();
    let parts = sheets.iter().flat_map(|sheet| sheet["parts"].as_array().unwrap());
    let found = parts.filter(|one| one["name"] == part).collect::<Vec<_>>();
    let rows = found[0]["rows"].as_array().unwrap().iter();
    let row = |row: &Value| {
        (row["labels"][0]["code"].as_str().unwrap().to_owned(), row["cells"].as_array().unwrap().clone())
    };
    rows.map(row).collect()
}

on_both_databases! {
    fn a_frozen_report_stays_the_same_whatever_comes_after(desk: &Desk) {
        fill(desk);
        desk.run("frozen_reports");
        let first = kept(desk);
        let spans: Vec<&str> = first.iter().map(|(_, span, _)| span.as_str()).collect();
        assert_eq!(spans, ["mese", "trimestre", "anno"]);
        let browser = signed_in(desk, "giulia@esempio.it", Role::Analyst);
        let list = browser.get(LIST);
        let before: Vec<Vec<u8>> = first.iter().map(|(id, ..)| json(&browser, *id)).collect();
        for ((id, ..), bytes) in first.iter().zip(&before) {
            let digest = sha256(bytes);
            assert!(list.text().contains(&digest[..12]));
            let page = browser.get(&format!("{LIST}/{id}"));
            assert!(page.text().contains(&digest) && page.text().contains("Controllata adesso"));
            assert!(!page.text().contains('⟦'), "a text is missing");
            assert_eq!(browser.get(&format!("{LIST}/{id}.xlsx")).status, 200);
        }

        // All that is open is answered, what was told of people is erased, a question turns out to be spam.
        let now = desk.now();
        desk.write(move |conn: &mut Conn| -> DbResult<()> {
            let open: Vec<TicketId> =
                cycles::table.filter(cycles::outcome.is_null()).select(cycles::ticket_id).load(conn)?;
            for ticket in open {
                end(conn, ticket, Outcome::Answered, now)?;
            }
            diesel::delete(ticket_profiles::table).execute(conn)?;
            diesel::update(tickets::table).set(tickets::topic_id.eq(None::<i64>)).execute(conn)?;
            Ok(())
        });
        desk.run("frozen_reports");
        desk.wait(Duration::days(1));
        desk.run("frozen_reports");
        assert_eq!(kept(desk), first);
        // Whoever was away for a day signs in anew.
        let later = signed_in(desk, "carla@esempio.it", Role::Analyst);
        let after: Vec<Vec<u8>> = first.iter().map(|(id, ..)| json(&later, *id)).collect();
        assert!(after == before, "the bytes changed");
        let (wrong, all) = desk.read::<_, DbError>(damaged);
        assert_eq!((wrong.len(), all), (0, 3));
    }

    fn page_and_files_say_what_the_kept_bytes_say(desk: &Desk) {
        fill(desk);
        desk.run("frozen_reports");
        let browser = signed_in(desk, "giulia@esempio.it", Role::Analyst);
        let (year, ..) = kept(desk).into_iter().find(|(_, span, _)| span == "anno").unwrap();
        let whole = json(&browser, year);
        let months = rows(&whole, "sla-mensile");
        assert_eq!(months.len(), 13, "twelve months and the whole year");
        let file = browser.get(&format!("{LIST}/{year}.csv?foglio=panoramica&parte=sla-mensile"));
        assert_eq!(file.status, 200);
        let mut reader = csv::ReaderBuilder::new().from_reader(file.body.as_slice());
        let column = reader.headers().unwrap().iter().position(|name| name == "ricevute").unwrap();
        let of_file: Vec<String> =
            reader.records().map(|record| record.unwrap().get(column).unwrap().to_owned()).collect();
        let of_bytes: Vec<String> = months
            .iter()
            .map(|(_, cells)| match cells[0]["is"].as_str().unwrap() {
                "hidden" => "–".to_owned(),
                _ => cells[0]["value"].to_string(),
            })
            .collect();
        assert_eq!(of_file, of_bytes);
        // What is compared is defined beside it, on the page as in the bytes.
        let document: Value = serde_json::from_slice(&whole).unwrap();
        let sheets = document["languages"]["it"]["sheets"].as_array().unwrap();
        let compared = sheets.iter().find(|sheet| sheet["name"] == "confronto").unwrap();
        let figures = compared["parts"][0]["figures"].as_array().unwrap();
        let names: Vec<&str> = figures.iter().map(|figure| figure["figure"].as_str().unwrap()).collect();
        assert_eq!(names, ["ricevute", "entro_scadenza", "attesa_mediana", "attesa_netta_mediana"]);
        let page = browser.get(&format!("{LIST}/{year}"));
        figures.iter().for_each(|figure| { page.says(figure["what"].as_str().unwrap()); });
        assert_eq!(browser.get(&format!("{LIST}/{year}.csv?foglio=panoramica&parte=altra")).status, 404);
        assert_eq!(browser.get(&format!("{LIST}/999")).status, 404);
    }

    fn a_small_count_is_in_no_frozen_report(desk: &Desk) {
        desk.may_leave_mail();
        let now = desk.now();
        // Two questions in the month before this one, many in the one before that.
        let last = now.rome().date_naive().with_day(1).unwrap().pred_opt().unwrap();
        let noon = dialoga::kernel::clock::Instant::midnight(last) + Duration::hours(12);
        desk.write::<_, DbError>(move |conn| {
            let anna = a_member(conn, "anna@esempio.it", Role::Requester, None, now);
            for days in [0, 1] {
                a_question(conn, anna, None, noon - Duration::days(days))?;
            }
            for hours in 0..9 {
                a_question(conn, anna, None, noon - Duration::days(35) - Duration::hours(hours))?;
            }
            Ok(())
        });
        desk.run("frozen_reports");
        let browser = signed_in(desk, "giulia@esempio.it", Role::Analyst);
        let (month, _, from) = kept(desk).into_iter().find(|(_, span, _)| span == "mese").unwrap();
        assert_eq!(from, last.with_day(1).unwrap().to_string());
        let bytes = json(&browser, month);
        for (_, cells) in rows(&bytes, "sla-mensile") {
            assert_eq!(cells[0]["is"], "hidden");
        }
        let document: Value = serde_json::from_slice(&bytes).unwrap();
        let sheets = document["languages"]["it"]["sheets"].as_array().unwrap();
        assert!(sheets.iter().all(|sheet| sheet["inner"] == false));
        // A coordinator reads the same.
        let marta = signed_in(desk, "marta@esempio.it", Role::Coordinator);
        assert_eq!(json(&marta, month), bytes);
    }

    fn both_languages_say_the_same_numbers_of_everything_that_may_be_shown(desk: &Desk) {
        fill(desk);
        // Figures change while it is counted, as on a desk that is never still.
        std::thread::scope(|scope| {
            // Where it never saw the same twice it is made by the next run.
            scope.spawn(|| desk.try_to_run("frozen_reports").is_ok());
            scope.spawn(|| {
                let now = desk.now();
                for hours in 1..40 {
                    desk.write::<_, DbError>(move |conn| {
                        let anna = a_member(conn, &format!("anna{hours}@esempio.it"), Role::Requester, None, now);
                        a_question(conn, anna, None, now - Duration::hours(hours * 400)).map(drop)
                    });
                }
            });
        });
        desk.run("frozen_reports");
        assert_eq!(kept(desk).len(), 3);
        let browser = signed_in(desk, "giulia@esempio.it", Role::Analyst);
        for (id, span, _) in kept(desk) {
            let document: Value = serde_json::from_slice(&json(&browser, id)).unwrap();
            // Rows may stand in the order of their names.
            let figures = |lang: &str| -> Vec<Vec<String>> {
                let of_row = |row: &Value| {
                    let cells = row["cells"].as_array().unwrap().iter();
                    cells.filter(|cell| cell["is"] != "words").map(Value::to_string).collect::<String>()
                };
                let of_part = |part: &Value| {
                    let mut rows: Vec<String> = part["rows"].as_array().unwrap().iter().map(of_row).collect();
                    rows.sort();
                    rows
                };
                let sheets = document["languages"][lang]["sheets"].as_array().unwrap().iter();
                sheets.flat_map(|sheet| sheet["parts"].as_array().unwrap()).map(of_part).collect()
            };
            assert!(figures("it").iter().flatten().count() > 3);
            assert_eq!(figures("it"), figures("en"), "{span}");
            let sheets = document["languages"]["it"]["sheets"].as_array().unwrap().iter();
            let names: Vec<&str> = sheets.clone().map(|sheet| sheet["name"].as_str().unwrap()).collect();
            let parts = sheets.flat_map(|sheet| sheet["parts"].as_array().unwrap());
            let parts: Vec<&str> = parts.map(|part| part["name"].as_str().unwrap()).collect();
            let unlike: BTreeSet<&str> = parts.iter().copied().collect();
            assert_eq!(unlike.len(), parts.len(), "each part has a name of its own: {parts:?}");
            if span == "anno" {
                for name in ["panoramica", "indicatori", "ripartizioni", "attese", "andamento", "confronto"] {
                    assert!(names.contains(&name), "{name} is not in {names:?}");
                }
                for by in ["area", "argomento", "territorio", "chi", "genere", "eta", "canale", "ente", "lingua", "giro"] {
                    assert!(parts.contains(&format!("per-gruppo-{by}").as_str()), "{by} is not in {parts:?}");
                }
                assert!(parts.iter().all(|part| !part.contains("esperta")));
            } else {
                assert!(!names.contains(&"indicatori") && !names.contains(&"ripartizioni"));
            }
        }
    }

    fn an_indicator_stands_in_the_year_beside_its_target(desk: &Desk) {
        fill(desk);
        let year = desk.now().rome().year() - 1;
        let marta = signed_in(desk, "marta@esempio.it", Role::Coordinator);
        let targets = format!("/statistiche/indicatori/obiettivi?anno={year}");
        let form = marta.get(&targets).form("/statistiche/indicatori/obiettivi").with("answered", "77");
        form.send(&marta).is(200);
        desk.run("frozen_reports");
        let (id, ..) = kept(desk).into_iter().find(|(_, span, _)| span == "anno").unwrap();
        let rows = rows(&json(&marta, id), "indicatori");
        let (_, answered) = rows.iter().find(|(name, _)| name == "answered").unwrap();
        assert_eq!(answered[1], serde_json::json!({ "is": "count", "value": 77 }));
        let shown = marta.get(&format!("/statistiche/indicatori.csv?anno={year}"));
        let shown = String::from_utf8(shown.body).unwrap();
        // A coordinator's own view is another: nobody withholds a large count from anybody.
        assert!(shown.contains(&format!(",{},", answered[0]["value"])), "{answered:?} in {shown}");
    }

    fn after_a_long_stop_what_was_missed_is_frozen_and_only_the_newest_is_mailed(desk: &Desk) {
        fill(desk);
        let giulia = signed_in(desk, "giulia@esempio.it", Role::Analyst);
        let choices = format!("{LIST}/avvisi");
        giulia.get(LIST).form(&choices).with("spans[]", "mese").send(&giulia).is(200);
        desk.run("frozen_reports");
        let months = |desk: &Desk| -> Vec<String> {
            let months = kept(desk).into_iter().filter(|(_, span, _)| span == "mese");
            months.map(|(.., from)| from).collect()
        };
        assert_eq!(months(desk), ["2026-10-01"], "those before the first are for a coordinator to choose");
        desk.settle();
        let told = || desk.mailed().iter().filter(|mail| mail.text.contains("/statistiche/rapporti/")).count();
        assert_eq!(told(), 1);
        desk.wait(Duration::days(125));
        desk.run("frozen_reports");
        desk.run("frozen_reports");
        assert_eq!(months(desk), ["2026-10-01", "2027-02-01", "2027-01-01", "2026-12-01", "2026-11-01"]);
        let of = |wanted: &str| kept(desk).into_iter().filter(|(_, span, _)| span == wanted).count();
        assert_eq!((of("trimestre"), of("anno")), (2, 2));
        desk.settle();
        assert_eq!(told(), 2);
        assert!(desk.mailed().iter().any(|mail| mail.text.contains("febbraio 2027")));
        // A month that a coordinator froze before the first of the job moves nothing.
        let marta = signed_in(desk, "marta@esempio.it", Role::Coordinator);
        let form = marta.get(LIST).form(&format!("{LIST}/nuovo")).with("period", "mese:2026-06-01");
        form.send(&marta).is(200);
        desk.run("frozen_reports");
        assert_eq!(months(desk).len(), 6);
    }

    fn two_nodes_freeze_a_period_once(desk: &Desk) {
        fill(desk);
        std::thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| desk.run("frozen_reports"));
            }
        });
        assert_eq!(kept(desk).len(), 3);
    }

    fn each_who_wants_it_gets_one_mail_whatever_happens(desk: &Desk) {
        fill(desk);
        let giulia = signed_in(desk, "giulia@esempio.it", Role::Analyst);
        signed_in(desk, "ugo@esempio.it", Role::Analyst);
        let choices = format!("{LIST}/avvisi");
        let page = giulia.get(LIST);
        assert!(!page.html().contains("Riceve quelli"), "who else receives them is for coordinators");
        page.form(&choices).with("spans[]", "mese").send(&giulia).is(200).says("La scelta è salvata.");
        std::thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| desk.run("frozen_reports"));
            }
        });
        desk.run("frozen_reports");
        desk.settle();
        desk.settle();
        let (month, ..) = kept(desk).into_iter().find(|(_, span, _)| span == "mese").unwrap();
        let of_reports = |address: &str| {
            let mails = desk.mailed().into_iter().filter(|mail| mail.to == address);
            mails.filter(|mail| mail.text.contains("/statistiche/rapporti/")).collect::<Vec<_>>()
        };
        let mails = of_reports("giulia@esempio.it");
        assert_eq!(mails.len(), 1);
        assert!(mails[0].text.contains(&format!("/statistiche/rapporti/{month}")));
        assert!(mails[0].text.contains(&sha256(&json(&giulia, month))));
        assert_eq!(of_reports("ugo@esempio.it").len(), 0);

        // Whoever cleared the boxes hears of no other.
        giulia.get(LIST).form(&choices).without("spans[]").send(&giulia).is(200);
        desk.wait(Duration::days(31));
        desk.run("frozen_reports");
        desk.settle();
        assert_eq!((of_reports("giulia@esempio.it").len(), kept(desk).len()), (1, 4));
    }

    fn a_coordinator_freezes_what_is_over_and_no_other(desk: &Desk) {
        fill(desk);
        let (marta, giulia) = (
            signed_in(desk, "marta@esempio.it", Role::Coordinator),
            signed_in(desk, "giulia@esempio.it", Role::Analyst),
        );
        assert!(!giulia.get(LIST).html().contains("/rapporti/nuovo"));
        let today = desk.now().rome().date_naive();
        let new = format!("{LIST}/nuovo");
        let page = marta.get(LIST);
        let form = page.form(&new);
        let running = format!("mese:{}", today.with_day(1).unwrap());
        for wrong in ["", "mese:2026-01-02", running.as_str(), "secolo:2000-01-01", "anno:-5000-01-01"] {
            assert_eq!(form.clone().with("period", wrong).send_only(&marta).status, 422, "{wrong}");
        }
        let year = format!("anno:{}-01-01", today.year() - 1);
        let made = form.clone().with("period", &year).send(&marta);
        assert!(made.text().contains("Il rapporto è congelato."), "{}", made.text());
        assert!(made.text().contains(&format!("Rapporto: anno {}", today.year() - 1)));
        assert_eq!(form.with("period", &year).send_only(&marta).status, 409);
        assert!(!marta.get(LIST).html().contains(&year), "what is frozen is offered no more");
        assert_eq!(kept(desk).len(), 1);
    }

    fn a_correction_stands_above_the_report_and_changes_nothing_in_it(desk: &Desk) {
        fill(desk);
        desk.run("frozen_reports");
        let (marta, giulia) = (
            signed_in(desk, "marta@esempio.it", Role::Coordinator),
            signed_in(desk, "giulia@esempio.it", Role::Analyst),
        );
        let (id, ..) = kept(desk)[0].clone();
        let (path, action) = (format!("{LIST}/{id}"), format!("{LIST}/{id}/correzioni"));
        assert!(!giulia.get(&path).html().contains(&action));
        let before = json(&giulia, id);
        let page = marta.get(&path);
        let form = page.form(&action);
        assert_eq!(form.clone().with("words", " ").send_only(&marta).status, 422);
        assert_eq!(form.clone().with("words", "Sì").with("part", "nessuna").send_only(&marta).status, 422);
        let form = form.with("words", "Due domande erano la stessa.").with("part", "sla-mensile");
        for _ in 0..2 {
            assert_eq!(form.clone().send_only(&marta).status, 303);
        }
        let told = giulia.get(&path);
        assert!(told.text().contains("Due domande erano la stessa.") && told.text().contains("Carla Verdi"));
        let table = giulia.get(&format!("{path}-excel.csv?foglio=panoramica&parte=sla-mensile"));
        let table = String::from_utf8(table.body).unwrap();
        assert!(table.contains("Due domande erano la stessa.") && table.contains(&sha256(&before)));
        assert_eq!(json(&giulia, id), before);
        let written: i64 =
            desk.read::<_, DbError>(|conn| Ok(frozen_errata::table.count().get_result(conn)?));
        assert_eq!(written, 1, "a second press adds nothing");
    }

    fn what_was_changed_in_the_database_is_told_and_goes_no_further(desk: &Desk) {
        let marta = signed_in(desk, "marta@esempio.it", Role::Coordinator);
        add(&marta, BODY);
        confirm(desk, BODY);
        fill(desk);
        let giulia = signed_in(desk, "giulia@esempio.it", Role::Analyst);
        let choices = format!("{LIST}/avvisi");
        giulia.get(LIST).form(&choices).with("spans[]", "mese").send(&giulia).is(200);
        desk.run("frozen_reports");
        let (id, ..) = kept(desk)[0].clone();
        let changed: String = desk.write(move |conn: &mut Conn| -> DbResult<_> {
            let text: String = frozen_reports::table.find(id).select(frozen_reports::document).first(conn)?;
            let changed = text.replacen("\"value\":", "\"value\":1", 1);
            let report = diesel::update(frozen_reports::table.find(id));
            report.set(frozen_reports::document.eq(&changed)).execute(conn)?;
            Ok(changed)
        });
        let path = format!("{LIST}/{id}");
        let page = giulia.get(&path);
        assert!(page.text().contains("Questo rapporto non è quello che fu congelato"));
        assert!(!page.text().contains("Controllata adesso"));
        let links = page.attributes("main a", "href");
        let [bytes, paper] = [".json", ".pdf"].map(|file| links.contains(&format!("{path}{file}")));
        assert!(bytes && !paper, "{links:?}");
        let (wrong, _) = desk.read::<_, DbError>(damaged);
        assert_eq!(wrong.iter().map(|id| id.0).collect::<Vec<_>>(), [id]);

        // No file has its figures beside the digest of others; the bytes can be had by whoever verifies them.
        let table = "foglio=panoramica&parte=sla-mensile";
        let tables = [".csv", "-excel.csv"].map(|ending| format!("{ending}?{table}"));
        for file in [".pdf", ".xlsx"].map(str::to_owned).into_iter().chain(tables) {
            let answer = giulia.get_only(&format!("{path}{file}"));
            assert_eq!((answer.status, answer.redirect()), (303, Some(path.clone())), "{file}");
        }
        assert_eq!(json(&giulia, id), changed.as_bytes());

        // Nor has a mail.
        assert_eq!(reports_to(desk, BODY).len(), 0);
        assert!(desk.mailed().iter().all(|mail| !mail.text.contains("/statistiche/rapporti/")));
        let waiting: Vec<(String, String, Option<String>)> = desk.read(|conn: &mut Conn| -> DbResult<_> {
            let tells_of_it = outbox::mail.eq("report-frozen").or(outbox::mail.eq("report-sent"));
            let columns = (outbox::mail, outbox::state, outbox::last_problem);
            Ok(outbox::table.filter(tells_of_it).order(outbox::mail).select(columns).load(conn)?)
        });
        let unwritable =
            |mail: &str| (mail.to_owned(), "queued".to_owned(), Some("unwritable".to_owned()));
        assert_eq!(waiting, ["report-frozen", "report-sent"].map(unwritable));

        // Of what is no report any more there are the bytes.
        desk.write(move |conn: &mut Conn| -> DbResult<_> {
            let report = diesel::update(frozen_reports::table.find(id));
            report.set(frozen_reports::document.eq("{\"version\":")).execute(conn)?;
            Ok(())
        });
        giulia.get(&path).is(200).says("I dati conservati non si leggono più");
        assert_eq!(json(&giulia, id), b"{\"version\":");
        assert_eq!(giulia.get_only(&format!("{path}.pdf")).redirect(), Some(path));
    }

    fn a_choice_that_is_sent_several_times_at_once_is_kept_once(desk: &Desk) {
        let giulia = signed_in(desk, "giulia@esempio.it", Role::Analyst);
        let form = giulia.get(LIST).form(&format!("{LIST}/avvisi")).with("spans[]", "mese");
        let windows = [(); 4].map(|()| giulia.copy());
        let statuses = at_once(windows, |browser| form.send_only(&browser).status);
        assert_eq!(statuses, [303; 4]);
        let kept: i64 = desk.read::<_, DbError>(|conn| Ok(frozen_readers::table.count().get_result(conn)?));
        assert_eq!(kept, 1);
    }
}
