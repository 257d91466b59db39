//! What visitors search for and do not find, as the editors see it.

use chrono::Duration;
use dialoga::accounts::Role;

use crate::support::browser::Page;
use crate::support::desk::Desk;
use crate::support::on_both_databases;
use crate::support::people::Human;

const PAGE: &str = "/redazione/ricerche";

fn fill(desk: &Desk) {
    let line = serde_json::json!({
        "reference": "uno", "kind": "answer", "title": "Congedo parentale", "body": "Dieci mesi.",
        "topic": desk.topic_slug("Congedi"), "published_at": "2026-01-01T10:00:00Z",
    });
    let read = dialoga::catalogue::import::read_lines(std::io::Cursor::new(format!("{line}\n")));
    let entries: Vec<_> = read.map(|line| line.unwrap().1.unwrap()).collect();
    let now = desk.now();
    desk.write(move |conn| dialoga::catalogue::actions::import_all(conn, entries, now));
    desk.follow();
}

fn listed(desk: &Desk, who: &Human) -> Page {
    desk.run("search_misses");
    who.open(PAGE)
}

on_both_databases! {
    fn what_was_not_found_is_counted_until_it_is(desk: &Desk) {
        fill(desk);
        let (elena, visitor) = (desk.staff("Elena Neri", Role::Expert), desk.browser());
        listed(desk, &elena).is(200).says("ogni ricerca ha trovato qualcosa");
        for address in [
            "/catalogo?q=Zigrinatura", "/catalogo?q=zigrinatura", "/api/v1/catalogue/search?q=ZIGRINATURA",
            // Found, narrowed, of a later page, and what may be about somebody: none of them is of the list.
            "/catalogo?q=congedo", "/catalogo?q=pantofola&tipo=service", "/catalogo?q=ciabatta&pagina=2",
            "/catalogo?q=anna.rossi@esempio.it", "/catalogo?q=3331234567",
        ] {
            visitor.get(address).is(200);
        }
        let page = listed(desk, &elena);
        page.says("zigrinatura").says("3").says("24 novembre 2026");
        for words in ["congedo parentale", "pantofola", "ciabatta", "anna.rossi", "3331234567"] {
            page.never_says(words);
        }
        visitor.get("/catalogo?q=zigrinatura").is(200);
        listed(desk, &elena).says("4");
        // Looking at the list is no search.
        listed(desk, &elena).says("4");

        // Nothing has to be crossed out: what is found now is off the list.
        let list = elena.open("/redazione/sinonimi").form("/redazione/sinonimi").with("list", "zigrinatura = congedo");
        list.send(&elena.browser).is(200);
        listed(desk, &elena).never_says("zigrinatura");
    }

    fn what_was_searched_for_long_ago_is_forgotten(desk: &Desk) {
        fill(desk);
        let visitor = desk.browser();
        visitor.get("/catalogo?q=zigrinatura").is(200);
        desk.run("search_misses");
        desk.wait(Duration::days(91));
        visitor.get("/catalogo?q=pantofola").is(200);
        desk.run("search_misses");
        desk.run("cleanup");
        let rows: i64 = desk.read(|conn| {
            use dialoga::platform::db::schema::search_misses;
            use diesel::prelude::*;
            Ok::<_, dialoga::platform::db::DbError>(search_misses::table.count().get_result(conn)?)
        });
        assert_eq!(rows, 1);
        let again = desk.staff("Ester Verdi", Role::Expert);
        listed(desk, &again).says("pantofola").never_says("zigrinatura");
    }
}
