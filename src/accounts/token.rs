//! One-time tokens: the secrets in the links that mails carry.

use chrono::Duration;

use super::secret::{digest, new_secret};
use super::store::tokens;
use crate::kernel::clock::Instant;
use crate::kernel::ids::AccountId;
use crate::platform::config;
use crate::platform::db::{Conn, DbResult};

crate::text_enum! {
    /// What a link in a mail is for.
    pub enum TokenPurpose {
        /// Confirm the address of a new account (`/verifica/{token}`).
        Confirm = "confirm",
        /// Set a new password (`/password/nuova/{token}`).
        Recover = "recover",
        /// Take up an invitation (`/password/nuova/{token}`).
        Invite = "invite",
    }
}

impl TokenPurpose {
    /// How long a link can be used.
    pub fn validity(self, config: &config::Accounts) -> Duration {
        match self {
            Self::Confirm => Duration::hours(config.confirmation_hours.into()),
            Self::Recover => Duration::minutes(config.recovery_minutes.into()),
            Self::Invite => Duration::days(config.invitation_days.into()),
        }
    }

    /// The local path of the page that takes the token.
    pub fn path(self, token: &str) -> String {
        match self {
            Self::Confirm => format!("/verifica/{token}"),
            Self::Recover | Self::Invite => format!("/password/nuova/{token}"),
        }
    }
}

/// Forgets a token that surely reached nobody.
///
/// # Errors
/// When the database fails.
pub fn take_back_token(conn: &mut Conn, token: &str) -> DbResult<()> {
    tokens::delete(conn, &digest(token))
}

/// Makes a token for a mail that is about to be sent. Only its digest is stored, so it cannot be shown again.
///
/// # Errors
/// When the database fails.
pub fn mint_token(
    conn: &mut Conn,
    config: &config::Accounts,
    account: AccountId,
    purpose: TokenPurpose,
    now: Instant,
) -> DbResult<String> {
    let token = new_secret();
    tokens::insert(conn, &digest(&token), account, purpose, now, now + purpose.validity(config))?;
    Ok(token)
}
