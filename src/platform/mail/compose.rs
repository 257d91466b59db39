//! From typed parts to the bytes of one message (RFC 5322): nothing a user wrote can become a header.

use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use lettre::address::Envelope;
use lettre::message::header::{ContentTransferEncoding, ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Attachment, Body, Mailbox, MultiPart, MultiPartBuilder, MultiPartKind, SinglePart};
use lettre::{Address, Message};
use sha2::{Digest, Sha256};

use super::mail_id::MailId;
use crate::kernel::clock::Instant;
use crate::kernel::hex;
use crate::kernel::text::{EmailAddress, Name, Subject};
use crate::platform::i18n::Lang;

/// One mail to one person.
#[derive(Debug, Clone)]
pub struct Outgoing {
    /// Its id; a mail sent again keeps it, so that mail programs show it once.
    pub id: MailId,
    /// Name of the recipient, when it is known to be the recipient's.
    pub to_name: Option<Name>,
    /// Address of the recipient.
    pub to: EmailAddress,
    /// Language of the text.
    pub lang: Lang,
    /// Says what it is; holds nothing confidential, because it is shown on locked screens.
    pub subject: Subject,
    /// Plain text, lines ending with `\n`.
    pub text: String,
    /// The same as HTML.
    pub html: String,
    /// Earlier mails of the same conversation, oldest first.
    pub thread: Vec<MailId>,
    /// Where its reader can choose not to get such mails any more.
    pub unsubscribe: Option<Unsubscribe>,
    /// What stands behind the `+` of the address at which it is answered, if that is not the desk's own.
    pub reply_words: Option<String>,
    /// Files that come with it.
    pub files: Arc<[Enclosed]>,
}

/// Where a reader ends mails of a kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsubscribe {
    /// The address of the page.
    pub page: String,
    /// Whether one POST to it, without a sign-in, is enough (RFC 8058).
    pub one_click: bool,
}

/// A file that comes with a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enclosed {
    /// Its name, of small letters, digits, `-`, `_` and `.`.
    pub name: String,
    /// Its media type.
    pub kind: &'static str,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// A message ready to be handed to a mail server or a folder.
#[derive(Debug, Clone)]
pub struct Composed {
    pub(super) id: MailId,
    pub(super) envelope: Envelope,
    pub(super) bytes: Vec<u8>,
}

impl Composed {
    /// The message as it travels.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The domain it goes to.
    pub(super) fn receiver(&self) -> String {
        self.envelope.to().first().map(|address| address.domain().to_lowercase()).unwrap_or_default()
    }
}

/// Composes the message, dated `now`.
///
/// # Errors
/// When the library refuses an address that we accept, or builds no message: a fault of ours, told as text.
pub fn compose(mail: &Outgoing, from: &Mailbox, now: Instant) -> Result<Composed, String> {
    let address: Address = mail.to.as_str().parse().map_err(|error| format!("address: {error}"))?;
    let sent = UNIX_EPOCH + Duration::from_micros(u64::try_from(now.micros()).unwrap_or_default());
    let mut builder = Message::builder()
        .from(from.clone())
        .to(Mailbox::new(mail.to_name.as_ref().map(Name::to_string), address))
        .subject(mail.subject.as_str())
        .date(sent)
        .message_id(Some(mail.id.as_str().to_owned()))
        // Answering machines must leave this mail alone (RFC 3834, section 5; Exchange heeds only its own header).
        .header(AutoSubmitted)
        .header(SuppressAutoResponse)
        .header(ContentLanguage(mail.lang));
    if let Some(parent) = mail.thread.last() {
        let ids: Vec<&str> = mail.thread.iter().map(MailId::as_str).collect();
        builder = builder.in_reply_to(parent.as_str().to_owned()).references(ids.join(" "));
    }
    if let Some(Unsubscribe { page, one_click }) = &mail.unsubscribe {
        builder = builder.header(ListUnsubscribe(page.clone()));
        // Only where it is true, and the address is one that RFC 8058 takes.
        if *one_click && page.starts_with("https://") {
            builder = builder.header(OneClick);
        }
    }
    if let Some(reply_to) = mail.reply_words.as_deref().and_then(|words| with_detail(from, words)) {
        builder = builder.reply_to(reply_to);
    }
    let words = parts(MultiPartKind::Alternative, &mail.id, "")
        .singlepart(SinglePart::plain(mail.text.clone()))
        .singlepart(SinglePart::html(mail.html.clone()));
    let body = match mail.files.is_empty() {
        true => words,
        false => {
            let mut mixed = parts(MultiPartKind::Mixed, &mail.id, "files").multipart(words);
            for file in mail.files.iter() {
                mixed = mixed.singlepart(enclosed(file)?);
            }
            mixed
        }
    };
    let message = builder.multipart(body).map_err(|error| format!("message: {error}"))?;
    Ok(Composed { id: mail.id.clone(), envelope: message.envelope().clone(), bytes: message.formatted() })
}

/// `dialoga+words@…` of `dialoga@…`; none when that would be no address any more (RFC 5321, 4.5.3.1.1: 64 octets).
fn with_detail(from: &Mailbox, words: &str) -> Option<Mailbox> {
    let local = format!("{}+{words}", from.email.user());
    let address = Address::new(local, from.email.domain()).ok()?;
    (address.user().len() <= 64).then(|| Mailbox::new(from.name.clone(), address))
}

/// The boundary follows from the id, so that a mail composed twice is the same twice.
fn parts(kind: MultiPartKind, id: &MailId, what: &str) -> MultiPartBuilder {
    let digest = Sha256::digest(format!("{}{what}", id.as_str()).as_bytes());
    MultiPart::builder().kind(kind).boundary(hex(&digest[..16]))
}

/// A file as it travels: in base64, so that its bytes arrive as they are.
fn enclosed(file: &Enclosed) -> Result<SinglePart, String> {
    let kind = ContentType::parse(file.kind).map_err(|error| format!("file: {error}"))?;
    let body = Body::new_with_encoding(file.bytes.clone(), ContentTransferEncoding::Base64);
    let body = body.map_err(|_| "file: it cannot be encoded".to_owned())?;
    Ok(Attachment::new(file.name.clone()).body(body, kind))
}

macro_rules! fixed_header {
    ($name:ident, $header:literal, $value:literal) => {
        #[derive(Clone)]
        struct $name;

        impl Header for $name {
            fn name() -> HeaderName {
                HeaderName::new_from_ascii_str($header)
            }

            fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
                Ok(Self)
            }

            fn display(&self) -> HeaderValue {
                HeaderValue::new(Self::name(), $value.to_owned())
            }
        }
    };
}

fixed_header!(AutoSubmitted, "Auto-Submitted", "auto-generated");
fixed_header!(SuppressAutoResponse, "X-Auto-Response-Suppress", "All");
fixed_header!(OneClick, "List-Unsubscribe-Post", "List-Unsubscribe=One-Click");

/// Where mail programs lead who wants no such mail any more (RFC 2369, section 3.2). Where the page asks for a sign-in, the field of
/// RFC 8058, which promises that one request is enough, does not go with it.
#[derive(Clone)]
struct ListUnsubscribe(String);

impl Header for ListUnsubscribe {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("List-Unsubscribe")
    }

    fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self(text.trim_matches(['<', '>']).to_owned()))
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), format!("<{}>", self.0))
    }
}

#[derive(Clone)]
struct ContentLanguage(Lang);

impl Header for ContentLanguage {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Content-Language")
    }

    fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Lang::parse(text).map(Self).ok_or_else(|| "unknown language".into())
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), self.0.as_str().to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mail(name: &str) -> Outgoing {
        let id = |n| MailId::new(&format!("ticket-12-{n}-receipt-3"), "esempio.it").expect("plain parts");
        Outgoing {
            id: id(9),
            to_name: Some(Name::parse(name).expect("a name")),
            to: EmailAddress::parse("anna@esempio.it").expect("an address"),
            lang: Lang::It,
            subject: Subject::parse("La risposta alla tua domanda è pronta (n. 12)").expect("a subject"),
            text: "Ciao Anna,\nla risposta è pronta.\n.\nFine".to_owned(),
            html: "<p>Ciao Anna</p>".to_owned(),
            thread: vec![id(7), id(8)],
            unsubscribe: None,
            reply_words: None,
            files: Arc::default(),
        }
    }

    fn written(mail: &Outgoing) -> String {
        let from = "Sportello <dialoga@esempio.it>".parse().expect("a mailbox");
        let now = Instant::parse_rfc3339("2026-11-24T09:30:00Z").expect("a time");
        let composed = compose(mail, &from, now).expect("composes");
        String::from_utf8(composed.bytes).expect("ASCII")
    }

    #[test]
    fn a_mail_says_that_it_is_automatic_and_where_it_belongs() {
        let text = written(&mail("Anna Rossi"));
        for line in [
            "From: Sportello <dialoga@esempio.it>\r\n",
            "To: \"Anna Rossi\" <anna@esempio.it>\r\n",
            "Date: Tue, 24 Nov 2026 09:30:00 +0000\r\n",
            "Message-ID: <ticket-12-9-receipt-3@esempio.it>\r\n",
            "In-Reply-To: <ticket-12-8-receipt-3@esempio.it>\r\n",
            "Auto-Submitted: auto-generated\r\n",
            "Content-Language: it\r\n",
            "Content-Type: multipart/alternative;\r\n",
        ] {
            assert!(text.contains(line), "{line:?} is missing in:\n{text}");
        }
        assert!(
            text.contains(
                "References: <ticket-12-7-receipt-3@esempio.it>\r\n <ticket-12-8-receipt-3@esempio.it>\r\n"
            ),
            "{text}"
        );
        assert!(text.is_ascii());
        assert_eq!(text, written(&mail("Anna Rossi")), "composed twice, the same twice");
    }

    #[test]
    fn a_mail_that_can_be_switched_off_says_where() {
        let mut mail = mail("Anna Rossi");
        assert!(!written(&mail).contains("List-Unsubscribe"));
        let page = "https://dialoga.example/profilo/avvisi".to_owned();
        mail.unsubscribe = Some(Unsubscribe { page: page.clone(), one_click: false });
        let text = written(&mail);
        assert!(
            text.contains("\r\nList-Unsubscribe: <https://dialoga.example/profilo/avvisi>\r\n"),
            "{text}"
        );
        let post = "\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n";
        assert!(!text.contains(post));
        mail.unsubscribe = Some(Unsubscribe { page: page.clone(), one_click: true });
        assert!(written(&mail).contains(post));
        mail.unsubscribe = Some(Unsubscribe { page: page.replace("https", "http"), one_click: true });
        assert!(!written(&mail).contains(post), "RFC 8058 wants HTTPS");
    }

    #[test]
    fn files_come_with_a_mail_byte_by_byte() {
        let mut mail = mail("Anna Rossi");
        mail.files = Arc::new([Enclosed {
            name: "rapporto.json".to_owned(),
            kind: "application/json",
            bytes: b"{\"a\":1}\n".to_vec(),
        }]);
        let text = written(&mail);
        for line in [
            "Content-Type: multipart/mixed; boundary=",
            "Content-Type: multipart/alternative;\r\n",
            "Content-Disposition: attachment; filename=\"rapporto.json\"\r\n",
            "Content-Transfer-Encoding: base64\r\n",
            "eyJhIjoxfQo=",
        ] {
            assert!(text.contains(line), "{line:?} is missing in:\n{text}");
        }
        assert_eq!(text, written(&mail), "composed twice, the same twice");
    }

    #[test]
    fn a_name_cannot_become_a_header_or_a_second_recipient() {
        for name in [
            "Anna\" <altra@esempio.it>, \"B",
            "Anna, Bianca",
            "=?utf-8?Q?x=0D=0ABcc:_b@esempio.it?=",
            "Zoë \\",
        ] {
            let text = written(&mail(name));
            let head = text.split("\r\n\r\n").next().unwrap_or_default();
            assert!(!head.contains("\r\nBcc"), "{head}");
            let from = "Sportello <dialoga@esempio.it>".parse().expect("a mailbox");
            let composed = compose(&mail(name), &from, Instant::from_micros(0)).expect("composes");
            assert_eq!(composed.envelope.to().len(), 1, "{head}");
        }
    }
}
