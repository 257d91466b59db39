//! Messages in a file of the mbox family, one after the other, none held twice.
//!
//! Formats differ in how a line of a text that begins with `From ` is kept apart from the line that begins a message: mboxo and
//! mboxrd put a `>` before it (mboxrd before those with `>` as well, which is undone here), others do nothing. Here a message
//! begins with a line `From …` that names an hour, at the beginning of the file or after an empty line. Lines may end with LF
//! or CRLF. The lengths that some programs note (`Content-Length`) are not believed: they are often wrong.

use std::io::{self, BufRead, Read};

use chrono::NaiveDateTime;

use crate::kernel::clock::Instant;
use crate::platform::mail::incoming::limits::MESSAGE_BYTES;

/// No more of a line is read at once.
const LINE: u64 = 64 * 1024;

/// A message as it lies in the file, without the line that begins it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// Bytes before it in the file.
    pub(super) offset: u64,
    /// Its bytes, as far as messages are read.
    pub(super) bytes: Vec<u8>,
    /// When the line before it says that it came.
    pub(super) came: Option<Instant>,
}

/// Reads one message after the other.
pub(super) struct Mbox<R> {
    reader: R,
    /// Bytes read so far.
    at: u64,
    line: Vec<u8>,
    /// Of the message that begins where the reader stands.
    begun: Option<Option<Instant>>,
    /// Bytes before the first message.
    stray: u64,
}

impl<R: BufRead> Mbox<R> {
    pub(super) fn new(reader: R) -> Self {
        Self { reader, at: 0, line: Vec::new(), begun: None, stray: 0 }
    }

    /// Bytes at the beginning of the file that belong to no message.
    pub(super) fn stray(&self) -> u64 {
        self.stray
    }

    /// The next line, or as much of a long one as is read at once; false at the end of the file.
    fn read_line(&mut self) -> io::Result<bool> {
        self.line.clear();
        let read = (&mut self.reader).take(LINE).read_until(b'\n', &mut self.line)?;
        self.at += read as u64;
        Ok(read > 0)
    }

    fn next_piece(&mut self) -> io::Result<Option<Piece>> {
        let (mut starts_line, mut after_empty) = (true, true);
        while self.begun.is_none() {
            if !self.read_line()? {
                return Ok(None);
            }
            match beginning(&self.line) {
                Some(came) if starts_line && after_empty => self.begun = Some(came),
                _ => self.stray += self.line.len() as u64,
            }
            (starts_line, after_empty) = (self.line.ends_with(b"\n"), is_empty(&self.line));
        }
        let mut piece =
            Piece { offset: self.at, bytes: Vec::new(), came: self.begun.take().unwrap_or_default() };
        (starts_line, after_empty) = (true, false);
        while self.read_line()? {
            if starts_line
                && after_empty
                && let Some(came) = beginning(&self.line)
            {
                self.begun = Some(came);
                break;
            }
            // One byte more than is read of a message shows that there was more.
            let room = (MESSAGE_BYTES + 1).saturating_sub(piece.bytes.len());
            piece.bytes.extend_from_slice(self.line.get(..room).unwrap_or(&self.line));
            after_empty = starts_line && is_empty(&self.line);
            starts_line = self.line.ends_with(b"\n");
        }
        Ok(Some(piece))
    }
}

impl<R: BufRead> Iterator for Mbox<R> {
    type Item = io::Result<Piece>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_piece().transpose()
    }
}

fn is_empty(line: &[u8]) -> bool {
    matches!(line, b"\n" | b"\r\n")
}

/// Whether a line begins a message, and when it says that the message came.
fn beginning(line: &[u8]) -> Option<Option<Instant>> {
    let rest = std::str::from_utf8(line.strip_prefix(b"From ")?).ok()?;
    let words: Vec<&str> = rest.split_whitespace().collect();
    let is_hour = |word: &&str| {
        let parts: Vec<&str> = word.split(':').collect();
        (2..=3).contains(&parts.len())
            && parts
                .iter()
                .all(|part| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()))
    };
    let hour = words.iter().position(is_hour)?;
    // `Tue Nov 24 09:30:00 2026`, as asctime writes it.
    let day = words.get(hour.checked_sub(3)?..=hour)?.join(" ");
    let year = words.get(hour + 1..)?.iter().find(|word| word.len() == 4 && word.parse::<i32>().is_ok());
    let came = year.and_then(|year| {
        NaiveDateTime::parse_from_str(&format!("{day} {year}"), "%a %b %d %H:%M:%S %Y").ok()
    });
    Some(came.map(Instant::from_naive_utc))
}

/// Takes back what was put before lines that begin with `From `, in place.
pub(super) fn unescape(bytes: &mut Vec<u8>) {
    let (mut from, mut to) = (0, 0);
    while from < bytes.len() {
        let end =
            bytes[from..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |end| from + end + 1);
        let arrows = bytes[from..end].iter().take_while(|byte| **byte == b'>').count();
        let is_escaped = arrows > 0 && bytes[from + arrows..end].starts_with(b"From ");
        let start = from + usize::from(is_escaped);
        bytes.copy_within(start..end, to);
        to += end - start;
        from = end;
    }
    bytes.truncate(to);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<(u64, String, Option<String>)> {
        Mbox::new(text.as_bytes())
            .map(|piece| {
                let mut piece = piece.expect("read from memory");
                unescape(&mut piece.bytes);
                let text = String::from_utf8(piece.bytes).expect("text");
                (piece.offset, text, piece.came.map(|came| came.rfc3339()))
            })
            .collect()
    }

    #[test]
    fn messages_begin_with_their_line_and_nowhere_else() {
        let text = "From a@b.it Tue Nov 24 09:30:00 2026\nSubject: uno\n\nFrom me to you.\n\nFrom here on we meet.\n\n>From a@b.it \
                    at 10:30\n>>From x\n\nFrom - Wed Nov 25 10:00:00 2026\nSubject: due\n\nb\n";
        let found = pieces(text);
        assert_eq!(found.len(), 2, "{found:?}");
        assert_eq!(
            found[0].1,
            "Subject: uno\n\nFrom me to you.\n\nFrom here on we meet.\n\nFrom a@b.it at 10:30\n>From x\n\n"
        );
        assert_eq!(found[0].2.as_deref(), Some("2026-11-24T09:30:00Z"));
        assert_eq!(found[1].1, "Subject: due\n\nb\n");
        for (offset, _, _) in &found {
            let at = usize::try_from(*offset).expect("short");
            assert!(text[at..].starts_with("Subject: "), "{offset}");
        }
    }

    #[test]
    fn line_ends_may_be_those_of_windows() {
        let found = pieces(
            "From a@b.it Tue Nov 24 09:30:00 2026\r\nA: b\r\n\r\nc\r\n\r\nFrom a@b.it Tue Nov 24 09:31 2026\r\nD: e\r\n",
        );
        assert_eq!(found.len(), 2, "{found:?}");
        assert_eq!((found[0].1.as_str(), found[1].1.as_str()), ("A: b\r\n\r\nc\r\n\r\n", "D: e\r\n"));
    }

    #[test]
    fn what_stands_before_the_first_message_is_counted_and_an_empty_file_has_none() {
        let mut mbox = Mbox::new(&b"garbage\n\nFrom a Tue Nov 24 09:30:00 2026\nA: b\n"[..]);
        assert!(mbox.next().is_some_and(|piece| piece.is_ok()) && mbox.next().is_none());
        assert_eq!(mbox.stray(), 9);
        assert!(pieces("").is_empty());
        assert_eq!(pieces("From a Tue Nov 24 09:30:00 2026\n")[0].1, "");
    }

    #[test]
    fn a_line_without_end_is_read_in_pieces() {
        let long = "x".repeat(200_000);
        let text =
            format!("From a Tue Nov 24 09:30:00 2026\n{long}\n\nFrom a Tue Nov 24 09:30:00 2026\nB: c\n");
        let found = pieces(&text);
        assert_eq!((found.len(), found[0].1.len()), (2, 200_002));
    }
}
