//! How often the catalogue is searched and its entries are read. On both databases.

use std::io::Cursor;

use chrono::{Duration, NaiveDate};
use dialoga::accounts::Role;
use dialoga::catalogue::actions::import_all;
use dialoga::catalogue::import::read_lines;
use dialoga::catalogue::usage::searches_since;
use dialoga::platform::db::schema::{catalogue_searches, entry_readings, sent_mails};
use dialoga::platform::db::{Conn, DbResult, portable};
use diesel::prelude::*;

use crate::support::browser::Sending;
use crate::support::desk::Desk;
use crate::support::on_both_databases;

fn fill(desk: &Desk) {
    let lines = ["Congedo parentale", "Nido aziendale"].map(|title| {
        let reference = title.split(' ').next().unwrap();
        format!(
            r#"{{"reference":"{reference}","kind":"answer","title":"{title}","body":"Dieci mesi.","topic":"Congedi"}}"#
        )
    });
    let imports = read_lines(Cursor::new(lines.join("\n"))).map(|line| line.unwrap().1.unwrap()).collect();
    let now = desk.now();
    desk.write(move |conn| import_all(conn, imports, now));
    desk.follow();
}

type Row = (String, i32, i32);

fn searched(desk: &Desk) -> Vec<Row> {
    desk.run("catalogue_use");
    desk.read(|conn: &mut Conn| -> DbResult<Vec<Row>> {
        Ok(catalogue_searches::table.order(catalogue_searches::day).load(conn)?)
    })
}

fn read(desk: &Desk) -> Vec<(String, i64, i32)> {
    desk.run("catalogue_use");
    desk.read(|conn: &mut Conn| -> DbResult<Vec<(String, i64, i32)>> {
        Ok(entry_readings::table.order((entry_readings::day, entry_readings::entry_id)).load(conn)?)
    })
}

on_both_databases! {
    fn a_search_is_the_first_page_of_what_is_found_for_some_words(desk: &Desk) {
        fill(desk);
        let visitor = desk.browser();
        for address in [
            // Searches, twice the same among them; three that find nothing.
            "/catalogo?q=congedo", "/catalogo?q=congedo", "/catalogo?q=congedo&tipo=answer", "/api/v1/catalogue/search?q=nido",
            "/catalogo?q=zigrinatura", "/catalogo?q=congedo&tipo=practice", "/api/v1/catalogue/search?q=zigrinatura",
            // Looking around, turning pages, another order, and what is suggested.
            "/catalogo", "/catalogo?tipo=answer", "/catalogo?q=congedo&pagina=2", "/catalogo?q=congedo&ordine=data",
            "/api/v1/catalogue/search", "/api/v1/catalogue/search?q=congedo&page=2", "/api/v1/catalogue/suggest?q=congedo",
        ] {
            visitor.get(address).is(200);
        }
        assert_eq!(searched(desk), [("2026-11-24".to_owned(), 7, 3)]);
        // The second writing adds to the first, and a writing without anything changes nothing.
        visitor.get("/catalogo?q=congedo").is(200);
        assert_eq!(searched(desk), [("2026-11-24".to_owned(), 8, 3)]);
        assert_eq!(searched(desk), [("2026-11-24".to_owned(), 8, 3)]);
        let first = NaiveDate::from_ymd_opt(2026, 11, 25).unwrap();
        assert_eq!(desk.read(move |conn| searches_since(conn, first)).all, 0);
        let elena = desk.staff("Elena Neri", Role::Expert);
        elena.open("/redazione/ricerche").says("8 ricerche, di cui 3 senza risultato");
    }

    fn readings_are_counted_by_entry_and_day_whoever_reads(desk: &Desk) {
        fill(desk);
        let (visitor, anna) = (desk.browser(), desk.worker("Anna Rossi"));
        // The first makes the page, the others are given what was made.
        for _ in 0..3 {
            visitor.get("/catalogo/congedo-parentale").is(200);
        }
        visitor.get("/catalogo/Congedo-Parentale").is(200);
        anna.open("/catalogo/nido-aziendale").is(200);
        visitor.get("/catalogo/non-esiste").is(404);
        let of_first_day = [("2026-11-24".to_owned(), 1, 4), ("2026-11-24".to_owned(), 2, 1)];
        assert_eq!(read(desk), of_first_day);
        desk.wait(Duration::days(1));
        visitor.get("/catalogo/congedo-parentale").is(200);
        visitor.get("/catalogo/congedo-parentale").is(200);
        assert_eq!(read(desk)[2], ("2026-11-25".to_owned(), 1, 2));
        let elena = desk.staff("Elena Neri", Role::Expert);
        elena.open("/redazione/1").says("Letture in 12 mesi").says("6 volte");
    }

    fn who_works_here_robots_and_what_nobody_looks_at_count_for_nothing(desk: &Desk) {
        fill(desk);
        let visitor = desk.browser();
        for (name, value) in [
            ("user-agent", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"),
            ("sec-purpose", "prefetch"),
            ("purpose", "prefetch"),
        ] {
            visitor.ask_with("/catalogo/congedo-parentale", name, value).is(200);
            visitor.ask_with("/catalogo?q=congedo", name, value).is(200);
            visitor.ask_with("/api/v1/catalogue/search?q=congedo", name, value).is(200);
        }
        visitor.send(&Sending { method: "HEAD", path: "/catalogo/congedo-parentale", content: None }).is(200);
        visitor.send(&Sending { method: "HEAD", path: "/catalogo?q=congedo", content: None }).is(200);
        for role in [Role::Expert, Role::Analyst, Role::Admin] {
            let human = desk.staff(&format!("Persona {role}"), role);
            human.open("/catalogo/congedo-parentale").is(200);
            human.open("/catalogo?q=congedo").is(200);
        }
        assert!(read(desk).is_empty() && searched(desk).is_empty());
    }

    fn the_report_of_the_catalogue_leads_to_its_entries(desk: &Desk) {
        fill(desk);
        desk.browser().get("/catalogo/congedo-parentale").is(200);
        read(desk);
        for role in [Role::Coordinator, Role::Analyst] {
            let reader = desk.staff(&format!("Persona {role}"), role);
            let entry = reader.open("/statistiche/catalogo").link("Congedo parentale");
            assert_eq!(entry, "/catalogo/congedo-parentale", "{role}");
            reader.open(&entry).is(200);
        }
    }

    fn the_report_of_the_mail_leads_coordinators_to_the_lists_of_mails(desk: &Desk) {
        let (emma, lea) = (desk.staff("Emma Sala", Role::Coordinator), desk.staff("Lea Monti", Role::Analyst));
        let report = emma.open("/statistiche/posta");
        for (words, list) in [
            ("Email non inviate", "Posta in uscita"),
            ("Email in coda", "Posta in uscita"),
            ("Email arrivate da verificare", "Email arrivate"),
        ] {
            assert_eq!(emma.open(&report.link(words)).is(200).title(), list, "{words}");
        }
        lea.open("/statistiche/posta").is(200).never_says("/amministrazione/posta").never_says("/coda/posta");
    }

    fn readings_of_long_ago_are_kept_by_the_month(desk: &Desk) {
        fill(desk);
        let visitor = desk.browser();
        visitor.get("/catalogo/congedo-parentale").is(200);
        read(desk);
        desk.wait(Duration::days(2));
        visitor.get("/catalogo/congedo-parentale").is(200);
        visitor.get("/catalogo/nido-aziendale").is(200);
        read(desk);
        // 400 days after the last of November 2026.
        desk.wait(Duration::days(404));
        desk.run("cleanup");
        assert_eq!(read(desk).len(), 3, "of this month the days are known");
        desk.wait(Duration::days(1));
        desk.run("cleanup");
        let gathered = [("2026-11-01".to_owned(), 1, 2), ("2026-11-01".to_owned(), 2, 1)];
        assert_eq!(read(desk), gathered);
        desk.run("cleanup");
        assert_eq!(read(desk), gathered);
    }

    fn what_is_read_as_of_one_moment_knows_nothing_newer(desk: &Desk) {
        let db = desk.app.db.clone();
        let gather = |conn: &mut Conn| -> DbResult<()> {
            diesel::insert_into(sent_mails::table)
                .values((sent_mails::day.eq("2026-01-02"), sent_mails::mail.eq("answer"), sent_mails::number.eq(1)))
                .execute(conn)?;
            Ok(())
        };
        let count = |conn: &mut Conn| -> DbResult<i64> { Ok(sent_mails::table.count().get_result(conn)?) };
        // While somebody reads, what is old is gathered.
        let read = db.read_blocking(|conn| {
            portable::at_one_moment(conn, |conn| {
                let before = count(conn)?;
                db.write_blocking(gather)?;
                // Within it there is no other moment.
                Ok((before, count(conn)?, portable::at_one_moment(conn, count)?))
            })
        });
        assert_eq!(read.unwrap(), (0, 0, 0));
        assert_eq!(db.read_blocking(count).unwrap(), 1);
        // Whoever writes may read like this too.
        assert_eq!(db.write_blocking(move |conn| portable::at_one_moment(conn, count)).unwrap(), 1);
        db.write_blocking(|conn| { diesel::delete(sent_mails::table).execute(conn)?; DbResult::Ok(()) }).unwrap();
    }

    fn mails_that_were_forgotten_are_counted_by_kind_and_day(desk: &Desk) {
        let anna = desk.worker("Anna Rossi");
        for subject in ["Nido", "Congedo"] {
            anna.ask(&desk.topic_slug("Congedi"), subject, "Quanti mesi mi spettano?");
        }
        desk.settle();
        let left = |desk: &Desk| -> Vec<(String, String, i32)> {
            desk.read(|conn: &mut Conn| -> DbResult<_> { Ok(sent_mails::table.order(sent_mails::mail).load(conn)?) })
        };
        desk.run("cleanup");
        assert!(left(desk).is_empty(), "the outbox knows them");
        desk.wait(Duration::days(200));
        desk.run("cleanup");
        let counted = left(desk);
        assert!(counted.contains(&("2026-11-24".to_owned(), "receipt".to_owned(), 2)), "{counted:?}");
        desk.run("cleanup");
        assert_eq!(left(desk), counted);
    }
}
