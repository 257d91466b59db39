//! How far a delivery had come when it failed, and what that makes of the failure.
//!
//! A reply code alone does not tell: 550 to RCPT concerns one recipient, 550 to MAIL concerns us.

use std::error::Error as _;
use std::io;

use lettre::transport::smtp::Error;

use crate::platform::mail::discretion::Discretion;
use crate::platform::mail::failure::{Failure, SendProblem};

/// A step of a delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// Connecting, greeting, EHLO; with `smtps` the TLS handshake too.
    Connect,
    /// STARTTLS and its handshake.
    Encrypt,
    /// AUTH.
    SignIn,
    /// MAIL: whether the server takes mail from us.
    Sender,
    /// RCPT: whether it takes mail for this person.
    Recipient,
    /// DATA and the message.
    Message,
}

/// Why a step failed.
#[derive(Debug)]
pub(super) enum Fault {
    Smtp(Error),
    /// No connection, or no TLS on it.
    Network(io::Error),
    TimedOut,
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Self::Smtp(error)
    }
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Self::Network(error)
    }
}

impl Fault {
    /// True when the server answered with a refusal and the connection is still in order.
    pub(super) fn is_reply(&self) -> bool {
        matches!(self, Self::Smtp(error) if error.status().is_some())
    }

    fn code(&self) -> Option<u16> {
        match self {
            Self::Smtp(error) => error.status().map(u16::from),
            Self::Network(_) | Self::TimedOut => None,
        }
    }
}

/// Classifies a failed step by what was said of it, and keeps that without what the server was shown.
pub(super) fn judge(stage: Stage, fault: &Fault, discretion: &Discretion) -> Failure {
    let words = words(fault);
    Failure::new(judged(stage, fault, &words), &discretion.told(&words))
}

/// The server's own words after its code, as its administrators know them.
fn words(fault: &Fault) -> String {
    match fault {
        Fault::Smtp(error) => match (fault.code(), error.source()) {
            (Some(code), Some(words)) => format!("{code} {words}"),
            _ => error.to_string(),
        },
        Fault::Network(error) => error.to_string(),
        Fault::TimedOut => "no reply in time".to_owned(),
    }
}

fn judged(stage: Stage, fault: &Fault, words: &str) -> SendProblem {
    match problem(stage, fault) {
        SendProblem::SenderRefused | SendProblem::RecipientRefused if is_of_host(words) => {
            SendProblem::RelayRefuses
        }
        other => other,
    }
}

/// Whether a server that waits for the recipient before it refuses anything, as Postfix does by default
/// (`smtpd_delay_reject`), refuses our computer: that concerns all mails, and passes when its administrator lets us in again.
fn is_of_host(words: &str) -> bool {
    [">: Relay access denied", "]>: Client host rejected", ">: Helo command rejected"]
        .iter()
        .any(|sign| words.contains(sign))
}

/// The same for RCPT. Many servers say only there what they think of the sender, and that concerns all mails, where a refused
/// recipient concerns one: Postfix with `smtpd_delay_reject`, its default; Exim's `verify = sender`; and whoever gives the
/// codes for a bad address of the sender (RFC 3463, 3.2, X.1.7 and X.1.8).
pub(super) fn judge_recipient(sender: &str, fault: &Fault, discretion: &Discretion) -> Failure {
    let failure = judge(Stage::Recipient, fault, discretion);
    // What is kept is not all that was said.
    let said = words(fault);
    let words = said.get(4..).unwrap_or_default();
    // Our own address: a server may quote what another one said of another sender.
    let ours = format!("<{sender}>: Sender address rejected");
    let of_sender =
        ["5.1.7 ", "5.1.8 ", "4.1.8 ", "Sender verify failed"].iter().any(|sign| words.starts_with(sign));
    let is_refusal = matches!(failure.problem, SendProblem::RecipientRefused | SendProblem::TryLater);
    if is_refusal && (of_sender || words.contains(&ours)) {
        return Failure { problem: SendProblem::SenderRefused, ..failure };
    }
    failure
}

fn problem(stage: Stage, fault: &Fault) -> SendProblem {
    use SendProblem as P;
    match (stage, fault.code()) {
        // 421: the server is closing; 530, 534, 535, 538: it wants to know who we are (RFC 4954, section 6).
        (_, Some(421)) => P::RelayRefuses,
        (_, Some(530 | 534 | 535 | 538)) => P::RelayCredentials,
        (Stage::SignIn, Some(500..)) => P::RelayCredentials,
        (Stage::Encrypt, _) => P::RelayInsecure,
        (Stage::Sender, Some(500..)) => P::SenderRefused,
        (Stage::Connect | Stage::SignIn | Stage::Sender, Some(_)) => P::RelayRefuses,
        (Stage::Recipient, Some(500..)) => P::RecipientRefused,
        (Stage::Message, Some(500..)) => P::MessageRefused,
        (Stage::Recipient | Stage::Message, Some(_)) => P::TryLater,
        (Stage::Connect, None) if is_handshake(fault) => P::RelayInsecure,
        // The library's own refusal: the server offers no way to sign in that we know.
        (Stage::SignIn, None) if matches!(fault, Fault::Smtp(error) if error.is_client()) => {
            P::RelayCredentials
        }
        (Stage::Connect | Stage::SignIn | Stage::Sender, None) => P::RelayUnreachable,
        (Stage::Recipient | Stage::Message, None) => P::Interrupted,
    }
}

/// A failed TLS handshake: rustls wraps its reason in `InvalidData`.
fn is_handshake(fault: &Fault) -> bool {
    matches!(fault, Fault::Network(error) if error.kind() == io::ErrorKind::InvalidData)
}
