//! The words of incoming mail.

use crate::kernel::clock::Instant;
use crate::kernel::ids::{IncomingId, TicketId};

crate::text_enum! {
    /// By which way a mail came.
    pub enum Source {
        /// `dialoga mail receive`, called by a mail server.
        Pipe = "pipe",
        /// The LMTP listener.
        Lmtp = "lmtp",
        /// A mailbox read over IMAP.
        Imap = "imap",
    }
}

crate::text_enum! {
    /// Where a mail stands.
    pub enum IncomingState {
        /// Stored, and not read yet.
        Waiting = "waiting",
        /// It is part of a question.
        Taken = "taken",
        /// A person has to say what becomes of it.
        Held = "held",
        /// Put aside.
        Discarded = "discarded",
        /// The program could not read it.
        Failed = "failed",
    }
}

impl IncomingState {
    /// Those that a person may still change.
    pub const OPEN_TO_PEOPLE: [Self; 3] = [Self::Held, Self::Failed, Self::Discarded];

    /// Whether a person may still say what becomes of it.
    pub fn is_open_to_people(self) -> bool {
        Self::OPEN_TO_PEOPLE.contains(&self)
    }
}

crate::text_enum! {
    /// Why it stands there.
    pub enum Reason {
        /// Taken: it is a new question.
        Question = "question",
        /// Taken: its requester wrote again.
        Reply = "reply",
        /// Taken: an expert's answer, as her draft.
        Draft = "draft",
        /// Taken: an internal note of a question, by a person.
        Note = "note",
        /// Held: it answers a mail about a question, and comes from somebody who has no part in it.
        Stranger = "stranger",
        /// Held: it names no sender to whom one could write, or several.
        NoSender = "no_sender",
        /// Held: from somebody of the staff, and no answer to a mail about a question.
        Staff = "staff",
        /// Held: it bears the desk's own address, and the desk did not send it.
        OwnAddress = "own_address",
        /// Held: its sender's address was registered and is not confirmed yet: what a mail says must not touch that.
        Unconfirmed = "unconfirmed",
        /// Held: its sender's account was closed by the desk.
        ClosedAccount = "closed_account",
        /// Held: the same address asked too often in a short time.
        TooMany = "too_many",
        /// Held: too many questions came by mail in an hour, from whomever.
        Storm = "storm",
        /// Held: it belongs to a question that was put aside as spam.
        SpamQuestion = "spam_question",
        /// Held: the expert is writing something else on the page.
        OtherDraft = "other_draft",
        /// Held: a program wrote it, and it may have been a person's form.
        Generated = "generated",
        /// Held: it went beyond the bounds of what is read.
        Oversized = "oversized",
        /// Held: larger than is taken, and left where it is.
        TooLarge = "too_large",
        /// Held: it has no word that could be a question.
        Empty = "empty",
        /// Held: what it was to do is not possible any more.
        Refused = "refused",
        /// Put aside: the desk's own mail, fetched again.
        Own = "own",
        /// Put aside: the same message came before.
        Duplicate = "duplicate",
        /// Put aside: an answering machine's.
        Automatic = "automatic",
        /// Put aside: written to many.
        Bulk = "bulk",
        /// What became of a mail: taken where it says something of one that the desk knows, else put aside.
        DeliveryReport = "delivery_report",
        /// Put aside: somebody pressed "spam".
        Feedback = "feedback",
        /// Put aside: that a mail was shown.
        ReadReceipt = "read_receipt",
        /// A receipt of certified mail: taken or put aside like that.
        PecReceipt = "pec_receipt",
        /// Put aside by a person.
        ByHand = "by_hand",
        /// Failed: reading it ended the reader.
        Unreadable = "unreadable",
    }
}

/// A mail as it was stored.
#[derive(Debug, Clone)]
pub struct Stored {
    /// Its row.
    pub id: IncomingId,
    /// Where the message lies; nowhere any more when it was thrown away.
    pub raw_key: Option<String>,
    /// `MAIL FROM`; empty for the null return path.
    pub envelope_from: Option<String>,
    /// `RCPT TO`.
    pub envelope_to: Option<String>,
    /// When it was stored.
    pub received_at: Instant,
}

/// What became of a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settled {
    /// Where it stands.
    pub state: IncomingState,
    /// Why.
    pub reason: Reason,
    /// The question it belongs to, or names.
    pub ticket: Option<TicketId>,
}
