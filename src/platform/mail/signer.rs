//! What only this desk can have written into a mail: the local parts of its Message-IDs, and of the addresses it is answered at.

use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::kernel::hex;

/// Bytes of the signature: no fewer than half of what the hash gives (RFC 2104, 5), and few enough for the 64 characters of a
/// local part (RFC 5321, 4.5.3.1.1).
const SIGNATURE: usize = 16;

/// Signs words that travel in mails; the same on every node.
#[derive(Clone)]
pub struct MailSigner([u8; 32]);

impl MailSigner {
    /// Derives the key from the installation's secret.
    pub fn derive(secret: &[u8]) -> Self {
        let mut mac = mac(secret);
        mac.update(b"words of mails");
        Self(mac.finalize().into_bytes().into())
    }

    /// `words.signature`. Words are small letters, digits, `-`, `_` and `.`: mail servers may change the case of others.
    pub fn sign(&self, words: &str) -> String {
        let mut mac = mac(&self.0);
        mac.update(words.as_bytes());
        let whole = mac.finalize().into_bytes();
        format!("{words}.{}", hex(whole.get(..SIGNATURE).unwrap_or_default()))
    }

    /// The words, when this desk signed them. The comparison takes the same time for every wrong signature.
    pub fn read(&self, signed: &str) -> Option<String> {
        let signed = signed.to_ascii_lowercase();
        let (words, signature) = signed.rsplit_once('.')?;
        let signature = unhex(signature)?;
        let mut mac = mac(&self.0);
        mac.update(words.as_bytes());
        mac.verify_truncated_left(&signature).ok()?;
        Some(words.to_owned())
    }
}

fn mac(key: &[u8]) -> Hmac<Sha256> {
    Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length")
}

fn unhex(text: &str) -> Option<[u8; SIGNATURE]> {
    let mut bytes = [0; SIGNATURE];
    if text.len() != 2 * SIGNATURE || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_signed_is_read_whatever_its_case() {
        let signer = MailSigner::derive(b"secret");
        let signed = signer.sign("ticket-12-7-receipt-3");
        assert_eq!(signer.read(&signed), Some("ticket-12-7-receipt-3".to_owned()));
        assert_eq!(signer.read(&signed.to_uppercase()), Some("ticket-12-7-receipt-3".to_owned()));
        assert_eq!(MailSigner::derive(b"other").read(&signed), None);
    }

    #[test]
    fn nothing_else_is_read() {
        let signer = MailSigner::derive(b"secret");
        let signed = signer.sign("12-3");
        for place in 0..signed.len() {
            let mut forged = signed.clone().into_bytes();
            forged[place] = if forged[place] == b'1' { b'2' } else { b'1' };
            assert_eq!(signer.read(&String::from_utf8(forged).expect("ASCII")), None, "{place}");
            assert_eq!(signer.read(&signed[..place]), None, "{place}");
        }
        for other in ["", ".", "12-3", "12-3.", "12-3.zz", &format!("{signed}00"), "12-3.é"] {
            assert_eq!(signer.read(other), None, "{other}");
        }
    }
}
