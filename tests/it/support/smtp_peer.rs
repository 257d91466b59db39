//! A mail server over plain TCP that misbehaves on demand.

use std::io::{BufRead, BufReader, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

/// Where a session is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Greeting,
    Ehlo,
    Auth,
    Mail,
    Rcpt,
    Data,
    /// After the final dot.
    End,
    Quit,
}

/// What the peer does at a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Behaves.
    Ok,
    /// Sends this line instead, such as `451 4.7.1 later`.
    Reply(&'static str),
    /// Says nothing any more.
    Stall,
    /// Closes the connection. At [`Step::End`] it has taken the message all the same.
    Drop,
    /// Behaves, and closes the connection.
    Leave,
}

type Script = Box<dyn Fn(Step, &str) -> Act + Send>;

/// The peer; what it took can be read, its behaviour changed while it runs.
pub struct SmtpPeer {
    address: SocketAddr,
    shared: Arc<Shared>,
}

struct Shared {
    script: Mutex<Script>,
    taken: Mutex<Vec<Taken>>,
    stalled: Mutex<Vec<TcpStream>>,
    sessions: AtomicUsize,
}

/// A message that the peer has.
#[derive(Debug, Clone)]
pub struct Taken {
    pub to: String,
    pub text: String,
}

impl Taken {
    /// The value of a header that stands on one line.
    pub fn header(&self, name: &str) -> Option<&str> {
        let start = format!("{name}: ");
        self.text.lines().take_while(|line| !line.is_empty()).find_map(|line| line.strip_prefix(&start))
    }
}

impl SmtpPeer {
    /// Listens on a free port of the loopback and behaves.
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Arc::new(Shared {
            script: Mutex::new(Box::new(|_, _| Act::Ok)),
            taken: Mutex::default(),
            stalled: Mutex::default(),
            sessions: AtomicUsize::new(0),
        });
        let for_sessions = Arc::clone(&shared);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let shared = Arc::clone(&for_sessions);
                shared.sessions.fetch_add(1, Ordering::SeqCst);
                // A broken connection ends its session, which is what the tests want.
                thread::spawn(move || drop(session(stream, &shared)));
            }
        });
        Self { address, shared }
    }

    /// `smtp://127.0.0.1:port`.
    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    /// The same with a user and a password.
    pub fn url_with_sign_in(&self) -> String {
        format!("smtp://desk:segreta@{}", self.address)
    }

    /// From now on it acts as `script` says for each step and line.
    pub fn behave(&self, script: impl Fn(Step, &str) -> Act + Send + 'static) {
        *self.shared.script.lock().unwrap() = Box::new(script);
    }

    /// From now on it does `act` at `step` and behaves otherwise.
    pub fn at(&self, step: Step, act: Act) {
        self.behave(move |here, _| if here == step { act } else { Act::Ok });
    }

    /// Every message it has, in the order of arrival.
    pub fn taken(&self) -> Vec<Taken> {
        self.shared.taken.lock().unwrap().clone()
    }

    /// Closes the connections on which it says nothing any more; how many there were.
    pub fn leave_stalled(&self) -> usize {
        let stalled = std::mem::take(&mut *self.shared.stalled.lock().unwrap());
        for stream in &stalled {
            let _ = stream.shutdown(Shutdown::Both);
        }
        stalled.len()
    }

    /// How many connections it has seen.
    pub fn sessions(&self) -> usize {
        self.shared.sessions.load(Ordering::SeqCst)
    }
}

/// The URL of a port where nobody listens.
pub fn nobody_there() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    format!("smtp://{}", listener.local_addr().unwrap())
}

fn session(mut stream: TcpStream, shared: &Shared) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?);
    let mut to = String::new();
    if !say(&mut stream, shared, Step::Greeting, "", "220 peer")? {
        return hold(lines, shared);
    }
    let mut line = String::new();
    while {
        line.clear();
        lines.read_line(&mut line)?
    } > 0
    {
        let word = line.split_whitespace().next().unwrap_or_default().to_uppercase();
        let (step, good) = match word.as_str() {
            "EHLO" => (Step::Ehlo, "250-peer\r\n250 AUTH PLAIN LOGIN"),
            "AUTH" => (Step::Auth, "235 welcome"),
            "MAIL" => (Step::Mail, "250 sender"),
            "RCPT" => (Step::Rcpt, "250 recipient"),
            "DATA" => (Step::Data, "354 go on"),
            "QUIT" => (Step::Quit, "221 goodbye"),
            _ => {
                stream.write_all(b"250 fine\r\n")?;
                continue;
            }
        };
        if step == Step::Rcpt {
            to = line.trim_end().trim_start_matches("RCPT TO:<").trim_end_matches('>').to_owned();
        }
        let act = (shared.script.lock().unwrap())(step, &line);
        match act {
            Act::Ok => stream.write_all(format!("{good}\r\n").as_bytes())?,
            Act::Reply(reply) => {
                stream.write_all(format!("{reply}\r\n").as_bytes())?;
                continue;
            }
            Act::Stall => return hold(lines, shared),
            Act::Drop => return Ok(()),
            Act::Leave => return stream.write_all(format!("{good}\r\n").as_bytes()),
        }
        if step == Step::Data {
            let text = message(&mut lines)?;
            let act = (shared.script.lock().unwrap())(Step::End, &to);
            if matches!(act, Act::Ok | Act::Drop | Act::Leave) {
                shared.taken.lock().unwrap().push(Taken { to: to.clone(), text });
            }
            match act {
                Act::Ok => stream.write_all(b"250 taken\r\n")?,
                Act::Reply(reply) => stream.write_all(format!("{reply}\r\n").as_bytes())?,
                Act::Stall => return hold(lines, shared),
                Act::Drop => return Ok(()),
                Act::Leave => return stream.write_all(b"250 taken\r\n"),
            }
        }
    }
    Ok(())
}

/// Says the good reply or what the script wants; false when the session should only be held.
fn say(stream: &mut TcpStream, shared: &Shared, step: Step, line: &str, good: &str) -> std::io::Result<bool> {
    let act = (shared.script.lock().unwrap())(step, line);
    match act {
        Act::Ok => stream.write_all(format!("{good}\r\n").as_bytes()).map(|()| true),
        Act::Reply(reply) => stream.write_all(format!("{reply}\r\n").as_bytes()).map(|()| true),
        Act::Stall => Ok(false),
        Act::Drop | Act::Leave => Err(std::io::ErrorKind::ConnectionReset.into()),
    }
}

/// Reads without a word until the other side goes.
fn hold(mut lines: BufReader<TcpStream>, shared: &Shared) -> std::io::Result<()> {
    shared.stalled.lock().unwrap().push(lines.get_ref().try_clone()?);
    let mut line = String::new();
    while lines.read_line(&mut line)? > 0 {
        line.clear();
    }
    Ok(())
}

fn message(lines: &mut BufReader<TcpStream>) -> std::io::Result<String> {
    let mut text = String::new();
    let mut line = String::new();
    loop {
        line.clear();
        if lines.read_line(&mut line)? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        if line == ".\r\n" {
            return Ok(text);
        }
        text.push_str(line.strip_prefix('.').unwrap_or(&line));
    }
}
