//! A server of mailboxes of the tests' own, in clear on this machine: it takes access tokens, and behaves as badly as it is told.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// What it does instead of what it should.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vice {
    /// Nothing bad.
    None,
    /// It takes connections and says nothing.
    SilentGreeting,
    /// It speaks another protocol.
    Garbage,
    /// It stops in the middle of a message.
    StallsInMessage,
    /// It says that a message is small and sends one without end.
    GiantMessage,
    /// It lists a message that it does not give.
    Withholds,
    /// Its responses nest without end.
    Nests,
    /// It hangs up whenever it is asked for the first message.
    HangsUp,
    /// It hangs up whenever it is asked for any message.
    Breaks,
    /// It has no time for the first message.
    IsBusy,
    /// It names a new message whenever it is asked for new ones, and has none.
    NamesOn,
    /// It answers a search by words without end.
    Chatters,
    /// It answers a search by more numbers than there can be.
    Counts,
    /// It refuses us, and repeats what it was shown.
    Echoes,
    /// It lets us in, and repeats what it was shown when it refuses a folder.
    EchoesLater,
}

/// What it knows.
#[derive(Debug, Clone)]
pub struct Mood {
    pub vice: Vice,
    /// The messages.
    pub messages: Vec<Vec<u8>>,
    /// The number of the first.
    pub first: usize,
    /// The token that it takes; without one, any password.
    pub token: Option<String>,
    pub idles: bool,
    pub mechanism: &'static str,
}

impl Default for Mood {
    fn default() -> Self {
        Self {
            vice: Vice::None,
            messages: Vec::new(),
            first: 1,
            token: None,
            idles: false,
            mechanism: "PLAIN",
        }
    }
}

/// The server; its threads end with the connections.
pub struct ImapPeer {
    pub address: SocketAddr,
    pub mood: Arc<Mutex<Mood>>,
    /// What it was told to sign in by.
    pub signed_in: Arc<Mutex<Vec<String>>>,
    /// How often it was asked for a message, or for its beginning.
    pub asked: Arc<AtomicUsize>,
}

impl ImapPeer {
    pub fn start(mood: Mood) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (mood, signed_in) = (Arc::new(Mutex::new(mood)), Arc::new(Mutex::new(Vec::new())));
        let asked = Arc::new(AtomicUsize::new(0));
        let (moods, seen, count) = (Arc::clone(&mood), Arc::clone(&signed_in), Arc::clone(&asked));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (moods, seen, count) = (Arc::clone(&moods), Arc::clone(&seen), Arc::clone(&count));
                // Whoever goes away ends the dialogue.
                thread::spawn(move || serve(stream, &moods, &seen, &count));
            }
        });
        Self { address, mood, signed_in, asked }
    }

    pub fn url(&self) -> String {
        format!("imap://sportello:giusta@{}", self.address)
    }

    pub fn url_without_password(&self) -> String {
        format!("imap://sportello@{}", self.address)
    }

    pub fn is(&self, change: impl FnOnce(&mut Mood)) {
        change(&mut self.mood.lock().unwrap());
    }
}

fn serve(
    stream: TcpStream,
    moods: &Mutex<Mood>,
    seen: &Mutex<Vec<String>>,
    asked: &AtomicUsize,
) -> Option<()> {
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    let mut stream = stream;
    let mut say = |text: &str| stream.write_all(text.as_bytes()).ok();
    let mood = || moods.lock().unwrap().clone();
    match mood().vice {
        Vice::SilentGreeting => {
            thread::sleep(Duration::from_secs(600));
            return None;
        }
        Vice::Garbage => {
            say("SSH-2.0-OpenSSH_9.2p1\r\n\u{0}\u{1}\u{2}{99}\r\n")?;
            return None;
        }
        _ => say("* OK ready\r\n")?,
    }
    let mut told = String::new();
    let mut line = String::new();
    let mut next = move || {
        line.clear();
        (reader.read_line(&mut line).ok()? > 0).then(|| line.trim_end().to_owned())
    };
    loop {
        let line = next()?;
        let (tag, rest) = line.split_once(' ')?;
        let words: Vec<&str> = rest.split(' ').collect();
        let mood = mood();
        let ok = format!("{tag} OK done\r\n");
        match words.as_slice() {
            ["CAPABILITY"] => {
                let idle = if mood.idles { " IDLE" } else { "" };
                say(&format!("* CAPABILITY IMAP4rev1{idle} AUTH={}\r\n{ok}", mood.mechanism))?;
            }
            ["AUTHENTICATE", _] => {
                say("+ \r\n")?;
                let sent = next()?;
                let shown = String::from_utf8(STANDARD.decode(&sent).unwrap()).unwrap();
                seen.lock().unwrap().push(shown.clone());
                let words = shown.replace(['\u{0}', '\u{1}'], " ");
                told = format!("you are not <{words}>, in base64 {sent}, {}", STANDARD.encode(&words));
                match &mood.token {
                    _ if mood.vice == Vice::Echoes => {
                        say(&format!("{tag} NO [AUTHENTICATIONFAILED] {told}\r\n"))?;
                    }
                    Some(token) if !shown.contains(&format!("auth=Bearer {token}\u{1}\u{1}")) => {
                        say("+ eyJzdGF0dXMiOiJpbnZhbGlkX3Rva2VuIn0=\r\n")?;
                        next()?;
                        say(&format!("{tag} NO [AUTHENTICATIONFAILED] no\r\n"))?;
                    }
                    _ => say(&ok)?,
                }
            }
            ["EXAMINE", ..] if mood.vice == Vice::EchoesLater => {
                say(&format!("{tag} NO [NOPERM] {told}\r\n"))?;
            }
            ["EXAMINE", ..] => {
                let count = mood.messages.len();
                let begun = format!("* {count} EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n");
                say(&format!("{begun}* OK [UIDNEXT {}] ok\r\n{ok}", mood.first + count))?;
            }
            ["UID", "SEARCH", ..] if mood.vice == Vice::Chatters => {
                while say(&"* OK still here\r\n".repeat(1_000)).is_some() {}
                return None;
            }
            ["UID", "SEARCH", ..] if mood.vice == Vice::Counts => {
                for start in 0..20 {
                    let numbers = (1..=100_000).map(|number: usize| format!(" {}", start * 100_000 + number));
                    say(&format!("* SEARCH{}\r\n", numbers.collect::<String>()))?;
                }
                say(&ok)?;
            }
            ["UID", "SEARCH", "UID", set, ..] => {
                let (from, until) = set.split_once(':')?;
                let (from, until) =
                    (from.parse::<usize>().ok()?, until.parse::<usize>().unwrap_or(usize::MAX));
                let behind = mood.first + mood.messages.len();
                let named = match mood.vice {
                    Vice::NamesOn if until == usize::MAX => from.max(behind)..=from.max(behind),
                    _ => from.max(mood.first)..=until.min(behind - 1),
                };
                let found: String = named.map(|uid| format!(" {uid}")).collect();
                say(&format!("* SEARCH{found}\r\n{ok}"))?;
            }
            ["UID", "FETCH", uids, what @ ..] if what.contains(&"RFC822.SIZE)") => {
                for uid in uids.split(',') {
                    say(&format!("* {uid} FETCH (UID {uid} RFC822.SIZE 500)\r\n"))?;
                }
                say(&ok)?;
            }
            ["UID", "FETCH", uid, what @ ..] => {
                let number: usize = uid.parse().ok()?;
                let is_beginning = what.iter().any(|word| word.contains("<0."));
                asked.fetch_add(1, Ordering::SeqCst);
                let Some(raw) = number.checked_sub(mood.first).and_then(|place| mood.messages.get(place))
                else {
                    say(&ok)?;
                    continue;
                };
                let text = String::from_utf8_lossy(raw);
                let section = if is_beginning { "BODY[]<0>" } else { "BODY[]" };
                match mood.vice {
                    Vice::Withholds if number == 1 => say(&format!("{tag} NO it is somewhere\r\n"))?,
                    Vice::HangsUp if number == 1 => return None,
                    Vice::Breaks => return None,
                    Vice::IsBusy if number == 1 => say(&format!("{tag} NO [UNAVAILABLE] later\r\n"))?,
                    Vice::StallsInMessage => {
                        say(&format!(
                            "* {uid} FETCH (UID {uid} {section} {{{}}}\r\n{}",
                            raw.len(),
                            &text[..20]
                        ))?;
                        thread::sleep(Duration::from_secs(600));
                    }
                    Vice::GiantMessage if number == 1 && !is_beginning => {
                        say(&format!("* {uid} FETCH (UID {uid} {section} {{9999999999}}\r\n"))?;
                        while say(&"x".repeat(60_000)).is_some() {}
                        return None;
                    }
                    Vice::Nests => {
                        say(&format!("* {uid} FETCH (BODYSTRUCTURE {}\r\n", "(".repeat(1_000_000)))?;
                    }
                    _ => {
                        let length = text.len();
                        say(&format!("* {uid} FETCH (UID {uid} {section} {{{length}}}\r\n{text})\r\n{ok}"))?;
                    }
                }
            }
            ["IDLE"] => {
                say("+ idling\r\n")?;
                next()?;
                say(&ok)?;
            }
            ["LOGOUT"] => {
                say(&format!("* BYE bye\r\n{ok}"))?;
                return None;
            }
            _ => say(&format!("{tag} BAD what\r\n"))?,
        }
    }
}
