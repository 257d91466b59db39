//! Alive, ready, figures, and pages that do not exist.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;

use crate::support::databases::{Kind, Place};
use crate::support::desk::Desk;
use crate::support::program::{Process, dialoga};
use crate::support::{on_both_databases, on_postgres};

on_both_databases! {
    fn the_desk_says_that_it_lives_and_is_ready(desk: &Desk) {
        let browser = desk.browser();
        browser.get("/healthz").is(200);
        desk.follow();
        browser.get("/readyz").is(200);
        assert!(browser.cookie_names().is_empty(), "machines get no cookies");
        let figures = browser.get("/metrics").html();
        assert!(figures.contains("dialoga_http_request_seconds_count{method=\"GET\",route=\"/readyz\",status=\"200\"}"));
        assert!(figures.contains("dialoga_events_position"));
    }

    fn a_page_that_does_not_exist_is_a_page_all_the_same(desk: &Desk) {
        let page = desk.browser().get("/non/esiste");
        page.is(404);
        assert!(page.header("content-security-policy").unwrap().contains("default-src 'none'"));
        assert_eq!(page.header("x-content-type-options"), Some("nosniff"));
        assert!(!page.title().is_empty());
    }
}

/// Who else has an account on the machine reads no questions, attachments or mails.
#[test]
fn what_the_desk_keeps_is_for_its_user_alone() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let deep = |name: &str| place.folder.join(name).join("deep");
    let settings = [
        ("DIALOGA__DATABASE__URL", format!("sqlite:{}/desk.db", deep("database").display())),
        ("DIALOGA__STORAGE__DIR", deep("storage").display().to_string()),
        ("DIALOGA__MAIL__FILE_DIR", deep("mail").display().to_string()),
    ];
    let settings = settings.each_ref().map(|(key, value)| (*key, value.as_str()));
    drop(Process::start_with(&place, &settings));
    assert!(dialoga(&place, &["check"]).envs(settings).output().unwrap().status.success());
    for name in ["database", "storage", "mail"] {
        for folder in [deep(name), place.folder.join(name)] {
            let there =
                std::fs::metadata(&folder).unwrap_or_else(|why| panic!("{}: {why}", folder.display()));
            let mode = there.permissions().mode();
            assert_eq!(mode & 0o077, 0, "{} is open to others: {mode:o}", folder.display());
        }
    }
}

on_postgres! {
    fn a_desk_whose_database_is_away_says_so_before_its_pages_give_up(kind: &Kind) {
        let desk = Desk::open_with(*kind, &[("SERVER__WORKERS", "2")]).expect("the macro has a server");
        desk.follow();
        desk.browser().get("/readyz").is(200);
        desk.send_the_database_away();
        // A page waits for the database as long as it may; whoever only asks whether it is there does not.
        let mut page = TcpStream::connect(desk.address).unwrap();
        page.write_all(b"GET /catalogo HTTP/1.0\r\n\r\n").unwrap();
        std::thread::sleep(std::time::Duration::from_millis(200));
        let answer = desk.browser().get_only("/readyz");
        answer.is(503).says("the database does not answer");
        desk.browser().get("/healthz").is(200);
        page.set_nonblocking(true).unwrap();
        let early = page.read(&mut [0]).expect_err("the page waits still");
        assert_eq!(early.kind(), std::io::ErrorKind::WouldBlock);
        desk.bring_the_database_back();
    }
}
