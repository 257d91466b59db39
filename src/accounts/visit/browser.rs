//! Browsers in which a person signed in, or set a new password, before: a cookie proves it. There the attempts of strangers
//! elsewhere do not count, so that nobody is kept out of an account by those who guess at it (OWASP, "Slow Down Online
//! Guessing Attacks with Device Cookies").

use crate::platform::web::{CsrfBinding, CsrfKey};

/// A proof for the person of this address, as typed in small letters. It holds nothing of the address.
pub(super) fn proof(key: &CsrfKey, email: &str) -> String {
    key.token(&binding(email))
}

/// Whether a cookie is a proof for the person of this address.
pub(super) fn is_proof(key: &CsrfKey, email: &str, cookie: &str) -> bool {
    key.verify(&binding(email), cookie)
}

/// No session's secret has a blank in it: a proof is never the token of a form.
fn binding(email: &str) -> CsrfBinding {
    CsrfBinding(format!("browser of {email}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proof_is_good_for_one_person() {
        let key = CsrfKey::derive(b"secret");
        let proof = proof(&key, "anna@esempio.it");
        assert!(is_proof(&key, "anna@esempio.it", &proof));
        assert!(!is_proof(&key, "carla@esempio.it", &proof));
        assert!(!is_proof(&key, "anna@esempio.it", ""));
    }
}
