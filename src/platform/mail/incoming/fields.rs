//! The header of a message or of a part. The grammar of single fields is mail-parser's; where a header begins and ends, and how
//! much of it is read, is decided here.

use mail_parser::parsers::MessageStream;
use mail_parser::{Addr, Address, ContentType, HeaderValue};

use super::decoding::{one_line, shortened, words};
use super::encoded_words;
use super::limits::{FIELDS, HEADER_BYTES, LISTED, Limit, Met};
use super::model::Mailbox;
use crate::kernel::clock::Instant;
use crate::kernel::text::EmailAddress;

/// The fields of one header, in their order.
#[derive(Debug, Default)]
pub(super) struct Fields<'x>(Vec<(&'x str, &'x [u8])>);

/// Reads the header at the beginning of `bytes`; says where the body begins. A line that is no field is passed over if fields
/// follow, else the body begins there: whoever forgot the empty line loses no words.
pub(super) fn split<'x>(bytes: &'x [u8], met: &mut Met) -> (Fields<'x>, usize) {
    let mut fields: Vec<(&str, &[u8])> = Vec::new();
    let (mut at, mut stray, mut full) = (0, None, false);
    while at < bytes.len() {
        let rest = &bytes[at..];
        let length = rest.iter().position(|byte| *byte == b'\n').map_or(rest.len(), |end| end + 1);
        let line = &rest[..length];
        let is_blank = line.trim_ascii().is_empty();
        if is_blank && !(matches!(line.first(), Some(b' ' | b'\t')) && goes_on(&rest[length..])) {
            return (Fields(fields), stray.unwrap_or(at + length));
        }
        if matches!(line.first(), Some(b' ' | b'\t')) && stray.is_none() && !fields.is_empty() {
            // A folded line belongs to the field before it; they lie one behind the other.
            if !full && let Some(last) = fields.last_mut() {
                let start = at - last.1.len();
                last.1 = &bytes[start..at + length];
            }
        } else if let Some((name, value)) = field(line) {
            stray = None;
            full |= at > HEADER_BYTES || fields.len() >= FIELDS;
            if at > HEADER_BYTES {
                met.note(Limit::HeaderBytes);
            } else if full {
                met.note(Limit::Fields);
            } else {
                fields.push((name, value));
            }
        } else if line.starts_with(b"--") {
            return (Fields(fields), at);
        } else {
            stray.get_or_insert(at);
        }
        at += length;
    }
    (Fields(fields), stray.unwrap_or(bytes.len()))
}

/// Whether a line of blanks is followed by more of the header: by the rule it is folded, and some gateways write it.
fn goes_on(rest: &[u8]) -> bool {
    let line = rest.split_inclusive(|byte| *byte == b'\n').next().unwrap_or_default();
    let is_folded = matches!(line.first(), Some(b' ' | b'\t')) && !line.trim_ascii().is_empty();
    let is_name = |name: &str| name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    is_folded || field(line).is_some_and(|(name, _)| is_name(name))
}

/// A line as name and value, if it is the beginning of a field.
fn field(line: &[u8]) -> Option<(&str, &[u8])> {
    let colon = line.iter().take(100).position(|byte| *byte == b':')?;
    let name = std::str::from_utf8(line[..colon].trim_ascii_end()).ok()?;
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_graphic());
    is_name.then_some((name, &line[colon + 1..]))
}

impl<'x> Fields<'x> {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The values of all fields of a name, as they stand there.
    fn raw<'f>(&'f self, name: &'f str) -> impl Iterator<Item = &'x [u8]> + 'f {
        self.0.iter().filter(move |(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| *value)
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.raw(name).next().is_some()
    }

    /// The first field of a name as a text in one line, encoded words decoded; `None` when it is missing or empty.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        let text = encoded_words::decoded(&readable(self.raw(name).next()?));
        let line = one_line(&text);
        (!line.is_empty()).then_some(line)
    }

    /// The first word of a field in lower case, without comments and parameters: of `auto-replied (vacation)` the first.
    pub(super) fn word(&self, name: &str) -> Option<String> {
        let text = one_line(&readable(self.raw(name).next()?));
        let word = text.split([';', '(', ' ']).find(|word| !word.is_empty())?;
        Some(word.to_ascii_lowercase())
    }

    /// The identifiers in all fields of a name, without brackets.
    pub(super) fn ids(&self, name: &str, met: &mut Met) -> Vec<String> {
        let mut ids = Vec::new();
        for value in self.raw(name) {
            match MessageStream::new(line_of(value).as_bytes()).parse_id() {
                HeaderValue::Text(id) => ids.push(one_line(&id)),
                HeaderValue::TextList(several) => ids.extend(several.iter().map(|id| one_line(id))),
                _ => {}
            }
        }
        ids.retain(|id| !id.is_empty() && id.len() <= 998);
        if ids.len() > LISTED {
            met.note(Limit::Listed);
            ids.drain(..ids.len() - LISTED);
        }
        ids
    }

    pub(super) fn id(&self, name: &str) -> Option<String> {
        self.ids(name, &mut Met::default()).into_iter().next()
    }

    /// The people of the first field of a name that names any.
    pub(super) fn mailboxes(&self, name: &str, met: &mut Met) -> Vec<Mailbox> {
        for value in self.raw(name) {
            let line = line_of(value);
            let parsed = MessageStream::new(line.as_bytes()).parse_address();
            let mut mailboxes: Vec<Mailbox> = match &parsed {
                HeaderValue::Address(Address::List(list)) => list.iter().filter_map(mailbox).collect(),
                HeaderValue::Address(Address::Group(groups)) => {
                    groups.iter().flat_map(|group| &group.addresses).filter_map(mailbox).collect()
                }
                _ => Vec::new(),
            };
            if mailboxes.len() > LISTED {
                met.note(Limit::Listed);
                mailboxes.truncate(LISTED);
            }
            if !mailboxes.is_empty() {
                return mailboxes;
            }
        }
        Vec::new()
    }

    /// The address of a field like `Final-Recipient: rfc822; a@b.it`.
    pub(super) fn typed_address(&self, name: &str) -> Option<EmailAddress> {
        let text = self.text(name)?;
        address_in(text.split_once(';').map_or(text.as_str(), |(_, address)| address))
    }

    pub(super) fn date(&self, name: &str) -> Option<Instant> {
        let line = line_of(self.raw(name).next()?);
        let HeaderValue::DateTime(mut date) = MessageStream::new(line.as_bytes()).parse_date() else {
            return None;
        };
        // A leap second is taken for the one before it.
        date.second = date.second.min(59);
        date.is_valid().then(|| Instant::from_micros(date.to_timestamp().saturating_mul(1_000_000)))
    }

    pub(super) fn media(&self, name: &str) -> Option<Media> {
        let line = line_of(self.raw(name).next()?);
        match MessageStream::new(line.as_bytes()).parse_content_type() {
            HeaderValue::ContentType(media) => Some(Media::of(&media)),
            _ => None,
        }
    }
}

/// A field's bytes as text: by rights ASCII or UTF-8, in fact whatever the sender's program had.
fn readable(value: &[u8]) -> String {
    words(&value[..value.len().min(HEADER_BYTES)], None)
}

/// A field as mail-parser reads it: unfolded, and ended.
fn line_of(value: &[u8]) -> String {
    let mut line = readable(value).replace(['\r', '\n'], " ");
    line.push('\n');
    line
}

fn mailbox(addr: &Addr<'_>) -> Option<Mailbox> {
    let written = one_line(addr.address.as_deref().unwrap_or_default());
    let name = addr.name.as_deref().map(one_line).filter(|name| !name.is_empty());
    // A bare word is read as a name.
    let written = if written.is_empty() { name.clone()? } else { written };
    let address = EmailAddress::parse(&written).ok();
    let written = shortened(&written, 998).to_owned();
    Some(Mailbox { name: name.map(|name| shortened(&name, 998).to_owned()), address, written })
}

/// An address as systems write it into reports: in brackets, quoted, or bare.
pub(super) fn address_in(text: &str) -> Option<EmailAddress> {
    let text = text.trim();
    let inner = text.rsplit_once('<').map_or(text, |(_, rest)| rest.split('>').next().unwrap_or(rest));
    EmailAddress::parse(inner.trim_matches(['"', '\'', ' ', ';', ',', ':', '.', '(', ')', '<', '>'])).ok()
}

/// A media type or a disposition, with its parameters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Media {
    /// `text`, `multipart` …; of a disposition `attachment` or `inline`.
    pub(super) main: String,
    /// `plain`, `mixed` …
    pub(super) sub: String,
    parameters: Vec<(String, String)>,
}

impl Media {
    pub(super) fn new(main: &str, sub: &str) -> Self {
        Self { main: main.to_owned(), sub: sub.to_owned(), parameters: Vec::new() }
    }

    fn of(media: &ContentType<'_>) -> Self {
        let lower = |text: &str| one_line(text).to_ascii_lowercase();
        let parameters = media.attributes.as_deref().unwrap_or_default().iter();
        Self {
            main: lower(&media.c_type),
            sub: lower(media.c_subtype.as_deref().unwrap_or_default()),
            parameters: parameters.map(|own| (lower(&own.name), own.value.to_string())).collect(),
        }
    }

    pub(super) fn is(&self, main: &str, sub: &str) -> bool {
        self.main == main && self.sub == sub
    }

    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// `text/plain`.
    pub(super) fn name(&self) -> String {
        format!("{}/{}", shortened(&self.main, 100), shortened(&self.sub, 100))
    }
}
