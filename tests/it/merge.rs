//! Two questions of one person become one.

use chrono::Duration;
use dialoga::accounts::{Person, Role};
use dialoga::kernel::ids::{AccountId, TicketId};
use dialoga::kernel::text::Body;
use dialoga::platform::db::DbError;
use dialoga::platform::db::schema::{accounts, cycles, merges, ticket_links};
use dialoga::sla;
use dialoga::statistics::{Period, report_anew};
use dialoga::tickets::actions::{self, Merging};
use dialoga::tickets::{self, Ticket, TicketError, TicketState, Way};
use dialoga::topics;
use diesel::prelude::*;

use crate::support::browser::Page;
use crate::support::cast::{act, ask, person, words};
use crate::support::desk::Desk;
use crate::support::people::Human;
use crate::support::{at_once, on_both_databases};

fn ticket(desk: &Desk, id: TicketId) -> Ticket {
    desk.read(move |conn| tickets::find(conn, id)).unwrap()
}

/// What a page that shows both as they are now would send.
fn merging(desk: &Desk, one: TicketId, other: TicketId) -> Merging {
    let side = |id| (id, ticket(desk, id).version);
    Merging { one: side(one), other: side(other) }
}

fn merge(desk: &Desk, who: &Person, merging: Merging) -> Result<TicketId, TicketError> {
    let (who, now) = (who.clone(), desk.now());
    desk.app.db.write_blocking(move |conn| actions::merge(conn, &merging, &who, now))
}

/// What became part of what.
fn merged(desk: &Desk) -> Vec<(i64, i64)> {
    desk.read::<_, DbError>(|conn| {
        Ok(merges::table
            .order(merges::ticket_id.asc())
            .select((merges::ticket_id, merges::into_id))
            .load(conn)?)
    })
}

/// The number of somebody's account.
fn person_of(desk: &Desk, name: &'static str) -> String {
    let of = accounts::table.filter(accounts::name.eq(name)).select(accounts::id);
    desk.read::<AccountId, DbError>(move |conn| Ok(of.first(conn)?)).to_string()
}

/// Two questions of Anna's, a day apart, and Eva who has taken the first.
fn two(desk: &Desk) -> (Human, Human, i64, i64) {
    let (anna, eva) = (desk.worker("Anna Bianchi"), desk.staff("Eva Neri", Role::Expert));
    let first = anna.ask("non-so", "Permessi", "Quanti giorni di permesso ho?").number();
    eva.claim(first).is(200);
    desk.wait(Duration::hours(20));
    let second = anna.ask("non-so", "Ancora permessi", "E per due figli quanti sono?").number();
    (anna, eva, first, second)
}

fn confirmed(human: &Human, from: i64, with: i64) -> Page {
    let page = human.open(&format!("/coda/{from}/unione?con={with}"));
    let kept = from.min(with);
    page.is(200).form(&format!("/coda/{kept}/unione")).send(&human.browser)
}

on_both_databases! {
    fn two_questions_become_one_for_the_desk_and_for_whoever_asked(desk: &Desk) {
        let (anna, eva, first, second) = two(desk);
        let ida = desk.staff("Ida Verdi", Role::Expert);
        ida.open(&format!("/coda/{second}")).is(200).never_says("/unione");
        let page = eva.open(&format!("/coda/{second}"));
        let form = page.form(&format!("/coda/{second}/unione"));
        assert_eq!(form.value("con"), Some(first.to_string().as_str()));
        let page = eva.open(&format!("/coda/{second}/unione?con={first}"));
        page.says("Anna Bianchi ha fatto queste due domande").says("Non si può tornare indietro");
        let stale = anna.open(&format!("/domande/{second}")).form(&format!("/domande/{second}/messaggi"));
        let done = page.form(&format!("/coda/{first}/unione")).send(&eva.browser);
        done.is(200).says("Domande unite").says("ha unito a questa la domanda n. 2");
        assert_eq!(done.path.split('?').next(), Some(format!("/coda/{first}").as_str()));
        // All that was said is read in order of time, with where it comes from.
        done.says(&format!("Dalla domanda n. {second}, unita a questa: Ancora permessi"));
        let text = done.text();
        assert!(text.find("Quanti giorni di permesso ho?").unwrap() < text.find("E per due figli quanti sono?").unwrap());
        // The old number leads there, for everybody.
        assert_eq!(eva.open(&format!("/coda/{second}")).path.split('?').next(), Some(format!("/coda/{first}").as_str()));
        let own = anna.open(&format!("/domande/{second}"));
        assert_eq!(own.path.split('?').next(), Some(format!("/domande/{first}").as_str()));
        own.says("E per due figli quanti sono?").never_says("Eva");
        let list = anna.open("/domande");
        list.says("Permessi").never_says("Ancora permessi");
        let told = format!("Le tue domande sono ora una sola: n. {first}");
        assert!(desk.mails().iter().any(|mail| mail.to == anna.email && mail.subject == told));
        // What she sends from the page that she still had open comes to the one that stays.
        stale.with("body", "Il secondo ha tre anni.").send(&anna.browser).is(200).says("Il secondo ha tre anni.");
        eva.open(&format!("/coda/{first}")).says("Il secondo ha tre anni.");
        let own_data = String::from_utf8(anna.open("/profilo/dati.json").body).unwrap();
        assert!(own_data.contains("Ancora permessi"), "{own_data}");
        // It is found by the words of both.
        desk.follow();
        eva.open("/coda/ricerca?q=figli").says("Ancora permessi");
        eva.answer(first, "Tre giorni per ogni figlio.").is(200);
        anna.open(&format!("/domande/{second}")).says("Tre giorni per ogni figlio.");
        // The desk has no button for the one that is over.
        let state = ticket(desk, TicketId(second)).state;
        assert_eq!(state, TicketState::Closed);
    }

    fn the_earliest_promise_stands_and_the_figures_count_one_question(desk: &Desk) {
        let (anna, eva) = (person(desk, "Anna", Role::Requester), person(desk, "Eva", Role::Coordinator));
        let first = ask(desk, &anna, "Permessi");
        let received = desk.now();
        let to = received + Duration::days(9);
        act(desk, &eva, move |conn, person, now| {
            let seen = tickets::find(conn, first)?.unwrap().due_at.unwrap();
            let reason = dialoga::kernel::text::Reason::parse("Manca un parere.").unwrap();
            actions::move_deadline(conn, first, &actions::NewDeadline { seen, to, reason }, person, now)
        });
        desk.wait(Duration::hours(2));
        let second = ask(desk, &anna, "Ancora permessi");
        let promised = ticket(desk, second).due_at;
        desk.wait(Duration::hours(1));
        assert_eq!(merge(desk, &eva, merging(desk, second, first)).unwrap(), first);
        assert_eq!((ticket(desk, first).due_at, ticket(desk, second).due_at), (promised, None));
        let outcome: Option<String> = desk.read::<_, DbError>(move |conn| {
            Ok(cycles::table.filter(cycles::ticket_id.eq(second)).select(cycles::outcome).first(conn)?)
        });
        assert_eq!(outcome.as_deref(), Some("merged"));
        let texts = desk.app.texts.clone();
        let now = desk.now();
        let story = desk.read::<_, DbError>(move |conn| {
            let cycle = sla::actions::newest_cycle(conn, first)?.unwrap().id;
            sla::actions::words_of(conn, cycle, &texts, dialoga::platform::i18n::Lang::It, now)
        });
        let last = story.story.last().unwrap().text.clone();
        assert!(last.contains("Si è unita un’altra domanda. Vale la scadenza più vicina"), "{last}");
        let moves = desk.read::<_, DbError>(move |conn| sla::actions::moves_of(conn, &[first]));
        assert_eq!(moves.len(), 1, "a merge is no move of a coordinator's");
    }

    fn the_history_of_both_is_read_in_the_one_that_stays(desk: &Desk) {
        let (_, eva, first, second) = two(desk);
        let emma = desk.staff("Emma Sala", Role::Coordinator);
        let ida = desk.staff("Ida Verdi", Role::Expert);
        let form = emma.open(&format!("/coda/{second}")).form(&format!("/coda/{second}/parere"));
        let of = person_of(desk, "Ida Verdi");
        form.with("of", &of).with("word", "Che ne pensi?").send(&emma.browser).is(200);
        ida.note(second, "Direi di sì.").is(200);
        let alone = eva.open(&format!("/coda/{first}"));
        alone.never_says("ha chiesto un parere");
        confirmed(&eva, first, second).is(200);
        let page = eva.open(&format!("/coda/{first}"));
        let lines = page.texts(".dg-history li");
        let of_other: Vec<&String> = lines.iter().filter(|line| line.contains(&format!("· n. {second} "))).collect();
        assert_eq!(of_other.len(), 3, "received, asked for an opinion, given: {lines:?}");
        assert!(of_other[2].starts_with("Anna Bianchi ha inviato la domanda"), "{lines:?}");
        assert!(of_other[1].contains("ha chiesto un parere a Ida Verdi"), "{lines:?}");
        assert!(of_other[0].contains("Ida Verdi"), "{lines:?}");
        assert!(lines[0].contains("ha unito a questa la domanda"), "the newest first: {lines:?}");
        assert!(!page.text().contains("ha unito questa domanda"), "that it became part is told once");
    }

    fn what_waits_for_approval_is_not_lost_by_a_merge(desk: &Desk) {
        let (anna, eva, first, second) = two(desk);
        let topic = desk.topic("Congedi");
        let now = desk.now();
        desk.write(move |conn| actions::set_topic_approvals(conn, &[(topic, Some(80))], now));
        let slug = desk.topic_slug("Congedi");
        eva.claim(second).is(200);
        let form = eva.open(&format!("/coda/{second}")).form(&format!("/coda/{second}/argomento"));
        form.with("topic", &slug).send(&eva.browser).is(200);
        let open = eva.open(&format!("/coda/{second}/unione?con={first}")).form(&format!("/coda/{first}/unione"));
        eva.answer(second, "Sei giorni.");
        let page = eva.open(&format!("/coda/{second}/unione?con={first}"));
        page.is(200).says("una risposta aspetta di essere approvata");
        assert!(page.attributes("main form", "action").is_empty());
        // Nor by a page that was open before, nor by one that is forged.
        open.clone().send(&eva.browser).says("Le domande non sono state unite");
        let now = merging(desk, TicketId(first), TicketId(second));
        open.forged("seen", &now.one.1.to_string())
            .forged("with_seen", &now.other.1.to_string())
            .send(&eva.browser)
            .says("sulla più recente una risposta aspetta di essere approvata");
        assert_eq!(merged(desk), []);
        let page = eva.open(&format!("/coda/{second}"));
        page.form(&format!("/coda/{second}/approvazione/ritiro")).send(&eva.browser).is(200);
        confirmed(&eva, first, second).is(200).says("Domande unite");
        // What was taken back is its author's draft in the one that stays, and its text a note there.
        let page = eva.open(&format!("/coda/{first}"));
        assert!(page.texts("textarea").iter().any(|text| text.contains("Sei giorni.")), "{}", page.text());
        anna.open(&format!("/domande/{first}")).never_says("Sei giorni.");
    }

    fn what_the_other_had_to_do_with_is_moved_and_not_doubled(desk: &Desk) {
        let (anna, emma) = (person(desk, "Anna", Role::Requester), person(desk, "Emma", Role::Coordinator));
        let [first, early, second, late] =
            ["Uno", "Prima", "Due", "Dopo"].map(|subject| ask(desk, &anna, subject));
        for (one, other) in [(second, early), (second, late), (first, late), (first, second)] {
            act(desk, &emma, move |conn, person, now| actions::link(conn, one, other, person, now));
        }
        // Two of them came of messages.
        desk.write::<_, DbError>(move |conn| {
            let of_second = ticket_links::low_id.eq(second).or(ticket_links::high_id.eq(second));
            let split = diesel::update(ticket_links::table.filter(of_second)).set(ticket_links::kind.eq("split"));
            split.execute(conn)?;
            Ok(())
        });
        merge(desk, &emma, merging(desk, first, second)).unwrap();
        let left = desk.read::<Vec<(TicketId, TicketId, String)>, DbError>(|conn| {
            let order = (ticket_links::low_id.asc(), ticket_links::high_id.asc());
            let columns = (ticket_links::low_id, ticket_links::high_id, ticket_links::kind);
            Ok(ticket_links::table.order(order).select(columns).load(conn)?)
        });
        // The older number would say that the question before it came of it.
        assert_eq!(left, [(first, early, "related".to_owned()), (first, late, "split".to_owned())]);
    }

    fn figures_count_merged_questions_as_their_page_says(desk: &Desk) {
        let (anna, emma) = (person(desk, "Anna", Role::Requester), person(desk, "Emma", Role::Coordinator));
        let counts = || {
            let now = desk.now();
            let day = dialoga::platform::i18n::day_of_rome(now);
            let period = Period { from: day - Duration::days(30), to: day };
            desk.read::<_, DbError>(move |conn| {
                let tree = topics::tree(conn)?;
                Ok(report_anew(conn, &tree, period, now)?.total.counts)
            })
        };
        let [one, two, three] = ["Uno", "Due", "Tre"].map(|subject| ask(desk, &anna, subject));
        assert_eq!(counts().received, 3);
        merge(desk, &emma, merging(desk, one, three)).unwrap();
        assert_eq!((counts().received, counts().open), (2, 2), "merged questions count once");
        // The younger was answered, and opened again: that time counts too.
        act(desk, &emma, move |conn, person, now| actions::claim(conn, two, person, now));
        act(desk, &emma, move |conn, person, now| actions::answer(conn, two, &words("Sì."), person, now));
        act(desk, &anna, move |conn, person, now| actions::reopen(conn, two, person, now));
        assert_eq!(counts().received, 3);
        merge(desk, &emma, merging(desk, one, two)).unwrap();
        let after = counts();
        assert_eq!((after.received, after.answered, after.open), (2, 1, 1));
        let said = "Due domande unite contano una volta sola; se però la più recente era stata riaperta, contano anche le volte precedenti.";
        desk.staff("Dora Sala", Role::Coordinator).open("/statistiche").says(said);
    }

    fn questions_of_two_people_are_never_merged(desk: &Desk) {
        let (anna, bice) = (person(desk, "Anna", Role::Requester), person(desk, "Bice", Role::Requester));
        let emma = person(desk, "Emma", Role::Coordinator);
        let (one, other) = (ask(desk, &anna, "Permessi"), ask(desk, &bice, "Permessi"));
        assert!(matches!(merge(desk, &emma, merging(desk, one, other)), Err(TicketError::NotFound)));
        assert_eq!(merged(desk), []);
        let human = desk.staff("Dora Sala", Role::Coordinator);
        human.open(&format!("/coda/{one}/unione?con={other}")).is(404);
        human.open(&format!("/coda/{one}/unione?con={one}")).is(404);
        human.open(&format!("/coda/{one}/unione?con=999")).is(404);
        human.open(&format!("/coda/{one}")).never_says("/unione");
    }

    fn what_a_colleague_holds_or_is_over_is_not_merged(desk: &Desk) {
        let anna = person(desk, "Anna", Role::Requester);
        let [eva, ida] = ["Eva", "Ida"].map(|name| person(desk, name, Role::Expert));
        let (one, other) = (ask(desk, &anna, "Permessi"), ask(desk, &anna, "Altro"));
        act(desk, &eva, move |conn, person, now| actions::claim(conn, one, person, now));
        assert!(matches!(merge(desk, &ida, merging(desk, one, other)), Err(TicketError::MovedOn)));
        assert!(merge(desk, &anna, merging(desk, one, other)).is_err());
        act(desk, &eva, move |conn, person, now| actions::answer(conn, one, &words("Tre."), person, now));
        assert!(matches!(merge(desk, &eva, merging(desk, one, other)), Err(TicketError::MovedOn)));
        assert_eq!(merged(desk), []);
    }

    fn whoever_merges_what_was_merged_before_leads_all_to_the_one_that_stays(desk: &Desk) {
        let (anna, emma) = (person(desk, "Anna", Role::Requester), person(desk, "Emma", Role::Coordinator));
        let [one, two, three] = ["Uno", "Due", "Tre"].map(|subject| ask(desk, &anna, subject));
        let again = merging(desk, two, three);
        assert_eq!(merge(desk, &emma, again).unwrap(), two);
        // A second press changes nothing, and no circle comes of merging on.
        assert_eq!(merge(desk, &emma, again).unwrap(), two);
        assert_eq!(merge(desk, &emma, merging(desk, one, two)).unwrap(), one);
        assert_eq!(merged(desk), [(two.0, one.0), (three.0, one.0)]);
        for (a, b) in [(three, one), (two, three), (one, three)] {
            assert!(!matches!(merge(desk, &emma, merging(desk, a, b)), Ok(kept) if kept != one));
        }
        assert_eq!(merged(desk), [(two.0, one.0), (three.0, one.0)]);
        // What is merged is over for good.
        let (reopener, now) = (emma.clone(), desk.now());
        let reopened = desk.app.db.write_blocking(move |conn| actions::reopen(conn, two, &reopener, now));
        assert!(matches!(reopened, Err(TicketError::MovedOn)));
    }

    fn of_a_merge_and_anything_else_at_once_both_are_whole(desk: &Desk) {
        let anna = person(desk, "Anna", Role::Requester);
        let (eva, emma) = (person(desk, "Eva", Role::Expert), person(desk, "Emma", Role::Coordinator));
        for round in 0..4 {
            // Against an answer to the one that would be closed.
            let (one, other) = (ask(desk, &anna, &format!("Uno {round}")), ask(desk, &anna, &format!("Due {round}")));
            act(desk, &eva, move |conn, person, now| actions::claim(conn, other, person, now));
            let plan = merging(desk, one, other);
            let seen = plan.other.1;
            let outcomes = at_once([true, false], |merges| {
                let (who, now) = (if merges { &emma } else { &eva }.clone(), desk.now());
                desk.app.db.write_blocking(move |conn| match merges {
                    true => actions::merge(conn, &plan, &who, now).map(drop),
                    false => {
                        let mut text = words("Ecco.");
                        text.seen_version = Some(seen);
                        actions::answer(conn, other, &text, &who, now).map(drop)
                    }
                })
            });
            assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{outcomes:?}");
            let answered = ticket(desk, other).answered_at.is_some();
            assert_eq!((answered, outcomes[0].is_ok()), (outcomes[1].is_ok(), !answered));

            // Against the requester's words on it: they are in the question that stays, or on the one that was merged with them.
            let (one, other) = (ask(desk, &anna, &format!("Tre {round}")), ask(desk, &anna, &format!("Quattro {round}")));
            let plan = merging(desk, one, other);
            let outcomes = at_once([true, false], |merges| {
                let (who, now) = (if merges { &emma } else { &anna }.clone(), desk.now());
                desk.app.db.write_blocking(move |conn| match merges {
                    true => actions::merge(conn, &plan, &who, now).map(drop),
                    false => actions::reply(conn, other, &Body::parse("Ancora questo.").unwrap(), &[], Way::Page, &who, now).map(drop),
                })
            });
            assert!(outcomes[1].is_ok(), "{outcomes:?}");
            let closed = ticket(desk, other).state == TicketState::Closed;
            assert_eq!(closed, outcomes[0].is_ok(), "{outcomes:?}");
            assert!(ticket(desk, one).state.is_open());

            // Against another merge, the same and in a circle: three questions end as one, or two that are whole.
            let three: Vec<TicketId> = (0..3).map(|n| ask(desk, &anna, &format!("Cinque {round} {n}"))).collect();
            let plans = [(0, 1), (1, 2), (2, 0), (1, 0)].map(|(a, b)| merging(desk, three[a], three[b]));
            let outcomes = at_once(plans, |plan| merge(desk, &emma, plan));
            assert!(outcomes.iter().any(Result::is_ok), "{outcomes:?}");
            for outcome in &outcomes {
                assert!(matches!(outcome, Ok(_) | Err(TicketError::Stale | TicketError::MovedOn)), "{outcomes:?}");
            }
            let chain: Vec<(i64, i64)> = merged(desk).into_iter().filter(|(from, _)| *from >= three[0].0).collect();
            for (from, into) in &chain {
                assert!(into < from && !chain.iter().any(|(other, _)| other == into), "{chain:?}");
            }
            for id in &three {
                let is_merged = chain.iter().any(|(from, _)| *from == id.0);
                assert_eq!(ticket(desk, *id).state.is_open(), !is_merged);
            }
        }
    }

    fn the_words_of_the_page_speak_of_what_stays(desk: &Desk) {
        let (_, eva, first, second) = two(desk);
        confirmed(&eva, first, second).is(200).says("Domande unite");
        // A confirmation that was open since then changes nothing.
        eva.open(&format!("/coda/{first}/unione?con={second}")).is(404);
    }
}
