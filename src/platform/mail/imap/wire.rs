//! Responses as they come over the wire, one after the other, each within its size and its time.

use std::time::Duration;

use bytes::Bytes;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::time::timeout;

use super::fault::{ImapFault, ImapProblem};
use super::stream::Stream;

/// Responses to one line of ours, whatever they say: of a hundred messages the sizes are a hundred, and what others change in a
/// folder meanwhile is told too.
const RESPONSES: u32 = 50_000;
/// Brackets that a response may open, besides its literals: of what is asked for none nests, and the parser of what is not calls
/// itself for each.
const BRACKETS: usize = 32;
/// Of a response, what tells what it is.
const HEAD: usize = 4 * 1024;
/// Bytes read at once.
const CHUNK: usize = 32 * 1024;

/// How many bytes a response may have.
#[derive(Debug, Clone, Copy)]
pub(super) struct Most {
    /// Besides its literals.
    text: usize,
    /// Of all its literals.
    literals: usize,
}

impl Most {
    /// Of what carries neither messages nor their numbers: literals are names, in odd places.
    pub(super) const LITTLE: Self = Self { text: 256 * 1024, literals: 64 * 1024 };
    /// A search names a million messages in less.
    pub(super) const NUMBERS: Self = Self { text: 8 * 1024 * 1024, ..Self::LITTLE };

    /// With a message of so many bytes.
    pub(super) fn of_message(bytes: usize) -> Self {
        Self { literals: bytes.max(Self::LITTLE.literals), ..Self::LITTLE }
    }

    /// Of all responses to one line of ours: twice the largest one, and as much again as many small ones have.
    fn in_all(self) -> u64 {
        2 * (self.text as u64 + self.literals as u64) + Self::NUMBERS.text as u64
    }
}

pub(super) struct Wire {
    stream: BufReader<Stream>,
    /// The response that is being read. It stays when whoever waits for it gives up waiting.
    begun: Vec<u8>,
    /// Where its last line begins.
    line: usize,
    /// Bytes of a literal that are still to come.
    literal: usize,
    /// Bytes outside of literals.
    text: usize,
    /// Bytes of all literals.
    literals: u64,
    /// Brackets outside of literals.
    brackets: usize,
    /// Responses since our last line.
    responses: u32,
    /// Their bytes.
    heard: u64,
}

/// A response, as far as it concerns the dialogue.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line<'a> {
    /// How a command ended.
    Done { tag: &'a str, is_ok: bool, text: &'a str },
    /// The server says something of itself: `OK`, `NO`, `BAD`, `PREAUTH`, `BYE`.
    Status { word: &'a str, text: &'a str },
    /// It waits for more.
    Continue(&'a str),
    /// What was asked for, or happened.
    Data,
}

impl<'a> Line<'a> {
    pub(super) fn of(response: &'a [u8]) -> Self {
        // Data alone may be long, or anything but UTF-8: its beginning tells enough.
        let start = response.get(..response.len().min(HEAD)).unwrap_or_default();
        let text = match std::str::from_utf8(start) {
            Ok(text) => text,
            Err(odd) => {
                std::str::from_utf8(start.get(..odd.valid_up_to()).unwrap_or_default()).unwrap_or_default()
            }
        };
        let text = text.trim_end_matches(['\r', '\n']);
        if let Some(rest) = text.strip_prefix('+') {
            return Self::Continue(rest.trim_start());
        }
        let (tag, rest) = text.split_once(' ').unwrap_or((text, ""));
        let (word, said) = rest.split_once(' ').unwrap_or((rest, ""));
        let is = |words: &[&str]| words.iter().any(|one| word.eq_ignore_ascii_case(one));
        match tag {
            "*" if is(&["OK", "NO", "BAD", "PREAUTH", "BYE"]) => Self::Status { word, text: said },
            "*" => Self::Data,
            tag => Self::Done { tag, is_ok: is(&["OK"]), text: said },
        }
    }
}

impl Wire {
    pub(super) fn new(stream: Stream) -> Self {
        let stream = BufReader::with_capacity(CHUNK, stream);
        let (line, literal, text, literals, brackets) = (0, 0, 0, 0, 0);
        Self { stream, begun: Vec::new(), line, literal, text, literals, brackets, responses: 0, heard: 0 }
    }

    /// The connection itself, on which nothing was heard beyond what was read: what a stranger said before TLS began must not
    /// be taken for what the server says after it.
    pub(super) fn into_stream(self) -> Result<Stream, ImapFault> {
        match self.stream.buffer().is_empty() && self.begun.is_empty() {
            true => Ok(self.stream.into_inner()),
            false => Err(ImapFault::new(ImapProblem::Insecure, "it said more before TLS than it may")),
        }
    }

    pub(super) async fn say(&mut self, line: &str, patience: Duration) -> Result<(), ImapFault> {
        let line = format!("{line}\r\n");
        (self.responses, self.heard) = (0, 0);
        let saying = async {
            self.stream.write_all(line.as_bytes()).await?;
            self.stream.flush().await
        };
        match timeout(patience, saying).await {
            Ok(said) => Ok(said?),
            Err(_) => Err(silent()),
        }
    }

    /// The next response: of no more bytes than `most`, and between two pieces of it passes no more time than `patience`. All that
    /// follow upon one line of ours are bounded too. Whoever stops waiting may wait again.
    pub(super) async fn response(&mut self, most: Most, patience: Duration) -> Result<Bytes, ImapFault> {
        loop {
            let heard = timeout(patience, self.stream.fill_buf()).await.map_err(|_| silent())??;
            if heard.is_empty() {
                return Err(ImapFault::new(ImapProblem::Unreachable, "it closed the connection"));
            }
            if self.literal > 0 {
                let count = heard.len().min(self.literal);
                self.begun.extend_from_slice(heard.get(..count).unwrap_or_default());
                self.stream.consume(count);
                self.literal -= count;
                if self.literal == 0 {
                    self.line = self.begun.len();
                }
                continue;
            }
            let end = heard.iter().position(|byte| *byte == b'\n');
            let count = end.map_or(heard.len(), |end| end + 1);
            self.text += count;
            if self.text > most.text {
                return Err(ImapFault::new(ImapProblem::TooMuch, "it says more than a response may have"));
            }
            let heard = heard.get(..count).unwrap_or_default();
            self.brackets += heard.iter().filter(|byte| **byte == b'(').count();
            self.begun.extend_from_slice(heard);
            self.stream.consume(count);
            if self.brackets > BRACKETS {
                return Err(ImapFault::new(ImapProblem::Nonsense, "its response nests without end"));
            }
            if end.is_none() {
                continue;
            }
            match self.announced() {
                Some(announced) => {
                    self.literals = self.literals.saturating_add(announced);
                    if self.literals > most.literals as u64 {
                        let (sent, taken) = (self.literals, most.literals);
                        let detail = format!("it sends {sent} bytes at once, and {taken} are taken");
                        return Err(ImapFault::new(ImapProblem::TooMuch, &detail));
                    }
                    self.literal = usize::try_from(announced).unwrap_or(most.literals);
                    self.line = self.begun.len();
                }
                None => {
                    (self.line, self.text, self.literals, self.brackets) = (0, 0, 0, 0);
                    self.responses += 1;
                    self.heard += self.begun.len() as u64;
                    if self.responses > RESPONSES || self.heard > most.in_all() {
                        return Err(ImapFault::new(ImapProblem::TooMuch, "it answers without end"));
                    }
                    return Ok(Bytes::from(std::mem::take(&mut self.begun)));
                }
            }
        }
    }

    /// The bytes of the literal that the last line announces, if it does: `{123}` at the end of data. The words of a status may end
    /// in anything.
    fn announced(&self) -> Option<u64> {
        if Line::of(&self.begun) != Line::Data {
            return None;
        }
        let line = self.begun.get(self.line..)?.strip_suffix(b"\r\n")?.strip_suffix(b"}")?;
        let digits = line.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
        let (before, digits) = line.split_at(line.len() - digits);
        if !before.ends_with(b"{") || digits.is_empty() {
            return None;
        }
        // More digits than a number can have are more bytes than are taken.
        Some(std::str::from_utf8(digits).ok()?.parse().unwrap_or(u64::MAX))
    }
}

pub(super) fn silent() -> ImapFault {
    ImapFault::new(ImapProblem::Silent, "no answer in time")
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATIENCE: Duration = Duration::from_secs(5);
    const FEW: Most = Most { literals: 8, ..Most::LITTLE };

    fn wire(said: &'static [u8]) -> Wire {
        Wire::new(Box::new(tokio::io::join(said, tokio::io::sink())))
    }

    #[actix_web::test]
    async fn responses_come_whole_with_their_literals() {
        let mut wire = wire(
            b"* OK ready {5}\r\n* 1 FETCH (UID 7 BODY[] {8}\r\n{9}\r\nab\n FLAGS (\\Seen))\r\n* 2 FETCH (BODY[] {0}\r\n)\r\nA1 OK done\r\n",
        );
        let mut heard = Vec::new();
        while let Ok(response) = wire.response(FEW, PATIENCE).await {
            heard.push(response);
        }
        let lines: Vec<Line<'_>> = heard.iter().map(|response| Line::of(response)).collect();
        assert_eq!(lines.len(), 4, "{lines:?}");
        assert_eq!(lines[0], Line::Status { word: "OK", text: "ready {5}" });
        assert_eq!(heard[1].as_ref(), b"* 1 FETCH (UID 7 BODY[] {8}\r\n{9}\r\nab\n FLAGS (\\Seen))\r\n");
        assert_eq!(heard[2].as_ref(), b"* 2 FETCH (BODY[] {0}\r\n)\r\n");
        assert_eq!(lines[3], Line::Done { tag: "A1", is_ok: true, text: "done" });
    }

    #[actix_web::test]
    async fn a_literal_beyond_the_bound_is_not_waited_for() {
        for said in
            [&b"* 1 FETCH (BODY[] {9}\r\n123456789"[..], b"* 1 FETCH (BODY[] {99999999999999999999999}\r\n"]
        {
            let fault = wire(said).response(FEW, PATIENCE).await.expect_err("too much");
            assert_eq!(fault.problem, ImapProblem::TooMuch);
        }
        let endless: &'static [u8] = vec![b'x'; FEW.text + 1].leak();
        assert_eq!(
            wire(endless).response(FEW, PATIENCE).await.map_err(|fault| fault.problem),
            Err(ImapProblem::TooMuch)
        );
    }

    #[actix_web::test]
    async fn a_response_that_nests_without_end_is_not_parsed() {
        let deep: &'static [u8] =
            format!("* 1 FETCH (BODY[] {{0}}\r\n BODYSTRUCTURE {}\r\n", "(".repeat(100)).leak().as_bytes();
        assert_eq!(
            wire(deep).response(FEW, PATIENCE).await.map_err(|fault| fault.problem),
            Err(ImapProblem::Nonsense)
        );
    }

    #[actix_web::test]
    async fn answers_without_end_are_not_heard_to_their_end() {
        let count = usize::try_from(RESPONSES).expect("a number");
        let endless: &'static [u8] = "* OK still here\r\n".repeat(count + 1).leak().as_bytes();
        let mut many = wire(endless);
        for _ in 0..count {
            many.response(FEW, PATIENCE).await.expect("one of many");
        }
        let fault = many.response(FEW, PATIENCE).await.expect_err("too many");
        assert_eq!(fault.problem, ImapProblem::TooMuch);
        // Each within its size, and all together not.
        let long = format!("* SEARCH{}\r\n", " 1234567".repeat(1_000_000));
        let long: &'static [u8] = long.repeat(4).leak().as_bytes();
        let mut long = wire(long);
        let mut heard = 0;
        let fault = loop {
            match long.response(Most::NUMBERS, PATIENCE).await {
                Ok(_) => heard += 1,
                Err(fault) => break fault,
            }
        };
        assert_eq!((heard, fault.problem), (3, ImapProblem::TooMuch));
    }

    #[test]
    fn what_a_response_is_shows_at_its_beginning() {
        assert_eq!(Line::of(b"+ \r\n"), Line::Continue(""));
        assert_eq!(Line::of(b"+ eyJzdGF0dXMi\r\n"), Line::Continue("eyJzdGF0dXMi"));
        assert_eq!(Line::of(b"* bye\r\n"), Line::Status { word: "bye", text: "" });
        assert_eq!(Line::of(b"* 3 EXISTS\r\n"), Line::Data);
        assert_eq!(
            Line::of(b"A2 NO [AUTHENTICATIONFAILED] no\r\n"),
            Line::Done { tag: "A2", is_ok: false, text: "[AUTHENTICATIONFAILED] no" }
        );
        assert_eq!(Line::of(b"* 1 FETCH (BODY[] \"\xff\")\r\n"), Line::Data);
    }
}
