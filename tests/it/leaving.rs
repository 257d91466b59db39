//! Somebody leaves the desk: her questions go on without her.

use chrono::Duration;
use dialoga::accounts::{NewAbsence, Person, Role, away_at, note_absence};
use dialoga::kernel::event::Event;
use dialoga::kernel::ids::{AccountId, TicketId};
use dialoga::kernel::text::Body;
use dialoga::platform::db::schema::accounts;
use dialoga::platform::db::{DbError, DbResult};
use dialoga::platform::events;
use dialoga::tickets::{self, Ticket, TicketState, Way, actions};
use diesel::prelude::*;

use crate::support::browser::Browser;
use crate::support::cast::{act, ask, person, person_who_signs_in, words};
use crate::support::desk::Desk;
use crate::support::on_both_databases;

fn find(desk: &Desk, id: TicketId) -> Ticket {
    desk.read(move |conn| tickets::find(conn, id)).unwrap()
}

fn claimed(desk: &Desk, asker: &Person, expert: &Person, subject: &str) -> TicketId {
    let id = ask(desk, asker, subject);
    act(desk, expert, move |conn, person, now| actions::claim(conn, id, person, now));
    id
}

/// Presses a button on the page of somebody's account.
fn administer(browser: &Browser, account: AccountId, action: &str, role: Option<&str>) {
    let page = format!("/amministrazione/utenti/{account}");
    let form = browser.get(&page).form(&format!("{page}/{action}"));
    let form = role.map_or(form.clone(), |role| form.with("role", role));
    form.send(browser).is(200);
}

/// Who released a question, if anybody did.
fn released_by(desk: &Desk, id: TicketId) -> Option<AccountId> {
    let recorded = desk.read::<_, DbError>(move |conn| events::of_ticket(conn, id));
    recorded.iter().find(|recorded| recorded.event.kind() == "ticket_released")?.actor
}

on_both_databases! {
    fn the_open_questions_of_whoever_leaves_go_back_to_the_queue(desk: &Desk) {
        let anna = person(desk, "Anna", Role::Requester);
        let (emma, browser) = person_who_signs_in(desk, "Emma", Role::Coordinator);
        for (name, action, role) in [("Eva", "disattivazione", None), ("Ida", "ruolo", Some("analyst"))] {
            let expert = person(desk, name, Role::Expert);
            let [assigned, waiting, answered] = ["Uno", "Due", "Tre"]
                .map(|subject| claimed(desk, &anna, &expert, &format!("{subject} di {name}")));
            act(desk, &expert, move |conn, person, now| {
                actions::ask_clarification(conn, waiting, &words("Quando?"), person, now)
            });
            act(desk, &expert, move |conn, person, now| actions::answer(conn, answered, &words("Sì."), person, now));
            let due = find(desk, assigned).due_at;
            administer(&browser, expert.id, action, role);

            let back = find(desk, assigned);
            assert_eq!((back.state, back.assignee, back.due_at), (TicketState::New, None, due));
            assert_eq!(released_by(desk, assigned), Some(emma.id));
            let paused = find(desk, waiting);
            assert_eq!((paused.state, paused.assignee, paused.due_at), (TicketState::Waiting, None, None));
            assert_eq!(released_by(desk, waiting), Some(emma.id));
            assert_eq!(find(desk, answered).assignee, Some(expert.id), "who answered stays on record");
            assert_eq!(released_by(desk, answered), None);
            let body = Body::parse("Da maggio.").unwrap();
            act(desk, &anna, move |conn, person, now| actions::reply(conn, waiting, &body, &[], Way::Page, person, now));
            assert_eq!(find(desk, waiting).state, TicketState::New);
            // When it is opened again, she who left has it no more, and that is told before.
            let body = Body::parse("E in giugno?").unwrap();
            act(desk, &anna, move |conn, person, now| actions::reply(conn, answered, &body, &[], Way::Page, person, now));
            assert_eq!((find(desk, answered).state, find(desk, answered).assignee), (TicketState::New, None));
            let recorded = desk.read::<_, DbError>(move |conn| events::of_ticket(conn, answered));
            let of = |kind: &str| recorded.iter().position(|one| one.event.kind() == kind).unwrap();
            assert_eq!(of("ticket_released") + 1, of("ticket_reopened"));
            let released = &recorded[of("ticket_released")];
            assert_eq!((released.actor, &released.event), (None, &Event::TicketReleased { ticket: answered, expert: expert.id }));
        }
        // From expert to coordinator nobody leaves.
        let ada = person(desk, "Ada", Role::Expert);
        let kept = claimed(desk, &anna, &ada, "Quattro");
        administer(&browser, ada.id, "ruolo", Some("coordinator"));
        assert_eq!(find(desk, kept).assignee, Some(ada.id));
    }

    fn nobody_stands_in_for_whoever_left(desk: &Desk) {
        let (_, browser) = person_who_signs_in(desk, "Emma", Role::Coordinator);
        let ida = person(desk, "Ida", Role::Expert);
        for (name, action, role) in [("Eva", "disattivazione", None), ("Ada", "ruolo", Some("analyst"))] {
            let expert = person(desk, name, Role::Expert);
            let today = dialoga::platform::i18n::day_of_rome(desk.now());
            let new = NewAbsence { of: expert.id, first: today, last: today, stand_in: Some(ida.id) };
            let (by, now) = (expert.clone(), desk.now());
            let note = || {
                let by = by.clone();
                desk.write(move |conn| note_absence(conn, &new, &by, now))
            };
            assert_eq!(note(), note(), "noted twice it is the same");
            let stands_in = || desk.read(move |conn| away_at(conn, now)).stood_in_for_by(ida.id);
            assert_eq!(stands_in(), [expert.id]);
            administer(&browser, expert.id, action, role);
            assert_eq!(stands_in(), []);
        }
        desk.settle();
    }

    fn whoever_is_gone_keeps_no_reminder_from_the_others(desk: &Desk) {
        let anna = person(desk, "Anna", Role::Requester);
        let (eva, _) = (person(desk, "Eva", Role::Expert), person(desk, "Dora", Role::Expert));
        let id = claimed(desk, &anna, &eva, "Congedo");
        // Her account was closed at the very moment at which she took the question.
        desk.write(move |conn| {
            diesel::update(accounts::table.find(eva.id)).set(accounts::state.eq("disabled")).execute(conn)?;
            DbResult::Ok(())
        });
        let before = desk.mails().len();
        desk.wait(Duration::hours(24));
        let mails = desk.mails();
        let told: Vec<_> = mails[before..].iter().map(|mail| (mail.to.as_str(), mail.subject.as_str())).collect();
        assert_eq!(told, [("dora@esempio.it", format!("La domanda n. {id} si avvicina alla scadenza").as_str())]);
        assert!(mails[before].text.contains("nessuno ha ancora preso in carico"), "{}", mails[before].text);
    }
}
