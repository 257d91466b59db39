//! What mail servers, and providers of certified mail, say became of a mail of the desk.
//!
//! A report is believed when it names a mail by its Message-ID, which nobody can guess; but whoever its reader passed it on to knows it
//! as well, and can make the desk believe that it came back. So nothing of it is secret or lost: people see it, and the mail can be
//! sent again. The signatures of certified mail are not checked, so its receipts prove to the desk no more than that.

use super::facts;
use super::model::{IncomingState, Reason, Settled};
use super::store;
use crate::kernel::clock::Instant;
use crate::kernel::event::MailFate;
use crate::kernel::ids::IncomingId;
use crate::kernel::text::EmailAddress;
use crate::platform::db::{Conn, DbResult};
use crate::platform::mail::incoming::{
    Delivery, DeliveryAction, DeliveryReport, Incoming, Kind, PecEvent, PecReceipt,
};
use crate::platform::mail::outbox::{self, Recipient, SentMail};
use crate::platform::mail::{Concern, MailId, MailSigner};
use crate::{accounts, tickets};

/// A mail of the desk that is reported on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reported {
    /// Which.
    pub mail: SentMail,
    /// Where its reader is written to now.
    pub address: Option<EmailAddress>,
}

/// What a report says of a mail, where something follows from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// It came back.
    CameBack(Concern, String),
    /// The provider's word, which is noted.
    Noted(MailFate),
}

/// The mail that a report names, if the desk wrote it and still knows.
pub fn reported(conn: &mut Conn, mail: &Incoming, signer: &MailSigner) -> DbResult<Option<Reported>> {
    let id = match &mail.kind {
        Kind::DeliveryReport(report) => report.original_message_id.as_deref(),
        Kind::PecReceipt(receipt) => receipt.original_message_id.as_deref(),
        _ => None,
    };
    let own = id.filter(|id| facts::words_of(signer, id).is_some());
    let id = own.and_then(|id| id.split_once('@')).and_then(|(local, domain)| MailId::new(local, domain));
    let Some(id) = id else { return Ok(None) };
    let Some(mail) = outbox::sent_as(conn, &id)? else { return Ok(None) };
    let address = match mail.recipient {
        Recipient::Account(account) => accounts::person(conn, account)?.and_then(|person| person.email),
        Recipient::Outside(outside) => store::outside_address(conn, outside)?,
    };
    Ok(Some(Reported { mail, address }))
}

/// What a report of delivery says of a mail to this address. A delay is followed by another report, and a success by nothing.
pub fn of_delivery(report: &DeliveryReport, address: Option<&EmailAddress>) -> Option<Said> {
    let is_of = |delivery: &&Delivery| {
        let named = [&delivery.original_recipient, &delivery.recipient];
        named.into_iter().flatten().any(|named| Some(named) == address)
    };
    let of_address = report.recipients.iter().find(is_of);
    // One that names nobody speaks of whoever was written to; one that names another, of where she has her mails passed on to, which
    // she may have all the same.
    let delivery = of_address.or_else(|| report.recipients.iter().find(|other| other.recipient.is_none()))?;
    if delivery.action != DeliveryAction::Failed {
        return None;
    }
    let concern = match Concern::of(delivery.status.as_deref()) {
        Concern::Address if of_address.is_none() => Concern::Message,
        concern => concern,
    };
    let words = [delivery.status.as_deref(), delivery.diagnostic.as_deref()];
    Some(Said::CameBack(concern, words.into_iter().flatten().collect::<Vec<_>>().join(" ")))
}

/// What a receipt of certified mail says.
pub fn of_pec(receipt: &PecReceipt) -> Option<Said> {
    let attested = receipt.attested.as_ref();
    let error = attested.and_then(|attested| attested.error.as_deref());
    let came_back = || {
        // `postacert/@errore` (RFC 6109, 4.4): no such recipient, no such domain.
        let concern = match error {
            Some("no-dest" | "no-dominio") => Concern::Address,
            _ => Concern::Message,
        };
        let words = [error, attested.and_then(|attested| attested.details.as_deref())];
        Said::CameBack(concern, words.into_iter().flatten().collect::<Vec<_>>().join(": "))
    };
    match receipt.event {
        PecEvent::Accepted => Some(Said::Noted(MailFate::PecAccepted)),
        PecEvent::Delivered => Some(Said::Noted(MailFate::PecDelivered)),
        PecEvent::NotDelivered { early: true } => Some(Said::Noted(MailFate::PecDelayed)),
        PecEvent::Refused | PecEvent::NotDelivered { early: false } | PecEvent::Virus => Some(came_back()),
        PecEvent::TakenInCharge | PecEvent::Other => None,
    }
}

/// Notes it, in the outbox and in the history of the question where the mail was its requester's.
///
/// # Errors
/// When the database fails.
pub fn note(
    conn: &mut Conn,
    incoming: IncomingId,
    reason: Reason,
    mail: &SentMail,
    said: &Said,
    now: Instant,
) -> DbResult<Settled> {
    let fate = match said {
        Said::Noted(fate) => Some(*fate),
        Said::CameBack(concern, detail) => outbox::came_back(conn, mail, *concern, detail, now)?,
    };
    if let Some(fate) = fate {
        tickets::note_mail_fate(conn, mail, fate, Some(incoming), now)?;
    }
    Ok(Settled { state: IncomingState::Taken, reason, ticket: mail.ticket })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> EmailAddress {
        EmailAddress::parse(text).expect("an address")
    }

    fn report(recipient: Option<&str>, status: &str, action: DeliveryAction) -> DeliveryReport {
        let delivery = Delivery {
            recipient: recipient.map(address),
            original_recipient: None,
            action,
            status: Some(status.to_owned()),
            diagnostic: Some("550 no such user".to_owned()),
        };
        DeliveryReport { standard: true, recipients: vec![delivery], ..DeliveryReport::default() }
    }

    #[test]
    fn a_report_that_names_the_address_speaks_of_it() {
        let anna = address("anna@casa.example");
        let of =
            |recipient, status| of_delivery(&report(recipient, status, DeliveryAction::Failed), Some(&anna));
        let came_back =
            |concern, status: &str| Some(Said::CameBack(concern, format!("{status} 550 no such user")));
        assert_eq!(of(Some("anna@casa.example"), "5.1.1"), came_back(Concern::Address, "5.1.1"));
        assert_eq!(of(None, "5.1.1"), came_back(Concern::Message, "5.1.1"));
        assert_eq!(of(Some("anna@casa.example"), "5.2.2"), came_back(Concern::ForNow, "5.2.2"));
        // Passed on to where she reads no more, or has no room.
        assert_eq!(of(Some("altra@casa.example"), "5.1.1"), None);
        assert_eq!(of(Some("altra@casa.example"), "5.2.2"), None);
    }

    #[test]
    fn nothing_follows_from_a_delay_or_a_success() {
        for action in [DeliveryAction::Delayed, DeliveryAction::Delivered, DeliveryAction::Relayed] {
            assert_eq!(of_delivery(&report(None, "4.4.1", action), None), None);
        }
        assert_eq!(of_delivery(&DeliveryReport::default(), None), None);
    }

    #[test]
    fn receipts_of_certified_mail_tell_what_was_attested() {
        let receipt = |event| PecReceipt { event, original_message_id: None, attested: None };
        let of = |event| of_pec(&receipt(event));
        assert_eq!(of(PecEvent::Delivered), Some(Said::Noted(MailFate::PecDelivered)));
        assert_eq!(of(PecEvent::NotDelivered { early: true }), Some(Said::Noted(MailFate::PecDelayed)));
        let lost = Some(Said::CameBack(Concern::Message, String::new()));
        assert_eq!(of(PecEvent::NotDelivered { early: false }), lost);
        assert_eq!(of(PecEvent::TakenInCharge), None);
    }
}
