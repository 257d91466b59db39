//! DKIM: a mail server that checks a signature of ours finds it true, also after what relays may change.

use std::path::{Path, PathBuf};
use std::process::Command;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use dialoga::platform::config::{Config, MailTransport, Secret, SmtpTls};
use dialoga::platform::mail::Mailer;
use ring::signature::{ED25519, RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey};
use sha2::{Digest, Sha256};

use crate::mail_delivery::{now, to};
use crate::support::databases::{Kind, Place};
use crate::support::program::{dialoga, said};
use crate::support::smtp_peer::SmtpPeer;

/// Makes a key with OpenSSL and answers its file and its public half in DER.
fn key(dir: &Path, arguments: &[&str]) -> (PathBuf, Vec<u8>) {
    let openssl = |arguments: &[&str]| {
        let output = Command::new("openssl").args(arguments).current_dir(dir).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    openssl(arguments);
    openssl(&["pkey", "-in", "key.pem", "-pubout", "-outform", "DER", "-out", "public.der"]);
    (dir.join("key.pem"), std::fs::read(dir.join("public.der")).unwrap())
}

/// The value of a tag of a DKIM signature.
fn tag<'a>(field: &'a str, name: &str) -> &'a str {
    field.split("; ").find_map(|part| part.trim().strip_prefix(name)?.strip_prefix('=')).unwrap()
}

/// Whether the signature of a mail holds for a public key in DER: what a mail server does (RFC 6376, section 6), written
/// here a second time.
fn holds(mail: &str, public: &[u8]) -> bool {
    let (head, body) = mail.split_once("\r\n\r\n").unwrap();
    let unfolded = head.replace("\r\n ", " ").replace("\r\n\t", " ");
    let single = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut fields: Vec<(String, String)> = unfolded
        .split("\r\n")
        .map(|line| line.split_once(':').unwrap())
        .map(|(name, value)| (name.to_lowercase(), single(value)))
        .collect();
    let (name, signature) = fields.remove(0);
    assert_eq!(name, "dkim-signature");
    let lines: Vec<String> = body
        .trim_end_matches("\r\n")
        .split("\r\n")
        .map(|line| {
            assert!(!line.contains("  ") && !line.contains('\t'), "nothing to make relaxed: {line:?}");
            format!("{}\r\n", line.trim_end())
        })
        .collect();
    let is_whole = tag(&signature, "bh") == STANDARD.encode(Sha256::digest(lines.concat()));
    let mut signed = String::new();
    for name in tag(&signature, "h").replace(' ', "").to_lowercase().split(':') {
        if let Some(place) = fields.iter().rposition(|(field, _)| field == name) {
            let (name, value) = fields.remove(place);
            signed.push_str(&format!("{name}:{value}\r\n"));
        }
    }
    let (before, value) = signature.rsplit_once("b=").unwrap();
    signed.push_str(&format!("dkim-signature:{before}b="));
    let value = STANDARD.decode(value.replace(' ', "")).unwrap();
    let verified = match tag(&signature, "a") {
        "ed25519-sha256" => {
            UnparsedPublicKey::new(&ED25519, &public[12..]).verify(&Sha256::digest(&signed), &value)
        }
        _ => UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, &public[24..])
            .verify(signed.as_bytes(), &value),
    };
    is_whole && verified.is_ok()
}

#[tokio::test]
async fn a_signature_holds_for_the_mail_as_it_arrives_and_for_no_other() {
    let dir = std::env::temp_dir().join(format!("dialoga-dkim-{}", std::process::id()));
    std::fs::create_dir_all(&dir).unwrap();
    for (arguments, kind) in [
        (&["genrsa", "-out", "key.pem", "2048"][..], "rsa"),
        (&["genrsa", "-traditional", "-out", "key.pem", "2048"], "rsa"),
        (&["genpkey", "-algorithm", "ed25519", "-out", "key.pem"], "ed25519"),
    ] {
        let (file, public) = key(&dir, arguments);
        let peer = SmtpPeer::start();
        let mut config = Config::defaults().mail;
        config.transport = MailTransport::Smtp;
        config.smtp_url = Some(Secret::from(peer.url().as_str()));
        config.smtp_tls = SmtpTls::None;
        config.dkim_key_file = file;
        let mailer = Mailer::new(&config).unwrap();
        mailer.deliver(&to(&mailer, 1), now()).await.unwrap();
        let mail = peer.taken().remove(0).text;
        assert!(mail.starts_with("DKIM-Signature: v=1;"), "{mail}");
        assert!(holds(&mail, &public), "{kind}: {mail}");
        for (ours, theirs) in [("Fine", "Altro"), ("Una domanda", "Una proposta"), ("anna1@", "anna2@")] {
            assert!(mail.contains(ours) && !holds(&mail.replace(ours, theirs), &public), "{ours}");
        }
        let record = mailer.dns_record().unwrap();
        assert_eq!(record.name, "dialoga._domainkey.provincia.milano.example");
        let key = if kind == "rsa" { &public[..] } else { &public[12..] };
        assert_eq!(record.text, format!("v=DKIM1; k={kind}; p={}", STANDARD.encode(key)));
    }
    std::fs::remove_dir_all(&dir).unwrap();
}

#[test]
fn check_tells_what_must_stand_in_the_dns_and_that_a_key_cannot_be_used() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let (file, public) = key(&place.folder, &["genpkey", "-algorithm", "ed25519", "-out", "key.pem"]);
    let check = |file: &Path| {
        said(&dialoga(&place, &["check"]).env("DIALOGA__MAIL__DKIM_KEY_FILE", file).output().unwrap())
    };
    let record = format!("TXT record with v=DKIM1; k=ed25519; p={}", STANDARD.encode(&public[12..]));
    assert!(check(&file).contains(&record), "{}", check(&file));
    let wrong = check(&place.folder.join("public.der"));
    assert!(wrong.contains("WRONG  mail: none can leave: mail.dkim_key_file"), "{wrong}");
    assert!(wrong.contains("it holds no private key in PEM form"), "{wrong}");
}

#[test]
fn a_key_or_a_domain_that_cannot_sign_stops_the_start_with_its_name() {
    let error = |change: fn(&mut dialoga::platform::config::Mail)| {
        let mut config = Config::defaults().mail;
        change(&mut config);
        Mailer::new(&config).err().unwrap()
    };
    let missing = error(|mail| mail.dkim_key_file = "/nowhere/dkim.pem".into());
    assert!(missing.starts_with("mail.dkim_key_file /nowhere/dkim.pem: No such file"), "{missing}");
    let foreign = error(|mail| {
        mail.dkim_key_file = "/nowhere/dkim.pem".into();
        mail.dkim_domain = "esempio.it".to_owned();
    });
    assert!(foreign.contains("mail.dkim_domain is esempio.it"), "{foreign}");
}
