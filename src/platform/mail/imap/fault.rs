//! What may go wrong with a mailbox.

use crate::platform::config::Secret;

crate::text_enum! {
    /// What went wrong, as kept with the folder and shown in words to the people who run the desk.
    pub enum ImapProblem {
        /// No connection to the server, or it broke off.
        Unreachable = "unreachable",
        /// No answer in time.
        Silent = "silent",
        /// No TLS, or a certificate that does not hold.
        Insecure = "insecure",
        /// The server does not accept our user and password, or our token.
        Credentials = "credentials",
        /// The command that prints the token failed.
        Token = "token",
        /// There is no such folder.
        NoFolder = "no_folder",
        /// The server turns us away, for now or until somebody settles it.
        Refused = "refused",
        /// What it says makes no sense.
        Nonsense = "nonsense",
        /// It sends more than is taken.
        TooMuch = "too_much",
    }
}

/// A step that failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", problem.as_str())]
pub struct ImapFault {
    /// What went wrong.
    pub problem: ImapProblem,
    /// What the server or the system said. It may repeat what the server was shown, so it is a secret of this module:
    /// [`Account::words_of`](super::Account::words_of) tells it without.
    pub(super) said: Secret,
}

impl ImapFault {
    pub(super) fn new(problem: ImapProblem, said: &str) -> Self {
        Self { problem, said: Secret::from(said) }
    }

    pub(super) fn said(&self) -> &str {
        self.said.expose()
    }
}

impl From<std::io::Error> for ImapFault {
    fn from(error: std::io::Error) -> Self {
        // rustls wraps its reason in `InvalidData`.
        let problem = match error.kind() {
            std::io::ErrorKind::InvalidData => ImapProblem::Insecure,
            _ => ImapProblem::Unreachable,
        };
        Self::new(problem, &error.to_string())
    }
}
