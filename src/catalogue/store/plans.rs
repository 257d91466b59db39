//! The plans of what programs and visitors ask of the catalogue: a range of an index each, however many entries there are.

use super::{addresses, entries, public};
use crate::catalogue::files::store as files;
use crate::catalogue::translations::store as translations;
use crate::catalogue::votes;
use crate::kernel::ids::{EntryFileId, EntryId};
use crate::platform::db::Conn;
use crate::platform::db::plans::{plan, statements, try_on_postgres, try_on_sqlite};
use crate::platform::events;

fn try_plans(conn: &mut Conn) {
    let (first, last) = (EntryId(0), EntryId(50_000));
    let asked = statements(conn, |conn| {
        public::by_slug(conn, "nido").expect("looked");
        public::page(conn, first, 200).expect("read");
        public::addresses(conn, first, last, 200).expect("read");
        public::newest_between(conn, first, last).expect("looked");
        public::last_id(conn).expect("looked");
        public::latest(conn, 30).expect("read");
        addresses::led_on(conn, "nido").expect("looked");
        addresses::owner(conn, "nido").expect("looked");
        entries::of_slug(conn, "nido").expect("looked");
        events::last_of_public_entries(conn).expect("looked");
        votes::of_version(conn, EntryId(1), 1).expect("counted");
        translations::of(conn, EntryId(1)).expect("looked");
        translations::elsewhere(conn, &[EntryId(1), EntryId(2)]).expect("read");
        translations::behind(conn, first, 30).expect("read");
        translations::count_behind(conn).expect("counted");
        files::of_version(conn, EntryId(1), 1).expect("read");
        files::of_public(conn, &[EntryId(1), EntryId(2)]).expect("read");
        files::of_entry(conn, EntryId(1), EntryFileId(1)).expect("looked");
        files::known_keys(conn, &["ab/cd".to_owned()]).expect("looked");
    });
    assert_eq!(asked.len(), 21, "{asked:?}");
    for sql in &asked {
        let plan = plan(conn, sql);
        let tables = [
            "entries",
            "entry_versions",
            "entry_addresses",
            "entry_votes",
            "entry_files",
            "entry_version_files",
            "entry_translations",
            "events",
        ];
        for table in tables {
            // A scan by an index is one in its order, which a limit ends.
            let whole = plan.lines().any(|line| line.trim() == format!("SCAN {table}"));
            assert!(!whole && !plan.contains(&format!("Seq Scan on {table}")), "{sql}\n{plan}");
        }
        assert!(!plan.contains("TEMP B-TREE"), "{sql}\n{plan}");
    }
}

#[test]
fn what_is_read_of_the_catalogue_is_found_by_an_index() {
    try_on_sqlite(try_plans);
}

#[test]
fn what_is_read_of_the_catalogue_is_found_by_an_index_on_postgres() {
    try_on_postgres("catalogue_plans", try_plans);
}
