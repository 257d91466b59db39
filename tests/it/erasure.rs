//! A person's data are erased: nothing tells who she was or what she wrote, and the figures are as they were.

use std::path::Path;

use dialoga::accounts::Role;
use dialoga::intake::{IncomingState, Reason};
use dialoga::kernel::ids::TicketId;
use dialoga::platform::backup;
use dialoga::platform::db::schema::{
    accounts, answer_drafts, clock_events, cycles, erased_files, erasures, outbox, ratings, tickets,
    undeliverable,
};
use dialoga::platform::db::{Conn, Db, DbResult};
use dialoga::statistics::{Period, Report, report_anew};
use dialoga::tickets as questions;
use dialoga::topics;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{BigInt, Text};

use crate::support::at_once;
use crate::support::browser::Page;
use crate::support::databases::{Kind, Place};
use crate::support::desk::Desk;
use crate::support::incoming::Letter;
use crate::support::on_both_databases;
use crate::support::people::{Human, PASSWORD};

/// What she is called, and what stands in everything that she or anybody writes of her.
const MARK: &str = "zibaldoneverde";
const NAME: &str = "Anna Zibaldoneverde";
const PAGE: &str = "/profilo/dati/cancellazione/conferma";
const REGISTER: &str = "/amministrazione/cancellazioni";

#[derive(QueryableByName)]
struct Column {
    #[diesel(sql_type = Text)]
    table_name: String,
    #[diesel(sql_type = Text)]
    column_name: String,
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

/// Every column of every table of the database, whatever tables there are, that holds the word.
fn holding(conn: &mut Conn, word: &str) -> DbResult<Vec<String>> {
    let columns: Vec<Column> = match conn {
        Conn::Sqlite(inner) => sql_query(
            "SELECT m.name AS table_name, p.name AS column_name FROM sqlite_master m, pragma_table_info(m.name) p \
             WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'",
        )
        .load(inner)?,
        Conn::Postgres(inner) => sql_query(
            "SELECT table_name::text AS table_name, column_name::text AS column_name \
             FROM information_schema.columns WHERE table_schema = 'public'",
        )
        .load(inner)?,
    };
    assert!(columns.len() > 300, "{} columns", columns.len());
    let mut found = Vec::new();
    for Column { table_name, column_name } in columns {
        let sql = format!(
            "SELECT count(*) AS count FROM \"{table_name}\" \
             WHERE lower(CAST(\"{column_name}\" AS TEXT)) LIKE '%{word}%'"
        );
        let count: Count = match conn {
            Conn::Sqlite(inner) => sql_query(sql).get_result(inner)?,
            Conn::Postgres(inner) => sql_query(sql).get_result(inner)?,
        };
        if count.count > 0 {
            found.push(format!("{table_name}.{column_name}"));
        }
    }
    Ok(found)
}

/// Files below a folder that hold the word, or whose name does.
fn files_holding(folder: &Path, word: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files_holding(&path, word));
        } else {
            let content = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).to_lowercase();
            if content.contains(word) || path.to_string_lossy().to_lowercase().contains(word) {
                found.push(path.display().to_string());
            }
        }
    }
    found
}

fn stored(desk: &Desk) -> Vec<String> {
    files_holding(&desk.app.config.storage.attachments(), MARK)
}

/// A question of hers that was answered, with something of her in everything that was written.
fn answered(desk: &Desk, anna: &Human, carla: &Human) -> i64 {
    let marked = |text: &str| format!("{text} {MARK}");
    let topic = desk.topic_slug("Leggi di conciliazione");
    let form = anna.open("/domande/nuova").form("/domande/nuova");
    let form = form.with("topic", &topic).with("subject", &marked("Congedo")).with("body", &marked("Posso?"));
    let form = form.with_file("attachments", "zibaldoneverde.txt", marked("busta paga").as_bytes());
    let number = form.with("action", "send").send(&anna.browser).is(200).number();
    let receipt = desk.last_mail_to(&anna.email);
    carla.claim(number);
    carla.note(number, &marked("Ha chiamato"));
    carla.ask_back(number, &marked("Da quando?"));
    let from = format!("{NAME} <{}>", anna.email);
    let mail = Letter::new(&from, &marked("Re: congedo"), &marked("Da maggio.")).answering(&receipt);
    let mail = mail.between(Some(&anna.email), Some("dialoga@provincia.milano.example"));
    assert_eq!(desk.mail_in(&mail).0, IncomingState::Taken);
    carla.answer(number, &marked("Sì,")).is(200);
    number
}

/// What no page of a test writes by itself.
fn plant_the_rest(desk: &Desk, anna: &Human, number: i64) {
    let marked = |text: &str| format!("{text} {MARK}");
    let draft = anna.open("/domande/nuova").form("/domande/nuova");
    let draft = draft.with("subject", &marked("Nido")).with("body", &marked("Ci sono posti?"));
    let draft = draft.with_file("attachments", "nido zibaldoneverde.txt", marked("nido").as_bytes());
    draft.with("action", "save").send(&anna.browser).is(200);
    let vote = format!("/domande/{number}/valutazione");
    anna.open(&format!("/domande/{number}")).form(&vote).with("helpful", "yes").send(&anna.browser).is(200);
    let from = format!("{NAME} <{}>", anna.email);
    let away = Letter::new(&from, &marked("Torno"), &marked("Ferie")).with("Auto-Submitted", "auto-replied");
    assert_eq!(desk.mail_in(&away).0, IncomingState::Discarded);
    let generated =
        Letter::new(&from, &marked("Modulo"), &marked("Modulo")).with("Auto-Submitted", "auto-generated");
    assert_eq!(desk.mail_in(&generated).0, IncomingState::Held);
    let (email, now) = (anna.email.clone(), desk.now());
    desk.write(move |conn| -> DbResult<()> {
        let marked = Some(format!("detto {MARK}"));
        let of_account = accounts::table.filter(accounts::email.eq(&email));
        let account: i64 = of_account.select(accounts::id).first(conn)?;
        diesel::update(accounts::table.find(account))
            .set((
                accounts::phone.eq("+390277401"),
                accounts::company.eq(&marked),
                accounts::vat_number.eq("01234567897"),
                accounts::company_size.eq("micro"),
                accounts::sector.eq("C"),
                accounts::gender.eq("female"),
                accounts::birth_year.eq(1980),
                accounts::children.eq(2),
                accounts::wanted_page.eq(format!("/catalogo?q={MARK}")),
            ))
            .execute(conn)?;
        let author: i64 =
            tickets::table.find(number).select(tickets::assignee_id.assume_not_null()).first(conn)?;
        diesel::insert_into(answer_drafts::table)
            .values((
                answer_drafts::ticket_id.eq(number),
                answer_drafts::author_id.eq(author),
                answer_drafts::answer.eq(MARK),
                answer_drafts::note.eq(MARK),
                answer_drafts::ticket_version.eq(1),
                answer_drafts::version.eq(1),
                answer_drafts::page.eq("page"),
                answer_drafts::updated_at.eq(now),
            ))
            .execute(conn)?;
        diesel::update(ratings::table.filter(ratings::ticket_id.eq(number)))
            .set(ratings::words.eq(&marked))
            .execute(conn)?;
        let of_question = cycles::table.filter(cycles::ticket_id.eq(number)).select(cycles::id);
        diesel::update(clock_events::table.filter(clock_events::cycle_id.eq_any(of_question)))
            .set(clock_events::reason.eq(&marked))
            .execute(conn)?;
        diesel::update(tickets::table.find(number)).set(tickets::reference.eq(&marked)).execute(conn)?;
        diesel::update(outbox::table.filter(outbox::recipient_id.eq(account)))
            .set(outbox::last_error.eq(format!("550 <{email}> unknown")))
            .execute(conn)?;
        diesel::insert_into(undeliverable::table)
            .values((
                undeliverable::account_id.eq(account),
                undeliverable::since.eq(now),
                undeliverable::detail.eq(format!("550 <{email}> unknown")),
            ))
            .execute(conn)?;
        Ok(())
    });
}

fn erase(anna: &Human) -> Page {
    let form = anna.open(PAGE).form(PAGE).with("current_password", PASSWORD).with("sure", "1");
    form.send(&anna.browser)
}

/// What an analyst reads, and the same counted anew.
fn figures(desk: &Desk, elio: &Human) -> (Report, String, String) {
    let now = desk.now();
    let report = desk.read(move |conn| -> DbResult<Report> {
        let tree = topics::tree(conn)?;
        report_anew(conn, &tree, Period::last_year(now.rome().date_naive()), now)
    });
    (report, elio.open("/statistiche").text(), elio.open("/statistiche/sla-argomenti.csv").html())
}

on_both_databases! {
    fn nothing_of_her_is_left_and_the_figures_are_as_they_were(desk: &Desk) {
        let (anna, bea) = (desk.worker(NAME), desk.worker("Bea Galli"));
        let (carla, elio) = (desk.staff("Carla Riva", Role::Expert), desk.staff("Elio Meda", Role::Analyst));
        let fabio = desk.staff("Fabio Ossi", Role::Admin);
        let number = answered(desk, &anna, &carla);
        carla.open(&format!("/coda/{number}")).form(&format!("/coda/{number}/proposta")).send(&carla.browser).is(200);
        bea.ask("non-so", "Nido", "Ci sono posti?");
        plant_the_rest(desk, &anna, number);
        desk.follow();
        // A colleague has the draft open.
        let open_draft = carla.open("/redazione/1").form("/redazione/1").with("body", MARK).with("action", "save");
        let found = format!("/coda?vista=answered&chi=tutte&testo={MARK}");
        carla.open(&found).is(200).says("Congedo");
        let planted = desk.read(|conn| holding(conn, MARK));
        assert!(planted.len() >= 20, "{planted:?}");
        assert!(stored(desk).len() >= 4, "{:?}", stored(desk));
        let before = figures(desk, &elio);

        // What it means is said first.
        anna.open("/profilo/dati").link("Cancella i tuoi dati");
        anna.open("/profilo/dati/cancellazione").is(200).says("Che cosa resta").link("Vai all’ultimo passo");
        let other = anna.browser.copy();
        let page = erase(&anna);
        page.is(200).says("Abbiamo cancellato i tuoi dati");
        assert_eq!(page.path, "/privacy/cancellazione");
        // Neither browser is signed in, and nobody signs in any more.
        assert!(other.get("/domande").path.starts_with("/accesso"));
        let stranger = desk.browser();
        let form = stranger.get("/accesso").form("/accesso").with("email", &anna.email).with("password", PASSWORD);
        form.send(&stranger).says("non corretti");
        // No file is deleted before the rest is committed; should the program stop here, what is left is done later.
        assert!(stored(desk).len() >= 4);
        let waiting: i64 = desk.read(|conn| DbResult::Ok(erased_files::table.count().get_result(conn)?));
        assert!(waiting >= 4, "{waiting}");
        desk.run("erasures");
        assert_eq!(stored(desk), [""; 0]);

        let last = desk.last_mail_to(&anna.email);
        assert_eq!(last.subject, "Abbiamo cancellato i tuoi dati");
        assert!(!last.text.to_lowercase().contains(MARK), "{}", last.text);
        desk.settle();
        assert_eq!(desk.read(|conn| holding(conn, MARK)), [""; 0]);
        assert_eq!(desk.read(|conn| holding(conn, "anna.")), [""; 0]);
        assert_eq!(stored(desk), [""; 0]);
        if !desk.is_postgres() {
            // Not even the bytes are: once the log is emptied, as it is in the course of a day, and when the program stops.
            let Conn::Sqlite(mut file) = desk.place().database_url().establish().unwrap() else { unreachable!() };
            file.batch_execute("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
            let left = files_holding(&desk.place().folder, MARK);
            let left: Vec<&String> = left.iter().filter(|path| !path.contains("/mail/")).collect();
            assert_eq!(left, [""; 0]);
        }
        carla.open(&found.replace("answered", "closed")).is(200).never_says("Congedo");
        carla.open(&format!("/coda/{number}")).is(200).says("Persona cancellata").says("ha cancellato i testi e i dati personali").says("I suoi dati sono stati cancellati");
        open_draft.send(&carla.browser).is(409);
        carla.open("/redazione/1").is(200).says("Testo cancellato");
        assert_eq!(desk.read(|conn| holding(conn, MARK)), [""; 0]);
        fabio.open(REGISTER).is(200).says("La persona, dalla sua pagina").says("Domande: 1. Messaggi: 5.");

        let after = figures(desk, &elio);
        assert_eq!(before.0, after.0);
        assert_eq!((before.1, before.2), (after.1, after.2));
        bea.open("/domande").is(200).says("Nido");

        // A copy that is taken now is whole.
        let there = Place::new(if desk.is_postgres() { Kind::Postgres } else { Kind::Sqlite }).unwrap();
        let (copy, config) = (there.folder.join("copy"), &desk.app.config);
        let taken = backup::take(&config.database.url, &config.storage.attachments(), &copy, desk.now()).unwrap();
        assert_eq!(taken.missing.len(), 0);
        if desk.is_postgres() {
            there.empty();
        }
        backup::restore(&there.database_url(), &there.folder.join("restored"), &copy).unwrap();
        let restored = Db::open(&there.database_url(), 2).unwrap();
        assert_eq!(restored.read_blocking(|conn| holding(conn, MARK)).unwrap(), [""; 0]);
    }

    fn it_is_refused_while_a_question_is_open_and_to_whoever_does_not_know_the_password(desk: &Desk) {
        let (anna, carla) = (desk.worker(NAME), desk.staff("Carla Riva", Role::Expert));
        let number = anna.ask("non-so", "Congedo", "Posso?").number();
        anna.open("/profilo/dati/cancellazione").is(200).says("Hai una domanda aperta").link("Congedo");
        let token = anna.open("/profilo").form("/profilo").value("csrf_token").unwrap().to_owned();
        let fields = [("csrf_token", token.as_str()), ("current_password", PASSWORD), ("sure", "1")];
        anna.browser.post(PAGE, &fields).is(422).says("Hai una domanda aperta");
        carla.claim(number);
        carla.answer(number, "Sì.").is(200);
        let form = anna.open(PAGE).form(PAGE);
        form.clone().with("current_password", PASSWORD).send(&anna.browser).is(422).says("Segna la casella");
        let wrong = form.clone().with("current_password", "un’altra frase qualunque").with("sure", "1");
        wrong.send(&anna.browser).is(422).says("password");
        let sure = form.with("current_password", PASSWORD).with("sure", "1");
        sure.clone().forged("csrf_token", "x").send(&anna.browser).is(403);
        // Nobody of the staff is erased here, whoever asks.
        carla.open("/profilo/dati").is(200).never_says("Cancella i tuoi dati");
        carla.browser.get(PAGE).is(404);
        anna.open("/profilo").is(200).says(&anna.email);
        // Twice is once: the second press finds nobody.
        sure.send(&anna.browser).is(200).says("Abbiamo cancellato i tuoi dati");
        let done: i64 = desk.read(|conn| DbResult::Ok(erasures::table.count().get_result(conn)?));
        assert_eq!(done, 1);
    }

    fn the_desk_does_it_for_whoever_asks_on_paper(desk: &Desk) {
        let (anna, carla) = (desk.worker(NAME), desk.staff("Carla Riva", Role::Expert));
        let (dora, elio) = (desk.staff("Dora Sala", Role::Coordinator), desk.staff("Elio Meda", Role::Analyst));
        let number = answered(desk, &anna, &carla);
        for outsider in [&carla, &elio, &anna] {
            outsider.browser.get(REGISTER).is(404);
            let token = outsider.open("/profilo").form("/profilo").value("csrf_token").unwrap().to_owned();
            let fields = [("csrf_token", token.as_str()), ("who", anna.email.as_str()), ("reason", "x"), ("action", "erase")];
            outsider.browser.post(REGISTER, &fields).is(404);
        }
        let form = |who: &str| dora.open(REGISTER).form(REGISTER).with("who", who).with("reason", "Prot. 12 del 20 novembre");
        form("nessuno@esempio.it").with("action", "review").send(&dora.browser).is(422).says("Non c’è nessuno");
        form("qualcosa").with("action", "review").send(&dora.browser).is(422).says("Scrivi un indirizzo email");
        form(&carla.email).with("action", "review").send(&dora.browser).is(422).says("account dello sportello");
        form(&anna.email).with("reason", "").with("action", "review").send(&dora.browser).is(422).says("riferimento");
        let reply = anna.reply(number, "E poi?");
        reply.is(200);
        form(&anna.email).with("action", "review").send(&dora.browser).is(200).says("Ci sono domande aperte");
        carla.answer(number, "Basta così.").is(200);
        let review = form(&number.to_string()).with("action", "review").send(&dora.browser);
        review.is(200).says("Controlla prima di cancellare").never_says(NAME);
        let sure = review.form_holding(REGISTER, "action", "erase").with("action", "erase");
        sure.clone().send(&dora.browser).is(200).says("Prot. 12 del 20 novembre").says("Dora Sala");
        sure.send(&dora.browser).is(422).says("già cancellati");
        assert_eq!(desk.last_mail_to(&anna.email).subject, "Abbiamo cancellato i tuoi dati");
        desk.settle();
        assert_eq!(desk.read(|conn| holding(conn, MARK)), [""; 0]);
        dora.open("/amministrazione").link("Cancellazioni dei dati");
    }

    fn whoever_writes_from_the_same_address_afterwards_is_a_new_person(desk: &Desk) {
        let (anna, carla) = (desk.worker(NAME), desk.staff("Carla Riva", Role::Expert));
        let number = answered(desk, &anna, &carla);
        let answer = desk.last_mail_to(&anna.email);
        erase(&anna).is(200);
        desk.settle();
        let from = format!("{NAME} <{}>", anna.email);
        let (state, reason, ticket) = desk.mail_in(&Letter::new(&from, "Asilo", "Ci sono posti all’asilo?"));
        assert_eq!((state, reason), (IncomingState::Taken, Some(Reason::Question)));
        let again = desk.mail_in(&Letter::new(&from, "Re: congedo", "E per il padre?").answering(&answer));
        assert_eq!((again.0, again.1), (IncomingState::Taken, Some(Reason::Question)), "{again:?}");
        for new in [ticket, again.2] {
            let (old, new) = (TicketId(number), new.unwrap());
            let asked = desk.read(move |conn| {
                DbResult::Ok((questions::find(conn, old)?.unwrap(), questions::find(conn, new)?.unwrap()))
            });
            assert_ne!(asked.0.requester, asked.1.requester);
            assert_eq!(asked.0.subject.as_str(), "Testo cancellato");
        }
        // The links in the mails that she got open nothing.
        let link = answer.text.lines().find(|line| line.contains("/segui/")).map(str::trim).map(str::to_owned);
        if let Some(link) = link {
            let path = &link[link.find("/segui/").unwrap()..];
            desk.browser().get(path).never_says("Testo cancellato");
        }
    }

    fn what_she_sends_at_the_same_moment_is_erased_too_or_keeps_it_from_being_done(desk: &Desk) {
        for round in 0..4 {
            let anna = desk.worker(&format!("{NAME} {}", ["uno", "due", "tre", "quattro"][round]));
            let form = anna.open("/domande/nuova").form("/domande/nuova").with("topic", "non-so");
            let ask = form.with("subject", MARK).with("body", MARK).with("action", "send");
            let sure = anna.open(PAGE).form(PAGE).with("current_password", PASSWORD).with("sure", "1");
            let pages = at_once([ask, sure].map(|form| (form, anna.browser.copy())), |(form, browser)| {
                form.send_only(&browser).status
            });
            desk.settle();
            let email = anna.email.clone();
            let stays: i64 = desk.read(move |conn| {
                DbResult::Ok(accounts::table.filter(accounts::email.eq(email)).count().get_result(conn)?)
            });
            let left = desk.read(|conn| holding(conn, MARK));
            if stays == 0 {
                assert_eq!(left, [""; 0], "round {round}: {pages:?}");
            } else {
                assert!(left.contains(&"messages.body".to_owned()), "round {round}: {pages:?} {left:?}");
                return;
            }
        }
    }

    fn an_address_that_takes_no_mail_is_forgotten_within_a_week(desk: &Desk) {
        let anna = desk.worker(NAME);
        erase(&anna).is(200);
        let address = |desk: &Desk| -> Option<String> {
            desk.read(|conn| DbResult::Ok(erasures::table.select(erasures::tell_to).first(conn)?))
        };
        desk.run("erasures");
        assert_eq!(address(desk).as_deref(), Some(anna.email.as_str()), "the mail is not queued yet");
        desk.wait(chrono::Duration::days(7));
        desk.run("erasures");
        assert_eq!(address(desk), None);
        desk.settle();
        assert_eq!(desk.read(|conn| holding(conn, MARK)), [""; 0]);
        assert!(desk.mailed().iter().all(|mail| mail.subject != "Abbiamo cancellato i tuoi dati"));
    }
}
