//! The ways in: the pipe of a mail server and LMTP, in processes of their own that may be killed.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::Stdio;
use std::time::{Duration, Instant};

use dialoga::platform::db::schema::{incoming_mails, messages, tickets};
use dialoga::platform::db::{Db, DbError};
use diesel::prelude::*;

use crate::support::databases::Place;
use crate::support::incoming::Letter;
use crate::support::on_both_databases;
use crate::support::program::{Process, dialoga, said};

fn mail(number: usize) -> Letter {
    let from = format!("Persona {number} <persona{number}@casa.example>");
    Letter::new(&from, &format!("Domanda {number}"), &format!("Testo della domanda {number}.\n.\nFine"))
}

fn pipe(place: &Place, raw: &[u8], settings: &[(&str, &str)]) -> (Option<i32>, String) {
    let mut command = dialoga(place, &["mail", "receive", "--to", "dialoga@provincia.milano.example"]);
    let command = command.envs(settings.iter().copied()).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
    // Who does not read it says so by its exit code.
    let _ = child.stdin.take().unwrap().write_all(raw);
    let output = child.wait_with_output().unwrap();
    (output.status.code(), said(&output))
}

fn stored(place: &Place) -> i64 {
    let db = Db::open(&place.database_url(), 1).unwrap();
    db.read_blocking::<_, DbError, _>(|conn| Ok(incoming_mails::table.count().get_result(conn)?)).unwrap()
}

/// Questions and messages.
fn taken(place: &Place) -> (i64, i64) {
    let db = Db::open(&place.database_url(), 1).unwrap();
    db.read_blocking::<_, DbError, _>(|conn| {
        Ok((tickets::table.count().get_result(conn)?, messages::table.count().get_result(conn)?))
    })
    .unwrap()
}

fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

/// A mail server that hands mails over.
struct Lmtp {
    reader: BufReader<TcpStream>,
}

impl Lmtp {
    fn connect(address: SocketAddr) -> Option<Self> {
        let stream = TcpStream::connect(address).ok()?;
        stream.set_read_timeout(Some(Duration::from_secs(20))).ok()?;
        let mut this = Self { reader: BufReader::new(stream) };
        this.hear().filter(|line| line.starts_with("220"))?;
        this.says("LHLO mx.example")?.starts_with("250").then_some(this)
    }

    /// The last line of a reply.
    fn hear(&mut self) -> Option<String> {
        loop {
            let mut line = String::new();
            if self.reader.read_line(&mut line).ok()? == 0 {
                return None;
            }
            if line.as_bytes().get(3) != Some(&b'-') {
                return Some(line);
            }
        }
    }

    fn says(&mut self, line: &str) -> Option<String> {
        self.reader.get_mut().write_all(format!("{line}\r\n").as_bytes()).ok()?;
        self.hear()
    }

    /// Hands a message over; the reply to each recipient.
    fn hands_over(&mut self, raw: &[u8], recipients: &[&str]) -> Option<Vec<String>> {
        self.says("MAIL FROM:<qualcuno@casa.example>")?;
        for recipient in recipients {
            self.says(&format!("RCPT TO:<{recipient}>"))?;
        }
        assert!(self.says("DATA")?.starts_with("354"));
        let mut stuffed = Vec::new();
        for line in raw.split_inclusive(|byte| *byte == b'\n') {
            if line.starts_with(b".") {
                stuffed.push(b'.');
            }
            stuffed.extend_from_slice(line);
        }
        stuffed.extend_from_slice(b".\r\n");
        self.reader.get_mut().write_all(&stuffed).ok()?;
        recipients.iter().map(|_| self.hear()).collect()
    }
}

fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    // What a killed desk was reading is read again after a minute.
    let end = Instant::now() + Duration::from_secs(150);
    while !is_so() {
        assert!(Instant::now() < end, "{what}");
        std::thread::sleep(Duration::from_millis(100));
    }
}

on_both_databases! {
    fn a_mail_server_hands_a_mail_to_the_pipe_as_often_as_it_likes(place: &Place) {
        for _ in 0..2 {
            assert_eq!(pipe(place, &mail(1).raw(), &[]), (Some(0), String::new()));
        }
        assert_eq!(stored(place), 1);
        let desk = Process::start(place);
        until("the desk takes in what was piped before it opened", || taken(place) == (1, 1));
        assert_eq!(pipe(place, &mail(2).raw(), &[]), (Some(0), String::new()));
        until("the desk takes in what is piped while it is open", || taken(place) == (2, 2));
        drop(desk);
    }

    fn what_is_wrong_with_the_desk_lets_a_mail_wait_and_what_is_wrong_with_it_goes_back(place: &Place) {
        let (code, said) = pipe(place, &mail(1).raw(), &[("DIALOGA__SLA__HOURS", "0")]);
        assert_eq!(code, Some(75), "{said}");
        let (code, said) = pipe(place, &mail(1).raw(), &[("DIALOGA__DATABASE__URL", "sqlite:/proc/nowhere/desk.db")]);
        assert_eq!(code, Some(75), "{said}");
        let (code, said) = pipe(place, &mail(1).raw(), &[("DIALOGA__STORAGE__DIR", "/proc/nowhere")]);
        assert_eq!(code, Some(75), "{said}");
        let (code, said) = pipe(place, b"  \r\n", &[]);
        assert!(code == Some(1) && said.contains("empty"), "{code:?} {said}");
        let (code, said) = pipe(place, &[b'a'; 2000], &[("DIALOGA__INTAKE__MAX_MESSAGE_BYTES", "1000")]);
        assert!(code == Some(1) && said.contains("2000") || said.contains("1001"), "{code:?} {said}");
        assert_eq!(stored(place), 0);
    }

    fn what_lmtp_says_is_stored_survives_a_kill_and_is_taken_in_once(place: &Place) {
        let lmtp = free_address();
        let settings = [("DIALOGA__INTAKE__LMTP_BIND", lmtp.to_string()), ("DIALOGA__SCHEDULE__INTAKE", "1s".to_owned())];
        let settings: Vec<(&str, &str)> = settings.iter().map(|(key, value)| (*key, value.as_str())).collect();
        let desk = Process::start_with(place, &settings);
        let (mut acknowledged, mut sent) = (0, 0);
        std::thread::scope(|scope| {
            let sender = scope.spawn(|| {
                let mut server = Lmtp::connect(lmtp).expect("the desk listens");
                let (mut acknowledged, mut sent) = (0, 0);
                for number in 0..400 {
                    sent += 1;
                    match server.hands_over(&mail(number).raw(), &["dialoga@provincia.milano.example"]) {
                        Some(replies) => {
                            assert!(replies[0].starts_with("250"), "{replies:?}");
                            acknowledged += 1;
                        }
                        None => break,
                    }
                }
                (acknowledged, sent)
            });
            until("some mails arrive", || stored(place) >= 15);
            desk.signal("KILL");
            (acknowledged, sent) = sender.join().unwrap();
        });
        desk.wait(Duration::from_secs(20));
        assert!(acknowledged < 400, "the desk was killed in the middle");
        assert!(stored(place) >= acknowledged, "{acknowledged} were told to be stored");
        // The mail server hands over again what it heard nothing of.
        let desk = Process::start_with(place, &settings);
        let mut server = Lmtp::connect(lmtp).expect("the desk listens again");
        for number in 0..sent {
            let replies = server.hands_over(&mail(number).raw(), &["dialoga@provincia.milano.example"]).unwrap();
            assert!(replies[0].starts_with("250"), "{replies:?}");
        }
        let wanted = i64::try_from(sent).unwrap();
        until("all are taken in", || taken(place).0 >= wanted);
        std::thread::sleep(Duration::from_millis(1500));
        assert_eq!(taken(place), (wanted, wanted), "each once");
        drop(desk);
    }

    fn lmtp_answers_for_each_recipient_and_refuses_what_it_does_not_understand(place: &Place) {
        let lmtp = free_address();
        let address = lmtp.to_string();
        let settings = [("DIALOGA__INTAKE__LMTP_BIND", address.as_str()), ("DIALOGA__INTAKE__MAX_MESSAGE_BYTES", "3000")];
        let desk = Process::start_with(place, &settings);
        let mut server = Lmtp::connect(lmtp).unwrap();
        let replies = server.hands_over(&mail(1).raw(), &["a@desk.example", "b@desk.example"]).unwrap();
        assert!(replies.len() == 2 && replies.iter().all(|reply| reply.starts_with("250")), "{replies:?}");
        let large = Letter::new("Ada <ada@casa.example>", "Lunga", &"parole e parole\n".repeat(2000));
        let replies = server.hands_over(&large.raw(), &["a@desk.example"]).unwrap();
        assert!(replies[0].starts_with("552"), "{replies:?}");
        for (line, code) in [
            ("DATA", "503"),
            ("RCPT TO:<a@desk.example>", "503"),
            ("HELO mx.example", "500"),
            ("MAIL FROM:<a@casa.example> SIZE=999999", "552"),
            ("AUTH PLAIN", "502"),
            ("Un saluto", "500"),
            ("NOOP", "250"),
            ("MAIL FROM:<>", "250"),
            ("MAIL FROM:<>", "503"),
            ("RSET", "250"),
        ] {
            let reply = server.says(line).unwrap();
            assert!(reply.starts_with(code), "{line}: {reply}");
        }
        // The text arrives as it was sent, with its dots.
        let replies = server.hands_over(&mail(2).raw(), &["a@desk.example"]).unwrap();
        assert!(replies[0].starts_with("250"));
        assert!(server.says("QUIT").unwrap().starts_with("221"));
        until("both are taken in", || taken(place).0 == 2);
        let db = Db::open(&place.database_url(), 1).unwrap();
        let bodies: Vec<String> = db.read_blocking::<_, DbError, _>(|conn| Ok(messages::table.select(messages::body).load(conn)?)).unwrap();
        assert!(bodies.iter().all(|body| body.ends_with(".\n.\nFine")), "{bodies:?}");
        drop(desk);
    }
}
