//! Every report after the erasure of somebody's data says what it said before; only her words are gone.

use std::collections::BTreeMap;

use chrono::Duration;
use dialoga::accounts::Role;
use dialoga::kernel::ids::AccountId;
use dialoga::platform::db::schema::{accounts, proposed_answers, tickets};
use dialoga::platform::db::{Conn, DbError, DbResult};
use dialoga::sla::Outcome;
use diesel::prelude::*;
use serde_json::Value;

use crate::desk_reports::rated;
use crate::needs::{MILANO, RHO, areas, ask};
use crate::reports_secrecy::REPORTS;
use crate::statistics::{Dice, a_member, end, signed_in};
use crate::support::browser::Browser;
use crate::support::desk::Desk;
use crate::support::on_both_databases;
use crate::support::people::{Human, PASSWORD};

/// What she alone writes.
const WORD: &str = "zirbolo";
const SURE: &str = "/profilo/dati/cancellazione/conferma";
/// Two years, and as many before them.
const PERIOD: &str = "dal=2025-01-01&al=2026-12-31&confronto=anno";

/// Three hundred questions over two years, each third one of hers: answered or closed, asked about whether it helped, handed in before.
fn fill(desk: &Desk, anna: &Human, expert: AccountId) {
    desk.may_leave_mail();
    let (now, email) = (desk.now(), anna.email.clone());
    desk.write::<_, DbError>(move |conn| {
        let hers: AccountId =
            accounts::table.filter(accounts::email.eq(&email)).select(accounts::id).first(conn)?;
        let (areas, mut dice) = (areas(conn), Dice(11));
        for place in 0..300 {
            let by = match place % 3 {
                0 => hers,
                _ => a_member(conn, &format!("p{place}@esempio.it"), Role::Requester, None, now),
            };
            let mut roll = |sides: u64| i64::try_from(dice.roll(sides)).unwrap();
            let start = now - Duration::minutes(7_000 + roll(60 * 24 * 690));
            let body = if by == hers {
                format!("Cerco uno {WORD} notturno.")
            } else {
                "Cerco un nido notturno.".to_owned()
            };
            let (area, town) =
                (&areas[usize::try_from(place % 2).unwrap()], if roll(3) == 0 { RHO } else { MILANO });
            let ticket = ask(conn, by, area.0, town, ("Nido", &body), start)?;
            let after = start + Duration::minutes(30 + roll(6_000));
            let outcome = if roll(9) == 0 { Outcome::Closed } else { Outcome::Answered };
            end(conn, ticket, outcome, after)?;
            if outcome == Outcome::Answered {
                rated(
                    conn,
                    ticket,
                    [Some("yes"), Some("no"), None][usize::try_from(roll(3)).unwrap()],
                    true,
                    after,
                )?;
            }
            if place % 5 == 0 {
                handed_in(conn, ticket.0, expert, start)?;
            }
            let state = (
                tickets::state.eq("answered"),
                tickets::answered_at.eq(after),
                tickets::assignee_id.eq(expert),
            );
            diesel::update(tickets::table.find(ticket)).set(state).execute(conn)?;
        }
        Ok(())
    });
    desk.follow();
}

fn handed_in(
    conn: &mut Conn,
    ticket: i64,
    author: AccountId,
    at: dialoga::kernel::clock::Instant,
) -> DbResult<()> {
    use dialoga::platform::db::schema::messages;
    let of_ticket = messages::table.filter(messages::ticket_id.eq(ticket));
    let note: i64 = of_ticket.select(messages::id).first(conn)?;
    diesel::insert_into(proposed_answers::table)
        .values((
            proposed_answers::ticket_id.eq(ticket),
            proposed_answers::author_id.eq(author),
            proposed_answers::edited_by.eq(author),
            proposed_answers::note_id.eq(note),
            proposed_answers::seen_version.eq(1),
            proposed_answers::proposed_at.eq(at),
            proposed_answers::outcome.eq("approved"),
            proposed_answers::decided_at.eq(at + Duration::minutes(20)),
        ))
        .execute(conn)?;
    Ok(())
}

/// The parts of every report that somebody may read.
fn told(browser: &Browser, reports: &[&str]) -> BTreeMap<String, Value> {
    let parts = reports.iter().flat_map(|report| {
        let document: Value = serde_json::from_slice(
            &browser.get(&format!("/statistiche/{report}.json?{PERIOD}")).is(200).body,
        )
        .unwrap();
        let parts = document["parts"].as_array().unwrap().clone();
        parts.into_iter().map(move |part| (format!("{report} {}", part["name"].as_str().unwrap()), part))
    });
    let pages = ["/statistiche?dal=2025-01-01&al=2026-12-31", "/statistiche/indicatori?anno=2026"];
    let pages = pages.map(|path| (path.to_owned(), Value::from(browser.get(path).is(200).text())));
    parts.chain(pages).collect()
}

on_both_databases! {
    fn every_report_is_as_it_was_but_for_her_words(desk: &Desk) {
        let (anna, eva) = (desk.worker("Anna Rossi"), desk.staff("Eva Neri", Role::Expert));
        let expert = desk.read::<AccountId, DbError>(move |conn| {
            Ok(accounts::table.filter(accounts::email.eq(&eva.email)).select(accounts::id).first(conn)?)
        });
        fill(desk, &anna, expert);
        let inside = signed_in(desk, "marta@esempio.it", Role::Coordinator);
        let outside = signed_in(desk, "elena@esempio.it", Role::Analyst);
        let of_desk = [&REPORTS[..], &["esperte"]].concat();
        let before = (told(&inside, &of_desk), told(&outside, &REPORTS));
        assert!(before.0.len() > 40 && before.1.len() > 20, "{} {}", before.0.len(), before.1.len());

        let form = anna.open(SURE).form(SURE).with("current_password", PASSWORD).with("sure", "1");
        form.send(&anna.browser).is(200).says("Abbiamo cancellato i tuoi dati");
        desk.run("erasures");
        desk.follow();

        let after = (told(&inside, &of_desk), told(&outside, &REPORTS));
        for (mut before, mut after) in [(before.0, after.0), (before.1, after.1)] {
            // Nobody knows any more what she wrote, and the mail that tells her so is one more.
            for part in ["bisogni parole", "bisogni parole-senza-scheda", "posta spedite", "posta tipi"] {
                assert_eq!(before.remove(part).is_some(), after.remove(part).is_some(), "{part}");
            }
            assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
            for (part, was) in &before {
                assert_eq!(was, &after[part], "{part}");
            }
        }
        let words = inside.get(&format!("/statistiche/bisogni?{PERIOD}"));
        words.is(200).says("di cui le parole sono state cancellate").never_says(WORD);
    }
}
