//! The dialogue with a server: signing in, opening a folder to read it, finding messages and fetching them.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::time::Duration;

use bytes::Bytes;
use chrono::{DateTime, NaiveDate, Utc};
use imap_proto::{AttributeValue, Capability, MailboxDatum, Response};
use tokio::time::timeout;

use super::address::{ImapAddress, Security};
use super::fault::{ImapFault, ImapProblem};
use super::names::folder;
use super::sign_in::is_passing;
use super::stream::{connect, secure};
use super::wire::{Line, Most, Wire, silent};
use crate::kernel::clock::Instant;
use crate::platform::mail::tls::Trust;

/// The identifier of a message in a folder, as long as `UIDVALIDITY` stays the same.
pub type Uid = u32;

/// A command takes no more than so many steps, whatever trickles in.
pub(super) const STEPS: u32 = 20;
/// More messages than lie in any mailbox: their numbers take 4 MB.
const NUMBERS: usize = 1_000_000;
/// What a server may be able to do, as far as it concerns us.
const CAPABILITIES: [&str; 5] = ["AUTH=PLAIN", "AUTH=OAUTHBEARER", "AUTH=XOAUTH2", "LOGINDISABLED", "IDLE"];

/// A folder that was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Folder {
    /// Another number means that all [`Uid`]s mean something else.
    pub uid_validity: u32,
    /// What the next message gets, where the server says so.
    pub uid_next: Option<Uid>,
    /// How many messages there are.
    pub messages: u32,
}

/// Which messages are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// All.
    All,
    /// Those that came on a day or later.
    Since(NaiveDate),
    /// Those that are no drafts and are not thrown away.
    Letters,
}

/// A message, or its beginning.
#[derive(Debug, Clone)]
pub struct Fetched {
    /// As it lies on the server.
    pub bytes: Bytes,
    /// When it came to the mailbox.
    pub came: Option<Instant>,
}

/// A connection in order. After a fault it is of no use any more, but for [`ImapProblem::Refused`].
pub struct Session {
    pub(super) wire: Wire,
    pub(super) step: Duration,
    count: u32,
    capabilities: BTreeSet<&'static str>,
    idle: Option<String>,
}

pub(super) fn nonsense(what: &str) -> ImapFault {
    ImapFault::new(ImapProblem::Nonsense, what)
}

fn known(capability: &Capability<'_>) -> Option<&'static str> {
    let is = |word: &&&str| match capability {
        Capability::Imap4rev1 => false,
        Capability::Auth(own) => {
            word.strip_prefix("AUTH=").is_some_and(|known| known.eq_ignore_ascii_case(own))
        }
        Capability::Atom(own) => word.eq_ignore_ascii_case(own),
    };
    CAPABILITIES.iter().find(is).copied()
}

/// What a response says, unless it is none of those that are asked for.
fn parsed(response: &[u8]) -> Option<Response<'_>> {
    Response::parse(response).ok().map(|(_, response)| response)
}

/// The number that a code of a status says: `[UIDNEXT 4392]`.
fn coded(text: &str, code: &str) -> Option<u32> {
    let rest = text.strip_prefix('[')?;
    let (word, rest) = rest.split_once(' ')?;
    let (number, _) = rest.split_once(']')?;
    word.eq_ignore_ascii_case(code).then(|| number.trim().parse().ok()).flatten()
}

impl Session {
    /// Connects, with TLS where it has to be.
    pub(super) async fn connect(
        address: &ImapAddress,
        trust: &Trust,
        step: Duration,
    ) -> Result<Self, ImapFault> {
        let connecting = async {
            let stream = connect(address).await?;
            match address.security {
                Security::FromTheStart => secure(trust, address, stream).await,
                Security::StartTls | Security::Never => Ok(stream),
            }
        };
        let stream = timeout(step, connecting).await.map_err(|_| silent())??;
        let mut session =
            Self { wire: Wire::new(stream), step, count: 0, capabilities: BTreeSet::new(), idle: None };
        let greeting = session.wire.response(Most::LITTLE, step).await?;
        match Line::of(&greeting) {
            Line::Status { word, .. } if word.eq_ignore_ascii_case("OK") => {}
            Line::Status { word, text } if word.eq_ignore_ascii_case("BYE") => {
                return Err(ImapFault::new(ImapProblem::Refused, text));
            }
            // Whoever is known already must not ask for TLS any more (RFC 9051, 11.1), and we are to be known by what we say.
            Line::Status { .. } => return Err(nonsense("its greeting is none")),
            _ => return Err(nonsense("it does not speak IMAP")),
        }
        if address.security == Security::StartTls {
            session.command("STARTTLS").await.map_err(|fault| match fault.problem {
                ImapProblem::Refused => ImapFault { problem: ImapProblem::Insecure, ..fault },
                _ => fault,
            })?;
            let stream = session.wire.into_stream()?;
            let stream = timeout(step, secure(trust, address, stream)).await.map_err(|_| silent())??;
            session.wire = Wire::new(stream);
        }
        session.learn_capabilities().await?;
        Ok(session)
    }

    /// What the server can do; more, when it knows us.
    pub(super) async fn learn_capabilities(&mut self) -> Result<(), ImapFault> {
        let mut found = BTreeSet::new();
        self.ask("CAPABILITY", Most::LITTLE, &mut |response| {
            if let Some(Response::Capabilities(capabilities)) = parsed(response) {
                found.extend(capabilities.iter().filter_map(known));
            }
        })
        .await?;
        self.capabilities = found;
        Ok(())
    }

    pub(super) fn can(&self, what: &str) -> bool {
        self.capabilities.contains(what)
    }

    /// Opens a folder to read it: nothing in it is changed.
    ///
    /// # Errors
    /// What went wrong, classified.
    pub async fn examine(&mut self, name: &str) -> Result<Folder, ImapFault> {
        let (mut messages, mut uid_next, mut uid_validity) = (0, None, None);
        let command = format!("EXAMINE {}", folder(name));
        let mut each = |response: &Bytes| match Line::of(response) {
            Line::Status { text, .. } => {
                uid_next = coded(text, "UIDNEXT").or(uid_next);
                uid_validity = coded(text, "UIDVALIDITY").or(uid_validity);
            }
            _ => {
                if let Some(Response::MailboxData(MailboxDatum::Exists(count))) = parsed(response) {
                    messages = count;
                }
            }
        };
        self.ask(&command, Most::LITTLE, &mut each).await.map_err(|fault| match fault.problem {
            ImapProblem::Refused if !is_passing(fault.said()) => {
                ImapFault::new(ImapProblem::NoFolder, &format!("{name}: {}", fault.said()))
            }
            _ => fault,
        })?;
        let uid_validity =
            uid_validity.ok_or_else(|| nonsense("it gives its messages no lasting numbers"))?;
        Ok(Folder { uid_validity, uid_next, messages })
    }

    /// The messages from a number on, to `until`, in order.
    ///
    /// # Errors
    /// What went wrong, classified.
    pub async fn uids(&mut self, from: Uid, until: Option<Uid>, which: Which) -> Result<Vec<Uid>, ImapFault> {
        let last = until.map_or_else(|| "*".to_owned(), |until| until.to_string());
        let which = match which {
            Which::All => String::new(),
            Which::Since(day) => day.format(" SINCE %-d-%b-%Y").to_string(),
            Which::Letters => " UNDELETED UNDRAFT".to_owned(),
        };
        let mut found = Vec::new();
        self.ask(&format!("UID SEARCH UID {from}:{last}{which}"), Most::NUMBERS, &mut |response| {
            if let Some(Response::MailboxData(MailboxDatum::Search(uids))) = parsed(response) {
                // `*` is the last message, also where that lies before `from`.
                let wanted = |uid: &Uid| *uid >= from && until.is_none_or(|until| *uid <= until);
                let room = (NUMBERS + 1).saturating_sub(found.len());
                found.extend(uids.into_iter().filter(wanted).take(room));
            }
        })
        .await?;
        if found.len() > NUMBERS {
            return Err(ImapFault::new(
                ImapProblem::TooMuch,
                "it names more messages than a folder may have",
            ));
        }
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }

    /// How many bytes these messages have, as the server says; of those that are there.
    ///
    /// # Errors
    /// What went wrong, classified.
    pub async fn sizes(&mut self, uids: &[Uid]) -> Result<Vec<(Uid, u32)>, ImapFault> {
        let set: Vec<String> = uids.iter().map(Uid::to_string).collect();
        let mut sizes = Vec::new();
        self.ask(&format!("UID FETCH {} (UID RFC822.SIZE)", set.join(",")), Most::LITTLE, &mut |response| {
            let Some(Response::Fetch(_, values)) = parsed(response) else { return };
            let uid = values.iter().find_map(|value| match value {
                AttributeValue::Uid(uid) => Some(*uid),
                _ => None,
            });
            let size = values.iter().find_map(|value| match value {
                AttributeValue::Rfc822Size(size) => Some(*size),
                _ => None,
            });
            // No more than was asked for is kept, whatever is said.
            if let Some((uid, size)) = uid.zip(size)
                && uids.contains(&uid)
                && sizes.len() < uids.len()
            {
                sizes.push((uid, size));
            }
        })
        .await?;
        Ok(sizes)
    }

    /// A message, which stays unread on the server; `None` when it is not there any more, or not given.
    ///
    /// # Errors
    /// [`ImapProblem::TooMuch`] when it has more than `most` bytes; [`ImapProblem::Refused`] when it is not given for now; what else
    /// went wrong.
    pub async fn message(&mut self, uid: Uid, most: usize) -> Result<Option<Fetched>, ImapFault> {
        self.fetch(uid, "BODY.PEEK[]", most).await
    }

    /// Its first bytes, `most` at most.
    ///
    /// # Errors
    /// What went wrong, classified.
    pub async fn beginning(&mut self, uid: Uid, most: usize) -> Result<Option<Fetched>, ImapFault> {
        self.fetch(uid, &format!("BODY.PEEK[]<0.{most}>"), most).await
    }

    async fn fetch(&mut self, uid: Uid, what: &str, most: usize) -> Result<Option<Fetched>, ImapFault> {
        let mut found = None;
        let asked = format!("UID FETCH {uid} (UID INTERNALDATE {what})");
        let mut each = |response: &Bytes| {
            let Some(Response::Fetch(_, values)) = parsed(response) else { return };
            if !values.iter().any(|value| matches!(value, AttributeValue::Uid(of) if *of == uid)) {
                return;
            }
            let came = values.iter().find_map(|value| match value {
                AttributeValue::InternalDate(text) => instant(text),
                _ => None,
            });
            let body = values.iter().find_map(|value| match value {
                AttributeValue::BodySection { section: None, data: Some(data), .. } => Some(data),
                _ => None,
            });
            if let Some(body) = body
                && found.is_none()
            {
                let bytes = match body {
                    Cow::Borrowed(part) => response.slice_ref(part),
                    Cow::Owned(part) => Bytes::from(part.clone()),
                };
                found = Some(Fetched { bytes, came });
            }
        };
        match self.ask(&asked, Most::of_message(most), &mut each).await {
            Ok(()) => Ok(found),
            // Some servers list messages that they cannot give.
            Err(fault) if fault.problem == ImapProblem::Refused && !is_passing(fault.said()) => Ok(None),
            Err(fault) => Err(fault),
        }
    }

    /// Whether the server tells of new messages by itself (RFC 2177).
    pub fn can_idle(&self) -> bool {
        self.can("IDLE")
    }

    /// Asks it to tell.
    ///
    /// # Errors
    /// What went wrong, classified.
    pub async fn start_idle(&mut self) -> Result<(), ImapFault> {
        let tag = self.send("IDLE").await?;
        let waiting = async {
            loop {
                let response = self.wire.response(Most::LITTLE, self.step).await?;
                match Line::of(&response) {
                    Line::Continue(_) => return Ok(()),
                    line => {
                        if let Some(ended) = ended(&tag, &line) {
                            return ended.and(Err(nonsense("it ends IDLE by itself")));
                        }
                    }
                }
            }
        };
        timeout(self.step * STEPS, waiting).await.map_err(|_| silent())??;
        self.idle = Some(tag);
        Ok(())
    }

    /// What it tells next: true for new messages. Whoever stops waiting may wait again.
    ///
    /// # Errors
    /// What went wrong, classified.
    pub async fn news(&mut self) -> Result<bool, ImapFault> {
        /// The caller ends it long before.
        const EVER: Duration = Duration::from_secs(3600);
        let response = self.wire.response(Most::LITTLE, EVER).await?;
        match Line::of(&response) {
            Line::Data => {
                Ok(matches!(parsed(&response), Some(Response::MailboxData(MailboxDatum::Exists(_)))))
            }
            Line::Status { word, text } if word.eq_ignore_ascii_case("BYE") => {
                Err(ImapFault::new(ImapProblem::Unreachable, text))
            }
            Line::Status { .. } => Ok(false),
            Line::Done { .. } | Line::Continue(_) => Err(nonsense("it ends IDLE by itself")),
        }
    }

    /// It need not tell any more.
    ///
    /// # Errors
    /// What went wrong, classified.
    pub async fn end_idle(&mut self) -> Result<(), ImapFault> {
        let Some(tag) = self.idle.take() else { return Ok(()) };
        self.wire.say("DONE", self.step).await?;
        self.hear(&tag, Most::LITTLE, &mut |_| {}).await
    }

    /// Says goodbye, and waits for no answer for long.
    pub async fn log_out(mut self) {
        const PATIENCE: Duration = Duration::from_secs(2);
        // One that does not answer is closed all the same.
        let _ = timeout(PATIENCE, self.command("LOGOUT")).await;
    }

    pub(super) async fn command(&mut self, line: &str) -> Result<(), ImapFault> {
        self.ask(line, Most::LITTLE, &mut |_| {}).await
    }

    async fn ask(
        &mut self,
        line: &str,
        most: Most,
        each: &mut (dyn FnMut(&Bytes) + Send),
    ) -> Result<(), ImapFault> {
        let tag = self.send(line).await?;
        self.hear(&tag, most, each).await
    }

    pub(super) async fn send(&mut self, line: &str) -> Result<String, ImapFault> {
        self.count += 1;
        let tag = format!("D{}", self.count);
        self.wire.say(&format!("{tag} {line}"), self.step).await?;
        Ok(tag)
    }

    async fn hear(
        &mut self,
        tag: &str,
        most: Most,
        each: &mut (dyn FnMut(&Bytes) + Send),
    ) -> Result<(), ImapFault> {
        let hearing = async {
            loop {
                let response = self.wire.response(most, self.step).await?;
                let line = Line::of(&response);
                if let Some(ended) = ended(tag, &line) {
                    return ended;
                }
                if matches!(line, Line::Continue(_)) {
                    return Err(nonsense("it waits for what it was not asked"));
                }
                each(&response);
            }
        };
        timeout(self.step * STEPS, hearing).await.map_err(|_| silent())?
    }
}

/// Whether a line ends the command of this tag, and how.
pub(super) fn ended(tag: &str, line: &Line<'_>) -> Option<Result<(), ImapFault>> {
    match line {
        Line::Done { tag: of, is_ok: true, .. } if *of == tag => Some(Ok(())),
        Line::Done { tag: of, text, .. } if *of == tag => {
            Some(Err(ImapFault::new(ImapProblem::Refused, text)))
        }
        Line::Done { .. } => Some(Err(nonsense("it answers what it was not asked"))),
        // What follows upon LOGOUT, and upon nothing else in order.
        Line::Status { word, text } if word.eq_ignore_ascii_case("BYE") => {
            Some(Err(ImapFault::new(ImapProblem::Unreachable, text)))
        }
        _ => None,
    }
}

/// `17-Jul-1996 02:44:25 -0700`, with a space in place of a leading zero.
fn instant(text: &str) -> Option<Instant> {
    let time = DateTime::parse_from_str(text.trim(), "%d-%b-%Y %H:%M:%S %z").ok()?;
    Some(Instant::from_utc(time.with_timezone(&Utc)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_a_status_are_read_whatever_their_case() {
        assert_eq!(coded("[UIDVALIDITY 3857529045] UIDs valid", "UIDVALIDITY"), Some(3_857_529_045));
        assert_eq!(coded("[uidnext 4392]", "UIDNEXT"), Some(4392));
        assert_eq!(coded("[UIDNEXT 99999999999] much", "UIDNEXT"), None);
        assert_eq!(coded("UIDNEXT 3", "UIDNEXT"), None);
    }

    #[test]
    fn dates_of_the_mailbox_are_read() {
        assert_eq!(
            instant("17-Jul-1996 02:44:25 -0700").map(Instant::rfc3339).as_deref(),
            Some("1996-07-17T09:44:25Z")
        );
        assert_eq!(
            instant(" 7-Jul-1996 02:44:25 +0000").map(Instant::rfc3339).as_deref(),
            Some("1996-07-07T02:44:25Z")
        );
        assert_eq!(instant("yesterday"), None);
    }
}
