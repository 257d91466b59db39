//! What a password must be, how it is stored and how it is checked.

use std::collections::HashSet;
use std::sync::LazyLock;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use tokio::sync::Semaphore;

use crate::kernel::text::{EmailAddress, Name};

/// Source and licence stand in the head of the file.
const COMMON_FILE: &str = include_str!("data/common_passwords.txt");

static COMMON: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| COMMON_FILE.lines().filter(|line| !line.starts_with('#')).collect());

/// Hashing takes 19 MiB and a core each time: never more than two at once, whatever comes in.
static HASHING: Semaphore = Semaphore::const_new(2);

/// Checked when there is no account, so that the answer takes as long.
static NOBODYS: LazyLock<String> =
    LazyLock::new(|| hash_blocking("nobody has this password").unwrap_or_default());

/// Why a password was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordProblem {
    /// Fewer than [`NewPassword::MIN`] characters.
    TooShort,
    /// More than [`NewPassword::MAX`] characters.
    TooLong,
    /// Among those that guessers try first, or made by a rule they know.
    Common,
    /// Little more than the person's own name or address.
    Personal,
}

/// A password that may be set. Any characters are welcome, blanks at the ends included.
#[derive(Clone)]
pub struct NewPassword(String);

impl NewPassword {
    /// The shortest, in characters.
    pub const MIN: usize = 12;
    /// The longest, in characters.
    pub const MAX: usize = 200;

    /// Checks a password for the account of this name and address.
    ///
    /// # Errors
    /// The first rule that it breaks.
    pub fn parse(
        input: &str,
        name: Option<&Name>,
        email: Option<&EmailAddress>,
    ) -> Result<Self, PasswordProblem> {
        let length = input.chars().count();
        if length < Self::MIN {
            return Err(PasswordProblem::TooShort);
        }
        if length > Self::MAX {
            return Err(PasswordProblem::TooLong);
        }
        let folded = input.to_lowercase();
        if is_common(&folded) {
            return Err(PasswordProblem::Common);
        }
        if is_personal(&folded, name, email) {
            return Err(PasswordProblem::Personal);
        }
        Ok(Self(input.to_owned()))
    }

    /// Hashes it off the async threads.
    ///
    /// # Errors
    /// The program's fault: no random source or no memory.
    pub async fn hash(self) -> Result<String, String> {
        let _permit = HASHING.acquire().await.map_err(|error| error.to_string())?;
        tokio::task::spawn_blocking(move || hash_blocking(&self.0))
            .await
            .map_err(|error| error.to_string())?
    }

    /// Whether it is the password of `hash`; as [`password_matches`].
    ///
    /// # Errors
    /// As [`password_matches`].
    pub async fn matches(&self, hash: Option<String>) -> Result<bool, String> {
        password_matches(self.0.clone(), hash).await
    }

    /// Hashes it here and now, for the command line.
    ///
    /// # Errors
    /// As [`NewPassword::hash`].
    pub fn hash_now(&self) -> Result<String, String> {
        hash_blocking(&self.0)
    }
}

impl std::fmt::Debug for NewPassword {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NewPassword(…)")
    }
}

/// Whether `password` is the one of `hash`; without a hash the answer is no, after the same time.
///
/// # Errors
/// The program's fault: the thread died.
pub async fn password_matches(password: String, hash: Option<String>) -> Result<bool, String> {
    let _permit = HASHING.acquire().await.map_err(|error| error.to_string())?;
    let check = move || {
        let known = hash.is_some();
        let hash = hash.as_deref().unwrap_or(&NOBODYS);
        let right = PasswordHash::new(hash)
            .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok());
        right && known
    };
    tokio::task::spawn_blocking(check).await.map_err(|error| error.to_string())
}

/// Argon2id with 19 MiB, two passes, one lane: the crate's default and OWASP's first recommendation.
fn hash_blocking(password: &str) -> Result<String, String> {
    Argon2::default()
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|error| error.to_string())
}

/// Takes the usual disguises off (`p4$$w0rd` → `password`).
fn undisguise(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '0' => 'o',
            '1' | '!' => 'i',
            '3' => 'e',
            '4' | '@' | 'à' => 'a',
            '5' | '$' => 's',
            '7' => 't',
            'è' | 'é' => 'e',
            'ì' => 'i',
            'ò' => 'o',
            'ù' => 'u',
            other => other,
        })
        .collect()
}

fn is_common(folded: &str) -> bool {
    let letters: String = folded.chars().filter(|c| c.is_alphanumeric()).collect();
    let core = folded.trim_matches(|c: char| !c.is_alphabetic());
    let undisguised = undisguise(folded.trim_end_matches(|c: char| !c.is_alphabetic()));
    let candidates = [folded, letters.as_str(), core, undisguised.trim_matches(|c: char| !c.is_alphabetic())];
    candidates.iter().any(|word| COMMON.contains(*word) || COMMON.contains(unit(word)))
        || unit(folded).chars().count() <= 4
        || is_run(folded)
}

/// The shortest beginning that, repeated, gives the text (`ciaociaociao` → `ciao`).
fn unit(text: &str) -> &str {
    let bounds = text.char_indices().map(|(at, _)| at).skip(1);
    for at in bounds {
        let (head, _) = text.split_at(at);
        if text.len().is_multiple_of(at) && head.repeat(text.len() / at) == text {
            return head;
        }
    }
    text
}

/// Nearly all neighbours follow each other in the alphabet, among the digits or on a keyboard, forwards or backwards.
fn is_run(text: &str) -> bool {
    const ROWS: [&str; 6] = [
        "abcdefghijklmnopqrstuvwxyz",
        "01234567890",
        "qwertyuiop",
        "asdfghjkl",
        "zxcvbnm",
        "qazwsxedcrfvtgbyhnujm",
    ];
    let chars: Vec<char> = text.chars().collect();
    let follows = |a: char, b: char| {
        a == b
            || ROWS.iter().any(|row| {
                let pair: String = [a, b].iter().collect();
                let back: String = [b, a].iter().collect();
                row.contains(&pair) || row.contains(&back)
            })
    };
    let breaks = chars.windows(2).filter(|pair| matches!(pair, [a, b] if !follows(*a, *b))).count();
    breaks <= chars.len() / 5
}

/// Without the words of the name and of the address, fewer than eight characters are left.
fn is_personal(folded: &str, name: Option<&Name>, email: Option<&EmailAddress>) -> bool {
    let mut rest = folded.to_owned();
    let email = email.map(EmailAddress::as_str).unwrap_or_default();
    let name = name.map(|name| name.as_str().to_lowercase()).unwrap_or_default();
    let mut words: Vec<&str> = name
        .split_whitespace()
        .chain(email.split(|c: char| !c.is_alphanumeric()))
        .chain(email.split('@'))
        .filter(|word| word.chars().count() >= 3)
        .collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let before = rest.len();
    if !email.is_empty() {
        rest = rest.replace(email, "");
    }
    for word in words {
        rest = rest.replace(word, "");
    }
    rest.len() < before && rest.chars().filter(|c| c.is_alphanumeric()).count() < 8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(password: &str) -> Result<(), PasswordProblem> {
        let name = Name::parse("Anna Colombo").expect("a name");
        let email = EmailAddress::parse("anna.colombo@esempio.it").expect("an address");
        NewPassword::parse(password, Some(&name), Some(&email)).map(|_| ())
    }

    #[test]
    fn length_is_counted_in_characters_not_bytes() {
        assert_eq!(check("èèòàùìòàùè1"), Err(PasswordProblem::TooShort));
        assert_eq!(check("perché così no"), Ok(()));
        assert_eq!(check(&"x7 ".repeat(70)), Err(PasswordProblem::TooLong));
    }

    #[test]
    fn what_guessers_try_first_is_refused() {
        for password in [
            "password1234",
            "Password2024!!",
            "P4$$w0rd!!!!",
            "juventus1897!",
            "francesca1985",
            "ciaociaociao",
            "123456789012",
            "098765432109",
            "qwertyuiop12",
            "abcdefghijkl",
            "aaaaaaaaaaaa",
            "121212121212",
            "!!!!!!!!!!!!!",
            "1qaz2wsx3edc",
            "forzajuve2026",
            "passwordpassword",
            "............................",
        ] {
            assert_eq!(check(password), Err(PasswordProblem::Common), "{password}");
        }
    }

    #[test]
    fn the_persons_own_name_and_address_are_refused() {
        for password in ["annacolombo1985", "Colombo.Anna.85", "anna.colombo@esempio.it", "esempio.it!anna12"]
        {
            assert_eq!(check(password), Err(PasswordProblem::Personal), "{password}");
        }
    }

    #[test]
    fn a_phrase_is_welcome_whatever_it_is_written_in() {
        for password in [
            "tre gatti sul tetto rosso",
            "biscotti-al-limone-42",
            "Zx9!kQ2#vL7p",
            "я люблю зелёный чай",
            "正しい馬の電池ホチキス留めです",
            "colombo viaggia in treno verso Rho",
            "🦊🌲🚲🧀🎻🌧🏔🧵📚🕯🐢🍋",
        ] {
            assert_eq!(check(password), Ok(()), "{password}");
        }
    }

    #[tokio::test]
    async fn a_hash_matches_its_password_only() {
        let email = EmailAddress::parse("anna@esempio.it").expect("an address");
        let password = NewPassword::parse("tre gatti sul tetto", None, Some(&email)).expect("a good one");
        let hash = password.hash().await.expect("it hashes");
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert_eq!(password_matches("tre gatti sul tetto".into(), Some(hash.clone())).await, Ok(true));
        assert_eq!(password_matches("tre gatti sul tett0".into(), Some(hash)).await, Ok(false));
        assert_eq!(password_matches("nobody has this password".into(), None).await, Ok(false));
    }
}
