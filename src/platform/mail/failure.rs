//! Why a mail was not delivered, and what follows from it.

crate::text_enum! {
    /// What went wrong, as kept with the mail and shown in words to the people who run the desk.
    pub enum SendProblem {
        /// The mail server will never accept this address (5xx to RCPT).
        RecipientRefused = "recipient_refused",
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
            Self::RecipientRefused | Self::MessageRefused => Consequence::GiveUp,
            Self::TryLater | Self::Interrupted | Self::NodeStopped | Self::Unwritable => Consequence::Retry,
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
    /// Keeps one line of at most 300 characters of the detail: it comes from outside.
    pub fn new(problem: SendProblem, detail: &str) -> Self {
        let clean = detail.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>();
        let line = clean.split_whitespace().collect::<Vec<_>>().join(" ");
        Self { problem, detail: line.chars().take(300).collect() }
    }
}
