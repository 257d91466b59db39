//! The pages of questions as a browser without JavaScript sees them, on both databases.

use chrono::Duration;
use dialoga::accounts::{self, NewMember, NewPassword, Role};
use dialoga::kernel::event::Actor;
use dialoga::kernel::text::{EmailAddress, Name};
use dialoga::platform::db::DbError;
use dialoga::platform::db::schema::{attachments, messages, tickets};
use dialoga::platform::i18n::Lang;
use diesel::prelude::*;

use crate::support::browser::{Browser, Page, Sending};
use crate::support::desk::Desk;
use crate::support::form::Form;
use crate::support::on_both_databases;

const PASSWORD: &str = "quattro gatti bianchi sul tetto";
const ASK: &str = "/domande/nuova";
/// What a form says of a topic that nobody knows.
const UNKNOWN: &str = "non-so";

fn email(name: &str) -> EmailAddress {
    EmailAddress::parse(&format!("{}@esempio.it", name.to_lowercase())).unwrap()
}

/// Somebody with an account, signed in.
fn signed_in(desk: &Desk, name: &str, role: Role) -> Browser {
    let (email, whole) = (email(name), Name::parse(name).unwrap());
    let password = NewPassword::parse(PASSWORD, Some(&whole), Some(&email)).unwrap();
    let password_hash = Some(password.hash_now().unwrap());
    let member = NewMember { email, name: whole, role, organisation: None, lang: Lang::It, password_hash };
    let now = desk.now();
    desk.write(move |conn| accounts::add_member(conn, &member, Actor::System, now));
    let browser = desk.browser();
    sign_in(&browser, name);
    browser
}

fn sign_in(browser: &Browser, name: &str) -> Page {
    let form = browser.get("/accesso").form("/accesso");
    let page = form.with("email", email(name).as_str()).with("password", PASSWORD).send(browser);
    assert!(!page.path.starts_with("/accesso"), "{}", page.text());
    page
}

/// Asks through the form, with what `fill` adds; answers the page after sending.
fn ask(browser: &Browser, subject: &str) -> Page {
    let form = browser.get(ASK).form(ASK).with("topic", UNKNOWN).with("subject", subject);
    form.with("body", "Vorrei sapere che cosa prevede la legge.").with("action", "send").send(browser)
}

/// The number of the question a page is about.
fn number(page: &Page) -> i64 {
    let digits: String = page.path.chars().filter(char::is_ascii_digit).collect();
    digits.strip_suffix(if page.path.contains("ricevuta=1") { "1" } else { "" }).unwrap().parse().unwrap()
}

fn count_tickets(desk: &Desk) -> i64 {
    desk.read::<_, DbError>(|conn| Ok(tickets::table.count().get_result(conn)?))
}

fn claim(expert: &Browser, number: i64) -> Page {
    let page = expert.get(&format!("/coda/{number}"));
    page.form(&format!("/coda/{number}/presa-in-carico")).send(expert)
}

/// Posts to a ticket as the page's own form would, with these fields.
fn post(browser: &Browser, page: &str, action: &str, fields: &[(&str, &str)]) -> Page {
    let token = browser.get(page).attributes("input[name=csrf_token]", "value").remove(0);
    let fields: Vec<(&str, &str)> = fields.iter().copied().chain([("csrf_token", token.as_str())]).collect();
    browser.post(action, &fields)
}

fn message(browser: &Browser, number: i64, fields: &[(&str, &str)]) -> Page {
    let (page, action) = (format!("/coda/{number}"), format!("/coda/{number}/messaggi"));
    browser.follow(post(browser, &page, &action, fields))
}

on_both_databases! {
    fn a_question_is_looked_over_then_sent_and_its_promise_said_in_words(desk: &Desk) {
        let anna = signed_in(desk, "Anna", Role::Requester);
        let form = anna.get(ASK).form(ASK).with("topic", UNKNOWN).with("subject", "Part-time");
        let form = form.with("body", "Posso averlo?\nMia figlia ha due anni.");
        let summary = form.with("action", "review").send(&anna);
        summary.is(200).says("Part-time").says("Mia figlia ha due anni.");
        assert_eq!(count_tickets(desk), 0, "nothing is sent by looking over");
        let sent = summary.form(ASK).with("action", "send").send(&anna);
        let number = number(&sent);
        sent.is(200)
            .says(&format!("Abbiamo ricevuto la tua domanda n. {number}"))
            .says("giovedì 26 novembre 2026, ore 10:30")
            .says("ricevuta");
        assert_eq!(count_tickets(desk), 1);
        // The same summary, sent again from a page that is still open.
        let again = summary.form(ASK).with("action", "send").send(&anna);
        again.is(200).says(&format!("n. {number}"));
        assert_eq!(count_tickets(desk), 1);
        anna.get(ASK).never_says("Mia figlia");
        desk.last_mail_to("anna@esempio.it");
    }

    fn a_form_without_a_button_is_sent(desk: &Desk) {
        let anna = signed_in(desk, "Anna", Role::Requester);
        let fields = [("topic", UNKNOWN), ("subject", "Nido"), ("body", "Ci sono posti?")];
        let sent = anna.follow(post(&anna, ASK, ASK, &fields));
        sent.is(200).says("Abbiamo ricevuto la tua domanda");
    }

    fn every_mistake_is_shown_at_once_and_nothing_typed_is_lost(desk: &Desk) {
        let anna = signed_in(desk, "Anna", Role::Requester);
        let form = anna.get(ASK).form(ASK).with("body", "Un testo che resta");
        let form = form.with_file("attachments", "busta.exe", b"MZ\x90\0\x03");
        let form = form.with_file("attachments", "busta.pdf", b"%PDF-1.7 busta paga");
        let page = form.with("action", "send").send(&anna);
        page.is(422).says("Un testo che resta").says("busta.exe").says("busta.pdf");
        let title = page.texts("title").remove(0);
        assert!(title.starts_with("Errore:"), "{title}");
        for field in ["topic", "subject", "attachments"] {
            let links = page.attributes("#errors a", "href");
            assert!(links.contains(&format!("#{field}")), "{field}: {links:?}");
            let ids = page.attributes("[aria-invalid=true]", "id");
            assert!(ids.contains(&field.to_owned()), "{field}: {ids:?}");
        }
        // The good file is not asked for again.
        let form = page.form(ASK).with("topic", UNKNOWN).with("subject", "Busta paga");
        let sent = form.with("action", "send").send(&anna);
        sent.is(200).says("busta.pdf");
        assert_eq!(sent.attributes("a.dg-attachment", "href").len(), 1);
    }

    fn what_was_typed_when_the_session_ended_waits_after_signing_in(desk: &Desk) {
        let anna = signed_in(desk, "Anna", Role::Requester);
        let form = anna.get(ASK).form(ASK).with("topic", UNKNOWN).with("subject", "Congedo parentale");
        let form = form.with("body", "Un testo lungo scritto di notte.");
        desk.wait(Duration::hours(3));
        let page = form.with("action", "send").send(&anna);
        assert!(page.path.starts_with("/accesso?next="), "{}", page.path);
        page.says("bozza").never_says("scritto di notte");
        assert_eq!(count_tickets(desk), 0);
        let form = page.form("/accesso").with("email", "anna@esempio.it").with("password", PASSWORD);
        let back = form.send(&anna);
        assert_eq!(back.path, ASK);
        let form = back.form(ASK);
        assert_eq!(form.value("subject"), Some("Congedo parentale"));
        assert_eq!(form.value("body"), Some("Un testo lungo scritto di notte."));
        form.with("topic", UNKNOWN).with("action", "send").send(&anna).says("Abbiamo ricevuto");
        assert_eq!(count_tickets(desk), 1);
    }

    fn the_page_saves_the_draft_by_itself_and_it_can_be_thrown_away(desk: &Desk) {
        let anna = signed_in(desk, "Anna", Role::Requester);
        let saved = post(&anna, ASK, "/domande/bozza", &[("subject", "Ferie"), ("body", "A metà")]);
        saved.is(204);
        anna.get("/domande").says("Ferie");
        let page = anna.get(ASK);
        assert_eq!(page.form(ASK).value("body"), Some("A metà"));
        page.form("/domande/bozza/elimina").send(&anna).is(200).never_says("Ferie");
        let kept = anna.get(ASK).form(ASK).with("subject", "Ferie bis").with("action", "save").send(&anna);
        kept.is(200).says("Ferie bis");
        assert_eq!(count_tickets(desk), 0);
    }

    fn a_draft_thrown_away_on_one_page_does_not_come_back_from_another(desk: &Desk) {
        let anna = signed_in(desk, "Anna", Role::Requester);
        let form = anna.get(ASK).form(ASK);
        let saves = |form: &Form, body: &str| {
            let typed = |name| (name, form.value(name).unwrap());
            let fields = [typed("csrf_token"), typed("submission_key"), typed("saved"), ("subject", "Ferie"), ("body", body)];
            anna.post("/domande/bozza", &fields)
        };
        saves(&form, "A metà").is(204);
        // Two pages show the same draft, and one of them throws it away.
        let (here, there) = (anna.get(ASK), anna.get(ASK).form(ASK));
        saves(&there, "A metà, e oltre").is(204);
        here.form("/domande/bozza/elimina").send(&anna).is(200);
        saves(&there, "A metà, e ancora oltre").is(409);
        assert_eq!(anna.get(ASK).form(ASK).value("body"), Some(""));
        // Nor does it take the place of what was begun anew.
        saves(&anna.get(ASK).form(ASK), "Un’altra domanda").is(204);
        saves(&there, "A metà, e sempre oltre").is(409);
        assert_eq!(anna.get(ASK).form(ASK).value("body"), Some("Un’altra domanda"));
        // Whoever presses the button means it.
        there.with("body", "Ci ho ripensato").with("action", "save").send(&anna).is(200);
        assert_eq!(anna.get(ASK).form(ASK).value("body"), Some("Ci ho ripensato"));
    }

    fn visitors_are_asked_to_sign_in_and_staff_has_no_such_page(desk: &Desk) {
        let visitor = desk.browser();
        for path in ["/domande", "/domande/nuova", "/domande/1", "/coda", "/coda/1", "/allegati/1"] {
            let target = visitor.get_only(path).redirect().unwrap();
            assert!(target.starts_with("/accesso?next=%2F"), "{path}: {target}");
        }
        for path in ["/domande/nuova", "/domande/bozza", "/domande/1/messaggi", "/coda/1/messaggi"] {
            let target = visitor.post(path, &[("body", "x")]).redirect().unwrap();
            assert!(target.starts_with("/accesso?next=%2F"), "{path}: {target}");
        }
        let (eva, anna) = (signed_in(desk, "Eva", Role::Expert), signed_in(desk, "Anna", Role::Requester));
        let lea = signed_in(desk, "Lea", Role::Analyst);
        let number = number(&ask(&anna, "Orari"));
        for path in ["/domande", "/domande/nuova", &format!("/domande/{number}")] {
            eva.get(path).is(404);
        }
        for browser in [&anna, &lea] {
            browser.get("/coda").is(404);
            browser.get(&format!("/coda/{number}")).is(404);
        }
    }

    fn other_peoples_questions_files_and_notes_do_not_exist(desk: &Desk) {
        let (anna, bruno) =
            (signed_in(desk, "Anna", Role::Requester), signed_in(desk, "Bruno", Role::Requester));
        let (eva, lea) = (signed_in(desk, "Eva", Role::Expert), signed_in(desk, "Lea", Role::Analyst));
        let form = anna.get(ASK).form(ASK).with("topic", UNKNOWN).with("subject", "Busta paga");
        let form = form.with("body", "Ecco la busta.").with_file("attachments", "busta paga.pdf", b"%PDF-1.7 x");
        let sent = form.with("action", "send").send(&anna);
        let number = number(&sent);
        let file = sent.attributes("a.dg-attachment", "href").remove(0);
        let own = anna.get(&file);
        own.is(200);
        assert_eq!(own.body, b"%PDF-1.7 x");
        assert_eq!(own.header("content-type"), Some("application/pdf"));
        assert!(own.header("content-disposition").unwrap().starts_with("attachment;"));
        assert!(own.header("content-security-policy").unwrap().contains("sandbox"));
        assert_eq!(own.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(own.header("cache-control"), Some("no-store"));
        eva.get(&file).is(200);

        claim(&eva, number).is(200);
        message(&eva, number, &[("body", "Sentiamo la collega del patronato"), ("visibility", "note")]).is(200);
        let page = eva.get(&format!("/coda/{number}"));
        page.says("Sentiamo la collega").says("Nota interna");
        anna.get(&format!("/domande/{number}")).is(200).never_says("Sentiamo").never_says("Eva");
        // A note may have files; the form for notes has no field for them, but a script can.
        let action = format!("/coda/{number}/messaggi");
        let form = page.form(&action).forged("visibility", "note").forged("body", "Con un allegato");
        form.with_file("attachments", "interno.pdf", b"%PDF-1.7 interno").send(&eva).is(200);
        let files = eva.get(&format!("/coda/{number}")).attributes("a.dg-attachment", "href");
        assert_eq!(files.len(), 2);
        let internal = files.iter().find(|other| **other != file).unwrap();
        eva.get(internal).is(200);
        anna.get(internal).is(404);
        for stranger in [&bruno, &lea] {
            stranger.get(&file).is(404);
            stranger.get(internal).is(404);
            stranger.get(&format!("/domande/{number}")).is(404);
            stranger.get(&format!("/coda/{number}")).is(404);
        }
        for action in ["messaggi", "chiusura", "valutazione"] {
            let fields = [("body", "io"), ("helpful", "yes")];
            post(&bruno, "/domande", &format!("/domande/{number}/{action}"), &fields).is(404);
        }
        for action in ["presa-in-carico", "rilascio", "passaggio", "messaggi", "chiusura", "riapertura", "spam", "argomento"] {
            let fields = [("body", "io"), ("visibility", "public"), ("outcome", "answer"), ("topic", "x")];
            post(&anna, "/domande", &format!("/coda/{number}/{action}"), &fields).is(404);
        }
        for path in ["/domande/999", "/domande/-1", "/domande/x", "/domande/99999999999999999999", "/allegati/0"] {
            anna.get(path).is(404);
        }
    }

    fn hostile_input_is_refused_and_changes_nothing(desk: &Desk) {
        let (anna, eva) = (signed_in(desk, "Anna", Role::Requester), signed_in(desk, "Eva", Role::Expert));
        let number = number(&ask(&anna, "Orari"));
        claim(&eva, number);
        let before = rows(desk);
        let long = "x".repeat(300_000);
        let many = "y".repeat(30_000);
        for (subject, body) in
            [("a\0b", "c"), ("a", "c\0"), ("a\u{202E}b", "c"), ("a", "c\u{1b}[0m"), ("a", &many), (&many, "c"), ("a", &long)]
        {
            for action in ["send", "review"] {
                let fields = [("topic", UNKNOWN), ("subject", subject), ("body", body), ("action", action)];
                let page = post(&anna, ASK, ASK, &fields);
                assert!((400..500).contains(&page.status), "{action} {} {}", page.status, subject.len());
            }
            let fields = [("visibility", "public"), ("outcome", "answer"), ("body", body)];
            if body != "c" {
                let page = message(&eva, number, &fields);
                assert!((400..500).contains(&page.status), "{} {}", page.status, body.len());
                let (page, action) = (format!("/domande/{number}"), format!("/domande/{number}/messaggi"));
                let page = post(&anna, &page, &action, &[("body", body)]);
                assert!((400..500).contains(&page.status), "{} {}", page.status, body.len());
            }
        }
        for fields in [
            &[("visibility", "all"), ("outcome", "answer"), ("body", "x")][..],
            &[("visibility", "public"), ("outcome", "delete"), ("body", "x")],
            &[("visibility", "public"), ("outcome", "answer"), ("body", " \n ")],
            &[("visibility", "public"), ("outcome", "answer"), ("body", "x"), ("body", "y")],
        ] {
            let page = message(&eva, number, fields);
            assert!((400..500).contains(&page.status), "{fields:?}: {}", page.status);
        }
        for (kind, body) in [
            ("application/json", &b"{}"[..]),
            ("multipart/form-data; boundary=x", b"--x\r\nbroken"),
            ("multipart/form-data", b""),
            ("application/x-www-form-urlencoded", b"csrf_token=%ff&body=%"),
            ("text/plain", b"\xff\xfe"),
        ] {
            for path in [ASK.to_owned(), format!("/domande/{number}/messaggi")] {
                let page = anna.send(&Sending { method: "POST", path: &path, content: Some((kind, body.to_vec())) });
                assert!((400..500).contains(&page.status), "{kind}: {}", page.status);
            }
        }
        for query in ["?dopo=x", "?dopo=9223372036854775807-1", "?dopo=-1-1", "?vista=x&chi=y&argomento=%00", "?vista=a&vista=b"] {
            let page = eva.get(&format!("/coda{query}"));
            assert!(page.status < 500, "{query}");
        }
        for query in ["?prima=x", "?prima=9223372036854775807", "?prima=-5", "?prima=1&prima=2"] {
            assert!(anna.get(&format!("/domande{query}")).status < 500, "{query}");
        }
        assert_eq!(rows(desk), before);
    }

    fn an_answer_written_past_a_colleague_or_the_requester_is_held_back_once(desk: &Desk) {
        let (anna, eva) = (signed_in(desk, "Anna", Role::Requester), signed_in(desk, "Eva", Role::Expert));
        let number = number(&ask(&anna, "Permessi"));
        claim(&eva, number);
        let open = eva.get(&format!("/coda/{number}"));
        let page = anna.get(&format!("/domande/{number}"));
        let action = format!("/domande/{number}/messaggi");
        page.form(&action).with("body", "Dimenticavo: lavoro di notte.").send(&anna).is(200);
        let action = format!("/coda/{number}/messaggi");
        let form = open.form(&action).with("body", "Risposta scritta prima").with("outcome", "answer");
        let held = form.send(&eva);
        held.is(409).says("Dimenticavo").says("Risposta scritta prima");
        held.says("Mentre scrivevi, Anna ha scritto un messaggio alle 10:30");
        anna.get(&format!("/domande/{number}")).never_says("Risposta scritta prima");
        held.form(&action).send(&eva).is(200);
        anna.get(&format!("/domande/{number}")).says("Risposta scritta prima");
    }

    fn of_two_experts_the_second_learns_who_holds_the_question(desk: &Desk) {
        let anna = signed_in(desk, "Anna", Role::Requester);
        let (eva, ida) = (signed_in(desk, "Eva", Role::Expert), signed_in(desk, "Ida", Role::Expert));
        let number = number(&ask(&anna, "Permessi"));
        let (first, second) = (eva.get(&format!("/coda/{number}")), ida.get(&format!("/coda/{number}")));
        let action = format!("/coda/{number}/presa-in-carico");
        first.form(&action).send(&eva).is(200);
        second.form(&action).send(&ida).is(200).says("Eva");
        let answered = message(&ida, number, &[("body", "Rispondo io"), ("visibility", "public"), ("outcome", "answer")]);
        answered.is(409).says("Rispondo io");
        anna.get(&format!("/domande/{number}")).never_says("Rispondo io");
    }

    fn a_question_goes_all_the_way_and_back(desk: &Desk) {
        let (anna, eva) = (signed_in(desk, "Anna", Role::Requester), signed_in(desk, "Eva", Role::Expert));
        let number = number(&ask(&anna, "Maternità"));
        let own = format!("/domande/{number}");
        claim(&eva, number).is(200);
        let asked = [("body", "Da quando lavori lì?"), ("visibility", "public"), ("outcome", "ask")];
        message(&eva, number, &asked).is(200).says("pausa");
        let page = anna.get(&own);
        page.says("Da quando lavori lì?");
        page.form(&format!("{own}/messaggi")).with("body", "Dal 2020.").send(&anna).is(200);
        let answer = [("body", "Allora **sì**."), ("visibility", "public"), ("outcome", "answer")];
        message(&eva, number, &answer).is(200);
        let page = anna.get(&own);
        page.says("Risposta pronta");
        let rated = page.form(&format!("{own}/valutazione")).with("helpful", "no").send(&anna);
        rated.is(200);
        rated.form(&format!("{own}/messaggi")).with("body", "E per i gemelli?").send(&anna).is(200).says("In lavorazione");
        message(&eva, number, &[("body", "Il doppio."), ("visibility", "public"), ("outcome", "answer")]).is(200);
        let page = anna.get(&own);
        let closed = page.form(&format!("{own}/chiusura")).send(&anna);
        closed.is(200).says("Chiusa");
        let way = [
            "Domanda ricevuta",
            "Un’esperta l’ha presa in carico",
            "Ti abbiamo chiesto un chiarimento",
            "Ci hai scritto",
            "Ti abbiamo risposto",
            "Domanda riaperta",
            "Ti abbiamo risposto",
            "Hai detto di aver risolto: domanda chiusa",
        ];
        assert_eq!(closed.texts(".dg-timeline .dg-event-text"), way);
        let story = eva.get(&format!("/coda/{number}"));
        story.says("Dal 2020.").says("E per i gemelli?");
        story.form(&format!("/coda/{number}/riapertura")).send(&eva).is(200);
        anna.get(&own).says("In lavorazione");
    }

    fn the_queue_page_by_page_is_the_whole_list_soonest_first(desk: &Desk) {
        let anna = signed_in(desk, "Anna", Role::Requester);
        let mut expected = Vec::new();
        for index in 0..17 {
            expected.push(number(&ask(&anna, &format!("Domanda {index}"))));
            // Some arrive in the very same moment.
            if index % 3 == 0 {
                desk.wait(Duration::minutes(7));
            }
        }
        fill(desk, 120);
        let eva = signed_in(desk, "Eva", Role::Expert);
        let shown = all_pages(&eva, "/coda?vista=todo&chi=tutte");
        let listed = desk.read::<_, DbError>(|conn| {
            let query = tickets::table.filter(tickets::stage.eq("todo"));
            Ok(query.order((tickets::due_at, tickets::id)).select(tickets::id).load::<i64>(conn)?)
        });
        assert_eq!(shown, listed);
        assert_eq!(shown.len(), 137);
        claim(&eva, expected[5]);
        assert_eq!(all_pages(&eva, "/coda?chi=mie"), [expected[5]]);
        let free = all_pages(&eva, "/coda?chi=libere");
        assert!(free.len() == 136 && !free.contains(&expected[5]));
        let asked = [("body", "Quando?"), ("visibility", "public"), ("outcome", "ask")];
        message(&eva, expected[5], &asked).is(200);
        assert_eq!(all_pages(&eva, "/coda?vista=waiting"), [expected[5]]);
        assert!(!all_pages(&eva, "/coda").contains(&expected[5]));
        let answered = [("body", "Sì."), ("visibility", "public"), ("outcome", "answer")];
        message(&eva, expected[5], &answered).is(200);
        assert_eq!(all_pages(&eva, "/coda?vista=answered"), [expected[5]]);
    }
}

/// Numbers of all rows of a list, page after page.
fn all_pages(browser: &Browser, path: &str) -> Vec<i64> {
    let mut numbers = Vec::new();
    let mut path = path.to_owned();
    for _ in 0..20 {
        let page = browser.get(&path);
        page.is(200);
        let rows = page.attributes("tbody a", "href");
        assert!(rows.len() <= 50);
        numbers.extend(rows.iter().map(|href| href.trim_start_matches("/coda/").parse::<i64>().unwrap()));
        match page.attributes("a[rel=next]", "href").pop() {
            Some(next) => path = next,
            None => return numbers,
        }
    }
    panic!("the list never ends");
}

/// Many questions, some due at the same moment, without the work of asking each.
fn fill(desk: &Desk, count: i64) {
    let now = desk.now();
    desk.write::<_, DbError>(move |conn| {
        let requester: i64 = tickets::table.select(tickets::requester_id).first(conn)?;
        for index in 0..count {
            let due = now + Duration::minutes(index / 4);
            diesel::insert_into(tickets::table)
                .values((
                    tickets::requester_id.eq(requester),
                    tickets::channel.eq("web"),
                    tickets::state.eq("new"),
                    tickets::subject.eq(format!("Riempitivo {index}")),
                    tickets::kind.eq("worker"),
                    tickets::lang.eq("it"),
                    tickets::created_at.eq(now),
                    tickets::updated_at.eq(now),
                    tickets::due_at.eq(due),
                    tickets::content_hash.eq(index.to_string()),
                    tickets::stage.eq("todo"),
                    tickets::queue_at.eq(due),
                ))
                .execute(conn)?;
        }
        Ok(())
    });
}

/// How many tickets, messages and files there are.
fn rows(desk: &Desk) -> (i64, i64, i64) {
    desk.read::<_, DbError>(|conn| {
        let tickets = tickets::table.count().get_result(conn)?;
        let messages = messages::table.count().get_result(conn)?;
        Ok((tickets, messages, attachments::table.count().get_result(conn)?))
    })
}
