//! Messages that others found odd.

use super::super::{DeliveryAction, Kind};
use super::{all, files, understood};
use crate::kernel::text::EmailAddress;

/// What each message is, where it is not a person's.
fn told(kind: &Kind) -> &'static str {
    match kind {
        Kind::Personal => "personal",
        Kind::Automatic { .. } => "automatic",
        Kind::Bulk { .. } => "bulk",
        Kind::DeliveryReport(report) if report.standard => "report",
        Kind::DeliveryReport(_) => "report in words",
        Kind::Feedback(_) => "feedback",
        Kind::ReadReceipt(_) => "read",
        Kind::PecReceipt(_) => "pec",
    }
}

#[test]
fn each_message_is_recognised() {
    for (name, raw) in all() {
        let kind = super::understand(&raw, super::EnvelopeSender::Unknown).kind;
        let expected = match name.as_str() {
            "sisimai/bsd-lhost-sendmail-14" | "sisimai/not-is-not-bounce-01" => &["personal"][..],
            "stalwart/thirdparty-014" => &["bulk"],
            "own/vacation" => &["automatic"],
            "own/read-receipt" => &["read"],
            "own/pec-accepted" | "own/pec-delivered" | "own/pec-not-delivered" => &["pec"],
            _ if name.starts_with("sisimai/bsd-arf") => &["feedback"],
            _ if name.starts_with("sisimai/bsd-rfc3834") => &["automatic"],
            _ if name.starts_with("sisimai/") || name.contains("report_emails") => {
                &["report", "report in words"]
            }
            _ => &["personal"],
        };
        assert!(expected.contains(&told(&kind)), "{name} is {kind:?}");
    }
}

#[test]
fn a_report_of_delivery_names_recipient_status_and_message() {
    for (name, recipient, action, status, id, words) in REPORTS {
        let Kind::DeliveryReport(report) = understood(name).kind else { panic!("{name}") };
        let [delivery] = &report.recipients[..] else { panic!("{name}: {:?}", report.recipients) };
        assert_eq!(delivery.recipient, EmailAddress::parse(recipient).ok(), "{name}");
        assert_eq!(delivery.action, action, "{name}");
        assert_eq!(delivery.status.as_deref().unwrap_or_default(), status, "{name}");
        assert_eq!(report.original_message_id.as_deref(), Some(id), "{name}");
        let diagnostic = delivery.diagnostic.as_deref().unwrap_or_default();
        assert!(diagnostic.contains(words), "{name}: {diagnostic}");
    }
}

type Report = (&'static str, &'static str, DeliveryAction, &'static str, &'static str, &'static str);

const REPORTS: [Report; 7] = [
    (
        "sisimai/bsd-rfc3464-01",
        "userunknown@bouncehammer.jp",
        DeliveryAction::Failed,
        "5.1.1",
        "E1C50F1B-1C83-4820-BC36-AC6FBFBE8568@example.org",
        "550 5.1.1 <userunknown@bouncehammer.jp>... User Unknown",
    ),
    (
        "rubymail/multipart_report_emails-report_422",
        "fraser@oooooooo.com.au",
        DeliveryAction::Delayed,
        "4.2.2",
        "15655788.13.1200472642578.JavaMail.Administrator@mail.ttttt.com.au",
        "Mailbox full",
    ),
    (
        "sisimai/bsd-lhost-exim-01",
        "kijitora@example.ed.jp",
        DeliveryAction::Failed,
        "5.7.0",
        "E1P1ce6-000Egt-GZ@e1.example.org",
        "Please use the smtp server of your ISP",
    ),
    (
        "sisimai/bsd-lhost-qmail-01",
        "kijitora@example.ne.jp",
        DeliveryAction::Failed,
        "5.5.0",
        "000000000.9999999999999.JavaMail.postmaster@mailhub",
        "550 Unknown user",
    ),
    (
        "sisimai/bsd-lhost-office365-01",
        "kijitora@example.com",
        DeliveryAction::Failed,
        "5.1.10",
        "FFFFFFFF.EEEEEEEE@example.ed.jp",
        "RecipientNotFound",
    ),
    (
        "sisimai/bsd-lhost-exchange2003-03",
        "kijitora@example.jp",
        DeliveryAction::Failed,
        "",
        "00000000000.ffffffffffff.ff@example.net",
        "The recipient name is not recognized",
    ),
    (
        "sisimai/bsd-lhost-mailru-01",
        "kijitora@example.jp",
        DeliveryAction::Failed,
        "5.1.1",
        "8F3CE2D8-D60E-48C3-B9AF-BED628EE2CA5@mail.example.ru",
        "User Unknown",
    ),
];

#[test]
fn charsets_and_names_of_files_are_read() {
    assert_eq!(understood("rubymail/rfc6532-utf8_headers").subject, "Säying Hello");
    let mail = understood("rubymail/attachment_emails-attachment_nonascii_filename");
    assert_eq!(files(&mail), [("ciële.txt", "text/plain")]);
    let mail = understood("rubymail/multi_charset-japanese_iso_2022");
    assert_eq!((mail.subject.as_str(), mail.text.as_str()), ("まみむめも", "すみません。"));
    assert!(understood("rubymail/multi_charset-japanese_shift_jis").text.starts_with("あいうえお"));
}
