//! What became of the mails of a day: every mail is in one of the numbers.

use chrono::Duration;
use dialoga::accounts::Role;
use dialoga::platform::db::DbError;
use dialoga::platform::db::schema::{imap_folders, imap_messages};
use diesel::prelude::*;

use crate::support::incoming::Letter;
use crate::support::on_both_databases;

on_both_databases! {
    fn the_mails_of_each_day_are_accounted_for_by_what_became_of_them(desk: &Desk) {
        let eva = desk.staff("Eva Neri", Role::Expert);
        eva.open("/coda/posta/riscontro").says("non è arrivata nessuna email");
        let question = Letter::new("Ada Riva <ada@casa.example>", "Congedo", "Quanti mesi di congedo ho?");
        desk.mail_in(&question);
        desk.mail_in(&Letter::new("Bea Riva <bea@casa.example>", "Nido", "Ci sono posti al nido?"));
        desk.mail_in(&Letter::new("Bea Riva <bea@casa.example>", "Fuori ufficio", "Torno lunedì.").with("Auto-Submitted", "auto-replied"));
        desk.mail_in(&Letter::new("Ada <ada@casa.example>, Bea <bea@casa.example>", "Due", "Siamo in due."));
        let page = eva.open("/coda/posta/riscontro");
        page.says("24 novembre 2026").says("Dal server di posta: 4").says("2 nuove domande").says("una da verificare").says("una messa da parte");
        page.says("Non indica un solo mittente").says("risposta automatica");
        page.never_says("Caselle di posta").never_says("Dalle caselle");
        // What a mailbox shows and is known already is told too.
        let now = desk.now();
        desk.write(move |conn| {
            let folder: i64 = diesel::insert_into(imap_folders::table)
                .values((imap_folders::mailbox.eq("desk at posta.example"), imap_folders::folder.eq("INBOX"), imap_folders::since.eq(now)))
                .returning(imap_folders::id)
                .get_result(conn)?;
            for (uid, outcome) in [(1_i64, "known"), (2, "known"), (3, "not_given")] {
                let row = (
                    imap_messages::folder_id.eq(folder),
                    imap_messages::uid_validity.eq(7),
                    imap_messages::uid.eq(uid),
                    imap_messages::found_at.eq(now),
                    imap_messages::outcome.eq(outcome),
                );
                diesel::insert_into(imap_messages::table).values(row).execute(conn)?;
            }
            Ok::<_, DbError>(())
        });
        let page = eva.open("/coda/posta/riscontro");
        page.says("Dalle caselle di posta: 3").says("2 uguali ad altre già arrivate").says("non consegna");
        desk.run("reconciliation");
        // Another day is another account; old days are not shown.
        desk.wait(Duration::days(1));
        eva.sign_in();
        desk.mail_in(&Letter::new("Zoe <zoe@casa.example>", "Orari", "Quando siete aperti?"));
        eva.open("/coda/posta/riscontro").says("25 novembre 2026").says("Dal server di posta: una").says("24 novembre 2026");
        desk.wait(Duration::days(20));
        eva.sign_in();
        eva.open("/coda/posta/riscontro").never_says("24 novembre 2026");
        desk.browser().get("/coda/posta/riscontro").never_says("Dal server");
    }
}
