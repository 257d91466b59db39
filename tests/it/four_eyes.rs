//! An answer that a colleague approves before it leaves.

use chrono::Duration;
use dialoga::accounts::{Person, Role};
use dialoga::kernel::ids::{ProposedAnswerId, TicketId};
use dialoga::kernel::text::Body;
use dialoga::platform::db::DbError;
use dialoga::platform::db::schema::{messages, proposed_answers};
use dialoga::tickets::actions::{self, Approving, ChangedAnswer, Posted};
use dialoga::tickets::{self, Stage, Ticket, TicketError, TicketResult, TicketState, Way};
use diesel::prelude::*;

use crate::support::browser::Page;
use crate::support::cast::{act, ask, person, words};
use crate::support::desk::Desk;
use crate::support::people::Human;
use crate::support::{at_once, on_both_databases};

const RULES: &str = "/amministrazione/argomenti";

/// Answers about leave need approval, by three quarters of the time.
fn rule(desk: &Desk, share: Option<i32>) {
    let (topic, now) = (desk.topic("Congedi"), desk.now());
    desk.write(move |conn| actions::set_topic_approvals(conn, &[(topic, share)], now));
}

/// A question of Anna's about leave that Eva has taken, and her colleague Ida.
fn taken(desk: &Desk) -> (Human, Human, Human, i64) {
    rule(desk, Some(75));
    let anna = desk.worker("Anna Bianchi");
    let (eva, ida) = (desk.staff("Eva Neri", Role::Expert), desk.staff("Ida Verdi", Role::Expert));
    let number = anna.ask(&desk.topic_slug("Congedi"), "Permessi", "Quanti giorni di permesso ho?").number();
    eva.claim(number).is(200);
    (anna, eva, ida, number)
}

fn approve(human: &Human, page: &Page, number: i64) -> Page {
    page.form(&format!("/coda/{number}/approvazione")).send(&human.browser)
}

fn told(desk: &Desk, to: &str, word: &str) -> usize {
    desk.mails().iter().filter(|mail| mail.to == to && mail.subject.contains(word)).count()
}

fn ticket(desk: &Desk, number: i64) -> Ticket {
    desk.read(move |conn| tickets::find(conn, TicketId(number))).unwrap()
}

/// Kinds of the messages of a question, oldest first.
fn kinds(desk: &Desk, id: TicketId) -> Vec<String> {
    desk.read::<_, DbError>(move |conn| {
        let of = messages::table.filter(messages::ticket_id.eq(id)).order(messages::id.asc());
        Ok(of.select(messages::kind).load(conn)?)
    })
}

/// What was proposed to a question, with what became of it.
fn proposed(desk: &Desk, id: TicketId) -> Vec<(ProposedAnswerId, Option<String>)> {
    desk.read::<_, DbError>(move |conn| {
        let of = proposed_answers::table
            .filter(proposed_answers::ticket_id.eq(id))
            .order(proposed_answers::id.asc());
        Ok(of.select((proposed_answers::id, proposed_answers::outcome)).load(conn)?)
    })
}

on_both_databases! {
    fn an_answer_waits_until_a_colleague_lets_it_leave(desk: &Desk) {
        let (anna, eva, ida, number) = taken(desk);
        let work = format!("/coda/{number}");
        // 75% of 48 hours from Tuesday at 10:30.
        eva.open(&work).says("Da approvare entro mercoledì 25 novembre 2026, ore 22:30").says("Manda in approvazione");
        desk.wait(Duration::hours(2));
        let sent = eva.answer(number, "Tre giorni al mese.");
        sent.is(200).says("parte quando un’altra persona dello sportello la approva").says("L’hai scritta o cambiata tu");
        sent.says("Eva Neri ha scritto una risposta da approvare").says("In lavorazione");
        sent.never_says(&format!("action=\"{work}/approvazione\""));
        // Whoever asked sees and hears nothing, and the clock runs on.
        anna.open(&format!("/domande/{number}")).never_says("Tre giorni").never_says("approva");
        assert_eq!(told(desk, &anna.email, "Risposta"), 0);
        assert!(ticket(desk, number).due_at.is_some());
        assert_eq!(told(desk, &ida.email, "Una risposta da approvare"), 1);
        assert_eq!(told(desk, &eva.email, "Una risposta da approvare"), 0);
        desk.wait(Duration::hours(3));
        let page = ida.open(&work);
        page.says("Risposta da approvare").says("Tre giorni al mese.").says("parte subito, a nome di Eva Neri");
        let done = approve(&ida, &page, number);
        done.is(200).says("Risposta approvata e inviata").says("Ida Verdi ha approvato la risposta di Eva Neri");
        assert_eq!(kinds(desk, TicketId(number)), ["question", "note", "answer"]);
        assert_eq!(done.text().matches("Tre giorni al mese.").count(), 1, "the note that was sent is not shown again");
        // It left when it was approved, as its author's.
        let after = ticket(desk, number);
        assert_eq!((after.state, after.answered_at, after.due_at), (TicketState::Answered, Some(desk.now()), None));
        eva.open(&work).says("Risposta in 5 ore");
        anna.open(&format!("/domande/{number}")).says("Tre giorni al mese.").never_says("Ida");
        assert_eq!(told(desk, &anna.email, "risposta"), 1);
        assert_eq!(told(desk, &eva.email, "La tua risposta è stata inviata"), 1);
        // A second press sends nothing again.
        assert_eq!(approve(&ida, &page, number).status, 200);
        assert_eq!(kinds(desk, TicketId(number)).len(), 3);
        // What is added to it needs approval too.
        eva.answer(number, "E anche le ferie.").is(200).says("parte quando un’altra persona");
        assert_eq!(kinds(desk, TicketId(number)).last().unwrap(), "note");
        desk.wait(Duration::days(60));
        desk.run("ticket_times");
        assert_eq!(ticket(desk, number).state, TicketState::Answered, "time closes nothing over an answer that waits");
    }

    fn a_clarification_leaves_at_once_and_a_topic_without_the_rule_needs_no_approval(desk: &Desk) {
        let (anna, eva, _, number) = taken(desk);
        eva.ask_back(number, "Da quando lavori?").is(200).says("In attesa");
        anna.open(&format!("/domande/{number}")).says("Da quando lavori?");
        let other = anna.ask("non-so", "Altro", "Altro?").number();
        eva.claim(other);
        eva.open(&format!("/coda/{other}")).never_says("Manda in approvazione").never_says("Da approvare");
        eva.answer(other, "Sì.").is(200);
        assert_eq!(ticket(desk, other).state, TicketState::Answered);
    }

    fn an_answer_comes_back_with_a_word_and_its_text_is_a_draft_again(desk: &Desk) {
        let (anna, eva, ida, number) = taken(desk);
        let work = format!("/coda/{number}");
        eva.answer(number, "Tre giorni al mese.").is(200);
        let form = ida.open(&work).form(&format!("{work}/approvazione/rinvio"));
        form.clone().send(&ida.browser).is(422).says("Scrivi che cosa cambiare");
        let back = form.with("word", "Cita l’articolo 33.").send(&ida.browser);
        back.is(200).says("rimandata indietro: avvisiamo").says("Ida Verdi ha rimandato indietro la risposta di Eva Neri");
        let page = eva.open(&work);
        page.says("Cita l’articolo 33.").says("Risposta rimandata indietro, non inviata");
        let form = page.form_holding(&format!("{work}/messaggi"), "visibility", "public");
        assert_eq!(form.value("body"), Some("Tre giorni al mese."));
        assert_eq!(told(desk, &eva.email, "La tua risposta torna indietro"), 1);
        form.with("body", "Tre giorni (art. 33).").with("outcome", "answer").send(&eva.browser).is(200);
        // The first was not true any more when its mail would have left.
        assert_eq!(told(desk, &ida.email, "Una risposta da approvare"), 1);
        // She takes it back herself, and nobody can approve it any more.
        let seen = ida.open(&work);
        let page = eva.press(number, "approvazione/ritiro");
        page.is(200).says("il testo è di nuovo nella bozza");
        approve(&ida, &seen, number).is(409).says("Intanto Eva Neri ha ritirato la risposta da approvare");
        assert_eq!(ticket(desk, number).state, TicketState::Assigned);
        anna.open(&format!("/domande/{number}")).never_says("art. 33").never_says("Tre giorni");
    }

    fn whoever_changes_an_answer_does_not_approve_it(desk: &Desk) {
        let (anna, eva, ida, number) = taken(desk);
        let emma = desk.staff("Emma Sala", Role::Coordinator);
        let work = format!("/coda/{number}");
        let page = eva.open(&work);
        let form = page.form_holding(&format!("{work}/messaggi"), "visibility", "public").with("body", "Tre giorni.");
        let form = form.with_file("attachments", "uno.txt", b"Uno.").with_file("attachments", "due.txt", b"Due.");
        form.with("outcome", "answer").send(&eva.browser).is(200).says("uno.txt");
        let seen = ida.open(&work);
        assert!(!seen.html().contains("approvazione/modifica"), "an expert who does not hold it changes nothing");
        let page = emma.open(&work);
        let form = page.form(&format!("{work}/approvazione/modifica")).with("body", "Tre giorni al mese.");
        let kept = page.attributes("input[name='files[]']", "value").remove(0);
        let form = form.without("files[]").forged("files[]", &kept);
        let refused = form.clone().with_file("added", "nota.exe", b"MZ\x90\x00").send(&emma.browser);
        refused.is(422).says("nota.exe").says("Tre giorni al mese.");
        let changed = form.with_file("added", "tre.txt", b"Tre.").send(&emma.browser);
        changed.is(200).says("Risposta di Eva Neri, modificata da Emma Sala");
        let waits = changed.texts(".dg-approval").concat();
        assert!(waits.contains("uno.txt") && waits.contains("tre.txt") && !waits.contains("due.txt"), "{waits}");
        changed.says("Versione precedente della risposta, non inviata");
        changed.never_says(&format!("action=\"{work}/approvazione\""));
        eva.open(&work).never_says(&format!("action=\"{work}/approvazione\""));
        // What she read was another text.
        approve(&ida, &seen, number).is(409).says("Emma Sala ha cambiato la risposta di Eva Neri da approvare");
        approve(&ida, &ida.open(&work), number).is(200);
        let page = anna.open(&format!("/domande/{number}"));
        page.says("Tre giorni al mese.").says("uno.txt").never_says("due.txt").never_says("Emma");
        let files = page.attributes("a.dg-attachment", "href");
        let held: Vec<Vec<u8>> = files.iter().map(|file| anna.open(file).body).collect();
        assert_eq!(held, [b"Uno.".to_vec(), b"Tre.".to_vec()]);
    }

    fn nobody_but_the_desk_touches_an_answer_that_waits(desk: &Desk) {
        let (anna, eva, ida, number) = taken(desk);
        let work = format!("/coda/{number}");
        eva.answer(number, "Tre giorni.").is(200);
        let page = ida.open(&work);
        let form = page.form(&format!("{work}/approvazione"));
        let (answer, seen) = (form.value("answer").unwrap().to_owned(), form.value("seen").unwrap().to_owned());
        let token = eva.open(&work).form(&format!("{work}/approvazione/ritiro")).value("csrf_token").unwrap().to_owned();
        let fields = [("csrf_token", token.as_str()), ("answer", &answer), ("seen", &seen)];
        // The author forges the button that she is not offered.
        assert_eq!(eva.browser.post(&format!("{work}/approvazione"), &fields).status, 409);
        assert_eq!(anna.browser.post(&format!("{work}/approvazione"), &fields).status, 404);
        assert_eq!(ticket(desk, number).state, TicketState::Assigned);
        // Ida neither withdraws nor changes what Eva holds.
        let token = form.value("csrf_token").unwrap().to_owned();
        let fields = [("csrf_token", token.as_str()), ("answer", &answer), ("body", "Altro.")];
        for what in ["ritiro", "modifica"] {
            assert_eq!(ida.browser.post(&format!("{work}/approvazione/{what}"), &fields).status, 409);
        }
        assert_eq!(proposed(desk, TicketId(number)).len(), 1);
    }

    fn of_all_that_happens_to_an_answer_at_once_one_thing_comes_first_and_nothing_is_lost(desk: &Desk) {
        rule(desk, Some(75));
        let topic = desk.topic("Congedi");
        let anna = person(desk, "Anna", Role::Requester);
        let [eva, ida, ines] = ["Eva", "Ida", "Ines"].map(|name| person(desk, name, Role::Expert));
        let emma = person(desk, "Emma", Role::Coordinator);
        type Deed<'a> = (&'a str, &'a Person, fn(&mut dialoga::platform::db::Conn, TicketId, ProposedAnswerId, &Person, dialoga::kernel::clock::Instant) -> TicketResult<()>);
        let deeds: [Deed<'_>; 7] = [
            ("approval", &ines, |conn, id, answer, person, now| {
                let seen_version = tickets::find(conn, id)?.unwrap().version;
                actions::approve(conn, id, &Approving { answer, seen_version, site: String::new() }, person, now)
            }),
            ("edit", &emma, |conn, id, answer, person, now| {
                let changed = ChangedAnswer { answer, body: Body::parse("Quattro.").unwrap(), files: Vec::new(), new_files: Vec::new() };
                actions::change_proposed(conn, id, &changed, person, now).map(drop)
            }),
            ("return", &ines, |conn, id, answer, person, now| {
                actions::return_answer(conn, id, answer, &Body::parse("No.").unwrap(), person, now)
            }),
            ("message", &anna, |conn, id, _, person, now| {
                actions::reply(conn, id, &Body::parse("Anzi, ho due figli.").unwrap(), &[], Way::Page, person, now).map(drop)
            }),
            ("hand-over", &eva, |conn, id, _, person, now| {
                let to = dialoga::accounts::active_with_role(conn, &[Role::Coordinator])?.remove(0).id;
                actions::hand_over(conn, id, to, None, person, now)
            }),
            ("close", &anna, |conn, id, _, person, now| actions::close(conn, id, None, Way::Page, person, now)),
            ("spam", &eva, |conn, id, _, person, now| actions::mark_spam(conn, id, person, now)),
        ];
        for round in 0..3 {
            for (name, other, deed) in deeds {
                let id = ask(desk, &anna, &format!("{name} {round}"));
                act(desk, &eva, move |conn, person, now| {
                    actions::change_topic(conn, id, topic, person, now)?;
                    actions::claim(conn, id, person, now)?;
                    actions::answer(conn, id, &words("Tre."), person, now)
                });
                let (answer, _) = proposed(desk, id)[0];
                let seen_version = desk.read(move |conn| tickets::find(conn, id)).unwrap().version;
                let outcomes = at_once([true, false], |approves| {
                    let (who, now) = (if approves { &ida } else { other }.clone(), desk.now());
                    desk.app.db.write_blocking(move |conn| match approves {
                        true => actions::approve(conn, id, &Approving { answer, seen_version, site: String::new() }, &who, now),
                        false => deed(conn, id, answer, &who, now),
                    })
                });
                let approved = outcomes[0].is_ok();
                assert!(approved || matches!(outcomes[0], Err(TicketError::Stale)), "{name}: {outcomes:?}");
                let sent = kinds(desk, id).iter().filter(|kind| *kind == "answer").count();
                let all = proposed(desk, id);
                let waits = all.iter().filter(|(_, outcome)| outcome.is_none()).count();
                let after = desk.read(move |conn| tickets::find(conn, id)).unwrap();
                let second = usize::from(name == "approval" && outcomes[1].is_ok());
                assert_eq!(sent, usize::from(approved) + second, "{name}: {outcomes:?} {all:?}");
                match name {
                    // Which of the two comes first, it is sent once.
                    "approval" => assert_eq!((sent, waits, all.len()), (1, 0, 1), "{outcomes:?}"),
                    "edit" if approved => assert!(matches!(outcomes[1], Err(TicketError::Stale)), "{outcomes:?}"),
                    "edit" => assert_eq!((waits, all.len()), (1, 2), "{outcomes:?}"),
                    "return" => assert_eq!((approved, outcomes[1].is_ok()), (sent == 1, sent == 0)),
                    // The requester's words are there either way; after the answer they open the question again.
                    "message" => {
                        assert!(outcomes[1].is_ok() && after.state.is_open() || approved, "{outcomes:?}");
                        assert_eq!(kinds(desk, id).iter().filter(|kind| *kind == "question").count(), 2);
                        assert_eq!(waits, usize::from(!approved));
                    }
                    "hand-over" => assert_eq!(waits, usize::from(!approved), "{outcomes:?}"),
                    "close" => assert_eq!((waits, after.state), (0, TicketState::Closed), "{outcomes:?}"),
                    _ if approved => assert!(matches!(outcomes[1], Err(TicketError::MovedOn)), "{outcomes:?}"),
                    _ => assert_eq!((waits, after.state), (0, TicketState::Spam), "{outcomes:?}"),
                }
            }
        }
    }

    fn what_waits_is_listed_for_whoever_may_approve_it(desk: &Desk) {
        let (_, eva, ida, number) = taken(desk);
        let emma = desk.staff("Emma Sala", Role::Coordinator);
        let count = |human: &Human| {
            let lists = human.open("/coda").texts("nav a, .dg-lists a, a");
            lists.into_iter().find(|text| text.starts_with("Da rivedere")).unwrap_or_default()
        };
        assert_eq!(count(&ida), "Da rivedere (0)");
        let link = ida.open("/coda?vista=review").link("Salva questa vista");
        let form = ida.open(&link).form("/coda/viste").with("name", "Le mie revisioni");
        form.send(&ida.browser).is(200);
        eva.answer(number, "Tre giorni.").is(200);
        for (human, wanted) in [(&eva, "Da rivedere (0)"), (&ida, "Da rivedere (1)"), (&emma, "Da rivedere (1)")] {
            assert_eq!(count(human), wanted, "{}", human.name);
        }
        ida.open("/coda").says("Le mie revisioni (1)");
        ida.open("/coda?vista=review").is(200).says("Permessi");
        eva.open("/coda?vista=review").never_says(&format!("/coda/{number}\""));
        // What another process of the desk reads from the database is the same.
        let id = TicketId(number);
        act(desk, &person(desk, "Nora", Role::Expert), move |conn, person, now| {
            actions::note(conn, id, &words("Vista."), person, now)
        });
        assert_eq!(count(&ida), "Da rivedere (1)");
        approve(&ida, &ida.open(&format!("/coda/{number}")), number).is(200);
        assert_eq!((count(&ida), count(&emma)), ("Da rivedere (0)".to_owned(), "Da rivedere (0)".to_owned()));
        rule(desk, Some(0));
        assert_eq!(count(&ida), "", "where nothing needs approval there is no such list");
    }

    fn the_inner_target_is_reminded_of_once_whoever_still_has_to_act(desk: &Desk) {
        let (_, eva, ida, number) = taken(desk);
        desk.wait(Duration::hours(35));
        desk.settle();
        assert_eq!(told(desk, &eva.email, "ancora da approvare"), 0);
        desk.wait(Duration::hours(2));
        desk.settle();
        assert_eq!(told(desk, &eva.email, "ancora da approvare"), 1);
        assert!(desk.last_mail_to(&eva.email).text.contains("non è ancora scritta"));
        assert_eq!(told(desk, &ida.email, "ancora da approvare"), 0);
        eva.open(&format!("/coda/{number}")).says("Era da approvare entro").says("È passato il tempo entro cui approvare");
        // Neither another topic nor the rule switched off and on again reminds a second time.
        rule(desk, Some(0));
        rule(desk, Some(60));
        desk.settle();
        assert_eq!(told(desk, &eva.email, "ancora da approvare"), 1);
    }

    fn an_answer_that_waits_when_its_time_passes_is_told_to_those_who_may_approve_it(desk: &Desk) {
        let (_, eva, ida, number) = taken(desk);
        eva.answer(number, "Tre giorni.").is(200);
        desk.wait(Duration::hours(37));
        desk.settle();
        assert_eq!(told(desk, &ida.email, "ancora da approvare"), 1);
        assert!(desk.last_mail_to(&ida.email).text.contains("aspetta ancora"));
        assert_eq!(told(desk, &eva.email, "ancora da approvare"), 1);
    }

    fn where_nobody_else_of_the_group_may_approve_the_coordinators_are_asked(desk: &Desk) {
        rule(desk, Some(75));
        let topic = desk.topic("Congedi");
        let anna = person(desk, "Anna", Role::Requester);
        let [eva, ida] = ["Eva", "Ida"].map(|name| person(desk, name, Role::Expert));
        let emma = person(desk, "Emma", Role::Coordinator);
        let member = eva.id;
        desk.write::<_, DbError>(move |conn| {
            let group = dialoga::topics::create_group(conn, "Sola")?;
            dialoga::topics::add_member(conn, group, member)?;
            dialoga::topics::set_group(conn, topic, Some(group))
        });
        let id = ask(desk, &anna, "Permessi");
        act(desk, &eva, move |conn, person, now| {
            actions::change_topic(conn, id, topic, person, now)?;
            actions::claim(conn, id, person, now)?;
            actions::answer(conn, id, &words("Tre."), person, now)
        });
        let told = |who: &Person| told(desk, who.address(), "Una risposta da approvare");
        assert_eq!((told(&eva), told(&ida), told(&emma)), (0, 0, 1));
    }

    fn where_the_rule_is_lifted_what_waits_is_sent_by_whoever_may_answer(desk: &Desk) {
        let (anna, eva, ida, number) = taken(desk);
        let work = format!("/coda/{number}");
        eva.answer(number, "Tre giorni.").is(200);
        let page = ida.open(&work);
        let slug = desk.topic_slug("Contratti");
        let form = page.form(&format!("{work}/argomento")).with("topic", &slug);
        form.send(&ida.browser).is(200);
        let page = eva.open(&work);
        page.says("L’argomento non richiede più un’approvazione").never_says("Da approvare entro");
        approve(&eva, &page, number).is(200);
        anna.open(&format!("/domande/{number}")).says("Tre giorni.");
        assert_eq!(kinds(desk, TicketId(number)), ["question", "note", "answer"]);
    }

    fn nobody_spares_herself_a_colleagues_eyes_by_another_topic(desk: &Desk) {
        let (anna, eva, ida, number) = taken(desk);
        let work = format!("/coda/{number}");
        let topic = |human: &Human, name: &'static str| {
            let form = human.open(&work).form(&format!("{work}/argomento"));
            form.with("topic", &desk.topic_slug(name)).send(&human.browser).is(200);
        };
        topic(&eva, "Contratti");
        eva.answer(number, "Tre giorni.").is(200);
        // Nor by another one after that, nor by putting the first one back when it is sent.
        topic(&eva, "Part-time");
        let page = eva.open(&work);
        assert!(!page.attributes("form", "action").contains(&format!("{work}/approvazione")));
        anna.open(&format!("/domande/{number}")).never_says("Tre giorni.");
        // A colleague sends it, as she would have approved it.
        approve(&ida, &ida.open(&work), number).is(200);
        anna.open(&format!("/domande/{number}")).says("Tre giorni.");
        // Whoever did not change the topic answers freely, as before.
        let other = anna.ask(&desk.topic_slug("Congedi"), "Ferie", "Quante ferie ho?").number();
        eva.claim(other).is(200);
        let form = ida.open(&format!("/coda/{other}")).form(&format!("/coda/{other}/argomento"));
        form.with("topic", &desk.topic_slug("Contratti")).send(&ida.browser).is(200);
        eva.answer(other, "Venti.").is(200);
        anna.open(&format!("/domande/{other}")).says("Venti.");
    }

    fn what_waits_when_the_question_ends_stays_for_the_desk_to_read(desk: &Desk) {
        let (anna, eva, ida, number) = taken(desk);
        let work = format!("/coda/{number}");
        eva.answer(number, "Tre giorni.").is(200);
        let page = anna.open(&format!("/domande/{number}"));
        page.form(&format!("/domande/{number}/chiusura")).send(&anna.browser).is(200);
        let page = ida.open(&work);
        page.says("Risposta mai approvata, non inviata").says("Tre giorni.").never_says("approvazione\"");
        assert_eq!(proposed(desk, TicketId(number))[0].1.as_deref(), Some("lapsed"));
        anna.open(&format!("/domande/{number}")).never_says("Tre giorni");
    }

    fn an_answer_sent_twice_waits_once_and_another_takes_its_place(desk: &Desk) {
        rule(desk, Some(75));
        let topic = desk.topic("Congedi");
        let (anna, eva) = (person(desk, "Anna", Role::Requester), person(desk, "Eva", Role::Expert));
        let emma = person(desk, "Emma", Role::Coordinator);
        let id = ask(desk, &anna, "Permessi");
        act(desk, &eva, move |conn, person, now| {
            actions::change_topic(conn, id, topic, person, now)?;
            actions::claim(conn, id, person, now)
        });
        let send = |who: &Person, text: &'static str| {
            act(desk, who, move |conn, person, now| actions::answer(conn, id, &words(text), person, now))
        };
        assert_eq!([send(&eva, "Tre."), send(&eva, "Tre.")], [Posted::Proposed, Posted::ProposedBefore]);
        assert_eq!(send(&emma, "Quattro."), Posted::Proposed);
        let outcomes: Vec<_> = proposed(desk, id).into_iter().map(|(_, outcome)| outcome).collect();
        assert_eq!(outcomes, [Some("replaced".to_owned()), None]);
        // Nobody's claim runs out while her answer waits.
        desk.wait(Duration::days(3));
        let now = desk.now();
        desk.write(move |conn| actions::expire_claim(conn, id, now, now));
        let closes = desk.now();
        desk.write(move |conn| actions::close_by_time(conn, id, Stage::Todo, closes, closes));
        let after = desk.read(move |conn| tickets::find(conn, id)).unwrap();
        assert_eq!((after.state, after.assignee), (TicketState::Assigned, Some(eva.id)));
    }

    fn the_rules_are_kept_on_a_page_and_pass_from_area_to_topic(desk: &Desk) {
        let (emma, ugo) = (desk.staff("Emma Sala", Role::Coordinator), desk.staff("Ugo Testa", Role::Admin));
        let leave = desk.topic("Congedi");
        let child = desk.write(move |conn| {
            dialoga::topics::create_topic(conn, Some(leave), "paternita", ("Paternità", "Paternity"), ("", ""))
        });
        let page = emma.open(RULES);
        page.is(200).says("Congedi: la risposta va approvata da una seconda persona").says("Come l’area (No)");
        let saved = page.form(RULES).with(&format!("approval-{leave}"), "60").send(&emma.browser);
        saved.is(200).says("Regole salvate.").says("Come l’area (Sì, entro il 60% del tempo)");
        let of = |topic| desk.read(move |conn| dialoga::topics::approval_for(conn, topic));
        assert_eq!((of(leave), of(child)), (60, 60));
        let form = ugo.open(RULES).form(RULES).with(&format!("approval-{child}"), "0");
        form.send(&ugo.browser).is(200);
        assert_eq!((of(leave), of(child)), (60, 0));
        // What is not offered changes nothing.
        let forged = emma.open(RULES).form(RULES).forged(&format!("approval-{leave}"), "1000");
        forged.forged("approval-99", "75").send(&emma.browser).is(200);
        assert_eq!(of(leave), 60);
        emma.open("/amministrazione").says("Argomenti e approvazione");
    }
}
