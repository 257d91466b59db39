//! Files that come with words: none is dropped unsaid, none is left behind, whoever presses what at the same moment.

use dialoga::accounts::Role;
use dialoga::platform::db::DbError;
use dialoga::platform::db::schema::{attachments, tickets};
use diesel::prelude::*;

use crate::support::browser::{Browser, Page};
use crate::support::cast::person_who_signs_in;
use crate::support::desk::Desk;
use crate::support::form::Form;
use crate::support::{at_once, on_both_databases};

const ASK: &str = "/domande/nuova";

fn signed_in(desk: &Desk, name: &str, role: Role) -> Browser {
    person_who_signs_in(desk, name, role).1
}

/// A question about nothing in particular, filled in.
fn question(browser: &Browser) -> Form {
    let form = browser.get(ASK).form(ASK).with("topic", "non-so").with("subject", "Busta paga");
    form.with("body", "Che cosa vuol dire questa voce?")
}

fn number(page: &Page) -> i64 {
    let path = page.path.split('?').next().unwrap();
    path.trim_start_matches("/domande/").parse().unwrap()
}

/// How many questions there are.
fn questions(desk: &Desk) -> i64 {
    desk.read::<_, DbError>(|conn| Ok(tickets::table.count().get_result(conn)?))
}

/// Keys of the files that a message has.
fn keys(desk: &Desk) -> Vec<String> {
    desk.read::<_, DbError>(|conn| {
        let of_messages = attachments::table.filter(attachments::message_id.is_not_null());
        Ok(of_messages.order(attachments::id).select(attachments::storage_key).load(conn)?)
    })
}

/// How many files lie in the store.
fn stored(desk: &Desk) -> usize {
    let folders = std::fs::read_dir(desk.app.storage.root()).unwrap();
    folders.map(|folder| std::fs::read_dir(folder.unwrap().path()).unwrap().count()).sum()
}

on_both_databases! {
    fn a_file_forgotten_at_first_is_not_dropped_and_the_same_file_twice_is_one(desk: &Desk) {
        let (anna, eva) = (signed_in(desk, "Anna", Role::Requester), signed_in(desk, "Eva", Role::Expert));
        // The question: without its file, then the same form with it, then that once more.
        let form = question(&anna).with("action", "send");
        let with_file = form.clone().with_file("attachments", "busta.pdf", b"%PDF-1.7 busta");
        let first = number(&form.send(&anna));
        let second = number(&with_file.send(&anna));
        assert_ne!(first, second);
        assert_eq!(number(&with_file.send(&anna)), second);
        assert_eq!(number(&form.send(&anna)), first);
        anna.get(&format!("/domande/{second}")).says("busta.pdf");
        assert_eq!((keys(desk).len(), stored(desk)), (1, 1));

        // The answer.
        let page = eva.get(&format!("/coda/{second}"));
        let page = page.form(&format!("/coda/{second}/presa-in-carico")).send(&eva);
        let form = page.form(&format!("/coda/{second}/messaggi")).with("body", "È il TFR.");
        let form = form.with("visibility", "public").with("outcome", "answer").forged("anyway", "1");
        let with_file = form.clone().with_file("attachments", "modulo.pdf", b"%PDF-1.7 modulo");
        for form in [&form, &with_file, &with_file, &form] {
            form.send(&eva).is(200);
        }
        let page = anna.get(&format!("/domande/{second}"));
        page.says("modulo.pdf");
        assert_eq!((keys(desk).len(), stored(desk)), (2, 2));

        // The requester's reply, whose file is called otherwise the second time.
        let form = page.form(&format!("/domande/{second}/messaggi")).with("body", "Ecco l'altra.");
        form.send(&anna).is(200);
        for name in ["altra.pdf", "altra (1).pdf"] {
            form.clone().with_file("attachments", name, b"%PDF-1.7 altra").send(&anna).is(200);
        }
        anna.get(&format!("/domande/{second}")).says("altra.pdf").never_says("altra (1).pdf");
        assert_eq!((keys(desk).len(), stored(desk)), (3, 3));
    }

    fn a_file_goes_by_the_name_of_what_is_in_it(desk: &Desk) {
        let anna = signed_in(desk, "Anna", Role::Requester);
        let form = question(&anna).with("action", "send");
        let page = form.with_file("attachments", "contratto.exe", b"Solo parole, nessun programma.").send(&anna);
        page.is(200).says("contratto.exe.txt");
        let file = anna.get_only(&page.link("contratto.exe.txt"));
        assert_eq!(file.header("content-type"), Some("text/plain"));
        assert!(file.header("content-disposition").unwrap().starts_with("attachment; filename=\"contratto.exe.txt\""));
    }

    fn a_question_with_a_file_pressed_many_times_at_once_is_one(desk: &Desk) {
        let anna = signed_in(desk, "Anna", Role::Requester);
        let form = question(&anna).with("action", "send").with_file("attachments", "busta.pdf", b"%PDF-1.7 busta");
        let browsers: Vec<Browser> = (0..6).map(|_| anna.copy()).collect();
        at_once(browsers, |browser| form.send(&browser).status);
        assert_eq!(questions(desk), 1);
        assert_eq!((keys(desk).len(), stored(desk)), (1, 1));
    }

    fn a_question_sent_while_its_draft_is_thrown_away_keeps_its_file(desk: &Desk) {
        let anna = signed_in(desk, "Anna", Role::Requester);
        for round in 0..8 {
            let form = question(&anna).with("subject", &format!("Busta {round}"));
            let content = format!("%PDF-1.7 busta {round}");
            let review = form.with("action", "review").with_file("attachments", "busta.pdf", content.as_bytes());
            let send = review.send(&anna).form(ASK).with("action", "send");
            let discard = anna.get(ASK).form("/domande/bozza/elimina");
            at_once([(send, anna.copy()), (discard, anna.copy())], |(form, browser)| form.send(&browser).status);
            for key in keys(desk) {
                assert!(desk.app.storage.root().join(&key).exists(), "the file of a question is gone");
            }
        }
    }
}
