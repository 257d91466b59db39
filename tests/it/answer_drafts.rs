//! What the desk types and has not sent: kept on the server, the author's alone, never lost and never in the way.

use chrono::Duration;
use dialoga::accounts::{Person, Role};
use dialoga::kernel::ids::TicketId;
use dialoga::tickets::actions::{self, Kept, Origin, Part, Saving};
use dialoga::tickets::{TicketError, own_answer_drafts};
use serde_json::{Value, json};

use crate::support::browser::{Browser, Page};
use crate::support::cast::{act, ask, person, words};
use crate::support::desk::Desk;
use crate::support::form::Form;
use crate::support::people::Human;
use crate::support::{at_once, on_both_databases};

const ANY_TOPIC: &str = "non-so";

/// A question of Anna's that Eva has taken.
fn taken(desk: &Desk) -> (Human, Human, i64) {
    let (anna, eva) = (desk.worker("Anna Bianchi"), desk.staff("Eva Neri", Role::Expert));
    let number = anna.ask(ANY_TOPIC, "Permessi", "Quanti giorni di permesso ho?").number();
    eva.claim(number).is(200);
    (anna, eva, number)
}

/// The form for the answer, or that for the note.
fn form(page: &Page, visibility: &str) -> Form {
    let action = format!("{}/messaggi", page.path.trim_end_matches("/bozza"));
    page.form_holding(&action, "visibility", visibility)
}

/// What the field of the answer holds.
fn answer(page: &Page) -> String {
    form(page, "public").value("body").unwrap().to_owned()
}

/// Presses "Salva la bozza" below the answer.
fn keep(browser: &Browser, page: &Page, text: &str) -> Page {
    let save = format!("{}/bozza", page.path.trim_end_matches("/bozza"));
    form(page, "public").with("body", text).to(&save).send(browser)
}

/// What the script of a page does while one types.
fn keep_by_itself(browser: &Browser, page: &Page, mark: &str, text: &str) -> (u16, Value) {
    let form = form(page, "public");
    let fields = [
        ("csrf_token", form.value("csrf_token").unwrap()),
        ("page", form.value("page").unwrap()),
        ("seen", form.value("seen").unwrap()),
        ("draft", mark),
        ("answer", text),
        ("note", ""),
    ];
    let told = browser.post_for_json(&format!("{}/bozza", page.path), &fields);
    (told.status, serde_json::from_slice(&told.body).unwrap_or_default())
}

on_both_databases! {
    fn what_is_typed_is_found_on_any_device_until_it_is_sent(desk: &Desk) {
        let (_, eva, number) = taken(desk);
        let work = format!("/coda/{number}");
        let saved = keep(&eva.browser, &eva.open(&work), "Tre giorni\r\nal mese.");
        saved.is(200).says("Bozza salvata: la ritrovi qui").says("Bozza salvata oggi alle 10:30");
        let device = desk.browser();
        let phone = Human { name: eva.name.clone(), email: eva.email.clone(), browser: device };
        phone.sign_in();
        let page = phone.open(&work);
        assert_eq!(answer(&page), "Tre giorni\nal mese.");
        // The other text of the draft is kept apart, and stays when this one is sent.
        let note = form(&page, "note").with("body", "Sentire l’INPS.").to(&format!("{work}/bozza"));
        note.send(&phone.browser).is(200);
        let page = eva.open(&work);
        assert_eq!((answer(&page).as_str(), form(&page, "note").value("body")), ("Tre giorni\nal mese.", Some("Sentire l’INPS.")));
        let sent = eva.answer(number, "Tre giorni al mese.");
        assert_eq!((answer(&sent).as_str(), form(&sent, "note").value("body")), ("", Some("Sentire l’INPS.")));
        let sent = eva.note(number, "Sentire l’INPS.");
        assert_eq!(form(&sent, "note").value("body"), Some(""));
        assert_eq!(sent.texts("[data-status]"), [""]);
    }

    fn a_draft_is_its_author_s_alone_and_told_to_her_with_her_data(desk: &Desk) {
        let (anna, eva, number) = taken(desk);
        let emma = desk.staff("Emma Sala", Role::Coordinator);
        let work = format!("/coda/{number}");
        keep(&eva.browser, &eva.open(&work), "Parole non dette").is(200);
        emma.open(&work).is(200).never_says("non dette");
        for path in [format!("/domande/{number}"), "/profilo/dati.json".to_owned()] {
            anna.open(&path).is(200).never_says("non dette");
        }
        emma.open("/profilo/dati.json").never_says("non dette");
        let data: Value = serde_json::from_slice(&eva.open("/profilo/dati.json").body).unwrap();
        let draft = &data["answer_drafts"][0];
        assert_eq!((&draft["question"], &draft["answer"]), (&json!(number), &json!("Parole non dette")));
        // What can no longer be sent is still there to be read.
        eva.press(number, "rilascio").says("La tua bozza di risposta").says("Parole non dette");
    }

    fn of_two_windows_neither_undoes_the_other_unseen(desk: &Desk) {
        let (_, eva, number) = taken(desk);
        let work = format!("/coda/{number}");
        let (one, other) = (eva.open(&work), eva.open(&work));
        keep(&eva.browser, &one, "Della prima finestra").is(200);
        let refused = keep(&eva.browser, &other, "Della seconda");
        refused.is(409).says("Della prima finestra");
        let alerts = |page: &Page| page.texts("[data-alerts] .dg-alert-title");
        assert_eq!(alerts(&refused), ["In un’altra finestra hai salvato un testo diverso, alle 10:30"]);
        assert_eq!(answer(&refused), "Della seconda");
        assert_eq!(answer(&eva.open(&work)), "Della prima finestra");
        // Whoever has seen both decides.
        keep(&eva.browser, &refused, "Della seconda").is(200);
        assert_eq!(answer(&eva.open(&work)), "Della seconda");
        let discard = |page: &Page| page.form(&format!("{work}/bozza/elimina")).send(&eva.browser);
        let (stale, fresh) = (eva.open(&work), eva.open(&work));
        keep(&eva.browser, &fresh, "La terza").is(200);
        discard(&stale).says("leggilo prima di eliminarlo");
        assert_eq!(answer(&eva.open(&work)), "La terza");
        let shown = eva.open(&work);
        discard(&shown).says("Bozza eliminata");
        // What was thrown away does not come back by itself.
        let gone = keep(&eva.browser, &shown, "La terza");
        assert_eq!(alerts(gone.is(409)), ["La bozza è stata inviata o eliminata in un’altra finestra"]);
        assert_eq!(answer(&gone), "La terza");
        assert_eq!(answer(&eva.open(&work)), "");
        keep(&eva.browser, &gone, "La terza").is(200);
        assert_eq!(answer(&eva.open(&work)), "La terza");
    }

    fn the_page_saves_by_itself_and_is_told_what_is_kept(desk: &Desk) {
        let (_, eva, number) = taken(desk);
        let work = format!("/coda/{number}");
        let (one, other) = (eva.open(&work), eva.open(&work));
        assert_eq!(keep_by_itself(&eva.browser, &one, "", " "), (200, json!({"draft": ""})));
        let (status, told) = keep_by_itself(&eva.browser, &one, "", "Tre gi");
        assert_eq!((status, &told["saved"]), (200, &json!("10:30")));
        // An answer that was lost on the way does not divide a page from what it saved itself.
        let (status, again) = keep_by_itself(&eva.browser, &one, "", "Tre giorni");
        assert_eq!(status, 200);
        assert_ne!(told["draft"], again["draft"]);
        let (status, theirs) = keep_by_itself(&eva.browser, &other, told["draft"].as_str().unwrap(), "Due");
        assert_eq!((status, &theirs["answer"], &theirs["draft"]), (409, &json!("Tre giorni"), &again["draft"]));
        assert_eq!(keep_by_itself(&eva.browser, &one, "", "").1, json!({"draft": ""}));
        let (status, told) = keep_by_itself(&eva.browser, &other, again["draft"].as_str().unwrap(), "Due");
        assert_eq!((status, told), (409, json!({"gone": true})));
        let long = "a".repeat(40_001);
        assert_eq!(keep_by_itself(&eva.browser, &one, "", &long).0, 413);
        assert_eq!(desk.browser().post(&format!("{work}/bozza"), &[]).status, 303);
    }

    fn what_happened_since_the_draft_is_said_when_it_is_taken_up_again(desk: &Desk) {
        let (anna, eva, number) = taken(desk);
        let work = format!("/coda/{number}");
        keep(&eva.browser, &eva.open(&work), "Tre giorni.").never_says("Dopo la tua bozza");
        desk.wait(Duration::minutes(5));
        anna.reply(number, "Ho due figli.").is(200);
        let page = eva.open(&work);
        page.says("Dopo la tua bozza, Anna Bianchi ha scritto un messaggio");
        keep(&eva.browser, &page, "Sei giorni.").is(200).never_says("Dopo la tua bozza");
    }

    fn drafts_outlive_their_question_by_a_month(desk: &Desk) {
        let (_, eva, number) = taken(desk);
        let work = format!("/coda/{number}");
        eva.answer(number, "Tre giorni.").is(200);
        keep(&eva.browser, &eva.open(&work), "E poi").is(200);
        desk.wait(Duration::days(60));
        desk.run("cleanup");
        assert_eq!(answer(&eva.open(&work)), "E poi", "the question is not over");
        eva.open(&work).form(&format!("{work}/chiusura")).send(&eva.browser).is(200);
        for (days, text) in [(29, "E poi"), (2, "")] {
            desk.wait(Duration::days(days));
            desk.run("cleanup");
            let page = eva.open(&work);
            assert_eq!(page.html().contains("E poi"), !text.is_empty(), "after {days} more days");
        }
    }
}

fn saving(page: &str, answer: &str) -> Saving {
    let origin = Origin { page: page.to_owned(), seen: None };
    Saving { answer: Some(answer.to_owned()), note: None, origin, ticket_version: 1 }
}

fn save(desk: &Desk, person: &Person, id: TicketId, page: &'static str, text: &'static str) -> Kept {
    let saving = saving(page, text);
    act(desk, person, move |conn, person, now| actions::save_answer_draft(conn, id, &saving, person, now))
}

fn drafts(desk: &Desk, person: &Person) -> Vec<String> {
    let person = person.clone();
    let own = desk.read(move |conn| own_answer_drafts(conn, &person));
    let own = serde_json::to_value(own).unwrap();
    own.as_array().unwrap().iter().map(|draft| draft["answer"].as_str().unwrap().to_owned()).collect()
}

on_both_databases! {
    fn a_draft_saved_while_it_is_sent_stays_only_when_it_says_something_else(desk: &Desk) {
        let (anna, elena) = (person(desk, "Anna", Role::Requester), person(desk, "Elena", Role::Expert));
        for round in 0..6 {
            let id = ask(desk, &anna, &format!("Domanda {round}"));
            act(desk, &elena, move |conn, person, now| actions::claim(conn, id, person, now));
            let late = if round % 2 == 0 { "Tre giorni" } else { "Due giorni" };
            at_once([true, false], |sends| {
                if !sends {
                    save(desk, &elena, id, "altra", late);
                    return;
                }
                act(desk, &elena, move |conn, person, now| {
                    let (text, origin) = (words("Tre giorni"), Origin { page: "prima".to_owned(), seen: None });
                    actions::forget_sent(conn, id, Part::Answer, "Tre giorni", &origin, person, now)?;
                    actions::answer(conn, id, &text, person, now)
                });
            });
            let left = drafts(desk, &elena);
            assert_eq!(left.last().map(String::as_str), (late == "Due giorni").then_some("Due giorni"), "{left:?}");
            act(desk, &elena, move |conn, person, now| {
                let all = Saving { answer: Some(String::new()), ..saving("altra", "") };
                actions::save_answer_draft(conn, id, &all, person, now)
            });
        }
    }

    fn of_windows_that_save_at_once_one_is_kept_and_the_others_are_shown_it(desk: &Desk) {
        let (anna, elena) = (person(desk, "Anna", Role::Requester), person(desk, "Elena", Role::Expert));
        let id = ask(desk, &anna, "Permessi");
        let windows = [("a", "Uno"), ("b", "Due"), ("c", "Tre"), ("d", "Quattro")];
        let told = at_once(windows, |(page, text)| (text, save(desk, &elena, id, page, text)));
        let kept = drafts(desk, &elena);
        assert_eq!(kept.len(), 1);
        for (text, outcome) in told {
            match outcome {
                Kept::Saved(draft) => assert_eq!((draft.answer.as_str(), kept[0].as_str()), (text, text)),
                Kept::Other(draft) => assert_eq!(draft.answer, kept[0]),
                other => panic!("{other:?}"),
            }
        }
    }

    fn who_may_not_read_a_question_keeps_no_draft_on_it(desk: &Desk) {
        let (anna, bruna) = (person(desk, "Anna", Role::Requester), person(desk, "Bruna", Role::Requester));
        let id = ask(desk, &anna, "Permessi");
        for stranger in [&anna, &bruna] {
            let (stranger, now) = (stranger.clone(), desk.now());
            let refused = desk.app.db.write_blocking(move |conn| {
                actions::save_answer_draft(conn, id, &saving("a", "Testo"), &stranger, now)
            });
            assert!(matches!(refused, Err(TicketError::NotFound | TicketError::MovedOn)), "{refused:?}");
        }
    }
}
