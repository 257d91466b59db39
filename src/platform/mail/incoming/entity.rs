//! The tree of parts (RFC 2045, 2046), bounded in depth and number.

use std::borrow::Cow;
use std::ops::Range;

use super::decoding::{clean, one_line, shortened, transferred, words};
use super::fields::{self, Fields, Media};
use super::limits::{DEPTH, Limit, Met};

/// A message or a part of one.
#[derive(Debug)]
pub(super) struct Entity<'x> {
    pub(super) fields: Fields<'x>,
    pub(super) media: Media,
    /// The parts, if it has some; else the content is in `body`.
    pub(super) parts: Vec<Entity<'x>>,
    /// What follows the header, still encoded.
    body: &'x [u8],
}

impl<'x> Entity<'x> {
    /// Reads a whole message: the line that mailbox files put before it, and empty lines, are not its own.
    pub(super) fn message(raw: &'x [u8], depth: usize, met: &mut Met) -> Self {
        let start = raw.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(raw.len());
        let mut raw = &raw[start..];
        if raw.starts_with(b"From ") || raw.starts_with(b">From ") {
            let end = raw.iter().position(|byte| *byte == b'\n').map_or(raw.len(), |end| end + 1);
            raw = &raw[end..];
        }
        Self::read(raw, &Media::new("text", "plain"), depth, met)
    }

    fn read(bytes: &'x [u8], by_default: &Media, depth: usize, met: &mut Met) -> Self {
        let (fields, start) = fields::split(bytes, met);
        let body = bytes.get(start..).unwrap_or_default();
        let declared =
            fields.media("Content-Type").filter(|media| !media.sub.is_empty() || media.main == "text");
        let mut media = declared.unwrap_or_else(|| by_default.clone());
        if media.main == "text" && media.sub.is_empty() {
            media.sub = "plain".to_owned();
        }
        let mut entity = Self { fields, media, parts: Vec::new(), body };
        if entity.media.main == "multipart" {
            entity.read_parts(depth, met);
        }
        entity
    }

    fn read_parts(&mut self, depth: usize, met: &mut Met) {
        let declared = self.media.parameter("boundary").map(str::as_bytes).filter(|text| !text.is_empty());
        let boundary = declared.filter(|text| opens(self.body, text)).or_else(|| guessed(self.body));
        let Some(boundary) = boundary else {
            // Nothing is divided: what is there is read as words.
            self.media = Media::new("text", "plain");
            return;
        };
        if depth >= DEPTH {
            met.note(Limit::Depth);
            return;
        }
        let by_default = match self.media.sub.as_str() {
            "digest" => Media::new("message", "rfc822"),
            _ => Media::new("text", "plain"),
        };
        for part in Divided::by(boundary, self.body) {
            if !met.has_room_for_a_part() {
                let media = Media::new("application", "octet-stream");
                let body = &self.body[part.start..];
                self.parts.push(Self { fields: Fields::default(), media, parts: Vec::new(), body });
                return;
            }
            self.parts.push(Self::read(&self.body[part], &by_default, depth + 1, met));
        }
        if self.parts.is_empty() {
            self.media = Media::new("text", "plain");
        }
    }

    /// The bytes of a part that has no others in it.
    pub(super) fn content(&self) -> Cow<'x, [u8]> {
        transferred(self.body, &self.fields.word("Content-Transfer-Encoding").unwrap_or_default())
    }

    /// The words of a part of text.
    pub(super) fn words(&self) -> String {
        clean(&words(&self.content(), self.media.parameter("charset")))
    }

    /// The name of the file that a part is, without folders.
    pub(super) fn file_name(&self) -> Option<String> {
        let disposition = self.fields.media("Content-Disposition");
        let named = disposition.as_ref().and_then(|own| own.parameter("filename"));
        let name = named.or_else(|| self.media.parameter("name"))?;
        let name = super::encoded_words::decoded(name);
        let name = one_line(name.rsplit(['/', '\\']).next().unwrap_or_default());
        let name = name.trim_matches(['"', ' ']);
        (!name.is_empty() && !name.trim_matches('.').is_empty()).then(|| shortened(name, 200).to_owned())
    }

    /// Whether its sender wants it beside the text.
    pub(super) fn is_apart(&self) -> bool {
        self.fields.word("Content-Disposition").is_some_and(|word| word == "attachment")
    }

    /// This part and all below it, in their order.
    pub(super) fn walk(&self) -> Vec<&Entity<'x>> {
        let mut found = Vec::new();
        let mut open = vec![self];
        while let Some(next) = open.pop() {
            found.push(next);
            open.extend(next.parts.iter().rev());
        }
        found
    }

    /// The first part of a media type.
    pub(super) fn first(&self, main: &str, sub: &str) -> Option<&Entity<'x>> {
        self.walk().into_iter().find(|part| part.media.is(main, sub))
    }
}

/// Whether some line opens a part with this boundary.
fn opens(body: &[u8], boundary: &[u8]) -> bool {
    Divided::by(boundary, body).next().is_some()
}

/// The boundary of a multipart that does not name it, or names another: the first line that looks like one.
fn guessed(body: &[u8]) -> Option<&[u8]> {
    let mut lines = body.split(|byte| *byte == b'\n').take(200).map(<[u8]>::trim_ascii_end);
    let line = lines.find(|line| line.len() > 6 && line.starts_with(b"--") && !line.contains(&b' '))?;
    line.get(2..)
}

/// Where the parts lie between the lines of a boundary; what is before the first and after the last is no part.
struct Divided<'x, 'b> {
    boundary: &'b [u8],
    body: &'x [u8],
    /// Where the next part begins.
    next: Option<usize>,
}

impl<'x, 'b> Divided<'x, 'b> {
    fn by(boundary: &'b [u8], body: &'x [u8]) -> Self {
        let mut divided = Self { boundary: boundary.trim_ascii_end(), body, next: None };
        divided.next = divided.delimiter(0).filter(|line| !line.is_last).map(|line| line.end);
        divided
    }

    /// The next line of the boundary.
    fn delimiter(&self, mut at: usize) -> Option<Delimiter> {
        while at < self.body.len() {
            let rest = &self.body[at..];
            let length = rest.iter().position(|byte| *byte == b'\n').map_or(rest.len(), |end| end + 1);
            let after = rest[..length].strip_prefix(b"--").and_then(|line| line.strip_prefix(self.boundary));
            match after.map(<[u8]>::trim_ascii_end) {
                Some(b"") => return Some(Delimiter { start: at, end: at + length, is_last: false }),
                Some(b"--") => return Some(Delimiter { start: at, end: at + length, is_last: true }),
                _ => at += length,
            }
        }
        None
    }
}

struct Delimiter {
    start: usize,
    /// Behind its end of line.
    end: usize,
    is_last: bool,
}

impl Iterator for Divided<'_, '_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Self::Item> {
        let start = self.next.take()?;
        let Some(line) = self.delimiter(start) else { return Some(start..self.body.len()) };
        self.next = (!line.is_last).then_some(line.end);
        // The end of line before the boundary belongs to it.
        let part = &self.body[start..line.start];
        let part = part.strip_suffix(b"\n").unwrap_or(part);
        let part = part.strip_suffix(b"\r").unwrap_or(part);
        Some(start..start + part.len())
    }
}
