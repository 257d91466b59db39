//! Who is told what, through the life of a question.

use chrono::Duration;
use dialoga::accounts::{self, NewMember, Person, Role};
use dialoga::catalogue::{self, Audience, Content, Details, EntryKind};
use dialoga::kernel::event::{Actor, Event};
use dialoga::kernel::ids::{EntryId, TicketId};
use dialoga::kernel::text::{Body, EmailAddress, Name, Subject};
use dialoga::platform::db::{Conn, DbError, DbResult};
use dialoga::platform::i18n::Lang;
use dialoga::platform::mail::outbox::{self, OutboxState};
use dialoga::platform::{db::schema::accounts as rows, events};
use dialoga::tickets::{Way, actions};
use dialoga::{notifications, topics};
use diesel::prelude::*;

use crate::support::cast::{act, ask, person, words};
use crate::support::desk::Desk;
use crate::support::mailbox::Mail;
use crate::support::on_both_databases;

/// What was mailed since the last look: recipient and subject.
struct News<'a> {
    desk: &'a Desk,
    seen: usize,
}

impl News<'_> {
    fn mails(&mut self) -> Vec<Mail> {
        let all = self.desk.mails();
        let new = all[self.seen..].to_vec();
        self.seen = all.len();
        new
    }

    /// Subjects with their reader, in any order, without `@esempio.it`.
    fn read(&mut self) -> Vec<String> {
        let mut told: Vec<String> = self
            .mails()
            .iter()
            .map(|mail| format!("{}: {}", mail.to.trim_end_matches("@esempio.it"), mail.subject))
            .collect();
        told.sort();
        told
    }
}

fn news(desk: &Desk) -> News<'_> {
    News { desk, seen: desk.mails().len() }
}

fn asks_for_the_text(desk: &Desk, person: &Person) {
    let id = person.id;
    desk.write(move |conn| {
        diesel::update(rows::table.filter(rows::id.eq(id)))
            .set(rows::mail_answer_text.eq(true))
            .execute(conn)?;
        DbResult::Ok(())
    });
}

fn draft(desk: &Desk, writer: &Person) -> EntryId {
    let (writer, now) = (writer.clone(), desk.now());
    desk.write(move |conn| {
        let topic = topics::find_or_create(conn, "Leggi")?;
        let content = Content {
            topic,
            audience: Audience::All,
            language: Lang::It,
            title: Subject::parse("Congedo parentale: quanto dura").unwrap(),
            summary: String::new(),
            body: Body::parse("Dieci mesi.").unwrap(),
            sources: String::new(),
            territory: String::new(),
            verified_on: None,
            review_by: None,
            valid_from: None,
            valid_to: None,
            details: Details::none(EntryKind::Answer),
        };
        catalogue::actions::create(conn, content, &writer, now)
    })
}

fn submit(desk: &Desk, id: EntryId, writer: &Person) {
    let (writer, now) = (writer.clone(), desk.now());
    desk.write(move |conn| catalogue::actions::submit(conn, id, 1, &writer, now));
}

on_both_databases! {
    fn each_turn_of_a_question_is_told_to_whom_it_concerns_and_not_to_its_author(desk: &Desk) {
        let anna = person(desk, "Anna", Role::Requester);
        let (carla, dora) = (person(desk, "Carla", Role::Expert), person(desk, "Dora", Role::Expert));
        let emma = person(desk, "Emma", Role::Coordinator);
        let mut news = news(desk);

        let id = ask(desk, &anna, "Part-time dopo la maternità");
        let mails = news.mails();
        assert_eq!(mails.len(), 1);
        assert_eq!(mails[0].subject, format!("Abbiamo ricevuto la tua domanda (n. {id})"));
        assert!(mails[0].text.contains("giovedì 26 novembre 2026, ore 10:30"), "{}", mails[0].text);
        assert_eq!(mails[0].link("/domande"), format!("/domande/{id}"));
        assert_eq!(mails[0].header("Auto-Submitted").as_deref(), Some("auto-generated"));
        let receipt = mails[0].message_id.clone();

        act(desk, &carla, move |conn, person, now| actions::claim(conn, id, person, now));
        assert!(news.read().is_empty(), "a claim is nobody's news");

        let (to, by) = (dora.id, carla.clone());
        act(desk, &by, move |conn, person, now| actions::hand_over(conn, id, to, None, person, now));
        let mails = news.mails();
        assert_eq!(mails.len(), 1);
        assert_eq!(mails[0].subject, format!("La domanda n. {id} è assegnata a te"));
        assert!(mails[0].text.contains(&format!("Carla ti ha passato la domanda n. {id}.")), "{}", mails[0].text);
        let (to, word) = (carla.id, Body::parse("La conosci meglio tu.").unwrap());
        act(desk, &emma, move |conn, person, now| actions::hand_over(conn, id, to, Some(&word), person, now));
        let mails = news.mails();
        assert_eq!(mails.len(), 2);
        for (to, subject) in [("carla", "è assegnata a te"), ("dora", "è passata a un’altra persona")] {
            let mail = mails.iter().find(|mail| mail.to == format!("{to}@esempio.it")).unwrap();
            assert_eq!(mail.subject, format!("La domanda n. {id} {subject}"));
            assert_eq!(mail.text.contains("Emma ti ha passato"), to == "carla");
            assert_eq!(mail.text.contains("ha lasciato una nota interna"), to == "carla");
            assert!(!mail.raw.contains("conosci"), "the note stays on the page");
        }

        act(desk, &carla, move |conn, person, now| {
            actions::note(conn, id, &words("Nota segreta"), person, now)
        });
        assert!(news.read().is_empty());
        act(desk, &emma, move |conn, person, now| {
            actions::note(conn, id, &words("Un'altra nota segreta"), person, now)
        });
        assert_eq!(news.read(), [format!("carla: Nuova nota interna nella domanda n. {id}")]);
        act(desk, &carla, move |conn, person, now| {
            actions::ask_clarification(conn, id, &words("Quanti anni ha il bambino?"), person, now)
        });
        let mails = news.mails();
        assert_eq!(mails[0].subject, format!("Ci serve un chiarimento per risponderti (n. {id})"));
        assert!(!mails[0].text.contains("Quanti anni"), "the text stays on the page unless she chose otherwise");
        assert_eq!(mails[0].header("In-Reply-To"), Some(format!("<{receipt}>")));

        let body = Body::parse("Ha due anni.").unwrap();
        act(desk, &anna, move |conn, person, now| actions::reply(conn, id, &body, &[], Way::Page, person, now));
        assert_eq!(news.read(), [format!("carla: Nuovo messaggio nella domanda n. {id}")]);

        asks_for_the_text(desk, &anna);
        act(desk, &carla, move |conn, person, now| {
            actions::answer(conn, id, &words("Sì, **puoi** chiederlo."), person, now)
        });
        let mails = news.mails();
        assert_eq!(mails[0].subject, format!("La risposta alla tua domanda è pronta (n. {id})"));
        assert!(mails[0].text.contains("> Sì, puoi chiederlo."), "{}", mails[0].text);
        assert!(mails[0].html.contains("<strong>puoi</strong>"), "{}", mails[0].html);
        assert!(!mails[0].raw.contains("segreta"));
        let references = mails[0].header("References").unwrap();
        assert!(references.starts_with(&format!("<{receipt}> ")), "the receipt is the root: {references}");

        act(desk, &carla, move |conn, person, now| actions::close(conn, id, None, Way::Page, person, now));
        assert_eq!(news.read(), [format!("anna: Abbiamo chiuso la tua domanda (n. {id})")]);
        act(desk, &anna, move |conn, person, now| actions::reopen(conn, id, person, now));
        assert_eq!(
            news.read(),
            [
                format!("anna: La tua domanda è di nuovo aperta (n. {id})"),
                format!("carla: La domanda n. {id} è stata riaperta"),
            ]
        );
        act(desk, &anna, move |conn, person, now| actions::close(conn, id, None, Way::Page, person, now));
        assert_eq!(news.read(), [format!("carla: Risolta: la domanda n. {id} è chiusa")], "it is no news to herself");
    }

    fn reminders_go_to_the_group_then_to_the_holder_and_late_ones_to_the_coordinator_too(desk: &Desk) {
        let anna = person(desk, "Anna", Role::Requester);
        let (carla, dora) = (person(desk, "Carla", Role::Expert), person(desk, "Dora", Role::Expert));
        person(desk, "Emma", Role::Coordinator);
        person(desk, "Fabio", Role::Admin);
        let outsider = person(desk, "Gina", Role::Expert);
        let members = [carla.id, dora.id];
        let topic = desk.write(move |conn| {
            let group = topics::create_group(conn, "Lavoro")?;
            for member in members {
                topics::add_member(conn, group, member)?;
            }
            let topic = topics::find_or_create(conn, "Leggi")?;
            topics::set_group(conn, topic, Some(group))?;
            Ok::<_, DbError>(topic)
        });
        let id = ask(desk, &anna, "Congedo");
        act(desk, &outsider, move |conn, person, now| actions::change_topic(conn, id, topic, person, now));
        let mut news = news(desk);

        desk.wait(Duration::hours(24));
        let reminder = format!("La domanda n. {id} si avvicina alla scadenza");
        assert_eq!(news.read(), [format!("carla: {reminder}"), format!("dora: {reminder}")]);
        act(desk, &dora, move |conn, person, now| actions::claim(conn, id, person, now));
        desk.wait(Duration::hours(12));
        let to_group = format!("carla: Nel tuo gruppo: la domanda n. {id} scade tra poco");
        assert_eq!(news.read(), [to_group, format!("dora: {reminder}")]);
        desk.wait(Duration::hours(12));
        let late = [
            format!("dora: In ritardo: domanda n. {id}"),
            format!("emma: Da seguire: la domanda n. {id} è in ritardo"),
        ];
        let told = format!("anna: Siamo in ritardo con la tua risposta (n. {id})");
        assert_eq!(news.read(), [&[told], &late[..]].concat());
        desk.wait(Duration::hours(24));
        assert_eq!(news.read(), late, "whoever asked hears it once");
        assert!(news.read().is_empty(), "each step once");
    }

    fn after_an_outage_each_question_is_told_once_with_its_newest_step(desk: &Desk) {
        let anna = person(desk, "Anna", Role::Requester);
        let carla = person(desk, "Carla", Role::Expert);
        person(desk, "Emma", Role::Coordinator);
        let [first, second] = ["Congedo", "Nido"].map(|subject| ask(desk, &anna, subject));
        act(desk, &carla, move |conn, person, now| actions::claim(conn, first, person, now));
        let mut news = news(desk);
        // Ten days: half the time, three quarters, the deadline, and eight days after it.
        desk.wait(Duration::days(10));
        let late = |id: TicketId| {
            [
                format!("anna: Siamo in ritardo con la tua risposta (n. {id})"),
                format!("carla: In ritardo: domanda n. {id}"),
                format!("emma: Da seguire: la domanda n. {id} è in ritardo"),
            ]
        };
        let mut told = [late(first), late(second)].concat();
        told.sort();
        assert_eq!(news.read(), told);
        let recorded = desk.read::<_, DbError>(move |conn| events::of_ticket(conn, first));
        let steps = recorded.iter().filter(|recorded| recorded.event.kind() == "deadline_step_reached");
        assert_eq!(steps.count(), 11, "every step is on record");
    }

    fn after_an_outage_whoever_has_many_late_questions_reads_one_list(desk: &Desk) {
        let anna = person(desk, "Anna", Role::Requester);
        let (carla, dora) = (person(desk, "Carla", Role::Expert), person(desk, "Dora", Role::Expert));
        person(desk, "Emma", Role::Coordinator);
        let numbers: Vec<TicketId> = (0..14).map(|number| ask(desk, &anna, &format!("Congedo {number}"))).collect();
        for (place, id) in numbers.iter().copied().enumerate() {
            let holder = if place < 12 { &carla } else { &dora };
            act(desk, holder, move |conn, person, now| actions::claim(conn, id, person, now));
        }
        let mut news = news(desk);
        desk.wait(Duration::days(3));
        // Before the mail leaves, one is answered: it is not in the list.
        desk.run("sla_steps");
        desk.follow();
        let answered = numbers[0];
        act(desk, &carla, move |conn, person, now| actions::answer(conn, answered, &words("Sì."), person, now));
        desk.wait(Duration::minutes(1));
        let mails = news.mails();
        let to = |name: &str| -> Vec<&Mail> {
            mails.iter().filter(|mail| mail.to == format!("{name}@esempio.it")).collect()
        };
        let [list] = to("carla")[..] else { panic!("{} mails to Carla", to("carla").len()) };
        assert_eq!(list.subject, "11 domande in scadenza o in ritardo");
        for id in &numbers {
            let hers = numbers[1..12].contains(id);
            let leads_there = list.text.split_whitespace().any(|word| word.ends_with(&format!("/coda/{id}")));
            assert_eq!(leads_there, hers, "{id}: {}", list.text);
            assert_eq!(list.text.contains(&format!("n. {id}, in ritardo di 24 ore")), hers, "{id}: {}", list.text);
        }
        assert!(!list.raw.contains("Congedo"), "no word of a question");
        // Few are told one by one; whoever coordinates reads a list of all.
        assert_eq!(to("dora").len(), 2);
        assert!(to("dora").iter().all(|mail| mail.subject.starts_with("In ritardo: domanda n. ")));
        let subjects: Vec<&str> = to("emma").iter().map(|mail| mail.subject.as_str()).collect();
        assert_eq!(subjects, ["13 domande in scadenza o in ritardo"]);
        assert!(to("emma")[0].text.contains("in carico a: Dora"), "{}", to("emma")[0].text);
        assert_eq!(to("anna").len(), 14, "whoever asked is told of each: 13 late, one answered");
        assert!(news.read().is_empty(), "once");
    }

    fn whoever_owes_a_clarification_is_reminded_once_for_each(desk: &Desk) {
        let anna = person(desk, "Anna", Role::Requester);
        let carla = person(desk, "Carla", Role::Expert);
        let id = ask(desk, &anna, "Congedo");
        act(desk, &carla, move |conn, person, now| actions::claim(conn, id, person, now));
        let mut news = news(desk);
        let clarify = |text: &'static str| {
            act(desk, &carla, move |conn, person, now| {
                actions::ask_clarification(conn, id, &words(text), person, now)
            });
        };
        let reminder = format!("anna: Aspettiamo ancora il tuo chiarimento (n. {id})");
        clarify("Quanti anni ha il bambino?");
        news.read();
        desk.wait(Duration::days(5));
        desk.run("ticket_times");
        assert!(news.read().is_empty(), "five days are not over");
        desk.wait(Duration::seconds(1));
        desk.run("ticket_times");
        desk.run("ticket_times");
        let mails = news.mails();
        assert_eq!(mails.len(), 1);
        assert_eq!(mails[0].subject, format!("Aspettiamo ancora il tuo chiarimento (n. {id})"));
        assert!(mails[0].text.contains("fino a mercoledì 9 dicembre 2026"), "{}", mails[0].text);
        let body = Body::parse("Ha due anni.").unwrap();
        act(desk, &anna, move |conn, person, now| actions::reply(conn, id, &body, &[], Way::Page, person, now));
        news.read();
        clarify("Due anni compiuti?");
        news.read();
        desk.wait(Duration::days(6));
        desk.run("ticket_times");
        assert_eq!(news.read(), [reminder], "another clarification has a reminder of its own");
    }

    fn an_entry_is_told_to_its_reviewers_and_then_to_its_writer(desk: &Desk) {
        let carla = person(desk, "Carla", Role::Expert);
        let emma = person(desk, "Emma", Role::Coordinator);
        person(desk, "Dora", Role::Expert);
        let mut news = news(desk);
        let id = draft(desk, &carla);
        submit(desk, id, &carla);
        assert_eq!(news.read(), ["emma: Una scheda del catalogo aspetta la tua revisione"]);
        let (by, now) = (emma.clone(), desk.now());
        desk.write(move |conn| catalogue::actions::give_back(conn, id, 1, "Manca la fonte.", &by, now));
        assert_eq!(news.read(), ["carla: La tua scheda è tornata dalla revisione"]);
        submit(desk, id, &carla);
        let (by, now) = (emma.clone(), desk.now());
        desk.write(move |conn| catalogue::actions::publish(conn, id, 1, &by, now));
        assert_eq!(
            news.read(),
            ["carla: La tua scheda è nel catalogo"],
            "what waited for a review that is over is not asked for any more"
        );
        // What the only coordinator writes is read by the experts.
        let own = draft(desk, &emma);
        submit(desk, own, &emma);
        let wanted = ["carla", "dora"].map(|name| format!("{name}: Una scheda del catalogo aspetta la tua revisione"));
        assert_eq!(news.read(), wanted);
    }

    fn a_mail_that_is_no_longer_true_is_not_sent(desk: &Desk) {
        let anna = person(desk, "Anna", Role::Requester);
        let carla = person(desk, "Carla", Role::Expert);
        let id = ask(desk, &anna, "Congedo");
        act(desk, &carla, move |conn, person, now| actions::claim(conn, id, person, now));
        let mut news = news(desk);
        desk.wait(Duration::hours(24));
        desk.run("sla_steps");
        desk.follow();
        // The reminder is queued; before it leaves, the answer is given.
        act(desk, &carla, move |conn, person, now| actions::answer(conn, id, &words("Sì."), person, now));
        assert_eq!(news.read(), [format!("anna: La risposta alla tua domanda è pronta (n. {id})")]);
        assert_eq!(in_state(desk, OutboxState::Dropped), 1);
    }

    fn links_with_secrets_are_made_when_the_mail_leaves_and_only_for_whom_they_are(desk: &Desk) {
        let new = NewMember {
            email: EmailAddress::parse("hilde@esempio.it").unwrap(),
            name: Name::parse("Hilde").unwrap(),
            role: Role::Expert,
            organisation: None,
            lang: Lang::En,
            password_hash: None,
        };
        let now = desk.now();
        let id = desk.write(move |conn| accounts::add_member(conn, &new, Actor::System, now));
        desk.follow();
        assert_eq!(tokens(desk), 0, "no secret lies in the outbox");
        let mail = desk.last_mail_to("hilde@esempio.it");
        assert_eq!(mail.subject, "Your invitation to the Sportello Conciliazione");
        let link = mail.link("/password/nuova/");
        assert_eq!(tokens(desk), 1);
        desk.browser().get(&link).is(200);
        // An account that was closed meanwhile gets nothing.
        desk.write(move |conn| {
            let event = Event::PasswordRecoveryRequested { account: id };
            events::append(conn, now, Actor::System, &event)?;
            diesel::update(rows::table.filter(rows::id.eq(id))).set(rows::state.eq("disabled")).execute(conn)?;
            DbResult::Ok(())
        });
        assert_eq!(desk.mails().len(), 1);
        assert_eq!(tokens(desk), 1);
    }

    fn following_the_same_events_again_doubles_nothing(desk: &Desk) {
        let anna = person(desk, "Anna", Role::Requester);
        for number in 0..5 {
            ask(desk, &anna, &format!("Domanda {number}"));
        }
        assert_eq!(desk.mails().len(), 5);
        desk.write(|conn| events::move_cursor(conn, "notifications", dialoga::kernel::ids::Position::START));
        assert_eq!(desk.mails().len(), 5);
        assert_eq!(in_state(desk, OutboxState::Sent), 5);
    }

    fn what_happened_before_an_import_was_finished_is_not_mailed(desk: &Desk) {
        let anna = person(desk, "Anna", Role::Requester);
        ask(desk, &anna, "Vecchia domanda");
        desk.write(notifications::ignore_so_far);
        assert!(desk.mails().is_empty());
        ask(desk, &anna, "Nuova domanda");
        assert_eq!(desk.mails().len(), 1);
    }
}

fn in_state(desk: &Desk, state: OutboxState) -> usize {
    desk.read(move |conn| outbox::list(conn, &[state], None, 100)).len()
}

fn tokens(desk: &Desk) -> i64 {
    desk.read(|conn: &mut Conn| {
        use dialoga::platform::db::schema::one_time_tokens;
        DbResult::Ok(one_time_tokens::table.count().get_result(conn)?)
    })
}

#[test]
fn a_subject_holds_nothing_but_the_number() {
    use dialoga::notifications::Mail;
    use dialoga::platform::i18n::Texts;
    let texts = Texts::embedded();
    for mail in Mail::ALL {
        for lang in [Lang::It, Lang::En] {
            let key = format!("mail-subject-{mail}");
            let subject = texts.get(lang, &key, &[("number", TicketId(7).to_string().into())]);
            assert!(texts.has(lang, &key) && !subject.contains('⟦'), "{key}");
        }
    }
}
