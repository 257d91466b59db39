//! Access tokens that a command of the settings prints, such as `oama access` or a script of the office.

use std::process::Stdio;
use std::time::Duration;

use chrono::Duration as Span;
use tokio::io::AsyncReadExt;
use tokio::process::Command;
use tokio::sync::Mutex;
use tokio::time::timeout;

use super::fault::{ImapFault, ImapProblem};
use crate::kernel::clock::Instant;
use crate::platform::config::Secret;

/// How long the command may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// Bytes of what it prints that are read.
const MOST: u64 = 64 * 1024;
/// A token is used no longer without asking again: those of the large providers are good for an hour.
const GOOD_FOR: Span = Span::minutes(30);

pub(super) struct Tokens {
    program: String,
    arguments: Vec<String>,
    last: Mutex<Option<(Secret, Instant)>>,
}

impl Tokens {
    pub(super) fn new(program: String, arguments: Vec<String>) -> Self {
        Self { program, arguments, last: Mutex::default() }
    }

    /// A token, and whether it was printed just now.
    pub(super) async fn token(&self, now: Instant) -> Result<(Secret, bool), ImapFault> {
        let mut last = self.last.lock().await;
        if let Some((token, since)) =
            last.as_ref().filter(|(_, since)| now < *since + GOOD_FOR && now >= *since)
        {
            return Ok((token.clone(), *since == now));
        }
        let token = self.printed().await?;
        *last = Some((token.clone(), now));
        Ok((token, true))
    }

    /// The server does not accept it.
    pub(super) async fn forget(&self) {
        *self.last.lock().await = None;
    }

    /// What the command prints is nobody's to read: neither that nor what it says of an error goes to the log.
    async fn printed(&self) -> Result<Secret, ImapFault> {
        let wrong = |why: &str| ImapFault::new(ImapProblem::Token, &format!("{} {why}", self.program));
        let mut command = Command::new(&self.program);
        command.args(&self.arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child =
            command.kill_on_drop(true).spawn().map_err(|error| wrong(&format!("cannot be run: {error}")))?;
        let Some(stdout) = child.stdout.take() else { return Err(wrong("prints nothing")) };
        let running = async {
            let mut printed = Vec::new();
            stdout.take(MOST).read_to_end(&mut printed).await?;
            Ok::<_, std::io::Error>((printed, child.wait().await?))
        };
        let (printed, status) = match timeout(PATIENCE, running).await {
            Ok(ended) => ended.map_err(|error| wrong(&format!("failed: {error}")))?,
            Err(_) => return Err(wrong("did not end in time")),
        };
        if !status.success() {
            return Err(wrong(&format!("ended with {status}")));
        }
        let printed = String::from_utf8(printed).unwrap_or_default();
        let token = printed.trim();
        // What a token may be made of (RFC 6750, 2.1): nothing that would end a line or a field.
        let is_token = |c: char| c.is_ascii_graphic() && c != '"';
        if token.is_empty() || !token.chars().all(is_token) {
            return Err(wrong("does not print a token, and nothing else, on one line"));
        }
        Ok(Secret::from(token))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(script: &str) -> Tokens {
        Tokens::new("/bin/sh".to_owned(), vec!["-c".to_owned(), script.to_owned()])
    }

    #[actix_web::test]
    async fn a_token_is_asked_for_once_until_it_is_refused_or_old() {
        let folder = std::env::temp_dir().join(format!("dialoga-token-{}", crate::platform::random_hex(6)));
        std::fs::create_dir_all(&folder).expect("a folder");
        let count = folder.join("count");
        let tokens = tokens(&format!("echo x >> {0}; echo tok-$(wc -l < {0})", count.display()));
        let now = Instant::from_micros(1_000_000);
        let token =
            async |now| tokens.token(now).await.map(|(token, fresh)| (token.expose().to_owned(), fresh));
        assert_eq!(token(now).await, Ok(("tok-1".to_owned(), true)));
        assert_eq!(token(now + Span::minutes(1)).await, Ok(("tok-1".to_owned(), false)));
        tokens.forget().await;
        assert_eq!(token(now + Span::minutes(1)).await, Ok(("tok-2".to_owned(), true)));
        assert_eq!(token(now + Span::minutes(40)).await, Ok(("tok-3".to_owned(), true)));
        std::fs::remove_dir_all(folder).expect("clean up");
    }

    #[actix_web::test]
    async fn what_is_no_token_is_told_without_what_was_printed() {
        for script in [
            "echo segreto uno",
            "echo segreto; exit 3",
            "true",
            "printf 'segreto\\nsegreto'",
            "echo segreto >&2; exit 1",
        ] {
            let fault = tokens(script).token(Instant::from_micros(0)).await.map(|_| ()).expect_err(script);
            assert_eq!(fault.problem, ImapProblem::Token);
            assert!(!fault.said().contains("segreto"), "{}", fault.said());
        }
        let missing = Tokens::new("/nowhere/at-all".to_owned(), Vec::new());
        assert!(missing.token(Instant::from_micros(0)).await.is_err());
    }
}
