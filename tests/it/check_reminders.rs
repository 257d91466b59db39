//! Whoever answers for an entry is told before the day by which it has to be checked, and on it. On both databases.

use std::io::Cursor;

use chrono::Duration;
use dialoga::accounts::Role;
use dialoga::catalogue::actions::import_all;
use dialoga::catalogue::import::read_lines;
use dialoga::platform::db::schema::{accounts, check_reminders, entries, events};
use dialoga::platform::db::{Conn, DbResult};
use diesel::prelude::*;

use crate::support::desk::Desk;
use crate::support::mailbox::Mail;
use crate::support::on_both_databases;
use crate::support::people::Human;

const SUBJECT: &str = "Schede del catalogo da ricontrollare";

/// Public entries that have to be checked by these days, numbered from 1, for which nobody answers.
fn import(desk: &Desk, days: &[&str]) {
    let line = |(n, day): (usize, &&str)| {
        let n = n + 1;
        format!(
            r#"{{"reference":"r{n}","kind":"answer","title":"Scheda {n}","body":"Testo.","topic":"Congedi","verified_on":"2025-12-01","review_by":"{day}"}}"#
        )
    };
    let lines = days.iter().enumerate().map(line).collect::<Vec<_>>().join("\n");
    let imports = read_lines(Cursor::new(lines)).map(|line| line.unwrap().1.unwrap()).collect();
    let now = desk.now();
    desk.write(move |conn| import_all(conn, imports, now));
    desk.follow();
}

/// Lets a person answer for entries.
fn give(desk: &Desk, human: &Human, of: &[i64]) {
    let (email, of) = (human.email.clone(), of.to_vec());
    desk.write(move |conn: &mut Conn| -> DbResult<()> {
        let owner: i64 =
            accounts::table.filter(accounts::email.eq(email)).select(accounts::id).first(conn)?;
        diesel::update(entries::table.filter(entries::id.eq_any(of)))
            .set(entries::owner_id.eq(owner))
            .execute(conn)?;
        Ok(())
    });
}

/// The mails that a person got about entries to check, the newest last.
fn reminders(desk: &Desk, human: &Human) -> Vec<Mail> {
    let is_hers = |mail: &Mail| mail.to == human.email && mail.subject == SUBJECT;
    desk.mails().into_iter().filter(is_hers).collect()
}

fn told(desk: &Desk) -> i64 {
    desk.read(|conn: &mut Conn| -> DbResult<i64> {
        Ok(events::table.filter(events::kind.eq("checks_due")).count().get_result(conn)?)
    })
}

/// The next day at the same hour, with everything that it brings done.
fn sleep(desk: &Desk, days: i64) {
    desk.wait(Duration::days(days));
    desk.settle();
}

on_both_databases! {
    fn whoever_answers_for_entries_is_told_once_before_the_day_and_once_on_it(desk: &Desk) {
        let (elena, ester) = (desk.staff("Elena Neri", Role::Expert), desk.staff("Ester Verdi", Role::Expert));
        let carla = desk.staff("Carla Bruni", Role::Coordinator);
        // It is 24 November. Fourteen days later it is 8 December.
        import(desk, &["2026-12-08", "2026-12-09", "2026-12-10", "2027-06-01"]);
        give(desk, &elena, &[1, 2, 4]);
        give(desk, &ester, &[3]);
        let first = reminders(desk, &elena);
        assert_eq!(first.len(), 1);
        assert!(first[0].text.contains("c’è una scheda del catalogo da ricontrollare"), "{}", first[0].text);
        assert!(first[0].text.contains("Scheda 1: da ricontrollare entro martedì 8 dicembre 2026"));
        assert!(!first[0].text.contains("Scheda 2") && !first[0].text.contains("Scheda 4"));
        assert!(first[0].link("/redazione/1").ends_with("/redazione/1"));
        assert_eq!(reminders(desk, &carla).len() + reminders(desk, &ester).len(), 0);
        // On the page too; and another run, or another node, tells nothing.
        elena.open("/avvisi").says(SUBJECT);
        std::thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| desk.run("check_reminders"));
            }
        });
        assert_eq!(told(desk), 1);

        // The next day another comes near: one mail lists both.
        sleep(desk, 1);
        let second = reminders(desk, &elena);
        assert_eq!(second.len(), 2);
        assert!(second[1].text.contains("2 schede") && second[1].text.contains("Scheda 1") && second[1].text.contains("Scheda 2"));
        sleep(desk, 1);
        assert_eq!((reminders(desk, &elena).len(), reminders(desk, &ester).len()), (2, 1));
        sleep(desk, 5);
        assert_eq!((reminders(desk, &elena).len(), reminders(desk, &ester).len()), (2, 1), "nothing is new");

        // One was checked: of it nothing is told on its day.
        let list = elena.open("/redazione/verifiche");
        list.form("/redazione/2/verifica").send(&elena.browser).is(200);
        sleep(desk, 7);
        let on_the_day = reminders(desk, &elena);
        assert_eq!(on_the_day.len(), 3);
        let text = &on_the_day[2].text;
        assert!(text.contains("martedì 8 dicembre 2026, cioè oggi o prima") && !text.contains("Scheda 2"), "{text}");
        sleep(desk, 1);
        assert_eq!(reminders(desk, &elena).len(), 3);
    }

    fn a_desk_that_was_off_misses_no_day_and_tells_nothing_twice(desk: &Desk) {
        let elena = desk.staff("Elena Neri", Role::Expert);
        import(desk, &["2026-12-20", "2026-12-21", "2027-01-20"]);
        give(desk, &elena, &[1, 2, 3]);
        desk.settle();
        assert_eq!(told(desk), 0);
        // Nobody looks until the days are over, and then it is night.
        desk.wait(Duration::days(30) - Duration::hours(4));
        desk.settle();
        assert_eq!(told(desk), 0, "nobody is woken");
        desk.wait(Duration::hours(3));
        let mails = reminders(desk, &elena);
        assert_eq!((mails.len(), told(desk)), (1, 1));
        assert!(mails[0].text.contains("2 schede"), "{}", mails[0].text);
        sleep(desk, 2);
        assert_eq!(told(desk), 1, "what is late was told");

        // Whoever answers for them from now on hears of them, a day after she got another mail of this kind at the latest.
        let ester = desk.staff("Ester Verdi", Role::Expert);
        give(desk, &ester, &[1]);
        assert_eq!(reminders(desk, &ester).len(), 1);
        give(desk, &ester, &[2]);
        assert_eq!(reminders(desk, &ester).len(), 1, "one mail a day");
        sleep(desk, 1);
        assert_eq!(reminders(desk, &ester).len(), 2);
    }

    fn where_nobody_answers_for_an_entry_the_coordinators_are_told(desk: &Desk) {
        let (carla, dora) = (desk.staff("Carla Bruni", Role::Coordinator), desk.staff("Dora Sala", Role::Coordinator));
        let (elena, ada) = (desk.staff("Elena Neri", Role::Expert), desk.staff("Ada Rossi", Role::Analyst));
        let days: Vec<&str> = std::iter::repeat_n("2026-11-20", 25).collect();
        import(desk, &days);
        give(desk, &elena, &[24, 25]);
        let email = elena.email.clone();
        desk.write(move |conn: &mut Conn| -> DbResult<()> {
            diesel::update(accounts::table.filter(accounts::email.eq(email))).set(accounts::state.eq("disabled")).execute(conn)?;
            Ok(())
        });
        for coordinator in [&carla, &dora] {
            let mails = reminders(desk, coordinator);
            assert_eq!(mails.len(), 2, "those of nobody, and those of whoever left");
            let all = mails.iter().find(|mail| mail.text.contains("23 schede")).unwrap();
            assert!(all.text.contains("che nessuno allo sportello segue") && all.text.contains("E altre 3."), "{}", all.text);
            assert!(mails.iter().any(|mail| mail.text.contains("2 schede") && mail.text.contains("Scheda 25")));
        }
        assert_eq!(reminders(desk, &elena).len() + reminders(desk, &ada).len(), 0);
        // Who does not want mails of the catalogue reads it on the page alone.
        let form = dora.open("/profilo/avvisi").form("/profilo/avvisi").without("mail-catalogue");
        form.send(&dora.browser).is(200);
        desk.write(|conn: &mut Conn| -> DbResult<()> {
            diesel::update(check_reminders::table).set(check_reminders::told_on.eq("2026-11-01")).execute(conn)?;
            diesel::update(entries::table.find(1)).set(entries::review_by.eq("2026-11-21")).execute(conn)?;
            Ok(())
        });
        assert_eq!((reminders(desk, &carla).len(), reminders(desk, &dora).len()), (3, 2));
        dora.open("/avvisi").says(SUBJECT);
    }
}
