//! What may happen to a question, on both databases: at once, twice, by the wrong person, in the wrong state.

use std::collections::BTreeSet;

use chrono::Duration;
use dialoga::accounts::{self, NewMember, Person, Role};
use dialoga::kernel::event::{Actor, Event};
use dialoga::kernel::ids::{AccountId, TicketId};
use dialoga::kernel::text::{Body, EmailAddress, Name, Subject};
use dialoga::platform::db::{Conn, DbError};
use dialoga::platform::events;
use dialoga::platform::i18n::Lang;
use dialoga::sla::{self, CycleState, Outcome};
use dialoga::tickets::actions::{self, Answering, NewQuestion, Submitted};
use dialoga::tickets::{self, Channel, Ticket, TicketError, TicketResult, TicketState, Way};

use crate::reports::rows;
use crate::statistics::signed_in;
use crate::support::desk::Desk;
use crate::support::{at_once, on_both_databases};

/// A person with an account in use.
fn person(desk: &Desk, name: &str, role: Role) -> Person {
    let now = desk.now();
    let member = NewMember {
        email: EmailAddress::parse(&format!("{}@esempio.it", name.to_lowercase())).unwrap(),
        name: Name::parse(name).unwrap(),
        role,
        organisation: None,
        lang: Lang::It,
        password_hash: Some("none that fits".to_owned()),
    };
    let id = desk.write(move |conn| accounts::add_member(conn, &member, Actor::System, now));
    desk.read(move |conn| accounts::person(conn, id)).unwrap()
}

fn question(subject: &str, key: Option<&str>) -> NewQuestion {
    NewQuestion {
        channel: Channel::Web,
        topic: None,
        subject: Subject::parse(subject).unwrap(),
        body: body("Posso chiedere il part-time fino ai tre anni di mia figlia?"),
        files: Vec::new(),
        submission_key: key.map(str::to_owned),
        reference: None,
    }
}

fn body(text: &str) -> Body {
    Body::parse(text).unwrap()
}

fn text(words: &str) -> Answering {
    let (files, sources, site) = (Vec::new(), Vec::new(), String::new());
    Answering { body: body(words), files, seen_version: None, sources, site }
}

fn submit(desk: &Desk, person: &Person, question: NewQuestion) -> Submitted {
    let (person, now) = (person.clone(), desk.now());
    let app = desk.app.clone();
    desk.write(move |conn| actions::submit(conn, &app.router, &person, &question, now))
}

fn ask(desk: &Desk, person: &Person, subject: &str) -> TicketId {
    submit(desk, person, question(subject, None)).ticket()
}

fn find(desk: &Desk, id: TicketId) -> Ticket {
    desk.read(move |conn| tickets::find(conn, id)).unwrap()
}

/// Does something to a ticket in a transaction of its own.
fn act(desk: &Desk, work: impl FnOnce(&mut Conn) -> TicketResult<()> + Send + 'static) -> TicketResult<()> {
    desk.app.db.write_blocking(work)
}

fn claim(desk: &Desk, id: TicketId, person: &Person) -> TicketResult<()> {
    let (person, now) = (person.clone(), desk.now());
    act(desk, move |conn| actions::claim(conn, id, &person, now))
}

fn answer(desk: &Desk, id: TicketId, person: &Person, words: Answering) -> TicketResult<()> {
    let (person, now) = (person.clone(), desk.now());
    act(desk, move |conn| actions::answer(conn, id, &words, &person, now).map(drop))
}

fn clarify(desk: &Desk, id: TicketId, person: &Person, words: &str) -> TicketResult<()> {
    let (person, now, words) = (person.clone(), desk.now(), text(words));
    act(desk, move |conn| actions::ask_clarification(conn, id, &words, &person, now).map(drop))
}

fn reply(desk: &Desk, id: TicketId, person: &Person, words: &str) -> TicketResult<()> {
    let (person, now, words) = (person.clone(), desk.now(), body(words));
    act(desk, move |conn| actions::reply(conn, id, &words, &[], Way::Page, &person, now).map(drop))
}

fn close(desk: &Desk, id: TicketId, person: &Person) -> TicketResult<()> {
    let (person, now) = (person.clone(), desk.now());
    act(desk, move |conn| actions::close(conn, id, None, Way::Page, &person, now))
}

/// Kinds of everything that happened to a ticket, in order.
fn history(desk: &Desk, id: TicketId) -> Vec<&'static str> {
    let recorded = desk.read::<_, DbError>(move |conn| events::of_ticket(conn, id));
    recorded.iter().map(|recorded| recorded.event.kind()).collect()
}

fn how_many(desk: &Desk, id: TicketId, kind: &str) -> usize {
    history(desk, id).iter().filter(|known| **known == kind).count()
}

on_both_databases! {
    fn of_experts_who_claim_at_once_one_wins_and_the_others_learn_who(desk: &Desk) {
        let anna = person(desk, "Anna", Role::Requester);
        let experts: Vec<Person> =
            (0..6).map(|number| person(desk, &format!("Esperta{number}"), Role::Expert)).collect();
        for round in 0..5 {
            let id = ask(desk, &anna, &format!("Domanda {round}"));
            let outcomes = at_once(&experts, |expert| claim(desk, id, expert));
            let holder = find(desk, id).assignee.unwrap();
            for (expert, outcome) in experts.iter().zip(outcomes) {
                match outcome {
                    Ok(()) => assert_eq!(expert.id, holder),
                    Err(TicketError::HeldBy(Some(name))) => {
                        let winner = experts.iter().find(|expert| expert.id == holder).unwrap();
                        assert_eq!(name, winner.name);
                    }
                    Err(other) => panic!("{other:?}"),
                }
            }
            assert_eq!(how_many(desk, id, "ticket_claimed"), 1);
        }
    }

    fn a_question_sent_by_many_presses_at_once_is_one(desk: &Desk) {
        let anna = person(desk, "Anna", Role::Requester);
        let with_key = at_once(0..8, |_| submit(desk, &anna, question("Part-time", Some("k1"))));
        let new = with_key.iter().filter(|submitted| matches!(submitted, Submitted::New(_))).count();
        let tickets: BTreeSet<TicketId> = with_key.iter().map(|submitted| submitted.ticket()).collect();
        assert_eq!((new, tickets.len()), (1, 1));
        let id = with_key[0].ticket();
        assert_eq!(history(desk, id), ["ticket_submitted"]);

        // From two tabs, whose forms have keys of their own.
        let tabs = at_once(0..8, |index| submit(desk, &anna, question("Nido", Some(&format!("tab{index}")))));
        let tickets: BTreeSet<TicketId> = tabs.iter().map(|submitted| submitted.ticket()).collect();
        assert_eq!(tickets.len(), 1);
    }

    fn the_same_form_counts_once_for_ever_and_the_same_words_for_ten_minutes(desk: &Desk) {
        let (anna, carla) = (person(desk, "Anna", Role::Requester), person(desk, "Carla", Role::Requester));
        let first = ask_with(desk, &anna, "Congedo", "k1");
        assert_ne!(ask_with(desk, &carla, "Congedo", "k1"), first, "another person asks the same");
        let other = ask_with(desk, &anna, "Altro congedo", "k1");
        assert_ne!(other, first, "back to the form, to ask something else");
        assert_eq!(ask_with(desk, &anna, "Altro congedo", "k1"), other);
        desk.wait(Duration::minutes(11));
        assert_eq!(ask_with(desk, &anna, "Congedo", "k1"), first);
        assert_ne!(ask_with(desk, &anna, "Congedo", "k2"), first, "asked anew, later");
    }

    fn a_message_sent_twice_is_one(desk: &Desk) {
        let (anna, eva) = (person(desk, "Anna", Role::Requester), person(desk, "Eva", Role::Expert));
        let id = ask(desk, &anna, "Turni");
        at_once(0..4, |_| reply(desk, id, &anna, "Dimenticavo: lavoro in un negozio.").unwrap());
        assert_eq!(how_many(desk, id, "requester_replied"), 1);
        claim(desk, id, &eva).unwrap();
        let seen = find(desk, id).version;
        let words = || Answering { seen_version: Some(seen), ..text("Sì, con un accordo.") };
        at_once(0..4, |_| answer(desk, id, &eva, words()).unwrap());
        assert_eq!(how_many(desk, id, "ticket_answered"), 1);
        // Later, or with other words, it is another one.
        answer(desk, id, &eva, text("E il preavviso è di 15 giorni.")).unwrap();
        assert_eq!(how_many(desk, id, "ticket_answered"), 2);
    }

    fn the_same_word_to_another_question_is_another_message(desk: &Desk) {
        let (anna, eva) = (person(desk, "Anna", Role::Requester), person(desk, "Eva", Role::Expert));
        let id = ask(desk, &anna, "Turni");
        claim(desk, id, &eva).unwrap();
        for (question, replies) in [("Lavori a turni?", 1), ("Anche di notte?", 2)] {
            clarify(desk, id, &eva, question).unwrap();
            reply(desk, id, &anna, "Sì").unwrap();
            assert_eq!(how_many(desk, id, "requester_replied"), replies);
            assert_eq!(find(desk, id).state, TicketState::Assigned);
        }
        answer(desk, id, &eva, text("Hai diritto alla maggiorazione.")).unwrap();
        reopen(desk, id, &anna).unwrap();
        answer(desk, id, &eva, text("Hai diritto alla maggiorazione.")).unwrap();
        assert_eq!(find(desk, id).state, TicketState::Answered);
        assert_eq!(how_many(desk, id, "ticket_answered"), 2);
    }

    fn whoever_writes_at_the_same_moment_is_not_turned_away(desk: &Desk) {
        let (anna, eva) = (person(desk, "Anna", Role::Requester), person(desk, "Eva", Role::Expert));
        let id = ask(desk, &anna, "Orari");
        let outcomes = at_once(0..8, |index| {
            if index % 2 == 0 {
                return reply(desk, id, &anna, &format!("Aggiungo {index}"));
            }
            let (eva, now, words) = (eva.clone(), desk.now(), text(&format!("Nota {index}")));
            act(desk, move |conn| actions::note(conn, id, &words, &eva, now).map(drop))
        });
        for outcome in outcomes {
            outcome.unwrap();
        }
        assert_eq!((how_many(desk, id, "requester_replied"), how_many(desk, id, "note_added")), (4, 4));
    }

    fn an_answer_to_what_has_changed_meanwhile_is_held_back(desk: &Desk) {
        let (anna, eva) = (person(desk, "Anna", Role::Requester), person(desk, "Eva", Role::Expert));
        let id = ask(desk, &anna, "Permessi");
        claim(desk, id, &eva).unwrap();
        let seen = Some(find(desk, id).version);
        reply(desk, id, &anna, "È per un figlio di due anni.").unwrap();
        let stale = answer(desk, id, &eva, Answering { seen_version: seen, ..text("Dipende dall’età.") });
        assert!(matches!(stale, Err(TicketError::Stale)), "{stale:?}");
        assert_eq!(find(desk, id).state, TicketState::Assigned, "nothing of it was kept");
        answer(desk, id, &eva, text("Dipende dall’età.")).unwrap();
    }

    fn a_clarification_pauses_the_clock_and_the_reply_lets_it_run_on(desk: &Desk) {
        let (anna, eva) = (person(desk, "Anna", Role::Requester), person(desk, "Eva", Role::Expert));
        let id = ask(desk, &anna, "Maternità");
        let promised = find(desk, id).due_at.unwrap();
        assert_eq!(promised, desk.now() + Duration::hours(48));
        claim(desk, id, &eva).unwrap();
        desk.wait(Duration::hours(10));
        clarify(desk, id, &eva, "Da quando lavori lì?").unwrap();
        let waiting = find(desk, id);
        assert_eq!((waiting.state, waiting.due_at), (TicketState::Waiting, None));
        desk.wait(Duration::hours(100));
        reply(desk, id, &anna, "Dal 2020.").unwrap();
        let back = find(desk, id);
        assert_eq!((back.state, back.due_at), (TicketState::Assigned, Some(promised + Duration::hours(100))));
        assert_eq!(back.assignee, Some(eva.id));
        answer(desk, id, &eva, text("Allora sì.")).unwrap();
        let cycle = newest(desk, id);
        assert_eq!((cycle.state, cycle.outcome), (CycleState::Stopped, Some(Outcome::Answered)));
        assert_eq!(find(desk, id).due_at, None);
    }

    fn a_reopened_question_has_a_promise_of_its_own_and_goes_to_who_is_there(desk: &Desk) {
        let (anna, eva) = (person(desk, "Anna", Role::Requester), person(desk, "Eva", Role::Expert));
        let id = ask(desk, &anna, "Ferie");
        claim(desk, id, &eva).unwrap();
        answer(desk, id, &eva, text("Sì.")).unwrap();
        desk.wait(Duration::days(2));
        reply(desk, id, &anna, "E in agosto?").unwrap();
        let again = find(desk, id);
        assert_eq!((again.state, again.assignee), (TicketState::Assigned, Some(eva.id)));
        assert_eq!(again.due_at, Some(desk.now() + Duration::hours(48)));
        assert_eq!(newest(desk, id).number, 2);

        answer(desk, id, &eva, text("Anche in agosto.")).unwrap();
        close(desk, id, &anna).unwrap();
        disable(desk, eva.id);
        reply(desk, id, &anna, "E a Natale?").unwrap();
        let again = find(desk, id);
        assert_eq!((again.state, again.assignee), (TicketState::New, None));
        assert_eq!(newest(desk, id).number, 3);
    }

    fn what_is_refused_changes_nothing(desk: &Desk) {
        let (anna, bruno) = (person(desk, "Anna", Role::Requester), person(desk, "Bruno", Role::Requester));
        let (eva, ida) = (person(desk, "Eva", Role::Expert), person(desk, "Ida", Role::Expert));
        let (lea, ugo) = (person(desk, "Lea", Role::Analyst), person(desk, "Ugo", Role::Admin));
        let id = ask(desk, &anna, "Bonus");
        claim(desk, id, &eva).unwrap();
        let before = find(desk, id);
        // For whoever may not read it, it does not exist.
        for stranger in [&bruno, &lea, &ugo] {
            assert!(matches!(reply(desk, id, stranger, "Mio"), Err(TicketError::NotFound)));
            assert!(matches!(claim(desk, id, stranger), Err(TicketError::NotFound)));
            assert!(matches!(answer(desk, id, stranger, text("No")), Err(TicketError::NotFound)));
            assert!(matches!(close(desk, id, stranger), Err(TicketError::NotFound)));
        }
        // Whoever may read it learns that this is not for her, or not now.
        assert!(matches!(answer(desk, id, &ida, text("No")), Err(TicketError::MovedOn)));
        assert!(matches!(answer(desk, id, &anna, text("No")), Err(TicketError::MovedOn)));
        assert!(matches!(claim(desk, id, &ida), Err(TicketError::HeldBy(_))));
        assert!(matches!(reopen(desk, id, &eva), Err(TicketError::MovedOn)));
        assert!(matches!(reply(desk, TicketId(999), &anna, "?"), Err(TicketError::NotFound)));
        assert_eq!(find(desk, id), before);
        assert_eq!(history(desk, id), ["ticket_submitted", "ticket_claimed"]);
    }

    fn spam_stops_the_clock_and_coming_back_starts_it_anew(desk: &Desk) {
        let (anna, eva) = (person(desk, "Anna", Role::Requester), person(desk, "Eva", Role::Expert));
        let id = ask(desk, &anna, "Vinci subito");
        let (by, now) = (eva.clone(), desk.now());
        act(desk, move |conn| actions::mark_spam(conn, id, &by, now)).unwrap();
        assert_eq!((find(desk, id).state, newest(desk, id).outcome), (TicketState::Spam, Some(Outcome::Spam)));
        assert!(matches!(reply(desk, id, &anna, "Ma no!"), Err(TicketError::MovedOn)));
        desk.wait(Duration::days(3));
        let (by, now) = (eva, desk.now());
        act(desk, move |conn| actions::unmark_spam(conn, id, &by, now)).unwrap();
        let back = find(desk, id);
        assert_eq!((back.state, back.due_at), (TicketState::New, Some(now + Duration::hours(48))));
        // Nobody asked it again: in the figures it is a question like any other.
        let (_, turns) = rows(&signed_in(desk, "marta@esempio.it", Role::Coordinator), "/statistiche/ripartizioni.csv?per=giro");
        let turns: Vec<(&str, &str)> = turns.iter().map(|row| (row["giro"].as_str(), row["ricevute"].as_str())).collect();
        assert_eq!(turns, [("prima", "1"), ("totale", "1")]);
    }

    fn time_closes_what_was_answered_and_what_was_never_clarified(desk: &Desk) {
        let (anna, eva) = (person(desk, "Anna", Role::Requester), person(desk, "Eva", Role::Expert));
        let [answered, waiting, open] = ["Uno", "Due", "Tre"].map(|subject| ask(desk, &anna, subject));
        for id in [answered, waiting, open] {
            claim(desk, id, &eva).unwrap();
        }
        answer(desk, answered, &eva, text("Sì.")).unwrap();
        clarify(desk, waiting, &eva, "Quando?").unwrap();
        desk.wait(Duration::days(15));
        desk.run("ticket_times");
        assert_eq!(find(desk, answered).state, TicketState::Answered, "fifteen days are not over");
        desk.wait(Duration::seconds(1));
        desk.run("ticket_times");
        desk.run("ticket_times");
        let states = [answered, waiting, open].map(|id| find(desk, id).state);
        assert_eq!(states, [TicketState::Closed, TicketState::Closed, TicketState::Assigned]);
        for id in [answered, waiting] {
            assert_eq!(how_many(desk, id, "ticket_closed"), 1);
        }
        assert_eq!(newest(desk, waiting).outcome, Some(Outcome::Closed));
        assert_eq!(newest(desk, answered).outcome, Some(Outcome::Answered), "closing does not undo an answer");
    }

    fn a_damaged_question_does_not_keep_time_from_the_others(desk: &Desk) {
        use dialoga::platform::db::schema::{clock_events, cycles, rating_requests};
        use diesel::prelude::*;
        let (anna, eva) = (person(desk, "Anna", Role::Requester), person(desk, "Eva", Role::Expert));
        let ids = ["Uno", "Due", "Tre"].map(|subject| ask(desk, &anna, subject));
        for id in ids {
            claim(desk, id, &eva).unwrap();
            answer(desk, id, &eva, text("Sì.")).unwrap();
        }
        // The first of them has lost its clock.
        let [damaged, ..] = ids;
        let clock = newest(desk, damaged);
        desk.write::<_, DbError>(move |conn| {
            diesel::delete(rating_requests::table.filter(rating_requests::cycle_id.eq(clock.id))).execute(conn)?;
            diesel::delete(clock_events::table.filter(clock_events::cycle_id.eq(clock.id))).execute(conn)?;
            diesel::delete(cycles::table.find(clock.id)).execute(conn)?;
            Ok(())
        });
        desk.wait(Duration::days(16));
        let told = desk.try_to_run("ticket_times").unwrap_err().to_string();
        assert!(told.starts_with("1 questions"), "{told}");
        let states = ids.map(|id| find(desk, id).state);
        assert_eq!(states, [TicketState::Answered, TicketState::Closed, TicketState::Closed]);
        // Mended by hand; it takes its turn.
        let now = desk.now();
        desk.write::<_, DbError>(move |conn| sla::actions::start_cycle(conn, damaged, dialoga::sla::Asked::default(), Actor::System, now));
        desk.run("ticket_times");
        assert_eq!(find(desk, damaged).state, TicketState::Closed);
    }

    fn a_question_its_clock_and_its_event_come_together(desk: &Desk) {
        let anna = person(desk, "Anna", Role::Requester);
        let id = ask(desk, &anna, "Asilo");
        let recorded = desk.read::<_, DbError>(move |conn| events::of_ticket(conn, id));
        let cycle = newest(desk, id);
        assert!(matches!(recorded[0].event, Event::TicketSubmitted { cycle: told, .. } if told == cycle.id));
        assert_eq!(recorded[0].actor, Some(anna.id));
        assert_eq!(find(desk, id).cycle, Some(cycle.id));
    }
}

fn ask_with(desk: &Desk, person: &Person, subject: &str, key: &str) -> TicketId {
    submit(desk, person, question(subject, Some(key))).ticket()
}

fn newest(desk: &Desk, id: TicketId) -> sla::Cycle {
    desk.read(move |conn| sla::actions::newest_cycle(conn, id)).unwrap()
}

fn reopen(desk: &Desk, id: TicketId, person: &Person) -> TicketResult<()> {
    let (person, now) = (person.clone(), desk.now());
    act(desk, move |conn| actions::reopen(conn, id, &person, now))
}

/// An account that is no longer used.
fn disable(desk: &Desk, id: AccountId) {
    use dialoga::platform::db::schema::accounts;
    use diesel::prelude::*;
    desk.write::<_, DbError>(move |conn| {
        diesel::update(accounts::table.filter(accounts::id.eq(id)))
            .set(accounts::state.eq("disabled"))
            .execute(conn)?;
        Ok(())
    });
}
