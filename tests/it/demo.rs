//! `dialoga demo`: a desk in which every state can be seen, and nobody is written to.

use std::process::{Command, Output};

use dialoga::accounts;
use dialoga::platform::db::Db;
use dialoga::platform::db::schema::{
    accounts as people, clock_events, cycles, deflections, entries, entry_relations, entry_votes, events,
    outbox, tickets,
};
use dialoga::platform::events as log;
use diesel::dsl::{count_star, max};
use diesel::prelude::*;

use crate::support::databases::Place;
use crate::support::on_both_databases;

fn demo(place: &Place, tickets: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dialoga"))
        .args(["demo", "--tickets", tickets])
        .env("DIALOGA__DATABASE__URL", &place.url)
        .env("DIALOGA__STORAGE__DIR", &place.folder)
        .current_dir(&place.folder)
        .output()
        .unwrap()
}

on_both_databases! {
    fn the_demonstration_shows_every_state_and_mails_nobody(place: &Place) {
        let output = demo(place, "90");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let db = Db::open(&place.database_url(), 2).unwrap();
        db.read_blocking::<_, dialoga::platform::db::DbError, _>(|conn| {
            let of_state = tickets::table.group_by(tickets::state).select((tickets::state, count_star()));
            let states: Vec<(String, i64)> = of_state.load(conn)?;
            assert_eq!(states.iter().map(|(_, count)| count).sum::<i64>(), 90);
            assert_eq!(states.len(), 6, "{states:?}");
            let of_entry = entries::table.group_by(entries::state).select((entries::state, count_star()));
            let kept: Vec<(String, i64)> = of_entry.load(conn)?;
            assert_eq!(kept.len(), 4, "{kept:?}");

            let useful: Vec<bool> = entry_votes::table.select(entry_votes::useful).distinct().load(conn)?;
            assert_eq!(useful.len(), 2, "some were helped, some were not");
            let outcomes: Vec<String> = deflections::table.select(deflections::outcome).distinct().load(conn)?;
            assert!(outcomes.len() > 1, "{outcomes:?}");
            let related: i64 = entry_relations::table.count().get_result(conn)?;
            assert!(related > 0);

            let mails: i64 = outbox::table.count().get_result(conn)?;
            assert_eq!(mails, 0);
            assert_eq!(log::cursor(conn, "notifications")?, log::last_position(conn)?);

            let times: Vec<dialoga::kernel::clock::Instant> =
                events::table.order(events::position).select(events::at).load(conn)?;
            assert!(times.is_sorted(), "the history goes back in time");
            let unpaired: i64 = cycles::table
                .filter(diesel::dsl::not(diesel::dsl::exists(
                    clock_events::table.filter(clock_events::cycle_id.eq(cycles::id)),
                )))
                .count()
                .get_result(conn)?;
            assert_eq!(unpaired, 0);
            Ok(())
        })
        .unwrap();
    }

    fn the_printed_passwords_open_the_printed_accounts(place: &Place) {
        let output = demo(place, "5");
        let text = String::from_utf8(output.stdout).unwrap();
        let db = Db::open(&place.database_url(), 2).unwrap();
        let mut roles = Vec::new();
        for line in text.lines().filter(|line| line.contains("@")) {
            let words: Vec<&str> = line.split_whitespace().collect();
            let [role, email, password] = words[..] else { panic!("{line}") };
            let (email, password) = (email.to_owned(), password.to_owned());
            let hash: Option<String> = db
                .read_blocking::<_, dialoga::platform::db::DbError, _>(|conn| {
                    let own = people::table.filter(people::email.eq(&email));
                    Ok(own.select(people::password_hash).first(conn)?)
                })
                .unwrap();
            let opens =
                tokio::runtime::Runtime::new().unwrap().block_on(accounts::password_matches(password, hash));
            assert_eq!(opens, Ok(true), "{email}");
            roles.push(role.to_owned());
        }
        assert_eq!(roles, ["coordinator", "expert", "analyst", "admin", "requester"]);
    }

    fn a_database_that_holds_data_is_refused_and_left_alone(place: &Place) {
        assert!(demo(place, "3").status.success());
        let db = Db::open(&place.database_url(), 2).unwrap();
        let newest = || {
            db.read_blocking::<Option<i64>, dialoga::platform::db::DbError, _>(|conn| {
                Ok(events::table.select(max(events::position)).first(conn)?)
            })
            .unwrap()
        };
        let before = newest();
        let again = demo(place, "3");
        assert_eq!(again.status.code(), Some(1));
        assert!(String::from_utf8_lossy(&again.stderr).contains("holds data already"));
        assert_eq!(newest(), before);
    }
}
