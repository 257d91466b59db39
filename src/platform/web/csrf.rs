//! Proof that a form comes from a page of ours: a token bound to the visitor's session, in a hidden field.
//!
//! OWASP "signed double submit" with the session as its subject. Every rendering has a fresh nonce, so that a
//! compressed page does not betray the token by its length (BREACH).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac};
use sha2::Sha256;

const NONCE: usize = 16;

/// What tokens are signed with: the same on every node.
#[derive(Clone)]
pub struct CsrfKey([u8; 32]);

/// What a token is bound to: the secret in the visitor's session cookie, or in the cookie that a visitor without a
/// session gets with the first form. Put into the request's extensions by the layer that reads cookies.
#[derive(Clone, PartialEq, Eq)]
pub struct CsrfBinding(pub String);

impl CsrfKey {
    /// Derives the key from the installation's secret.
    pub fn derive(secret: &[u8]) -> Self {
        Self(sign(secret, &[b"csrf"]))
    }

    /// A new token for a form.
    pub fn token(&self, binding: &CsrfBinding) -> String {
        let mut nonce = [0_u8; NONCE];
        getrandom::fill(&mut nonce).expect("the system gives random bytes");
        let mut token = nonce.to_vec();
        token.extend_from_slice(&sign(&self.0, &[&nonce, binding.0.as_bytes()]));
        URL_SAFE_NO_PAD.encode(token)
    }

    /// Whether `token` was made for this visitor.
    pub fn verify(&self, binding: &CsrfBinding, token: &str) -> bool {
        let Ok(token) = URL_SAFE_NO_PAD.decode(token) else { return false };
        let Some((nonce, given)) = token.split_at_checked(NONCE) else { return false };
        mac(&self.0, &[nonce, binding.0.as_bytes()]).verify_slice(given).is_ok()
    }
}

fn sign(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    mac(key, parts).finalize().into_bytes().into()
}

fn mac(key: &[u8], parts: &[&[u8]]) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
    for part in parts {
        mac.update(part);
    }
    mac
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_good_for_its_visitor_only() {
        let key = CsrfKey::derive(b"secret");
        let (anna, carla) = (CsrfBinding("anna".into()), CsrfBinding("carla".into()));
        let token = key.token(&anna);
        assert!(key.verify(&anna, &token));
        assert!(!key.verify(&carla, &token));
        assert!(!CsrfKey::derive(b"other").verify(&anna, &token));
        for forged in ["", "x", &token[1..], &URL_SAFE_NO_PAD.encode([0_u8; 48])] {
            assert!(!key.verify(&anna, forged), "{forged}");
        }
        assert_ne!(token, key.token(&anna), "every rendering differs");
    }
}
