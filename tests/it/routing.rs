//! Where a received question goes: rules, turns of a group, and how urgent it is.

use chrono::Duration;
use dialoga::accounts::{self, NewAbsence, Person, Role};
use dialoga::kernel::ids::{AccountId, GroupId, PolicyId, TicketId};
use dialoga::kernel::text::{Body, Name, Subject};
use dialoga::platform::db::schema::{accounts as accounts_table, topics as topics_table};
use dialoga::platform::db::{Conn, DbError, DbResult};
use dialoga::sla::{Scope, Terms, Writing, keeping};
use dialoga::tickets::actions::{self, NewQuestion};
use dialoga::tickets::{
    self, Channel, Conditions, Outcome, Priority, Router, RuleTerms, Ticket, TicketState, Way,
};
use dialoga::topics::{self, Distribution};
use diesel::prelude::*;

use crate::support::browser::Page;
use crate::support::cast::{act, ask, person, words};
use crate::support::desk::Desk;
use crate::support::people::Human;
use crate::support::{at_once, on_both_databases};

const LIST: &str = "/amministrazione/instradamento";

fn find(desk: &Desk, id: TicketId) -> Ticket {
    desk.read(move |conn| tickets::find(conn, id)).unwrap()
}

/// A group of these people.
fn group(desk: &Desk, name: &'static str, distribution: Distribution, people: &[AccountId]) -> GroupId {
    let people = people.to_vec();
    desk.write::<_, DbError>(move |conn| {
        let group = topics::create_group(conn, name)?;
        topics::set_distribution(conn, group, distribution)?;
        people.into_iter().try_for_each(|member| topics::add_member(conn, group, member))?;
        Ok(group)
    })
}

/// A rule without conditions.
fn rule(desk: &Desk, by: &Person, name: &str, outcome: Outcome) {
    let name = Name::parse(name).unwrap();
    let terms = RuleTerms { name, active: true, conditions: Conditions::default(), outcome };
    let (by, now) = (by.clone(), desk.now());
    desk.write(move |conn| actions::create_rule(conn, &terms, &by, now));
}

/// Writes a rule through its form.
fn write(human: &Human, fields: &[(&str, &str)]) -> Page {
    let new = format!("{LIST}/nuova");
    let form = human.open(&new).form(&new);
    fields.iter().fold(form, |form, (name, value)| form.with(name, value)).send(&human.browser)
}

fn try_it(human: &Human, subject: &str, topic: &str) -> Page {
    let path = format!("{LIST}/prova");
    let form = human.open(&path).form(&path).with("subject", subject).with("topic", topic);
    form.with("kind", "worker").with("channel", "web").send(&human.browser)
}

fn expect_away(desk: &Desk, of: &Person) {
    let today = dialoga::platform::i18n::day_of_rome(desk.now());
    let new = NewAbsence { of: of.id, first: today, last: today, stand_in: None };
    let (by, now) = (of.clone(), desk.now());
    desk.write(move |conn| accounts::note_absence(conn, &new, &by, now));
}

on_both_databases! {
    fn the_first_rule_that_holds_decides_and_it_is_said_which_and_why(desk: &Desk) {
        let leave = desk.topic_slug("Congedi");
        let emma = desk.staff("Emma Sala", Role::Coordinator);
        let eva = desk.staff("Eva Neri", Role::Expert);
        let [work, rest] = ["Lavoro", "Altro"].map(|name| group(desk, name, Distribution::None, &[]));
        let topic = desk.topic("Congedi");
        desk.write(move |conn| topics::set_group(conn, topic, Some(rest)));
        emma.open(LIST).says("Non ci sono regole");
        write(&emma, &[("name", " ")]).is(422).says("Scrivi il nome della regola").says("almeno una cosa");
        write(&emma, &[("name", "Vuota"), ("words", "di, la"), ("priority", "high")]).is(422).says("troppo comuni");
        write(&emma, &[("name", "Vuota"), ("words", " , ;"), ("priority", "high")]).is(422).says("almeno una parola");
        let group_value = work.to_string();
        let fields = [("name", "Solo per telefono"), ("channel", "phone"), ("priority", "high"), ("policy", "1")];
        write(&emma, &fields).is(200).says("Regola creata").says("Scadenza: Ogni argomento").never_says("{$");
        let fields = [
            ("name", "Licenziamenti"),
            ("words", "licenziamenti\ncongedo parentale"),
            ("topic", leave.as_str()),
            ("group", group_value.as_str()),
            ("priority", "high"),
        ];
        write(&emma, &fields).is(200).says("Lavoro").says("Non ha ancora deciso nessuna domanda");

        let tried = try_it(&emma, "Chiedo due CONGEDI parentali", &leave);
        tried.is(200).says("Solo per telefono : non vale").says("No: Da dove arriva, Telefono");
        tried.says("Licenziamenti : vale").says("c’è «congedi parentali»").says("Sì: Argomento, Congedi");
        tried.says("Lavoro (Le prende chi vuole)").says("Alta");
        let tried = try_it(&emma, "Il congedo del padre", &leave);
        tried.says("Licenziamenti : non vale").says("Nessuna regola vale: decide l’argomento").says("Altro (");

        let anna = desk.worker("Anna Bianchi");
        let asked = |subject: &str| TicketId(anna.ask(&leave, subject, "Che cosa posso fare?").number());
        let (first, second) = (asked("Un licenziamento"), asked("Il congedo"));
        let routed = find(desk, first);
        assert_eq!((routed.group, routed.priority, routed.assignee), (Some(work), Priority::High, None));
        let usual = find(desk, second);
        assert_eq!((usual.group, usual.priority), (Some(rest), Priority::Normal));
        let page = eva.open(&format!("/coda/{first}"));
        page.says("Priorità alta").says("ha assegnato la domanda al gruppo Lavoro per la regola «Licenziamenti»");
        eva.open(&format!("/coda/{second}")).never_says("ha assegnato la domanda").never_says("Priorità alta");
        anna.open(&format!("/domande/{first}")).never_says("Licenziamenti");
        emma.open(LIST).says("Ha deciso una domanda");
        // What was decided keeps its name, whatever becomes of the rule.
        let path = emma.open(LIST).link("Licenziamenti");
        emma.open(&path).form(&format!("{path}/elimina")).send(&emma.browser).is(200).says("Regola eliminata");
        emma.open(&path).is(404);
        eva.open(&format!("/coda/{first}")).says("per la regola «Licenziamenti»");
        assert_eq!(find(desk, asked("Altro licenziamento")).group, Some(rest));
    }

    fn rules_are_moved_switched_off_and_written_by_one_at_a_time(desk: &Desk) {
        let emma = desk.staff("Emma Sala", Role::Coordinator);
        for name in ["Uno", "Due", "Tre"] {
            write(&emma, &[("name", name), ("priority", "high")]).is(200);
        }
        let order = || emma.open(LIST).texts(".dg-rules h2 a");
        let path = emma.open(LIST).link("Tre");
        let token = emma.open(&path).form(&path).value("csrf_token").unwrap().to_owned();
        let shift = |seen: &str, up: &str| {
            let fields = [("csrf_token", token.as_str()), ("seen", seen), ("up", up)];
            emma.browser.post(&format!("{path}/posto"), &fields).status
        };
        // Pressed twice it goes one place, as the page showed it; the second press sees the order as it is.
        let form = emma.open(LIST).form(&format!("{path}/posto"));
        form.send(&emma.browser).is(200).says("Ordine cambiato");
        assert_eq!(order(), ["Uno", "Tre", "Due"]);
        form.send(&emma.browser).is(200).says("Intanto l’ordine delle regole è cambiato");
        assert_eq!(order(), ["Uno", "Tre", "Due"]);
        for _ in 0..2 {
            assert_eq!(shift("1", "1"), 303);
        }
        assert_eq!(order(), ["Tre", "Uno", "Due"]);
        assert_eq!(shift("0", "1"), 303);
        assert_eq!(order(), ["Tre", "Uno", "Due"]);
        assert_eq!(shift("", "1"), 400);
        shift("0", "");
        assert_eq!(order(), ["Uno", "Tre", "Due"]);
        // The form of a new rule sent twice makes one.
        let new = format!("{LIST}/nuova");
        let form = emma.open(&new).form(&new).with("name", "Quattro").with("priority", "high");
        for _ in 0..2 {
            form.send(&emma.browser).is(200).says("Regola creata");
        }
        assert_eq!(order(), ["Uno", "Tre", "Due", "Quattro"]);
        let quattro = emma.open(LIST).link("Quattro");
        emma.open(&quattro).form(&format!("{quattro}/elimina")).send(&emma.browser).is(200);
        let [first, second] = [(); 2].map(|()| emma.open(&path).form(&path));
        first.clone().without("active").send(&emma.browser).is(200).says("spenta");
        // The same form again changes nothing; another is told that it is too late, with what was typed.
        first.without("active").send(&emma.browser).is(200);
        let late = second.with("name", "Quattro").send(&emma.browser);
        late.is(422).says("Un’altra persona ha cambiato la regola");
        assert_eq!(late.form(&path).value("name"), Some("Quattro"));
        late.form(&path).send(&emma.browser).is(200).says("Quattro");
        try_it(&emma, "Qualunque cosa", "").says("Uno : vale").never_says("Quattro");
    }

    fn a_rule_keeps_what_is_gone_until_somebody_chooses_anew(desk: &Desk) {
        let emma = desk.staff("Emma Sala", Role::Coordinator);
        let ida = person(desk, "Ida", Role::Expert);
        let (slug, topic) = (desk.topic_slug("Congedi"), desk.topic("Congedi"));
        let value = ida.id.to_string();
        write(&emma, &[("name", "Congedi"), ("topic", slug.as_str()), ("person", value.as_str())]).is(200);
        desk.write::<_, DbError>(move |conn| {
            diesel::update(topics_table::table.find(topic)).set(topics_table::active.eq(false)).execute(conn)?;
            diesel::update(accounts_table::table.find(ida.id)).set(accounts_table::state.eq("disabled")).execute(conn)?;
            Ok(())
        });
        let path = emma.open(LIST).link("Congedi");
        let page = emma.open(&path);
        page.says("Congedi (non c’è più)");
        let form = page.form(&path);
        assert_eq!((form.value("topic"), form.value("person")), (Some(slug.as_str()), Some(value.as_str())));
        form.with("priority", "high").send(&emma.browser).is(200).says("Argomento: Congedi").says("Persona: non c’è più");
        let new = format!("{LIST}/nuova");
        let form = emma.open(&new).form(&new).with("name", "Altra").with("priority", "high");
        form.forged("topic", &slug).send(&emma.browser).is(422).says("Scegli una voce dell’elenco");
    }

    fn a_rule_names_the_person_and_the_policy_but_nobody_who_is_away(desk: &Desk) {
        let anna = person(desk, "Anna", Role::Requester);
        let (emma, ida) = (person(desk, "Emma", Role::Coordinator), person(desk, "Ida", Role::Expert));
        let (by, now) = (emma.id, desk.now());
        let policy = desk.app.db.write_blocking(move |conn: &mut Conn| {
            let general = keeping::policies(conn).unwrap().remove(0);
            let terms = Terms { hours: 24, ..general.terms };
            let scope = Scope { topic: None, kind: Some(accounts::RequesterKind::Enterprise) };
            keeping::new_policy(conn, scope, &terms, Writing { by, now })
        });
        let policy: PolicyId = policy.unwrap();
        let outcome = Outcome { person: Some(ida.id), policy: Some(policy), ..Outcome::default() };
        rule(desk, &emma, "A Ida", outcome);
        let id = ask(desk, &anna, "Congedo");
        let ticket = find(desk, id);
        assert_eq!((ticket.state, ticket.assignee), (TicketState::Assigned, Some(ida.id)));
        assert_eq!(ticket.due_at.unwrap() - desk.now(), Duration::hours(24));
        let told = desk.last_mail_to("ida@esempio.it");
        assert_eq!(told.subject, format!("La domanda n. {id} è assegnata a te"));
        // The promise is made anew under the same policy.
        act(desk, &ida, move |conn, person, now| actions::answer(conn, id, &words("Sì."), person, now));
        let body = Body::parse("E poi?").unwrap();
        act(desk, &anna, move |conn, person, now| actions::reply(conn, id, &body, &[], Way::Page, person, now));
        assert_eq!(find(desk, id).due_at.unwrap() - desk.now(), Duration::hours(24));

        expect_away(desk, &ida);
        let ticket = find(desk, ask(desk, &anna, "Nido"));
        assert_eq!((ticket.state, ticket.assignee), (TicketState::New, None));
        assert_eq!(ticket.due_at.unwrap() - desk.now(), Duration::hours(24));
        desk.settle();
    }

    /// Several people ask at the same moment, through two nodes that each keep the rules for themselves.
    fn a_group_in_turn_gives_everybody_as_much_whoever_asks_at_once(desk: &Desk) {
        let experts = ["Ada", "Eva", "Ida", "Olga", "Pia"].map(|name| person(desk, name, Role::Expert));
        let askers: Vec<Person> = (0..12).map(|n| person(desk, &format!("Anna {n}").replace(' ', ""), Role::Requester)).collect();
        let ids = experts.iter().map(|expert| expert.id).collect::<Vec<_>>();
        let all = group(desk, "Tutte", Distribution::RoundRobin, &ids);
        let topic = desk.topic("Congedi");
        desk.write(move |conn| topics::set_group(conn, topic, Some(all)));
        expect_away(desk, &experts[3]);
        let gone = experts[4].id;
        desk.write(move |conn| {
            diesel::update(accounts_table::table.find(gone)).set(accounts_table::state.eq("disabled")).execute(conn)?;
            DbResult::Ok(())
        });
        let nodes = [Router::default(), Router::default()].map(std::sync::Arc::new);
        let got = at_once(askers.iter().enumerate(), |(n, asker)| {
            let question = NewQuestion {
                channel: Channel::Web,
                topic: Some(topic),
                subject: Subject::parse("Congedo").unwrap(),
                body: Body::parse("Come funziona?").unwrap(),
                files: Vec::new(),
                submission_key: None,
                reference: None,
            };
            let (node, asker, now) = (nodes[n % 2].clone(), asker.clone(), desk.now());
            let id = desk.write(move |conn| actions::submit(conn, &node, &asker, &question, now)).ticket();
            find(desk, id).assignee.unwrap()
        });
        for expert in &experts[..3] {
            assert_eq!(got.iter().filter(|id| **id == expert.id).count(), 4, "{}: {got:?}", expert.name);
        }
        desk.settle();
    }

    fn a_group_by_load_gives_to_whoever_holds_least_and_then_to_whose_turn_is_longest_ago(desk: &Desk) {
        let anna = desk.worker("Anna Bianchi");
        let [ada, eva] = ["Ada Riva", "Eva Neri"].map(|name| desk.staff(name, Role::Expert));
        let emma = desk.staff("Emma Sala", Role::Coordinator);
        let slug = desk.topic_slug("Congedi");
        let list = "/amministrazione/gruppi";
        let made = emma.open(list).form(list).with("name", "Leggi").send(&emma.browser);
        let boxes = |label: &str| {
            let html = made.html();
            let (before, _) = html.split_once(&format!(">{label}<")).unwrap();
            before.rsplit_once("value=\"").unwrap().1.split('"').next().unwrap().to_owned()
        };
        let topic = desk.topic("Congedi").to_string();
        let path = made.path.clone();
        // One box through the form, the other beside it: a form of a page has each name once.
        let form = made.form(&path).with("experts[]", &boxes("Ada Riva")).with("topics[]", &topic);
        form.with("distribution", "least_loaded").send(&emma.browser).is(200).says("Gruppo salvato");
        let (group, eva_id) = (GroupId(path.rsplit('/').next().unwrap().parse().unwrap()), boxes("Eva Neri"));
        let eva_id = AccountId(eva_id.parse().unwrap());
        desk.write(move |conn| topics::add_member(conn, group, eva_id));
        assert_eq!(emma.open(&path).form(&path).value("distribution"), Some("least_loaded"));
        let ask = |subject: &str| anna.ask(&slug, subject, "Come funziona?").number();
        let held_by = |number: i64| find(desk, TicketId(number)).assignee.unwrap();
        let first = ask("Uno");
        let second = ask("Due");
        assert_ne!(held_by(first), held_by(second));
        let third = ask("Tre");
        assert_eq!(held_by(third), held_by(first), "of equal load, whose turn is longest ago");
        let holder = if held_by(first) == eva_id { &eva } else { &ada };
        holder.answer(first, "Sì.").is(200);
        holder.answer(third, "Sì.").is(200);
        assert_eq!(held_by(ask("Quattro")), held_by(first), "who holds nothing any more");
        holder.open(&format!("/coda/{first}")).says("secondo i turni del gruppo");
        anna.open(&format!("/domande/{second}")).says("In lavorazione");
        try_it(&emma, "Prova", &slug).says("A chi ne ha meno");
        desk.settle();
    }

    fn priority_is_set_by_hand_and_orders_a_list_that_is_asked_to(desk: &Desk) {
        let anna = desk.worker("Anna Bianchi");
        let eva = desk.staff("Eva Neri", Role::Expert);
        let [first, second, third] = ["Uno", "Due", "Tre"].map(|subject| {
            let number = anna.ask("non-so", subject, "Come funziona?").number();
            desk.wait(Duration::minutes(1));
            number
        });
        let rows = |address: &str| {
            let links = eva.open(address).attributes("tbody a.dg-open", "href");
            links.iter().map(|href| href.trim_start_matches("/coda/").parse().unwrap()).collect::<Vec<i64>>()
        };
        for number in [second, third] {
            eva.press(number, "priorita").is(200).says("Priorità alta").says("in priorità alta");
        }
        eva.open("/coda").says("Priorità alta");
        assert_eq!(rows("/coda"), [first, second, third], "what was promised first comes first");
        assert_eq!(rows("/coda?ordina=priorita"), [second, third, first]);
        eva.press(second, "priorita").is(200).never_says("Priorità alta");
        assert_eq!(rows("/coda?ordina=priorita"), [third, first, second]);
        let path = format!("/coda/{first}/priorita");
        let token = eva.open(&format!("/coda/{first}")).form(&path).value("csrf_token").unwrap().to_owned();
        eva.browser.post(&path, &[("csrf_token", &token), ("priority", "x")]).is(400);
    }

    fn a_node_follows_what_another_changes_of_the_rules(desk: &Desk) {
        let emma = person(desk, "Emma", Role::Coordinator);
        let node = std::sync::Arc::new(Router::default());
        let names = || {
            let node = node.clone();
            let rules = desk.read::<_, DbError>(move |conn| node.rules(conn));
            rules.all().iter().map(|rule| rule.terms.name.to_string()).collect::<Vec<_>>()
        };
        assert!(names().is_empty());
        let outcome = Outcome { priority: Some(Priority::High), ..Outcome::default() };
        rule(desk, &emma, "Uno", outcome);
        assert_eq!(names(), ["Uno"]);
        rule(desk, &emma, "Due", outcome);
        let node_rules = node.clone();
        let id = desk.read::<_, DbError>(move |conn| node_rules.rules(conn)).all()[1].id;
        desk.write(move |conn| actions::move_rule(conn, id, (1, true)));
        assert_eq!(names(), ["Due", "Uno"]);
        let now = desk.now();
        desk.write(move |conn| actions::delete_rule(conn, id, &emma, now));
        assert_eq!(names(), ["Uno"]);
    }

    fn what_a_rule_gave_and_nobody_works_on_goes_back_to_the_queue(kind: &Kind) {
        let Some(desk) = Desk::open_with(*kind, &[("TICKETS__CLAIM_HOURS", "12")]) else { return };
        let desk = &desk;
        let anna = person(desk, "Anna", Role::Requester);
        let (emma, ida) = (person(desk, "Emma", Role::Coordinator), person(desk, "Ida", Role::Expert));
        rule(desk, &emma, "A Ida", Outcome { person: Some(ida.id), ..Outcome::default() });
        let id = ask(desk, &anna, "Congedo");
        desk.wait(Duration::hours(11));
        desk.settle();
        assert_eq!(find(desk, id).assignee, Some(ida.id));
        // Late in the evening nobody is there to take it.
        desk.wait(Duration::hours(12));
        desk.settle();
        let back = find(desk, id);
        assert_eq!((back.state, back.assignee), (TicketState::New, None));
    }
}
