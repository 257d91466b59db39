//! When the database or a limit refuses what somebody wrote, it is told in words and what was written is given back.

use std::time::Duration;

use dialoga::platform::db::{Conn, DbError, portable};
use diesel::connection::SimpleConnection;

use crate::support::browser::Page;
use crate::support::desk::Desk;
use crate::support::{at_once, on_both_databases, on_postgres};

/// What no full disk has room for.
fn long_text() -> String {
    "Lavoro su turni e mio figlio ha tre anni. ".repeat(400).trim_end().to_owned()
}

fn execute(desk: &Desk, sql: &'static str) {
    desk.write(move |conn: &mut Conn| Ok::<_, DbError>(conn.batch_execute(sql)?));
}

/// From now on the database has no room for another message.
fn fill_the_disk(desk: &Desk) {
    execute(
        desk,
        if desk.is_postgres() {
            "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION \
             'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$; \
             CREATE TRIGGER full_disk BEFORE INSERT ON messages EXECUTE FUNCTION full_disk()"
        } else {
            // Never less than it holds.
            "PRAGMA max_page_count = 1"
        },
    );
}

fn make_room(desk: &Desk) {
    let full = if desk.is_postgres() {
        "DROP TRIGGER full_disk ON messages"
    } else {
        "PRAGMA max_page_count = 1000000"
    };
    execute(desk, full);
}

fn textareas(page: &Page) -> Vec<String> {
    page.texts("main textarea")
}

on_both_databases! {
    fn a_full_disk_keeps_nothing_and_gives_the_text_back(desk: &Desk) {
        let topic = desk.topic_slug("Leggi di conciliazione");
        let anna = desk.worker("Anna Bianchi");
        let number = anna.ask(&topic, "Congedo a ore", "Posso chiedere il congedo a ore?").number();
        fill_the_disk(desk);
        let refused = anna.reply(number, &long_text());
        refused.is(503).says("In questo momento non ci riusciamo").says("Quello che hai scritto");
        assert_eq!(textareas(&refused), [long_text()]);
        let asked = anna.open("/domande/nuova").form("/domande/nuova");
        let asked = asked.with("topic", &topic).with("subject", "Turni").with("body", &long_text());
        let asked = asked.with("action", "send").send(&anna.browser);
        asked.is(503);
        assert_eq!(textareas(&asked), [long_text()]);
        make_room(desk);
        let own = format!("/domande/{number}");
        let again = refused.form(&format!("{own}/messaggi")).send(&anna.browser);
        again.is(200);
        assert_eq!(again.texts(".dg-message").len(), 2, "the question and the reply, once");
        let asked = asked.form("/domande/nuova").send(&anna.browser);
        asked.says("Abbiamo ricevuto");
        assert_ne!(asked.number(), number);
    }

    fn who_writes_too_much_is_slowed_down_and_loses_nothing(desk: &Desk) {
        let anna = desk.worker("Anna Bianchi");
        let number = anna.ask(&desk.topic_slug("Leggi di conciliazione"), "Nido", "Ci sono posti?").number();
        let text = |n: usize| format!("Ancora una cosa che avevo dimenticato di dirvi, la numero {n}.");
        let (n, refused) = (1..30)
            .map(|n| (n, anna.reply(number, &text(n))))
            .find(|(_, page)| page.status == 429)
            .expect("nobody writes thirty times in an instant");
        assert_eq!(textareas(&refused), [text(n)]);
        desk.wait(chrono::Duration::minutes(1));
        let sent = refused.form(&format!("/domande/{number}/messaggi")).send(&anna.browser);
        sent.is(200).says(&text(n));
    }

    fn whoever_cannot_be_recognised_is_told_in_words_and_loses_nothing(desk: &Desk) {
        let anna = desk.worker("Anna Bianchi");
        let number = anna.ask(&desk.topic_slug("Leggi di conciliazione"), "Nido", "Ci sono posti?").number();
        let form = anna.open(&format!("/domande/{number}")).form(&format!("/domande/{number}/messaggi"));
        execute(desk, "ALTER TABLE sessions RENAME TO sessions_away");
        anna.browser.may_meet_faults();
        let refused = form.with("body", &long_text()).send(&anna.browser);
        assert_eq!((refused.status, textareas(&refused)), (500, vec![long_text()]));
        refused.never_says("Accedi per continuare");
        let page = anna.browser.get_only("/domande");
        page.is(500).says("Qualcosa non ha funzionato");
        execute(desk, "ALTER TABLE sessions_away RENAME TO sessions");
        refused.form(&format!("/domande/{number}/messaggi")).send(&anna.browser).is(200);
    }

    fn a_form_from_elsewhere_gets_no_button(desk: &Desk) {
        let anna = desk.worker("Anna Bianchi");
        let number = anna.ask(&desk.topic_slug("Leggi di conciliazione"), "Nido", "Ci sono posti?").number();
        let action = format!("/domande/{number}/messaggi");
        let form = anna.open(&format!("/domande/{number}")).form(&action).with("body", &long_text());
        let form = form.forged("csrf_token", "di un altro");
        // What another site sends is not shown in a page of this one.
        form.send(&anna.browser).is(403).never_says("Lavoro su turni");
        anna.browser.sends_from_a_page_of_the_desk();
        let refused = form.send(&anna.browser);
        refused.is(403);
        assert_eq!(textareas(&refused), [long_text()]);
        assert!(refused.texts("main form").is_empty());
    }

    fn a_password_is_never_shown_again(desk: &Desk) {
        let browser = desk.browser();
        let form = browser.get("/accesso").form("/accesso");
        let secret = "una frase che è davvero lunga e che nessuno indovina";
        let form = form.with("email", "anna@esempio.it").with("password", secret);
        form.forged("csrf_token", "vecchio").send(&browser).is(403).never_says(secret);
    }

    fn files_of_a_draft_are_counted_where_they_are_kept(desk: &Desk) {
        let anna = desk.worker("Anna Bianchi");
        let form = || anna.open("/domande/nuova").form("/domande/nuova").with("action", "save");
        // Two pages that do not know of each other's files.
        let many = |names: [&str; 3]| {
            names.iter().fold(form(), |form, name| form.with_file("attachments", name, name.as_bytes()))
        };
        let pages = [many(["a.txt", "b.txt", "c.txt"]), many(["d.txt", "e.txt", "f.txt"])];
        let both = pages.map(|page| (page, anna.browser.copy()));
        let statuses = at_once(both, |(page, browser)| page.send(&browser).status);
        let kept = anna.open("/domande/nuova").texts("main form[action^='/domande/bozza/allegati/']").len();
        assert_eq!(kept, 3, "{statuses:?}");
        // Pressed twice.
        let bruno = desk.worker("Bruno Neri");
        let form = bruno.open("/domande/nuova").form("/domande/nuova").with("action", "save");
        let form = form.with_file("attachments", "a.txt", b"a").with_file("attachments", "b.txt", b"b");
        for _ in 0..2 {
            form.send(&bruno.browser).is(200);
        }
        let kept = bruno.open("/domande/nuova").texts("main form[action^='/domande/bozza/allegati/']").len();
        assert_eq!(kept, 2);
    }

    fn what_was_sent_does_not_come_back_as_a_draft(desk: &Desk) {
        let anna = desk.worker("Anna Bianchi");
        let topic = desk.topic_slug("Leggi di conciliazione");
        let form = anna.open("/domande/nuova").form("/domande/nuova");
        let form = form.with("topic", &topic).with("subject", "Nido").with("body", "Ci sono posti a Rho?");
        let key = form.value("submission_key").expect("a key").to_owned();
        form.clone().with("action", "send").send(&anna.browser).says("Abbiamo ricevuto");
        let saved = |body: &str| {
            let typed = [("csrf_token", form.value("csrf_token").unwrap()), ("submission_key", &key)];
            let fields = [typed[0], typed[1], ("topic", &topic), ("subject", "Nido"), ("body", body)];
            anna.browser.post("/domande/bozza", &fields).is(204);
        };
        // What the page saved while its question was on its way.
        saved("Ci sono posti a");
        anna.open("/domande").never_says("Riprendi la bozza");
        saved("Ci sono posti a Rho? E a Pero?");
        anna.open("/domande").says("Riprendi la bozza");
    }
}

on_postgres! {
    fn writers_that_wait_leave_room_for_those_who_read(desk: &Desk) {
        let (hold, held) = std::sync::mpsc::channel::<()>();
        let (tell, told) = std::sync::mpsc::channel::<()>();
        let waiting = |conn: &mut Conn| portable::exclusive(conn, "the same thing");
        std::thread::scope(|scope| {
            scope.spawn(|| {
                let hold = move |conn: &mut Conn| -> Result<(), DbError> {
                    portable::exclusive(conn, "the same thing")?;
                    tell.send(()).expect("somebody waits");
                    held.recv().expect("they are done");
                    Ok(())
                };
                desk.step(|app, _| async move { app.db.write(hold).await }).unwrap();
            });
            told.recv().expect("the lock is held");
            // More than there are connections.
            for _ in 0..12 {
                scope.spawn(move || desk.step(|app, _| async move { app.db.write(waiting).await }).unwrap());
            }
            std::thread::sleep(Duration::from_millis(300));
            desk.browser().get("/catalogo").is(200);
            hold.send(()).expect("the lock is held");
        });
    }

    fn a_lock_that_is_not_given_passes(desk: &Desk) {
        let (hold, held) = std::sync::mpsc::channel::<()>();
        let (tell, told) = std::sync::mpsc::channel::<()>();
        std::thread::scope(|scope| {
            scope.spawn(|| {
                desk.write::<_, DbError>(move |conn| {
                    portable::exclusive(conn, "the same thing")?;
                    tell.send(()).expect("somebody waits");
                    held.recv().expect("they are done");
                    Ok(())
                });
            });
            told.recv().expect("the lock is held");
            let refused = desk.app.db.write_blocking(|conn| -> Result<(), DbError> {
                conn.batch_execute("SET LOCAL lock_timeout = '20ms'")?;
                portable::exclusive(conn, "the same thing")
            });
            hold.send(()).expect("the lock is held");
            let why = refused.expect_err("it is held");
            assert!(why.is_passing(), "{why}");
        });
    }
}
