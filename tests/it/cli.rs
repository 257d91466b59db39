//! The program as a person starts it: exit codes, plain errors, stopping, copies.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use dialoga::accounts::{self, NewMember, Role};
use dialoga::kernel::clock::Clock;
use dialoga::kernel::event::Actor;
use dialoga::kernel::ids::Position;
use dialoga::kernel::text::{EmailAddress, Name};
use dialoga::platform::backup;
use dialoga::platform::db::schema::{attachments, events, job_runs, outbox as rows, tickets};
use dialoga::platform::db::{Conn, DatabaseUrl, Db, DbError, DbResult};
use dialoga::platform::i18n::Lang;
use dialoga::platform::mail::{MailId, outbox};
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};

use crate::support::databases::{Kind, Place};
use crate::support::on_both_databases;
use crate::support::program::{Process, dialoga, run, said};

#[test]
fn wrong_usage_ends_with_2_and_failed_work_with_1_and_one_sentence() {
    let place = Place::new(Kind::Sqlite).unwrap();
    assert_eq!(run(&place, &["nonsense"]).status.code(), Some(2));
    assert_eq!(run(&place, &["user", "add", "--email", "x"]).status.code(), Some(2));
    let output = dialoga(&place, &["check"]).env("DIALOGA__SLA__HOUR", "3").output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        String::from_utf8_lossy(&output.stderr),
        "The configuration cannot be used: Unknown setting sla.hour (environment variable DIALOGA__SLA__HOUR); \
         config/default.toml lists the settings that exist.\n"
    );
}

#[test]
fn check_says_what_is_wrong_in_plain_words() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let output = run(&place, &["check"]);
    assert!(output.status.success(), "{}", said(&output));
    assert!(said(&output).contains("the first start creates it"), "{}", said(&output));

    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let output = dialoga(&place, &["check"])
        .env("DIALOGA__DATABASE__URL", format!("postgres://desk:hunter2@{nobody}/desk"))
        .env("DIALOGA__MAIL__TRANSPORT", "smtp")
        .env("DIALOGA__MAIL__SMTP_URL", format!("smtp://desk:hunter2@{nobody}"))
        .env("DIALOGA__MAIL__IMAP_URL", "imaps://desk:hunter2@posta.example:993")
        .env("DIALOGA__SERVER__PUBLIC_URL", "http://sportello.example")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let text = said(&output);
    for wrong in ["WRONG  database: ", "WRONG  mail: ", "WRONG  address: ", "WRONG  mailbox: "] {
        assert!(text.contains(wrong), "{wrong} is not in {text}");
    }
    assert!(!text.contains("hunter2"), "{text}");
}

#[test]
fn a_file_of_authorities_that_cannot_be_used_stops_the_start() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let empty = place.folder.join("empty.pem");
    std::fs::write(&empty, "no certificate").unwrap();
    for (file, why) in [("nowhere.pem", "No such file"), ("empty.pem", "it holds no certificate in PEM form")]
    {
        for command in ["serve", "check"] {
            let output = dialoga(&place, &[command])
                .env("DIALOGA__SERVER__BIND", "127.0.0.1:0")
                .env("DIALOGA__MAIL__TRANSPORT", "smtp")
                .env("DIALOGA__MAIL__SMTP_URL", "smtps://posta.example")
                .env("DIALOGA__MAIL__SMTP_CA_FILE", file)
                .output()
                .unwrap();
            assert_eq!(output.status.code(), Some(1));
            let text = said(&output);
            assert!(text.contains(&format!("mail.smtp_ca_file {file}: {why}")), "{text}");
        }
    }
}

#[test]
fn why_the_database_cannot_be_used_is_one_sentence() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mut cases = vec![
        (format!("postgres://desk:hunter2@{nobody}/desk"), "nothing answers at that address and port"),
        ("postgres://desk:hunter2@database.invalid/desk".to_owned(), "the server's name is not known"),
    ];
    if let Some(there) = Place::new(Kind::Postgres) {
        let (server, _) = there.url.rsplit_once('/').unwrap();
        let (_, host) = server.rsplit_once('@').unwrap();
        cases.push((format!("{server}/no_such_desk"), "the server has no database of that name"));
        let nobody = format!("postgres://nobody_of_this_name:hunter2@{host}/postgres");
        cases.push((nobody, "the server does not accept the user and password in database.url"));
    }
    for (url, cause) in &cases {
        for command in ["check", "demo"] {
            let output = dialoga(&place, &[command]).env("DIALOGA__DATABASE__URL", url).output().unwrap();
            assert_eq!(output.status.code(), Some(1));
            let text = said(&output);
            let line = text.lines().find(|line| line.contains(cause));
            let line = line.unwrap_or_else(|| panic!("{cause} is not in {text}"));
            assert!(line.contains("atabase") && line.ends_with(')'), "{line}");
            assert!(!text.contains('\t') && !text.contains("hunter2"), "{text}");
        }
    }
}

/// Runs the program without the administrator's right to write where others may not.
fn as_anybody(place: &Place, command: &str) -> Output {
    let program = dialoga(place, &[command]);
    let is_root = std::os::unix::fs::MetadataExt::uid(&std::fs::metadata(&place.folder).unwrap()) == 0;
    let mut anybody = Command::new(if is_root { "setpriv".as_ref() } else { program.get_program() });
    if is_root {
        let rights = "-dac_override,-dac_read_search";
        anybody.args(["--bounding-set", rights, "--inh-caps", rights]).arg(program.get_program());
    }
    anybody.envs(program.get_envs().filter_map(|(key, value)| Some((key, value?))));
    anybody.arg(command).current_dir(&place.folder).output().unwrap()
}

#[test]
fn a_database_that_cannot_be_written_is_told() {
    let place = Place::new(Kind::Sqlite).unwrap();
    assert!(run(&place, &["demo", "--tickets", "1"]).status.success());
    let writable = as_anybody(&place, "check");
    assert!(writable.status.success(), "{}", said(&writable));
    let mode = |path: &Path, mode| {
        std::fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(mode)).unwrap();
    };
    let file = place.folder.join("desk.db");
    mode(&file, 0o400);
    let output = as_anybody(&place, "check");
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("cannot be written by this user"), "{}", said(&output));
    mode(&file, 0o000);
    let output = as_anybody(&place, "check");
    assert!(said(&output).contains("cannot be used"), "{}", said(&output));
    mode(&file, 0o600);
    mode(&place.folder, 0o500);
    let output = as_anybody(&place, "check");
    mode(&place.folder, 0o700);
    assert!(said(&output).contains("nothing can be written in"), "{}", said(&output));
}

/// An event that no program of today can read, a mail that was given up, a job that failed.
fn leave_undone(conn: &mut Conn) -> DbResult<()> {
    let now = Clock::system().now();
    let new = NewMember {
        email: EmailAddress::parse("anna@esempio.it").unwrap(),
        name: Name::parse("Anna").unwrap(),
        role: Role::Requester,
        organisation: None,
        lang: Lang::It,
        password_hash: Some("nobody signs in with this".to_owned()),
    };
    let anna = accounts::add_member(conn, &new, Actor::System, now).unwrap();
    diesel::update(events::table).set((events::kind.eq("later"), events::payload.eq("{}"))).execute(conn)?;
    let mail = outbox::NewMail {
        event: Position(1),
        recipient: anna.into(),
        mail: "receipt",
        ticket: None,
        message: None,
        entry: None,
        id: MailId::new("a", "esempio.it").unwrap(),
        subject: "Ricevuta".to_owned(),
        is_asked_for: false,
    };
    outbox::enqueue(conn, &mail, now, now)?;
    diesel::update(rows::table).set(rows::state.eq("failed")).execute(conn)?;
    let run = (job_runs::job.eq("cleanup"), job_runs::slot.eq(now), job_runs::started_at.eq(now));
    diesel::insert_into(job_runs::table)
        .values((run, job_runs::finished_at.eq(now), job_runs::outcome.eq("failed")))
        .execute(conn)?;
    Ok(())
}

#[test]
fn what_background_work_left_undone_is_told() {
    for place in [Kind::Sqlite, Kind::Postgres].into_iter().filter_map(Place::new) {
        let db = Db::open(&place.database_url(), 1).unwrap();
        let output = run(&place, &["check"]);
        assert!(output.status.success(), "{}", said(&output));
        db.write_blocking(leave_undone).unwrap();
        drop(db);
        let output = run(&place, &["check"]);
        assert_eq!(output.status.code(), Some(1));
        let text = said(&output);
        for finding in [
            "WRONG  events: 1 wait for their mails since ",
            "event 1 of the kind later cannot be read by this version of the program",
            "note   mail: 1 given up; /amministrazione/posta says why",
            "WRONG  job: cleanup failed at ",
        ] {
            assert!(text.contains(finding), "{finding} is not in {text}");
        }
        // A running desk answers pages all the same.
        let desk = Process::start(&place);
        let until = Instant::now() + Duration::from_secs(20);
        loop {
            let ready = desk.ask("GET /readyz HTTP/1.0\r\n\r\n");
            assert!(ready.starts_with("HTTP/1.0 200"), "{ready}");
            let figures = desk.ask("GET /metrics HTTP/1.0\r\n\r\n");
            // Mails, guesses of topics and the register of norms: all three read every event of questions.
            if ready.contains("the follower notifications stands still")
                && figures.contains("dialoga_standing_followers 3")
            {
                break;
            }
            assert!(Instant::now() < until, "{ready}{figures}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

#[test]
fn told_to_stop_it_finishes_the_request_it_has_accepted() {
    let place = Place::new(Kind::Sqlite).unwrap();
    for signal in ["TERM", "INT"] {
        let desk = Process::start(&place);
        // An idle connection must not hold it up.
        let _idle = TcpStream::connect(desk.address).unwrap();
        let mut slow = TcpStream::connect(desk.address).unwrap();
        let head =
            "POST /accesso HTTP/1.1\r\nHost: desk\r\nContent-Type: application/x-www-form-urlencoded\r\n";
        write!(slow, "{head}Content-Length: 20\r\n\r\nemail=a").unwrap();
        std::thread::sleep(Duration::from_millis(300));
        desk.signal(signal);
        std::thread::sleep(Duration::from_millis(300));
        write!(slow, "nna%40esempio").unwrap();
        let mut answer = [0; 12];
        slow.read_exact(&mut answer).unwrap();
        assert!(answer.starts_with(b"HTTP/1.1 4"), "{}", String::from_utf8_lossy(&answer));
        drop(slow);
        assert_eq!(desk.wait(Duration::from_secs(10)), Some(0), "after SIG{signal}");
    }
}

#[test]
fn a_second_desk_on_the_same_address_does_not_start() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let output = dialoga(&place, &["serve"]).env("DIALOGA__SERVER__BIND", &address).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said(&output).starts_with(&format!("The desk cannot listen on {address}: ")),
        "{}",
        said(&output)
    );
    assert!(!place.folder.join("desk.db").exists(), "the database was not touched");
}

on_both_databases! {
    fn a_copy_made_while_the_desk_runs_is_a_desk_again(desk: &Desk) {
        let topic = desk.topic_slug("Servizi territoriali");
        let anna = desk.worker("Anna Bianchi");
        let form = anna.open("/domande/nuova").form("/domande/nuova").with("topic", &topic);
        let form = form.with("subject", "Nido").with("body", "Quale nido è aperto in agosto?");
        let form = form.with_file("attachments", "nota.txt", "testo della nota".as_bytes());
        let number = form.with("action", "send").send(&anna.browser).is(200).number();
        desk.settle();

        let there = Place::new(if desk.is_postgres() { Kind::Postgres } else { Kind::Sqlite }).unwrap();
        let copy = there.folder.join("copy");
        let config = &desk.app.config;
        let taken = backup::take(&config.database.url, &config.storage.attachments(), &copy, desk.now()).unwrap();
        assert_eq!((taken.attachments, taken.missing.len()), (1, 0));
        let again = backup::take(&config.database.url, &config.storage.attachments(), &copy, desk.now());
        assert!(again.unwrap_err().to_string().contains("is not empty"));

        let (url, files) = (there.database_url(), there.folder.join("restored"));
        left_overs_are_refused(&url, |url| backup::restore(url, &files, &copy).unwrap_err().to_string());
        if desk.is_postgres() {
            // The place of a test is migrated; a copy goes into an empty database.
            assert!(backup::restore(&url, &files, &copy).unwrap_err().to_string().contains("already a database"));
            there.empty();
        }
        damaged_copies_are_refused(&copy, |copy| backup::restore(&url, &files, copy).unwrap_err().to_string());
        let manifest = backup::restore(&url, &files, &copy).unwrap();
        assert_eq!(manifest.files.len(), 2);
        let restored = Db::open(&url, 2).unwrap();
        let (subject, key): (String, String) = restored
            .read_blocking::<_, DbError, _>(|conn| {
                let subject = tickets::table.find(number).select(tickets::subject).first(conn)?;
                Ok((subject, attachments::table.select(attachments::storage_key).first(conn)?))
            })
            .unwrap();
        assert_eq!(subject, "Nido");
        assert_eq!(std::fs::read(files.join(&key)).unwrap(), "testo della nota".as_bytes());
        files_that_are_not_there_are_missed_unless_they_are_of_a_draft(&url, &files, &key, &there);
        let twice = backup::restore(&url, &files, &copy).unwrap_err().to_string();
        assert!(twice.contains("restored into an empty place only"), "{twice}");
        assert!(!twice.contains("postgres://postgres"), "{twice}");
    }
}

/// What lies beside the place of an SQLite file is read with it.
fn left_overs_are_refused(url: &DatabaseUrl, refusal: impl Fn(&DatabaseUrl) -> String) {
    let Some(path) = url.sqlite_path() else { return };
    for ending in ["-wal", "-shm", "-journal"] {
        let beside = format!("{}{ending}", path.display());
        std::fs::write(&beside, "of another time").unwrap();
        let said = refusal(url);
        assert!(said.contains(&beside) && said.contains("into an empty place only"), "{said}");
        std::fs::remove_file(&beside).unwrap();
    }
}

fn files_that_are_not_there_are_missed_unless_they_are_of_a_draft(
    url: &DatabaseUrl,
    files: &Path,
    key: &str,
    there: &Place,
) {
    let missing = |copy: &str| {
        let taken = backup::take(url, files, &there.folder.join(copy), Clock::system().now()).unwrap();
        taken.missing
    };
    std::fs::remove_file(files.join(key)).unwrap();
    assert_eq!(missing("incomplete"), [key]);
    let mut conn = url.establish().unwrap();
    diesel::update(attachments::table)
        .set(attachments::message_id.eq(None::<i64>))
        .execute(&mut conn)
        .unwrap();
    assert!(missing("complete").is_empty());
}

#[test]
fn a_damaged_file_is_found_before_the_desk_stumbles_over_it() {
    let place = Place::new(Kind::Sqlite).unwrap();
    drop(Db::open(&place.database_url(), 1).unwrap());
    let path = place.folder.join("desk.db");
    let mut bytes = std::fs::read(&path).unwrap();
    for page in (2 * 4096..bytes.len()).step_by(4096) {
        bytes[page..page + 32].fill(0xff);
    }
    std::fs::write(&path, bytes).unwrap();
    let output = run(&place, &["check"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("WRONG  database: "), "{}", said(&output));
}

/// A changed file, and a copy without its manifest.
fn damaged_copies_are_refused(copy: &Path, refusal: impl Fn(&Path) -> String) {
    let manifest = copy.join("manifest.json");
    let database = if copy.join("database.sqlite").exists() { "database.sqlite" } else { "database.pgdump" };
    let whole = std::fs::read(copy.join(database)).unwrap();
    let mut changed = whole.clone();
    let middle = changed.len() / 2;
    changed[middle] ^= 1;
    std::fs::write(copy.join(database), changed).unwrap();
    assert!(refusal(copy).contains(&format!("{database} of the copy is damaged")));
    std::fs::write(copy.join(database), whole).unwrap();

    let text = std::fs::read(&manifest).unwrap();
    std::fs::remove_file(&manifest).unwrap();
    assert!(refusal(copy).contains("holds no complete copy"));
    std::fs::write(&manifest, text).unwrap();
}

#[test]
fn a_member_of_staff_is_added_with_a_password_from_standard_input() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let add = |password: &str| {
        let arguments = [
            "user",
            "add",
            "--email",
            "dora@esempio.it",
            "--name",
            "Dora Sala",
            "--role",
            "coordinator",
            "--password-stdin",
        ];
        let mut child = dialoga(&place, &arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        writeln!(child.stdin.take().unwrap(), "{password}").unwrap();
        child.wait_with_output().unwrap()
    };
    assert_eq!(add("short").status.code(), Some(1));
    let output = add("una frase che nessuno indovina");
    assert!(output.status.success(), "{}", said(&output));
    let output = add("una frase che nessuno indovina");
    assert!(said(&output).contains("already"), "{}", said(&output));
    let db = Db::open(&place.database_url(), 1).unwrap();
    let people = db.read_blocking::<_, DbError, _>(|conn| {
        dialoga::accounts::active_with_role(conn, &[Role::Coordinator])
    });
    assert_eq!(people.unwrap().len(), 1);
}
