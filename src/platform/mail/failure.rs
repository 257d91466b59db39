//! Why a mail was not delivered, and what follows from it.

use super::discretion::in_one_line;

crate::text_enum! {
    /// What went wrong, as kept with the mail and shown in words to the people who run the desk.
    pub enum SendProblem {
        /// The mail server will never accept this address (5xx to RCPT).
        RecipientRefused = "recipient_refused",
        /// It left, and came back.
        Returned = "returned",
        /// It was not tried: an earlier mail to this person came back because of the address.
        Undeliverable = "undeliverable",
        /// It was not tried yet: its reader had as many within the hour as one address gets.
        TooMany = "too_many",
        /// The mail server will never accept this message (5xx to DATA or after it).
        MessageRefused = "message_refused",
        /// The mail server asks to come back later (4xx): full mailbox, greylisting.
        TryLater = "try_later",
        /// The connection broke or stalled in the middle of this mail: it may have arrived.
        Interrupted = "interrupted",
        /// The program stopped while this mail was being sent: it may have arrived.
        NodeStopped = "node_stopped",
        /// The mail could not be written: a fault of the program.
        Unwritable = "unwritable",
        /// No connection to the mail server.
        RelayUnreachable = "relay_unreachable",
        /// The mail server offers no TLS, or its certificate does not hold.
        RelayInsecure = "relay_insecure",
        /// The mail server does not accept our user and password.
        RelayCredentials = "relay_credentials",
        /// The mail server takes no mail from our address.
        SenderRefused = "sender_refused",
        /// The mail server turns every mail of ours away, for now or until somebody settles it.
        RelayRefuses = "relay_refuses",
        /// The folder of the file transport cannot be written.
        FolderUnwritable = "folder_unwritable",
    }
}

/// Whom a problem concerns, which decides what is tried next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Consequence {
    /// Trying again cannot help: the mail is given up at once, where a person sees it.
    GiveUp,
    /// This mail is tried again after a pause, so many times.
    Retry,
    /// No mail can leave: all wait, and the attempts of none are used up.
    AllWait,
}

impl SendProblem {
    /// What follows.
    pub fn consequence(self) -> Consequence {
        match self {
            Self::RecipientRefused | Self::MessageRefused | Self::Returned | Self::Undeliverable => {
                Consequence::GiveUp
            }
            Self::TooMany | Self::TryLater | Self::Interrupted | Self::NodeStopped | Self::Unwritable => {
                Consequence::Retry
            }
            Self::RelayUnreachable
            | Self::RelayInsecure
            | Self::RelayCredentials
            | Self::SenderRefused
            | Self::RelayRefuses
            | Self::FolderUnwritable => Consequence::AllWait,
        }
    }
}

/// A delivery that did not succeed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// What went wrong.
    pub problem: SendProblem,
    /// What the mail server or the system said: for the administration page, never for logs (it may name the address).
    pub detail: String,
}

impl Failure {
    /// Keeps one line of the detail, which comes from outside.
    pub fn new(problem: SendProblem, detail: &str) -> Self {
        Self { problem, detail: in_one_line(detail) }
    }
}

/// What the code of RFC 3463 in a server's words is about, where a mail was not delivered for good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Concern {
    /// The address: no mail will arrive there.
    Address,
    /// The receiver's mailbox or system for now: the same mail may arrive another day.
    ForNow,
    /// This mail, or nobody knows what.
    Message,
}

impl Concern {
    /// By the code, as `5.1.1`.
    pub fn of(status: Option<&str>) -> Self {
        let Some(status) = status else { return Self::Message };
        let mut parts = status.split('.');
        match (parts.next(), parts.next(), parts.next()) {
            (Some("4"), ..) => Self::ForNow,
            // RFC 3463, 3.2: no such mailbox, no such system, no such form of an address, moved away; a domain that takes no mail (RFC 7505,
            // 4.2). Others are said of routes and of what the server itself cannot do.
            (Some("5"), Some("1"), Some("1" | "2" | "3" | "6" | "10")) => Self::Address,
            // RFC 3463, 3.3: the mailbox is disabled; it is full.
            (Some("5"), Some("2"), Some("1")) => Self::Address,
            (Some("5"), Some("2"), Some("2")) => Self::ForNow,
            _ => Self::Message,
        }
    }
}

/// The first code of RFC 3463 in a text: `5.1.1`.
pub fn status_in(text: &str) -> Option<String> {
    let is_part =
        |part: &str| (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_status = |word: &&str| {
        let parts: Vec<&str> = word.split('.').collect();
        matches!(parts[..], ["2" | "4" | "5", subject, detail] if is_part(subject) && is_part(detail))
    };
    let mut words = text.split(|letter: char| !letter.is_ascii_digit() && letter != '.');
    words.find(is_status).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_tells_a_wrong_address_from_a_full_mailbox_and_from_a_refused_mail() {
        let of = |status: &str| Concern::of(Some(status));
        for status in ["5.1.1", "5.1.2", "5.1.10", "5.2.1"] {
            assert_eq!(of(status), Concern::Address, "{status}");
        }
        for status in ["5.2.2", "4.2.2", "4.4.7", "4.1.1"] {
            assert_eq!(of(status), Concern::ForNow, "{status}");
        }
        for status in ["5.7.1", "5.1.8", "5.1.0", "5.4.4", "5.0.0", "5", "", "x"] {
            assert_eq!(of(status), Concern::Message, "{status}");
        }
        assert_eq!(Concern::of(None), Concern::Message);
    }
}
