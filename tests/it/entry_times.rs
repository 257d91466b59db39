//! When an entry becomes public, how long it is in force, and when it has to be checked again, on both databases.

use std::io::Cursor;

use chrono::{Duration, NaiveDate};
use dialoga::accounts::Role;
use dialoga::catalogue;
use dialoga::catalogue::actions::{self, Counts, import_all};
use dialoga::catalogue::export::lines_after;
use dialoga::catalogue::import::read_lines;
use dialoga::kernel::ids::EntryId;
use dialoga::platform::db::{Conn, DbError};
use diesel::prelude::*;

use crate::support::browser::Page;
use crate::support::cast::person;
use crate::support::desk::Desk;
use crate::support::on_both_databases;
use crate::support::people::Human;

fn write(desk: &Desk, writer: &Human, title: &str, fields: &[(&str, &str)]) -> i64 {
    let form = writer
        .open("/redazione/nuova")
        .form("/redazione/nuova")
        .with("title", title)
        .with("body", "Dieci giorni.");
    let form =
        form.with("kind", "answer").with("topic", &desk.topic_slug("Congedi")).with("audience", "worker");
    let form = fields.iter().fold(form, |form, (name, value)| form.with(name, value));
    let entry = form.with("action", "save").send(&writer.browser).number();
    hand_in(writer, entry, "Dieci giorni.");
    entry
}

fn hand_in(writer: &Human, entry: i64, body: &str) {
    let address = format!("/redazione/{entry}");
    let form = writer.open(&address).form(&address).with("rewritten", "1").with("body", body);
    form.with("action", "submit").send(&writer.browser).is(200);
}

fn press(person: &Human, entry: i64, action: &str) -> Page {
    let page = person.open(&format!("/redazione/{entry}"));
    page.form(&format!("/redazione/{entry}/{action}")).send(&person.browser)
}

fn schedule(person: &Human, entry: i64, day: &str, time: &str) -> Page {
    let page = person.open(&format!("/redazione/{entry}"));
    let form = page.form_holding(&format!("/redazione/{entry}/pubblicazione"), "when", "later");
    form.with("publish_day", day).with("publish_time", time).send(&person.browser)
}

fn import(desk: &Desk, lines: &str) -> Counts {
    let entries = read_lines(Cursor::new(lines.to_owned())).map(|line| line.unwrap().1.unwrap()).collect();
    let now = desk.now();
    let counts = desk.write(move |conn| import_all(conn, entries, now));
    desk.follow();
    counts
}

on_both_databases! {
    fn an_approved_entry_becomes_public_at_its_hour_once(desk: &Desk) {
        let (elena, ester) = (desk.staff("Elena Neri", Role::Expert), desk.staff("Ester Verdi", Role::Expert));
        let entry = write(desk, &elena, "Congedo di paternità", &[]);
        // It is 10:30 of 24 November 2026 in Milan.
        for (day, time, wrong) in [("", "8:00", "publish_day"), ("25/11/2026", "mattina", "publish_time"), ("24/11/2026", "10:00", "publish_day")] {
            let refused = schedule(&ester, entry, day, time);
            assert_eq!(refused.is(422).attributes("[aria-invalid=true]", "id"), [wrong], "{day} {time}");
        }
        schedule(&ester, entry, "2026-11-25", "08:30").is(200).says("Programmata").says("mercoledì 25 novembre 2026, ore 08:30");
        ester.open("/redazione?stato=programmate").says("Congedo di paternità").says("mercoledì 25 novembre 2026");
        let visitor = desk.browser();
        desk.run("publication");
        visitor.get("/catalogo/congedo-di-paternita").is(404);
        // Whoever wrote it may take it back, too.
        press(&elena, entry, "programmazione").is(200).says("Programmazione annullata").says("In revisione");
        desk.wait(Duration::days(1));
        desk.run("publication");
        visitor.get("/catalogo/congedo-di-paternita").is(404);

        schedule(&ester, entry, "27/11/2026", "9.00").is(200);
        // A text that was changed is not what was approved.
        hand_in(&elena, entry, "Undici giorni.");
        desk.wait(Duration::days(3));
        desk.run("publication");
        visitor.get("/catalogo/congedo-di-paternita").is(404);
        ester.open(&format!("/redazione/{entry}")).says("In revisione");

        schedule(&ester, entry, "30/11/2026", "9:00").is(200);
        desk.wait(Duration::days(3));
        // Two nodes at once, or again after a crash: once.
        let now = desk.now();
        desk.run("publication");
        desk.run("publication");
        desk.write(move |conn| actions::publish_scheduled(conn, EntryId(entry), now));
        visitor.get("/catalogo/congedo-di-paternita").is(200).says("Undici giorni");
        let published = desk.read::<_, DbError>(move |conn| {
            use dialoga::platform::db::schema::events;
            let of_it = events::entry_id.eq(entry).and(events::kind.eq("entry_published"));
            Ok(events::table.filter(of_it).count().get_result::<i64>(conn)?)
        });
        assert_eq!(published, 1);
        ester.open("/redazione?stato=programmate").never_says("Congedo di paternità");
        desk.settle();
    }

    fn what_has_come_to_look_like_personal_data_does_not_become_public_by_itself(desk: &Desk) {
        let (elena, ester) = (desk.staff("Elena Neri", Role::Expert), desk.staff("Ester Verdi", Role::Expert));
        let entry = write(desk, &elena, "Contatti", &[("sources", "Chiama il 347 1234567")]);
        let by = person(desk, "Paola", Role::Expert);
        let (now, tomorrow) = (desk.now(), desk.now() + Duration::days(1));
        let (allowing, scheduling) = (by.clone(), by.clone());
        desk.write(move |conn| actions::allow(conn, EntryId(entry), 1, "347 1234567", &allowing, now));
        desk.write(move |conn| actions::schedule(conn, EntryId(entry), 1, tomorrow, &scheduling, now));
        desk.write(move |conn| actions::take_back(conn, EntryId(entry), "347 1234567", &by, now));
        desk.wait(Duration::days(2));
        desk.run("publication");
        desk.browser().get("/catalogo/contatti").is(404);
        ester.open(&format!("/redazione/{entry}")).says("In revisione").says("un passo da decidere");
        desk.settle();
    }

    fn what_is_not_in_force_says_so_and_stays_readable(desk: &Desk) {
        let (elena, ester) = (desk.staff("Elena Neri", Role::Expert), desk.staff("Ester Verdi", Role::Expert));
        let page = elena.open("/redazione/nuova").form("/redazione/nuova").with("valid_from", "2027-01-01").with("valid_to", "2026-01-01");
        let refused = page.send(&elena.browser);
        assert!(refused.is(422).attributes("[aria-invalid=true]", "id").contains(&"valid_to".to_owned()));
        let entry = write(desk, &elena, "Bonus nido", &[("valid_from", "2026-12-01"), ("valid_to", "31/12/2026")]);
        press(&ester, entry, "pubblicazione").is(200);
        desk.follow();
        let visitor = desk.browser();
        let page = visitor.get("/catalogo/bonus-nido");
        page.says("Non è ancora in vigore").says("vale dal 1º dicembre 2026").says("31 dicembre 2026");
        visitor.get("/catalogo?q=nido").says("In vigore fino al 31 dicembre 2026");
        desk.wait(Duration::days(20));
        visitor.get("/catalogo/bonus-nido").never_says("Non è ancora").never_says("Non è più");
        desk.wait(Duration::days(40));
        visitor.get("/catalogo/bonus-nido").is(200).says("Non è più in vigore").says("valeva fino al 31 dicembre 2026");
        let site = desk.app.config.server.public_url.clone();
        let lines = desk.read::<_, DbError>(move |conn| Ok(lines_after(conn, EntryId(0), false, &site)?.0));
        let line = serde_json::to_string(&lines[0]).unwrap();
        assert!(line.contains(r#""valid_from":"2026-12-01","valid_to":"2026-12-31""#), "{line}");
        // What was written is read again, as the same.
        assert_eq!(import(desk, &line), Counts { added: 0, changed: 0, kept: 1 });
        hand_in(&elena, entry, "Undici giorni.");
        let form = elena.open(&format!("/redazione/{entry}")).form(&format!("/redazione/{entry}"));
        assert_eq!(form.value("valid_to"), Some("2026-12-31"));
    }

    fn what_has_to_be_checked_is_a_list_and_one_press_says_that_it_is_still_so(desk: &Desk) {
        let (elena, ester) = (desk.staff("Elena Neri", Role::Expert), desk.staff("Ester Verdi", Role::Expert));
        let line = |n: usize, day: &str| {
            format!(r#"{{"reference":"r{n}","kind":"answer","title":"Scheda {n}","body":"Testo.","topic":"Congedi","verified_on":"2025-12-01","review_by":"{day}"}}"#)
        };
        let file = [line(1, "2026-12-10"), line(2, "2026-11-01"), line(3, "2027-06-01"), line(4, "2026-11-01")].join("\n");
        import(desk, &file);
        let list = ester.open("/redazione/verifiche?di=tutte");
        let titles = |page: &Page| page.texts("tbody td:first-child a");
        assert_eq!(titles(&list), ["Scheda 2", "Scheda 4", "Scheda 1"]);
        list.says("Le mie (0)").says("Tutte (3)").says("in ritardo");

        // Somebody answers for one of them.
        let id = |n: i64| format!("/redazione/{n}");
        let page = elena.open(&id(4));
        let form = page.form("/redazione/4/responsabile");
        let carla = desk.staff("Carla Bruni", Role::Coordinator);
        let of_elena = page.attributes("select[name=owner] option[value]", "value");
        let names = page.texts("select[name=owner] option[value]");
        let place = names.iter().position(|name| name == "Elena Neri").unwrap();
        form.clone().with("owner", &of_elena[place]).send(&elena.browser).is(200).says("Il responsabile è salvo");
        form.forged("owner", "999999").send(&elena.browser).says("La scheda è cambiata");
        assert_eq!(titles(&elena.open("/redazione/verifiche")), ["Scheda 4"]);

        let visitor = desk.browser();
        visitor.get("/catalogo/scheda-4").says("1º dicembre 2025").says("va ricontrollata");
        let list = elena.open("/redazione/verifiche");
        list.form("/redazione/4/verifica").send(&elena.browser).is(200).says("risulta verificata oggi").says("Nessuna scheda da verificare");
        // The public text is the same version, checked today; the next day to check is far.
        visitor.get("/catalogo/scheda-4").says("24 novembre 2026").says("24 novembre 2027").never_says("va ricontrollata");
        desk.follow();
        let card = visitor.get("/catalogo?q=scheda+4");
        card.says("Verificata il 24 novembre 2026");
        let found = desk.read::<_, DbError>(|conn| catalogue::find(conn, EntryId(4))).unwrap();
        assert_eq!((found.entry.draft_version, found.entry.published_version), (1, Some(1)));
        assert_eq!(found.version.content.verified_on, NaiveDate::from_ymd_opt(2026, 11, 24));
        // The file of before makes nothing older.
        assert_eq!(import(desk, &file), Counts { added: 0, changed: 0, kept: 4 });
        visitor.get("/catalogo/scheda-4").says("24 novembre 2027");

        // What is being changed is checked with the change.
        let form = carla.open(&id(2)).form(&id(2)).with("body", "Testo nuovo.").with("action", "save");
        form.send(&carla.browser).is(200);
        let list = ester.open("/redazione/verifiche?di=tutte");
        list.says("La stanno modificando");
        assert!(!list.html().contains("/redazione/2/verifica"));
        assert_eq!(titles(&list), ["Scheda 2", "Scheda 1"]);
        let next = ester.open("/redazione/verifiche?di=tutte&dopo=2026-11-01_2");
        assert_eq!(titles(&next), ["Scheda 1"]);
        ester.open("/redazione/verifiche?di=tutte&dopo=x").is(200);
    }

    fn the_list_of_what_has_to_be_checked_reads_its_index(desk: &Desk) {
        let plan = desk.read::<_, DbError>(|conn| Ok(plan_of_the_list(conn)));
        for plan in plan {
            assert!(plan.contains("entries_to_check"), "{plan}");
        }
    }
}

/// How the database reads what has to be checked, of everybody and of one.
fn plan_of_the_list(conn: &mut Conn) -> Vec<String> {
    #[derive(diesel::QueryableByName)]
    struct Line {
        #[diesel(sql_type = diesel::sql_types::Text)]
        detail: String,
    }
    #[derive(diesel::QueryableByName)]
    struct PostgresLine {
        #[diesel(sql_type = diesel::sql_types::Text, column_name = "QUERY PLAN")]
        detail: String,
    }
    let select = "SELECT id FROM entries WHERE published_version IS NOT NULL AND review_by <= '2026-12-31'";
    let order = "ORDER BY review_by, id LIMIT 31";
    let queries = [format!("{select} {order}"), format!("{select} AND owner_id = 1 {order}")];
    queries
        .iter()
        .map(|query| match conn {
            Conn::Sqlite(conn) => {
                let lines: Vec<Line> =
                    diesel::sql_query(format!("EXPLAIN QUERY PLAN {query}")).load(conn).unwrap();
                lines.into_iter().map(|line| line.detail).collect::<Vec<_>>().join("\n")
            }
            Conn::Postgres(conn) => {
                diesel::sql_query("SET enable_seqscan = off").execute(conn).unwrap();
                let lines: Vec<PostgresLine> =
                    diesel::sql_query(format!("EXPLAIN {query}")).load(conn).unwrap();
                lines.into_iter().map(|line| line.detail).collect::<Vec<_>>().join("\n")
            }
        })
        .collect()
}
