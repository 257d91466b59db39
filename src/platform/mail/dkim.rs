//! DKIM signatures (RFC 6376; Ed25519 as in RFC 8463), canonicalised `relaxed/relaxed`.
//!
//! lettre's own feature is not used: it brings the crate `rsa`, whose timing gives its keys away (RUSTSEC-2023-0071). The
//! TLS of the desk brings `ring` along, which signs in constant time.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::rand::SystemRandom;
use ring::signature::{Ed25519KeyPair, KeyPair as _, RSA_PKCS1_SHA256, RsaKeyPair};
use rustls_pki_types::PrivateKeyDer;
use rustls_pki_types::pem::PemObject as _;
use sha2::{Digest, Sha256};

use crate::kernel::clock::Instant;

/// Fields that are signed wherever they stand in a mail, in this order.
const SIGNED: [&str; 14] = [
    "From",
    "To",
    "Reply-To",
    "Subject",
    "Date",
    "Message-ID",
    "In-Reply-To",
    "References",
    "MIME-Version",
    "Content-Type",
    "Content-Language",
    "Auto-Submitted",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
];

/// Of these one more is named than there are, so that nobody can add another on the way (RFC 6376, section 8.15).
const SEALED: [&str; 5] = ["From", "To", "Reply-To", "Subject", "Date"];

/// `SEQUENCE { rsaEncryption, NULL }` (RFC 3279, section 2.3.1).
const RSA_ALGORITHM: [u8; 15] =
    [0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00];

/// Signs the mails of one domain with one key.
pub(super) struct Signer {
    domain: String,
    selector: String,
    key: Key,
}

enum Key {
    Rsa(Box<RsaKeyPair>),
    Ed25519(Ed25519KeyPair),
}

/// The entry of the domain name system that mail servers look the key up in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DnsRecord {
    /// Its name, such as `dialoga._domainkey.esempio.it`.
    pub name: String,
    /// Its text, of type TXT.
    pub text: String,
}

impl Signer {
    /// A signer with the private key in `pem`, as OpenSSL writes it: RSA of 2048 bits or more, or Ed25519.
    ///
    /// # Errors
    /// What is wrong with the key, in plain words without anything of it.
    pub(super) fn new(domain: &str, selector: &str, pem: &[u8]) -> Result<Self, &'static str> {
        let rsa = |key: Result<RsaKeyPair, ring::error::KeyRejected>| {
            key.map(|key| Key::Rsa(Box::new(key)))
                .map_err(|_| "it holds no key that can be used: RSA of 2048 to 4096 bits, or Ed25519")
        };
        let key = match PrivateKeyDer::from_pem_slice(pem) {
            Ok(PrivateKeyDer::Pkcs1(der)) => rsa(RsaKeyPair::from_der(der.secret_pkcs1_der())),
            Ok(PrivateKeyDer::Pkcs8(der)) => {
                let der = der.secret_pkcs8_der();
                match Ed25519KeyPair::from_pkcs8_maybe_unchecked(der) {
                    Ok(key) => Ok(Key::Ed25519(key)),
                    Err(_) => rsa(RsaKeyPair::from_pkcs8(der)),
                }
            }
            Ok(_) => Err("its key is neither RSA nor Ed25519"),
            Err(_) => Err("it holds no private key in PEM form (a key behind a password cannot be used)"),
        }?;
        Ok(Self { domain: domain.to_owned(), selector: selector.to_owned(), key })
    }

    /// The message with its signature as the first field.
    ///
    /// # Errors
    /// When the message has no head, or the library does not sign: faults of the program.
    pub(super) fn sign(&self, message: &[u8], now: Instant) -> Result<Vec<u8>, String> {
        let (head, body) = split(message).ok_or("the message has no head")?;
        let fields = fields(head);
        let names = names(&fields);
        let algorithm = match self.key {
            Key::Rsa(_) => "rsa-sha256",
            Key::Ed25519(_) => "ed25519-sha256",
        };
        let body_hash = STANDARD.encode(Sha256::digest(relaxed_body(body)));
        let listed: Vec<String> = names.chunks(5).map(|some| some.join(":")).collect();
        let unsigned = format!(
            "DKIM-Signature: v=1; a={algorithm}; c=relaxed/relaxed; d={};\r\n s={}; t={};\r\n h={};\r\n bh={body_hash};\r\n b=",
            self.domain,
            self.selector,
            now.micros().div_euclid(1_000_000),
            listed.join(":\r\n "),
        );
        let signature = self.signature(&signed_bytes(&fields, &names, &unsigned))?;
        let mut signed = unsigned.into_bytes();
        for (number, line) in STANDARD.encode(signature).as_bytes().chunks(72).enumerate() {
            if number > 0 {
                signed.extend_from_slice(b"\r\n ");
            }
            signed.extend_from_slice(line);
        }
        signed.extend_from_slice(b"\r\n");
        signed.extend_from_slice(message);
        Ok(signed)
    }

    fn signature(&self, bytes: &[u8]) -> Result<Vec<u8>, String> {
        match &self.key {
            Key::Rsa(key) => {
                let mut signature = vec![0; key.public().modulus_len()];
                key.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), bytes, &mut signature)
                    .map_err(|_| "the DKIM key does not sign")?;
                Ok(signature)
            }
            // What is signed is the digest (RFC 8463, section 3).
            Key::Ed25519(key) => Ok(key.sign(&Sha256::digest(bytes)).as_ref().to_vec()),
        }
    }

    /// What must stand in the domain name system.
    pub(super) fn record(&self) -> DnsRecord {
        let (kind, key) = match &self.key {
            Key::Rsa(key) => ("rsa", subject_public_key(key.public_key().as_ref())),
            Key::Ed25519(key) => ("ed25519", key.public_key().as_ref().to_vec()),
        };
        DnsRecord {
            name: format!("{}._domainkey.{}", self.selector, self.domain),
            text: format!("v=DKIM1; k={kind}; p={}", STANDARD.encode(key)),
        }
    }
}

/// An RSA key as verifiers expect it, within a `SubjectPublicKeyInfo` (RFC 6376, appendix C, whose example `openssl` makes).
fn subject_public_key(key: &[u8]) -> Vec<u8> {
    let bits: Vec<u8> = [&[0], key].concat();
    let bits = der(0x03, &bits);
    der(0x30, &[&RSA_ALGORITHM, &bits[..]].concat())
}

/// A value in DER, of a length below 65,536 bytes.
fn der(tag: u8, value: &[u8]) -> Vec<u8> {
    let [.., high, low] = value.len().to_be_bytes();
    let mut bytes = match (high, low) {
        (0, 0..=127) => vec![tag, low],
        (0, _) => vec![tag, 0x81, low],
        _ => vec![tag, 0x82, high, low],
    };
    bytes.extend_from_slice(value);
    bytes
}

/// Head and body; the empty line between them belongs to neither.
fn split(message: &[u8]) -> Option<(&str, &[u8])> {
    let end = message.windows(4).position(|four| four == b"\r\n\r\n")?;
    let (head, body) = message.split_at(end + 2);
    Some((std::str::from_utf8(head).ok()?, body.get(2..)?))
}

/// The fields of a head, each with its folded lines and without its last line end.
fn fields(head: &str) -> Vec<&str> {
    let mut fields = Vec::new();
    let (mut start, mut at) = (0, 0);
    for line in head.split_inclusive("\r\n") {
        if at > start && !line.starts_with([' ', '\t']) {
            fields.push(head[start..at].trim_end_matches("\r\n"));
            start = at;
        }
        at += line.len();
    }
    fields.push(head[start..at].trim_end_matches("\r\n"));
    fields
}

fn name_of<'a>(field: &&'a str) -> &'a str {
    field.split(':').next().unwrap_or_default().trim_end()
}

/// The names that the signature lists.
fn names(fields: &[&str]) -> Vec<&'static str> {
    let times = |name: &str| {
        let there = fields.iter().map(name_of).filter(|field| field.eq_ignore_ascii_case(name)).count();
        there + usize::from(SEALED.contains(&name))
    };
    SIGNED.into_iter().flat_map(|name| std::iter::repeat_n(name, times(name))).collect()
}

/// What is signed: the named fields, each time the last of those not taken yet (RFC 6376, section 5.4.2), and the signature
/// without its value.
fn signed_bytes(fields: &[&str], names: &[&str], unsigned: &str) -> Vec<u8> {
    let mut left: Vec<&str> = fields.to_vec();
    let mut bytes = Vec::new();
    for name in names {
        let last = left.iter().rposition(|field| name_of(field).eq_ignore_ascii_case(name));
        if let Some(last) = last {
            bytes.extend_from_slice(relaxed(left.remove(last)).as_bytes());
            bytes.extend_from_slice(b"\r\n");
        }
    }
    bytes.extend_from_slice(relaxed(unsigned).as_bytes());
    bytes
}

/// RFC 6376, section 3.4.2.
fn relaxed(field: &str) -> String {
    let (name, value) = field.split_once(':').unwrap_or((field, ""));
    let words: Vec<&str> = value.split([' ', '\t', '\r', '\n']).filter(|word| !word.is_empty()).collect();
    format!("{}:{}", name.trim_end().to_ascii_lowercase(), words.join(" "))
}

/// RFC 6376, section 3.4.4.
fn relaxed_body(body: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(body.len());
    let mut empty_lines = 0;
    for line in body.split_inclusive(|byte| *byte == b'\n') {
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let mut relaxed = Vec::with_capacity(line.len());
        for byte in line {
            match byte {
                b' ' | b'\t' if relaxed.last() == Some(&b' ') => {}
                b' ' | b'\t' => relaxed.push(b' '),
                other => relaxed.push(*other),
            }
        }
        if relaxed.last() == Some(&b' ') {
            relaxed.pop();
        }
        if relaxed.is_empty() {
            empty_lines += 1;
            continue;
        }
        for _ in 0..std::mem::take(&mut empty_lines) {
            bytes.extend_from_slice(b"\r\n");
        }
        bytes.extend_from_slice(&relaxed);
        bytes.extend_from_slice(b"\r\n");
    }
    bytes
}

#[cfg(test)]
mod tests {
    use ring::signature::{
        ED25519, RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY as RSA, UnparsedPublicKey,
    };

    use super::*;

    /// The message, the keys and both signatures of RFC 8463, appendix A.
    const HEAD: &str = "From: Joe SixPack <joe@football.example.com>\r\n\
        To: Suzie Q <suzie@shopping.example.net>\r\n\
        Subject: Is dinner ready?\r\n\
        Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)\r\n\
        Message-ID: <20030712040037.46341.5F8J@football.example.com>\r\n";
    const BODY: &str = "Hi.\r\n\r\nWe lost the game.  Are you hungry yet?\r\n\r\nJoe.\r\n";
    const ED25519_KEY: &str = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
    const ED25519_SEED: &str = "nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=";
    const ED25519_FIELD: &str = "DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;\r\n \
        d=football.example.com; i=@football.example.com;\r\n \
        q=dns/txt; s=brisbane; t=1528637909; h=from : to :\r\n \
        subject : date : message-id : from : subject : date;\r\n \
        bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;\r\n b=";
    const ED25519_SIGNATURE: &str =
        "/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11BusFa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==";
    const RSA_KEY: &str = "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQiY/J16JYi0Qvx/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/K4w3QIDAQAB";
    const RSA_FIELD: &str = "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;\r\n \
        d=football.example.com; i=@football.example.com;\r\n \
        q=dns/txt; s=test; t=1528637909; h=from : to : subject :\r\n \
        date : message-id : from : subject : date;\r\n \
        bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;\r\n b=";
    const RSA_SIGNATURE: &str = "F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGsgeefOsk2JzdA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8=";
    const NAMES: [&str; 8] = ["from", "to", "subject", "date", "message-id", "from", "subject", "date"];

    fn decoded(text: &str) -> Vec<u8> {
        STANDARD.decode(text).expect("Base64")
    }

    /// The key that a `SubjectPublicKeyInfo` of 1024 bits holds.
    fn inner(key: &str) -> Vec<u8> {
        decoded(key)[22..].to_vec()
    }

    #[test]
    fn the_signatures_of_the_standard_hold_for_what_we_would_sign() {
        assert_eq!(
            STANDARD.encode(Sha256::digest(relaxed_body(BODY.as_bytes()))),
            "2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8="
        );
        let of_ed25519 = signed_bytes(&fields(HEAD), &NAMES, ED25519_FIELD);
        UnparsedPublicKey::new(&ED25519, decoded(ED25519_KEY))
            .verify(&Sha256::digest(&of_ed25519), &decoded(ED25519_SIGNATURE))
            .expect("the signature of the standard");
        let of_rsa = signed_bytes(&fields(HEAD), &NAMES, RSA_FIELD);
        UnparsedPublicKey::new(&RSA, inner(RSA_KEY))
            .verify(&of_rsa, &decoded(RSA_SIGNATURE))
            .expect("the signature of the standard");
        assert_eq!(STANDARD.encode(subject_public_key(&inner(RSA_KEY))), RSA_KEY);
    }

    /// The key of the standard in the form that OpenSSL writes (RFC 8410, section 7).
    fn ed25519() -> Signer {
        let der = [&decoded("MC4CAQAwBQYDK2VwBCIEIA==")[..], &decoded(ED25519_SEED)].concat();
        let pem =
            format!("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n", STANDARD.encode(der));
        Signer::new("football.example.com", "brisbane", pem.as_bytes()).expect("a key")
    }

    #[test]
    fn our_signature_of_the_standards_bytes_is_the_standards() {
        let bytes = signed_bytes(&fields(HEAD), &NAMES, ED25519_FIELD);
        assert_eq!(STANDARD.encode(ed25519().signature(&bytes).expect("signs")), ED25519_SIGNATURE);
        assert_eq!(
            ed25519().record(),
            DnsRecord {
                name: "brisbane._domainkey.football.example.com".to_owned(),
                text: format!("v=DKIM1; k=ed25519; p={ED25519_KEY}"),
            }
        );
    }

    #[test]
    fn no_second_sender_or_subject_can_be_added_to_a_signed_mail() {
        let names = names(&fields(HEAD));
        let times = |name| names.iter().filter(|listed| **listed == name).count();
        assert_eq!((times("From"), times("To"), times("Subject"), times("Reply-To")), (2, 2, 2, 1));
        let signed = |head: &str| signed_bytes(&fields(head), &names, "DKIM-Signature: b=");
        for more in ["From: a@b.it\r\n", "Subject: other\r\n", "reply-to: a@b.it\r\n"] {
            for head in [format!("{more}{HEAD}"), format!("{HEAD}{more}")] {
                assert_ne!(signed(HEAD), signed(&head), "{more}");
            }
        }
        assert_eq!(signed(HEAD), signed(&format!("Received: by a relay\r\n{HEAD}")));
    }

    #[test]
    fn what_relays_may_do_to_white_space_does_not_matter() {
        assert_eq!(relaxed("SUBJect : \t a\r\n\tb  c \t"), "subject:a b c");
        assert_eq!(relaxed_body(b" C \r\nD \t E\r\n\r\n\r\n"), b" C\r\nD E\r\n");
        assert_eq!(relaxed_body(b"\r\n\r\n"), b"");
        assert_eq!(relaxed_body(b"a"), b"a\r\n");
    }

    #[test]
    fn a_key_that_cannot_be_used_is_told_plainly() {
        let wrong =
            |pem: &str| Signer::new("esempio.it", "dialoga", pem.as_bytes()).err().unwrap_or_default();
        assert!(wrong("").contains("no private key in PEM form"));
        assert!(
            wrong("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
                .contains("no private key")
        );
        assert!(wrong("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n").contains("2048"));
        assert!(
            wrong("-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n").contains("neither")
        );
    }
}
