//! Signing in: by a password, or by an access token.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use tokio::time::timeout;

use super::address::ImapAddress;
use super::fault::{ImapFault, ImapProblem};
use super::names::quoted;
use super::session::{STEPS, Session, ended, nonsense};
use super::wire::{Line, Most, silent};
use crate::platform::config::Secret;

impl Session {
    pub(super) async fn login(&mut self, user: &str, password: &Secret) -> Result<(), ImapFault> {
        let password = password.expose();
        let signed_in = if self.can("AUTH=PLAIN") {
            let said = STANDARD.encode(format!("\0{user}\0{password}"));
            self.authenticate("PLAIN", &said, "").await
        } else if self.can("LOGINDISABLED") {
            return Err(ImapFault::new(ImapProblem::Insecure, "it takes no password on this connection"));
        } else if [user, password].iter().any(|text| !text.chars().all(|c| (' '..='~').contains(&c))) {
            return Err(ImapFault::new(
                ImapProblem::Credentials,
                "it knows no AUTH=PLAIN, and LOGIN takes no such characters",
            ));
        } else {
            self.command(&format!("LOGIN {} {}", quoted(user), quoted(password))).await
        };
        signed_in.map_err(unknown_to_it)
    }

    /// Shows a token: by OAUTHBEARER (RFC 7628), or by its predecessor.
    pub(super) async fn present(&mut self, address: &ImapAddress, token: &Secret) -> Result<(), ImapFault> {
        let (user, host, port, token) = (&address.user, &address.host, address.port, token.expose());
        let shown = if self.can("AUTH=OAUTHBEARER") {
            let name = user.replace('=', "=3D").replace(',', "=2C");
            let said =
                format!("n,a={name},\u{1}host={host}\u{1}port={port}\u{1}auth=Bearer {token}\u{1}\u{1}");
            self.authenticate("OAUTHBEARER", &STANDARD.encode(said), &STANDARD.encode("\u{1}")).await
        } else if self.can("AUTH=XOAUTH2") {
            let said = format!("user={user}\u{1}auth=Bearer {token}\u{1}\u{1}");
            self.authenticate("XOAUTH2", &STANDARD.encode(said), "").await
        } else {
            return Err(ImapFault::new(ImapProblem::Credentials, "it takes no access tokens"));
        };
        shown.map_err(unknown_to_it)
    }

    /// `said` when the server waits for it; `done` when it waits for more, having said why not.
    async fn authenticate(&mut self, mechanism: &str, said: &str, done: &str) -> Result<(), ImapFault> {
        let tag = self.send(&format!("AUTHENTICATE {mechanism}")).await?;
        let mut answers = [said, done].into_iter();
        let dialogue = async {
            loop {
                let response = self.wire.response(Most::LITTLE, self.step).await?;
                match Line::of(&response) {
                    Line::Continue(_) => {
                        let answer =
                            answers.next().ok_or_else(|| nonsense("it never ends to ask who we are"))?;
                        self.wire.say(answer, self.step).await?;
                    }
                    line => {
                        if let Some(ended) = ended(&tag, &line) {
                            return ended;
                        }
                    }
                }
            }
        };
        timeout(self.step * STEPS, dialogue).await.map_err(|_| silent())?
    }
}

/// Whether the server says why it has no time for us, rather than that it does not know us (RFC 5530).
pub(super) fn is_passing(text: &str) -> bool {
    let codes = ["[UNAVAILABLE]", "[INUSE]", "[LIMIT]", "[SERVERBUG]", "[CONTACTADMIN]"];
    codes.iter().any(|code| text.get(..code.len()).is_some_and(|start| start.eq_ignore_ascii_case(code)))
}

fn unknown_to_it(fault: ImapFault) -> ImapFault {
    match fault.problem {
        ImapProblem::Refused if !is_passing(fault.said()) => {
            ImapFault { problem: ImapProblem::Credentials, ..fault }
        }
        _ => fault,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_passes_is_told_from_what_does_not() {
        assert!(is_passing("[unavailable] later") && is_passing("[LIMIT]"));
        assert!(!is_passing("[AUTHENTICATIONFAILED] no") && !is_passing("è"));
    }
}
