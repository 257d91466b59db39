//! The events of a use case are the last rows it writes: from the first of them on a transaction holds the lock that puts all
//! others in order, and on PostgreSQL whoever then waits for a row would keep everybody waiting.

use std::io::Cursor;
use std::sync::{Arc, Mutex};

use chrono::Duration;
use dialoga::accounts::{
    self, Details, NewAbsence, NewMember, Person, Registration, RequesterKind, Role, TokenPurpose, mint_token,
};
use dialoga::catalogue::{
    Audience, Content, Details as EntryDetails, EntryKind, actions as writing, import::read_lines,
};
use dialoga::kernel::clock::Instant;
use dialoga::kernel::event::Actor;
use dialoga::kernel::ids::{NormChangeId, TicketId, TopicId};
use dialoga::kernel::rating::Verdict;
use dialoga::kernel::text::{Body, EmailAddress, Name, Subject};
use dialoga::platform::config::Config;
use dialoga::platform::db::{Conn, DatabaseUrl, DbResult, migrations};
use dialoga::platform::i18n::Lang;
use dialoga::tickets::actions::{self as desk, Answering, NewQuestion};
use dialoga::tickets::{Channel, Conditions, Outcome, Priority, Router, RuleTerms, Stage, Way};
use dialoga::topics::Distribution;
use dialoga::{sla, topics};
use diesel::connection::{Instrumentation, InstrumentationEvent};
use diesel::prelude::*;

use crate::support::desk::OPENING;

/// A database whose statements are looked at after each use case.
struct Watched {
    conn: Conn,
    statements: Arc<Mutex<Vec<String>>>,
    now: Instant,
}

impl Watched {
    fn new() -> Self {
        let mut conn = DatabaseUrl::parse("sqlite::memory:").unwrap().establish().unwrap();
        migrations::run(&mut conn).unwrap();
        let statements = Arc::new(Mutex::new(Vec::new()));
        let noted = Arc::clone(&statements);
        let watch: Box<dyn Instrumentation> = Box::new(move |event: InstrumentationEvent<'_>| {
            if let InstrumentationEvent::StartQuery { query, .. } = event {
                noted.lock().unwrap().push(query.to_string());
            }
        });
        conn.set_instrumentation(Some(watch));
        Self { conn, statements, now: Instant::parse_rfc3339(OPENING).unwrap() }
    }

    /// A use case a minute after the one before; fails when something is written after its events.
    fn does<T, E: std::fmt::Debug>(
        &mut self,
        name: &str,
        use_case: impl FnOnce(&mut Conn, Instant) -> Result<T, E>,
    ) -> T {
        self.now = self.now + Duration::minutes(1);
        self.statements.lock().unwrap().clear();
        let done = use_case(&mut self.conn, self.now).unwrap_or_else(|error| panic!("{name}: {error:?}"));
        let statements = self.statements.lock().unwrap();
        let of_events =
            ["UPDATE counters", "UPDATE `counters`", "INSERT INTO `events`", "INSERT INTO events "];
        let is_event = |sql: &String| of_events.iter().any(|start| sql.starts_with(start));
        let first = statements.iter().position(is_event).unwrap_or_else(|| panic!("{name} appends no event"));
        let late = statements[first..].iter().find(|sql| {
            !is_event(sql) && ["INSERT", "UPDATE", "DELETE"].iter().any(|verb| sql.starts_with(verb))
        });
        assert!(late.is_none(), "{name} writes after its events: {late:?}");
        done
    }

    /// Whatever has to be there beside.
    fn look<T>(&mut self, look: impl FnOnce(&mut Conn, Instant) -> T) -> T {
        look(&mut self.conn, self.now)
    }
}

fn email(name: &str) -> EmailAddress {
    EmailAddress::parse(&format!("{}@esempio.it", name.to_lowercase())).unwrap()
}

fn person(watched: &mut Watched, name: &str, role: Role) -> Person {
    let new = NewMember {
        email: email(name),
        name: Name::parse(name).unwrap(),
        role,
        organisation: Some(Name::parse("ACLI").unwrap()),
        lang: Lang::It,
        password_hash: Some("none that fits".to_owned()),
    };
    let id = watched.does("add_member", |conn, now| accounts::add_member(conn, &new, Actor::System, now));
    watched.look(|conn, _| accounts::person(conn, id)).unwrap().unwrap()
}

fn ask(watched: &mut Watched, person: &Person, subject: &str) -> TicketId {
    let question = NewQuestion {
        channel: Channel::Web,
        topic: None,
        subject: Subject::parse(subject).unwrap(),
        body: body(subject),
        files: Vec::new(),
        submission_key: None,
        reference: None,
    };
    watched
        .does("submit", |conn, now| desk::submit(conn, &Router::default(), person, &question, now))
        .ticket()
}

fn body(text: &str) -> Body {
    Body::parse(text).unwrap()
}

fn words(text: &str) -> Answering {
    let (files, sources, site) = (Vec::new(), Vec::new(), String::new());
    Answering { body: body(text), files, seen_version: None, sources, site }
}

fn content(topic: TopicId, text: &str) -> Content {
    Content {
        topic,
        audience: Audience::All,
        language: Lang::It,
        title: Subject::parse("Congedo").unwrap(),
        summary: String::new(),
        body: body(text),
        sources: String::new(),
        territory: String::new(),
        verified_on: None,
        review_by: None,
        valid_from: None,
        valid_to: None,
        details: EntryDetails::none(EntryKind::Answer),
    }
}

#[test]
fn of_people() {
    let watched = &mut Watched::new();
    let new = Registration {
        kind: RequesterKind::Worker,
        name: Name::parse("Anna").unwrap(),
        email: email("Anna"),
        password_hash: "none that fits".to_owned(),
        compared_with: Some("none that fits".to_owned()),
        same_password: true,
        details: Details::default(),
        lang: Lang::It,
        notice_version: "1",
        wanted_page: None,
    };
    for _ in 0..2 {
        assert!(watched.does("register", |conn, now| accounts::register(conn, &new, now)));
    }
    let config = Config::defaults().accounts;
    let token = watched.look(|conn, now| {
        use dialoga::platform::db::schema::accounts::{id, table};
        let account = table.select(id).first(conn).unwrap();
        mint_token(conn, &config, account, TokenPurpose::Confirm, now).unwrap()
    });
    watched.does("confirm", |conn, now| accounts::confirm(conn, &config, &token, now));
    let eva = person(watched, "Eva", Role::Expert);
    let name = Name::parse("Rapporto").unwrap();
    watched.does("make_personal_token", |conn, now| {
        accounts::make_personal_token_for(conn, eva.email.as_ref().unwrap(), &name, now)
    });
}

#[test]
fn of_questions() {
    let watched = &mut Watched::new();
    let anna = &person(watched, "Anna", Role::Requester);
    let (eva, ida) = (&person(watched, "Eva", Role::Expert), &person(watched, "Ida", Role::Expert));
    let topic = watched.look(|conn, _| topics::find_or_create(conn, "Congedi")).unwrap();
    // A group in turn and a rule decide who gets the first question, and again once its topic is known.
    let (group, emma) = (
        watched.look(|conn, _| topics::create_group(conn, "Leggi")).unwrap(),
        &person(watched, "Emma", Role::Coordinator),
    );
    watched
        .look(|conn, now| -> DbResult<()> {
            topics::set_distribution(conn, group, Distribution::RoundRobin)?;
            topics::set_group(conn, topic, Some(group))?;
            let (name, outcome) = (
                Name::parse("Urgenti").unwrap(),
                Outcome { priority: Some(Priority::High), ..Outcome::default() },
            );
            let terms = RuleTerms { name, active: true, conditions: Conditions::default(), outcome };
            desk::create_rule(conn, &terms, emma, now).map(drop)
        })
        .unwrap();
    let found = ask(watched, anna, "Nido");
    watched.look(|conn, _| topics::add_member(conn, group, eva.id)).unwrap();
    watched
        .does("propose_topic", |conn, now| desk::propose_topic(conn, &Router::default(), found, topic, now));
    watched.does("confirm_topic", |conn, now| desk::change_topic(conn, found, topic, ida, now));
    watched.does("set_priority", |conn, now| desk::set_priority(conn, found, Priority::Normal, ida, now));
    watched.does("pass_on", |conn, now| desk::pass_on(conn, found, eva.id, ida.id, emma, now));
    let first = dialoga::platform::i18n::day_of_rome(watched.now);
    let away = NewAbsence { of: ida.id, first, last: first, stand_in: Some(eva.id) };
    let absence = watched.does("note_absence", |conn, now| accounts::note_absence(conn, &away, ida, now));
    watched.does("answer", |conn, now| desk::answer(conn, found, &words("Sì."), eva, now));
    watched.does("withdraw_absence", |conn, now| accounts::withdraw_absence(conn, absence, ida, now));
    let id = ask(watched, anna, "Congedo");
    watched.does("claim", |conn, now| desk::claim(conn, id, eva, now));
    watched.does("release", |conn, now| desk::release(conn, id, eva, now));
    watched.does("claim", |conn, now| desk::claim(conn, id, eva, now));
    let word = body("A te.");
    watched.does("hand_over", |conn, now| desk::hand_over(conn, id, ida.id, Some(&word), eva, now));
    watched.does("change_topic", |conn, now| desk::change_topic(conn, id, topic, ida, now));
    watched.does("note", |conn, now| desk::note(conn, id, &words("Nota"), ida, now));
    let called = desk::Note { text: words("Ida?"), mentioned: vec![eva.id], is_opinion: true };
    watched.does("ask_opinion", |conn, now| {
        desk::ask_opinion(conn, id, eva.id, &body("Che ne dici?"), ida, now)
    });
    watched.does("note_to", |conn, now| desk::note_to(conn, id, &called, eva, now));
    watched.does("expire_claim", |conn, now| desk::expire_claim(conn, id, now + Duration::days(1), now));
    watched.does("claim", |conn, now| desk::claim(conn, id, ida, now));
    watched.does("ask_clarification", |conn, now| {
        desk::ask_clarification(conn, id, &words("Quando?"), ida, now)
    });
    watched.does("remind", |conn, now| desk::remind(conn, id, now, now));
    watched.does("reply", |conn, now| desk::reply(conn, id, &body("Ieri."), &[], Way::Page, anna, now));
    watched.now = watched.now + Duration::hours(30);
    watched.does("sweep", sla::sweep);
    watched.does("answer", |conn, now| desk::answer(conn, id, &words("Sì."), ida, now));
    watched.does("rate", |conn, now| desk::rate(conn, id, &desk::Said::just(Verdict::Yes), anna, now));
    let later = watched.now + Duration::days(6);
    let unrated = watched.look(|conn, _| desk::to_remind_of_rating(conn, later, None, 10, later)).unwrap();
    assert!(unrated.iter().all(|place| place.id != id), "{unrated:?}");
    watched.does("propose", |conn, now| desk::propose(conn, id, ida, now));
    watched.does("close", |conn, now| desk::close(conn, id, None, Way::Page, anna, now));
    watched.does("reopen", |conn, now| desk::reopen(conn, id, anna, now));
    watched.does("answer", |conn, now| desk::answer(conn, id, &words("Ancora sì."), ida, now));
    watched.does("reply", |conn, now| desk::reply(conn, id, &body("E poi?"), &[], Way::Page, anna, now));
    watched.does("answer", |conn, now| desk::answer(conn, id, &words("E poi no."), ida, now));
    watched.does("close_by_time", |conn, now| desk::close_by_time(conn, id, Stage::Answered, now, now));
    watched.does("tell_of_change", |conn, now| {
        let held = desk::hold_to_tell(conn, &[id, found], anna.id, eva, now)?;
        desk::tell_of_change(conn, held, NormChangeId(1), &body("Da oggi sono dieci."), eva, now)
    });
    let spam = ask(watched, anna, "Vinci");
    let approved = ask(watched, anna, "Congedo di paternità");
    watched.does("change_topic", |conn, now| desk::change_topic(conn, approved, topic, ida, now));
    watched.look(|conn, now| desk::set_topic_approvals(conn, &[(topic, Some(75))], now)).unwrap();
    watched.does("claim", |conn, now| desk::claim(conn, approved, ida, now));
    let proposed = |watched: &mut Watched| {
        use dialoga::platform::db::schema::proposed_answers::{id, table};
        watched.look(|conn, _| table.select(id).order(id.desc()).first(conn)).unwrap()
    };
    watched.does("answer", |conn, now| desk::answer(conn, approved, &words("Dieci."), ida, now));
    let answer = proposed(watched);
    let word = body("Cita la legge.");
    watched.does("return_answer", |conn, now| desk::return_answer(conn, approved, answer, &word, eva, now));
    watched.does("answer", |conn, now| desk::answer(conn, approved, &words("Dieci giorni."), ida, now));
    let answer = proposed(watched);
    watched.does("withdraw_proposed", |conn, now| desk::withdraw_proposed(conn, approved, answer, ida, now));
    watched.does("answer", |conn, now| desk::answer(conn, approved, &words("Per legge dieci."), ida, now));
    let changed = desk::ChangedAnswer {
        answer: proposed(watched),
        body: body("Dieci."),
        files: Vec::new(),
        new_files: Vec::new(),
    };
    watched.does("change_proposed", |conn, now| desk::change_proposed(conn, approved, &changed, ida, now));
    let ticket = watched.look(|conn, _| dialoga::tickets::find(conn, approved)).unwrap().unwrap();
    let answer = proposed(watched);
    let approving = desk::Approving { answer, seen_version: ticket.version, site: String::new() };
    watched.does("approve", |conn, now| desk::approve(conn, approved, &approving, eva, now));
    let (one, other) = (ask(watched, anna, "Nido"), ask(watched, anna, "Asilo nido"));
    watched.does("link", |conn, now| desk::link(conn, one, approved, eva, now));
    watched.does("unlink", |conn, now| desk::unlink(conn, one, approved, eva, now));
    let version = |watched: &mut Watched, id| {
        watched.look(|conn, _| dialoga::tickets::find(conn, id)).unwrap().unwrap().version
    };
    let merging =
        desk::Merging { one: (one, version(watched, one)), other: (other, version(watched, other)) };
    watched.does("merge", |conn, now| desk::merge(conn, &merging, eva, now));
    watched
        .does("reply", |conn, now| desk::reply(conn, one, &body("E il bonus?"), &[], Way::Page, anna, now));
    let message = {
        use dialoga::platform::db::schema::messages::{id, table};
        watched.look(|conn, _| table.select(id).order(id.desc()).first(conn)).unwrap()
    };
    let subject = Subject::parse("Bonus").unwrap();
    let seen_version = version(watched, one);
    let splitting = desk::Splitting { message, subject, body: body("E il bonus?"), seen_version };
    watched.does("split", |conn, now| desk::split(conn, one, &splitting, eva, now));
    watched.does("mark_spam", |conn, now| desk::mark_spam(conn, spam, eva, now));
    watched.does("unmark_spam", |conn, now| desk::unmark_spam(conn, spam, eva, now));
}

#[test]
fn of_entries() {
    let watched = &mut Watched::new();
    let (eva, ida) = (&person(watched, "Eva", Role::Expert), &person(watched, "Ida", Role::Coordinator));
    let topic = watched.look(|conn, _| topics::find_or_create(conn, "Congedi")).unwrap();
    let id = watched.does("create", |conn, now| writing::create(conn, content(topic, "Uno"), eva, now));
    watched.does("edit", |conn, now| writing::edit(conn, id, 1, content(topic, "Due"), eva, now));
    watched.does("submit", |conn, now| writing::submit(conn, id, 2, eva, now));
    watched.does("give_back", |conn, now| writing::give_back(conn, id, 2, "No.", ida, now));
    let text = content(topic, "Tre");
    watched.does("edit_and_submit", |conn, now| writing::edit_and_submit(conn, id, 2, text, eva, now));
    watched.does("publish", |conn, now| writing::publish(conn, id, 3, ida, now));
    watched.does("withdraw", |conn, now| writing::withdraw(conn, id, 3, "Via.", ida, now));
    for text in ["Prima.", "Poi."] {
        let line = |n: usize| {
            format!(
                r#"{{"reference":"r{n}","kind":"answer","title":"Voce","body":"{text}","topic":"Tema {n}"}}"#
            )
        };
        let lines = (0..3).map(line).collect::<Vec<_>>().join("\n");
        let imports: Vec<_> = read_lines(Cursor::new(lines)).map(|line| line.unwrap().1.unwrap()).collect();
        watched.does("import_all", |conn, now| writing::import_all(conn, imports, now));
    }
}
