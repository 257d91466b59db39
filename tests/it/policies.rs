//! Policies and calendars on screen: which holds, what it moves and what it leaves alone, and two who write at once.

use chrono::{Duration, NaiveDate};
use dialoga::accounts::{RequesterKind, Role};
use dialoga::kernel::clock::Instant;
use dialoga::kernel::ids::{AccountId, TicketId, TopicId};
use dialoga::platform::db::schema::{policy_versions, topics};
use dialoga::platform::db::{Conn, DbResult};
use dialoga::sla::{self, Asked, Closure, Configured, KeepError, Origin, Scope, Terms, Writing, keeping};
use diesel::prelude::*;

use crate::support::databases::TestDb;
use crate::support::people::Human;
use crate::support::rows::a_ticket;
use crate::support::{at_once, on_both_databases};

const LIST: &str = "/amministrazione/scadenze";

/// A Tuesday at ten.
fn tuesday() -> Instant {
    Instant::parse_rfc3339("2026-11-24T10:00:00+01:00").unwrap()
}

fn configured(hours: u32) -> Configured {
    let mut sla = dialoga::platform::config::Config::defaults().sla;
    sla.hours = hours;
    Configured::of(&sla).unwrap()
}

/// A node is started with so many hours in its configuration.
fn start(test: &TestDb, hours: u32) {
    test.db.write_blocking(move |conn| keeping::adopt(conn, &configured(hours), tuesday())).unwrap();
}

/// An area, a topic in it, and somebody who writes.
fn cast(test: &TestDb) -> (TopicId, TopicId, Writing) {
    let make = |conn: &mut Conn| -> DbResult<_> {
        a_ticket(conn, tuesday())?;
        let mut topic = |parent: Option<TopicId>, slug: &str| -> DbResult<TopicId> {
            let values = (
                topics::parent_id.eq(parent),
                topics::slug.eq(slug),
                topics::name_it.eq(slug),
                topics::name_en.eq(slug),
                topics::summary_it.eq(""),
                topics::summary_en.eq(""),
                topics::place.eq(1),
                topics::active.eq(true),
            );
            Ok(diesel::insert_into(topics::table).values(values).returning(topics::id).get_result(conn)?)
        };
        let area = topic(None, "leggi")?;
        let leaf = topic(Some(area), "congedi")?;
        Ok((area, leaf, Writing { by: AccountId(1), now: tuesday() }))
    };
    test.db.write_blocking(make).unwrap()
}

fn general(test: &TestDb) -> sla::KeptPolicy {
    let all = test.db.read_blocking(keeping::policies).unwrap();
    all.into_iter().find(|policy| policy.scope == Scope::GENERAL).unwrap()
}

/// Writes the general policy with so many hours.
fn write_general(test: &TestDb, writing: Writing, hours: u32) {
    let policy = general(test);
    let terms = Terms { hours, ..policy.terms };
    let write =
        move |conn: &mut Conn| keeping::change_policy(conn, policy.id, policy.revision, &terms, writing);
    test.db.write_blocking(write).unwrap();
}

/// Promises an answer to a new question and tells within how many hours.
fn promised(test: &TestDb, topic: Option<TopicId>, kind: RequesterKind) -> i64 {
    let ask = move |conn: &mut Conn| -> DbResult<_> {
        let ticket = a_ticket(conn, tuesday())?;
        let asked = Asked { topic, kind };
        sla::actions::start_cycle(conn, ticket, asked, dialoga::kernel::event::Actor::System, tuesday())
    };
    let cycle = test.db.write_blocking(ask).unwrap();
    (cycle.due_at - cycle.started_at).num_hours()
}

on_both_databases! {
    fn the_most_specific_policy_holds(test: &TestDb) {
        use RequesterKind::{Enterprise, Worker};
        start(test, 48);
        let (area, leaf, writing) = cast(test);
        let terms = general(test).terms;
        let scopes = [
            (None, Some(Enterprise), 40),
            (Some(area), None, 30),
            (Some(area), Some(Worker), 28),
            (Some(leaf), None, 20),
            (Some(leaf), Some(Enterprise), 16),
        ];
        let all = move |conn: &mut Conn| -> Result<(), KeepError> {
            for (topic, kind, hours) in scopes {
                keeping::new_policy(conn, Scope { topic, kind }, &Terms { hours, ..terms.clone() }, writing)?;
            }
            Ok(())
        };
        test.db.write_blocking(all).unwrap();
        for (topic, kind, hours) in [
            (None, Worker, 48),
            (None, Enterprise, 40),
            (Some(area), Worker, 28),
            (Some(area), Enterprise, 30),
            // Its own topic before its area, whoever asks.
            (Some(leaf), Worker, 20),
            (Some(leaf), Enterprise, 16),
        ] {
            assert_eq!(promised(test, topic, kind), hours, "{topic:?} {kind:?}");
        }
        // What pages say before and after a topic is chosen.
        let told = |topic, kind| {
            let told = test.db.read_blocking(move |conn| keeping::told(conn, topic, kind)).unwrap();
            (told.hours, told.varies)
        };
        assert_eq!(told(None, None), (48, true));
        assert_eq!(told(None, Some(Enterprise)), (40, true));
        assert_eq!(told(Some(leaf), Some(Worker)), (20, false));
    }

    fn a_promise_once_made_stays_and_a_reopening_takes_what_holds_then(test: &TestDb) {
        start(test, 48);
        let (_, leaf, writing) = cast(test);
        let begin = move |conn: &mut Conn| -> DbResult<_> {
            let ticket = a_ticket(conn, tuesday())?;
            let asked = Asked { topic: Some(leaf), ..Asked::default() };
            sla::actions::start_cycle(conn, ticket, asked, dialoga::kernel::event::Actor::System, tuesday())
        };
        let cycle = test.db.write_blocking(begin).unwrap();
        write_general(test, writing, 36);
        let again = move |conn: &mut Conn| -> DbResult<_> {
            let system = dialoga::kernel::event::Actor::System;
            let now = tuesday() + Duration::hours(10);
            let first = sla::actions::evaluation_of(conn, cycle.id, now)?;
            sla::actions::stop(conn, cycle.id, sla::Outcome::Answered, system, now)?;
            Ok((first, sla::actions::start_cycle(conn, cycle.ticket, Asked::default(), system, now)?))
        };
        let (first, second) = test.db.write_blocking(again).unwrap();
        assert_eq!(first.due_at, tuesday() + Duration::hours(48));
        assert_eq!(second.due_at, tuesday() + Duration::hours(46));
    }

    fn what_a_person_wrote_wins_over_the_configuration_until_she_gives_it_back(test: &TestDb) {
        start(test, 48);
        let (.., writing) = cast(test);
        // The configuration changes: the policy follows it, on whatever node.
        start(test, 40);
        assert_eq!((general(test).terms.hours, general(test).by_hand, general(test).revision), (40, false, 2));
        start(test, 40);
        assert_eq!(general(test).revision, 2);

        write_general(test, writing, 36);
        assert!(general(test).by_hand);
        // Two nodes start with values of their own, and hers holds.
        start(test, 72);
        start(test, 24);
        assert_eq!((general(test).terms.hours, promised(test, None, RequesterKind::Worker)), (36, 36));
        assert_eq!(general(test).configured.unwrap().hours, 24);

        let policy = general(test);
        let give_back =
            move |conn: &mut Conn| keeping::give_back_policy(conn, policy.id, policy.revision, writing);
        test.db.write_blocking(give_back).unwrap();
        assert_eq!((general(test).by_hand, promised(test, None, RequesterKind::Worker)), (false, 24));
        start(test, 48);
        assert_eq!(promised(test, None, RequesterKind::Worker), 48);

        let history = test.db.read_blocking(move |conn| keeping::policy_history(conn, policy.id)).unwrap();
        let told: Vec<_> =
            history.iter().map(|one| (one.what.hours, one.origin, one.by.is_some())).collect();
        use Origin::{Configured, GivenBack, Written};
        assert_eq!(
            told,
            [
                (48, Configured, false),
                (40, Configured, false),
                (36, Written, true),
                (24, GivenBack, true),
                (48, Configured, false)
            ]
        );
        // Whoever looks at the versions finds each once, and none changed.
        let versions: Vec<String> = test
            .db
            .read_blocking(|conn| -> DbResult<_> {
                Ok(policy_versions::table.select(policy_versions::definition).load(conn)?)
            })
            .unwrap();
        assert_eq!(versions.len(), 4);
    }

    fn a_policy_given_up_leaves_the_place_to_a_more_general_one(test: &TestDb) {
        start(test, 48);
        let (_, leaf, writing) = cast(test);
        let scope = Scope { topic: Some(leaf), kind: None };
        let terms = Terms { hours: 20, ..general(test).terms };
        let make = {
            let terms = terms.clone();
            move |conn: &mut Conn| keeping::new_policy(conn, scope, &terms, writing)
        };
        let id = test.db.write_blocking(make.clone()).unwrap();
        assert!(matches!(test.db.write_blocking(make.clone()), Err(KeepError::Taken)));
        test.db.write_blocking(move |conn| keeping::give_back_policy(conn, id, 1, writing)).unwrap();
        assert_eq!(promised(test, Some(leaf), RequesterKind::Worker), 48);
        // Written again it goes on with its history.
        assert_eq!(test.db.write_blocking(make).unwrap(), id);
        assert_eq!(promised(test, Some(leaf), RequesterKind::Worker), 20);
        let history = test.db.read_blocking(move |conn| keeping::policy_history(conn, id)).unwrap();
        assert_eq!(history.iter().map(|one| one.number).collect::<Vec<_>>(), [1, 2, 3]);
    }

    fn of_two_who_write_at_once_one_is_told_to_look_again(test: &TestDb) {
        start(test, 48);
        let (.., writing) = cast(test);
        let policy = general(test);
        let (id, revision) = (policy.id, policy.revision);
        let done: Vec<Result<(), KeepError>> = std::thread::scope(|scope| {
            let write = |hours: u32| {
                let terms = Terms { hours, ..policy.terms.clone() };
                let db = &test.db;
                scope.spawn(move || {
                    db.write_blocking(move |conn| keeping::change_policy(conn, id, revision, &terms, writing))
                })
            };
            let writers: Vec<_> = (20..28).map(write).collect();
            writers.into_iter().map(|writer| writer.join().unwrap()).collect()
        });
        assert_eq!(done.iter().filter(|one| one.is_ok()).count(), 1);
        assert!(done.iter().all(|one| matches!(one, Ok(()) | Err(KeepError::Stale))), "{done:?}");
        let history = test.db.read_blocking(move |conn| keeping::policy_history(conn, id)).unwrap();
        assert_eq!(history.len(), 2);
        assert_eq!(i64::from(history[1].what.hours), promised(test, None, RequesterKind::Worker));
    }

    fn a_calendar_changes_the_promises_to_come_and_none_that_was_made(test: &TestDb) {
        start(test, 48);
        let (.., writing) = cast(test);
        let policy = general(test);
        let terms = Terms { hours: 8, working: true, ..policy.terms };
        let write = move |conn: &mut Conn| keeping::change_policy(conn, policy.id, 1, &terms, writing);
        test.db.write_blocking(write).unwrap();
        // Eight hours of work from Tuesday at ten: until Wednesday at ten.
        assert_eq!(promised(test, None, RequesterKind::Worker), 24);
        let calendar = test.db.read_blocking(keeping::calendars).unwrap().remove(0);
        assert!(!calendar.by_hand);
        let day: NaiveDate = "2026-11-25".parse().unwrap();
        let close = move |conn: &mut Conn| {
            let closure = Closure { from: day, to: day, name: "Trasloco".to_owned() };
            let change = move |named: &mut sla::NamedCalendar| named.calendar.closures.push(closure);
            keeping::change_calendar(conn, calendar.id, calendar.revision, change, writing)
        };
        test.db.write_blocking(close).unwrap();
        assert!(matches!(test.db.write_blocking(close), Err(KeepError::Stale)));
        assert_eq!(promised(test, None, RequesterKind::Worker), 48);
        let first = |conn: &mut Conn| sla::actions::newest_cycle(conn, TicketId(2));
        assert_eq!(
            test.db.read_blocking(first).unwrap().unwrap().due_at,
            tuesday() + Duration::hours(24)
        );
        // A start with the same configuration leaves it alone.
        start(test, 48);
        assert_eq!(promised(test, None, RequesterKind::Worker), 48);
    }

    fn a_coordinator_writes_a_policy_and_everybody_reads_what_is_promised(desk: &Desk) {
        let (dora, eva) = (desk.staff("Dora Sala", Role::Coordinator), desk.staff("Eva Neri", Role::Expert));
        let anna = desk.worker("Anna Bianchi");
        eva.open(LIST).is(404);
        dora.open("/amministrazione").says("Scadenze e calendari");
        let list = dora.open(LIST);
        list.is(200).says("Ogni argomento, tutti").says("48 ore").says("Vale la configurazione del programma");

        let path = format!("{LIST}/1");
        let form = || dora.open(&path).form(&path);
        let refused = form().with("hours", "0").with("step1_amount", "").with("step2_amount", "101x");
        let refused = refused.send(&dora.browser);
        refused.is(422).says("Scrivi un numero di ore da 1 a 8760").says("Scrivi una percentuale");
        let refused = form().with("step3_amount", "90").send(&dora.browser);
        refused.is(422).says("Aggiungi l’avviso al 100% del tempo");

        // One more row, without saving anything.
        let more = form().with("hours", "36").with("do", "add").send(&dora.browser);
        more.is(200).says("Avviso 5");
        let filled = more.form(&path).with("step5_amount", "4").with("step5_unit", "before");
        let filled = filled.with("step5_to[]", "coordinators").with("do", "save");
        let filled = filled.with("night_from", "20:00").with("night_until", "08:00");
        let saved = filled.send(&dora.browser);
        saved.is(200).says("Regola salvata").says("tempo: da 48 a 36 ore");
        saved.says("aggiunto: 4 ore prima della scadenza: chi coordina").says("Dora Sala");
        saved.says("Vale quello che una persona ha scritto qui");
        dora.open(LIST).says("36 ore").says("nessun avviso dalle 20:00 alle 08:00");
        for page in ["/", "/domande-frequenti"] {
            desk.browser().get(page).says("36 ore").never_says("48 ore");
        }
        anna.open("/domande/nuova").says("entro 36 ore");

        // A topic of its own: before it is chosen the general time is told, and that it may be another.
        let topic = desk.topic_slug("Congedi");
        let new = format!("{LIST}/nuova");
        let form = dora.open(&new).form(&new).with("hours", "12");
        form.clone().send(&dora.browser).is(422).says("Scegli almeno un argomento");
        let made = form.with("topic", &topic).send(&dora.browser);
        made.is(200).says("Regola creata").says("Congedi");
        anna.open("/domande/nuova").says("entro 36 ore").says("Per alcuni argomenti il tempo è diverso");
        desk.browser().get("/domande-frequenti").says("Per alcuni argomenti");
        let ask = anna.open("/domande/nuova").form("/domande/nuova").with("topic", &topic);
        let ask = ask.with("subject", "Permessi").with("body", "Quanti giorni?");
        let review = ask.with("action", "review").send(&anna.browser);
        review.is(200).says("entro 12 ore");
        let trial = dora.open(&format!("{LIST}/prova?argomento={topic}&tipo=worker&giorno=2026-11-27&ora=23:00"));
        trial.is(200).says("Congedi").says("12 ore").says("sabato 28 novembre 2026, ore 11:00");
        dora.open(&format!("{LIST}/prova?giorno=ieri")).is(422).says("Scrivi un giorno");

        // Another topic moves no promise.
        let number = anna.ask(&topic, "Permessi", "Quanti giorni?").number();
        let due = || desk.read(move |conn| sla::actions::due_of(conn, TicketId(number))).unwrap();
        let promised = due();
        assert_eq!(promised, desk.now() + Duration::hours(12));
        let page = format!("/coda/{number}/argomento");
        let change = dora.open(&format!("/coda/{number}")).form(&page);
        let other = desk.topic_slug("Part-time");
        change.with("topic", &other).send(&dora.browser).is(200);
        assert_eq!(due(), promised);

        let back = dora.open(&path).form(&format!("{path}/configurazione")).send(&dora.browser);
        back.is(200).says("48 ore");
    }

    fn a_reminder_reaches_whom_the_policy_names(desk: &Desk) {
        let (dora, eva) = (desk.staff("Dora Sala", Role::Coordinator), desk.staff("Eva Neri", Role::Expert));
        let (lea, anna) = (desk.staff("Lea Monti", Role::Expert), desk.worker("Anna Bianchi"));
        let path = format!("{LIST}/1");
        let page = dora.open(&path);
        let names = page.texts("#step1_other option");
        let values = page.attributes("#step1_other option", "value");
        let of_lea = names.iter().zip(&values).find(|(name, _)| *name == "Lea Monti").unwrap().1;
        let form = page.form(&path).with("step1_amount", "4").with("step1_unit", "before");
        let form = form.with("step1_to[]", "coordinators").with("step1_other", of_lea);
        form.send(&dora.browser).is(200).says("4 ore prima della scadenza: chi coordina, Lea Monti");

        let number = anna.ask("non-so", "Permessi", "Quanti giorni?").number();
        eva.claim(number).is(200);
        desk.settle();
        let before = desk.mails().len();
        desk.wait(Duration::hours(44) + Duration::minutes(1));
        desk.settle();
        let told: Vec<(String, String)> = desk.mails().split_off(before).into_iter().map(|mail| (mail.to, mail.subject)).collect();
        let near = format!("Scade tra poco: domanda n. {number}");
        for who in [&dora, &lea] {
            assert!(told.iter().any(|(to, subject)| to.contains(&who.email) && *subject == near), "{told:?}");
        }
        // Three quarters of the time were over before, and that reminder was held back by nothing: it was the older one, so
        // that its readers hear of the newer.
        assert!(told.iter().any(|(to, _)| to.contains(&eva.email)), "{told:?}");
        eva.open(&format!("/coda/{number}")).says("mancano 4 ore alla scadenza");
    }

    fn what_waited_for_the_morning_comes_in_one_mail(desk: &Desk) {
        let (dora, eva) = (desk.staff("Dora Sala", Role::Coordinator), desk.staff("Eva Neri", Role::Expert));
        let anna = desk.worker("Anna Bianchi");
        let path = format!("{LIST}/1");
        let form = dora.open(&path).form(&path).with("hours", "24");
        form.with("night_from", "20:00").with("night_until", "08:00").send(&dora.browser).is(200);
        for number in 1..=5 {
            let asked = anna.ask("non-so", &format!("Domanda {number}"), &format!("Come funziona il congedo {number}?"));
            eva.claim(asked.number()).is(200);
        }
        desk.settle();
        let before = desk.mails().len();
        let to_eva = || -> Vec<String> {
            let mails = desk.mails().split_off(before).into_iter();
            mails.filter(|mail| mail.to.contains(&eva.email)).map(|mail| mail.subject).collect()
        };
        // Asked at half past ten: half of the time is over at half past ten in the evening, three quarters at night.
        for _ in 0..20 {
            desk.wait(Duration::hours(1));
            desk.settle();
        }
        assert_eq!(to_eva(), Vec::<String>::new());
        // At half past seven nobody has heard anything; after eight one mail lists all five.
        desk.wait(Duration::hours(1) + Duration::minutes(45));
        desk.settle();
        desk.wait(Duration::minutes(2));
        desk.settle();
        assert_eq!(to_eva(), ["5 domande in scadenza o in ritardo"]);
    }

    fn a_node_started_with_other_values_says_that_they_do_not_hold(desk: &Desk) {
        let dora = desk.staff("Dora Sala", Role::Coordinator);
        dora.open(LIST).never_says("un’altra configurazione");
        let now = desk.now();
        // Another node starts later, with 72 hours.
        desk.write(move |conn| keeping::adopt(conn, &configured(72), now));
        dora.open(LIST).says("72 ore").says("Questo computer è partito con un’altra configurazione");
    }

    fn two_coordinators_with_the_same_page_lose_nothing(desk: &Desk) {
        let (dora, lea) =
            (desk.staff("Dora Sala", Role::Coordinator), desk.staff("Lea Monti", Role::Coordinator));
        let path = format!("{LIST}/1");
        let form = |who: &Human, hours: &str| who.open(&path).form(&path).with("hours", hours);
        let (hers, theirs) = (form(&dora, "30"), form(&lea, "20"));
        hers.send(&dora.browser).says("Regola salvata");
        let page = theirs.send(&lea.browser);
        page.is(422).says("Qualcun altro ha salvato una modifica").says("da 48 a 30 ore");
        assert_eq!(page.form(&path).value("hours"), Some("20"));
        page.form(&path).send(&lea.browser).says("da 30 a 20 ore");

        // At the very same moment.
        let (one, two) = (form(&dora, "40"), form(&lea, "44"));
        let mut done = at_once([(one, dora), (two, lea)], |(form, who)| form.send(&who.browser).status);
        done.sort_unstable();
        assert_eq!(done, [200, 422]);
    }

    fn a_coordinator_writes_a_calendar(desk: &Desk) {
        let dora = desk.staff("Dora Sala", Role::Coordinator);
        let path = "/amministrazione/calendari/1";
        let page = dora.open(path);
        page.is(200).says("Calendario dello sportello").says("Vale la configurazione del programma");
        page.says("7 dicembre (Sant’Ambrogio)").says("San Francesco d’Assisi");
        let form = page.form(path);
        form.clone().with("day_mon", "nove").send(&dora.browser).is(422).says("Scrivi le ore come");
        let saved = form.with("day_fri", "9-13").send(&dora.browser);
        saved.is(200).says("Calendario salvato").says("Venerdì: da 09:00-13:00, 14:00-18:00 a 09:00-13:00");

        let days = format!("{path}/giorni");
        let add = |kind: &str| dora.open(path).form_holding(&days, "add", kind);
        add("closure").send(&dora.browser).is(422).says("Scrivi un giorno");
        let turned = add("closure").with("from", "2027-08-20").with("to", "2027-08-10");
        turned.send(&dora.browser).is(422).says("non può venire prima");
        let closed = add("closure").with("from", "2027-08-09").with("to", "2027-08-20").with("name", "Ferie");
        closed.send(&dora.browser).is(200).says("dal 9 agosto 2027 al 20 agosto 2027 (Ferie)");
        let half = add("special").with("date", "24/12/2026").with("hours", "9-13").with("name", "Vigilia");
        half.send(&dora.browser).is(200).says("24 dicembre 2026: 09:00-13:00 (Vigilia)");
        let feast = add("holiday").with("day", "pasqua+50").with("name", "Pentecoste").with("from_year", "2027");
        feast.send(&dora.browser).is(200).says("Pentecoste").says("dal 2027");

        let year = dora.open(&format!("{path}/anno?anno=2027"));
        year.is(200).says("festa nazionale (San Francesco d’Assisi, L. 260/1949, art. 2; L. 151/2025, art. 1)");
        year.says("martedì 7 dicembre 2027: festa del luogo (Sant’Ambrogio)");
        year.says("lunedì 9 agosto 2027: chiusura (Ferie)");
        // Easter 2027 is on 28 March; fifty days later is Monday 17 May.
        year.says("lunedì 17 maggio 2027: festa del luogo (Pentecoste)");
        dora.open(&format!("{path}/anno?anno=2026")).says("giovedì 24 dicembre 2026: orario 09:00-13:00 (Vigilia)");

        let removed = dora.open(path).form_holding(&days, "remove", "closure-0").with("remove", "closure-0");
        removed.send(&dora.browser).is(200).says("tolto: dal 9 agosto 2027 al 20 agosto 2027 (Ferie)");
        let back = dora.open(path).form(&format!("{path}/configurazione")).send(&dora.browser);
        back.is(200).says("vale il calendario della configurazione").says("Niente in elenco.");
    }

    fn a_week_without_work_is_told_and_a_file_only_proposes(desk: &Desk) {
        let dora = desk.staff("Dora Sala", Role::Coordinator);
        let list = dora.open(LIST).form("/amministrazione/calendari").with("name", "Estate");
        let made = list.send(&dora.browser);
        made.is(200).says("Calendario creato").says("Nessuna regola lo usa");
        let path = made.path.clone();
        let again = dora.open(LIST).form("/amministrazione/calendari").with("name", "Estate");
        again.send(&dora.browser).is(422).says("C’è già un calendario con questo nome");

        let upload = format!("{path}/ical");
        let form = || dora.open(&path).form(&upload);
        form().send(&dora.browser).is(422).says("Scegli un file iCal");
        form().with_file("ical", "a.ics", b"%PDF-1.7").send(&dora.browser).is(422).says("non è un calendario");
        let monday = desk.now().rome().date_naive() + Duration::days(1);
        let monday = (0..7).map(|day| monday + Duration::days(day));
        let monday = monday.into_iter().find(|day| chrono::Datelike::weekday(day) == chrono::Weekday::Mon).unwrap();
        let end = monday + Duration::days(7);
        let file = format!(
            "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:{}\r\nDTEND;VALUE=DATE:{}\r\nSUMMARY:Trasloco <b>\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20270501\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
            monday.format("%Y%m%d"),
            end.format("%Y%m%d")
        );
        let proposed = form().with_file("ical", "a.ics", file.as_bytes()).send(&dora.browser);
        proposed.is(200).says("Trasloco").never_says("tutta chiusa");
        dora.open(&path).never_says("Trasloco");
        let box_of_first = proposed.attributes("input[name='accept[]']", "value");
        assert_eq!(box_of_first.len(), 2);
        let accept = proposed.form_holding(&format!("{path}/giorni"), "proposals", "1");
        let accepted = accept.with("accept[]", &box_of_first[0]).send(&dora.browser);
        accepted.is(200).says("La prossima settimana è tutta chiusa").says("Trasloco");
        accepted.never_says("1 maggio 2027");
    }
}
