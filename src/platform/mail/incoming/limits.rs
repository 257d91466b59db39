//! How much of a message is looked at. Each bound is far above what people send and keeps time and memory in proportion to
//! the message's size, whatever stands in it.

use serde::Serialize;

/// Bytes of a message that are read: base64 makes five attachments of 10 MB, the desk's own bound, some 68 MB.
pub const MESSAGE_BYTES: usize = 80 * 1024 * 1024;
/// Bytes of one part's header: servers add some 20 kB on a long way, and signatures of lists as much again.
pub const HEADER_BYTES: usize = 256 * 1024;
/// Fields of one part's header.
pub const FIELDS: usize = 1_000;
/// Multiparts and opened envelopes within one another: a reply within a signed mail within a PEC envelope has six.
pub const DEPTH: usize = 20;
/// Parts in all: a newsletter with all of its pictures has a hundred.
pub const PARTS: usize = 500;
/// Signed contents that are taken out of their signatures: each is as long as what it lies in, which is kept too.
pub const OPENED: usize = 3;
/// Files taken out of one message.
pub const ATTACHMENTS: usize = 100;
/// Bytes of text that are shown and searched: a book has 1 MB.
pub const TEXT_BYTES: usize = 1024 * 1024;
/// Bytes of HTML that are read: a page of a word processor with styles for each letter has 1 MB.
pub const HTML_BYTES: usize = 2 * 1024 * 1024;
/// Elements of an HTML text; later ones leave only their words.
pub const HTML_TAGS: usize = 20_000;
/// Elements within one another, since parsers of HTML look through all open ones at each tag; deeper ones leave only their
/// words.
pub const HTML_DEPTH: usize = 100;
/// Bytes of a subject that are kept: no line of a mail has more (RFC 5322, 2.1.1).
pub const SUBJECT_BYTES: usize = 998;
/// Recipients that one delivery report speaks of.
pub const REPORTED: usize = 100;
/// Addresses of one field, and identifiers of `References`: the last ones are the nearest.
pub const LISTED: usize = 500;

/// A bound that a message went beyond: what is behind it was left out, and is still in the raw message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// Only the first [`MESSAGE_BYTES`] were read.
    MessageBytes,
    /// A header had more than [`HEADER_BYTES`].
    HeaderBytes,
    /// A header had more than [`FIELDS`].
    Fields,
    /// A part lay deeper than [`DEPTH`]: it is an attachment as it stands.
    Depth,
    /// There were more than [`PARTS`]: the rest is one attachment as it stands.
    Parts,
    /// More than [`ATTACHMENTS`]: only the first are taken out.
    Attachments,
    /// A text had more than [`TEXT_BYTES`]: its beginning is shown, the whole is an attachment.
    TextBytes,
    /// An HTML text had more than [`HTML_BYTES`]: it is an attachment.
    HtmlBytes,
    /// An HTML text had more than [`HTML_TAGS`].
    HtmlTags,
    /// An HTML text was deeper than [`HTML_DEPTH`].
    HtmlDepth,
    /// A report named more than [`REPORTED`], or a field more than [`LISTED`].
    Listed,
}

/// The bounds that were met while reading, each once, and how much was looked at.
#[derive(Debug, Default)]
pub(super) struct Met {
    limits: std::collections::BTreeSet<Limit>,
    parts: usize,
    opened: usize,
}

impl Met {
    pub(super) fn note(&mut self, limit: Limit) {
        self.limits.insert(limit);
    }

    /// Whether another part may be looked at; counts it.
    pub(super) fn has_room_for_a_part(&mut self) -> bool {
        self.parts += 1;
        let fits = self.parts <= PARTS;
        if !fits {
            self.note(Limit::Parts);
        }
        fits
    }

    /// Whether another signed content may be taken out; counts it.
    pub(super) fn may_open(&mut self) -> bool {
        self.opened += 1;
        self.opened <= OPENED
    }

    pub(super) fn into_limits(self) -> Vec<Limit> {
        self.limits.into_iter().collect()
    }
}
