//! How mails name the question that they are about: in the words of their Message-ID, and in the address they are answered at.
//! Both are signed by [`MailSigner`](crate::platform::mail::MailSigner) before they leave.

use crate::kernel::ids::{AccountId, TicketId};

/// What the Message-ID of a mail about a question begins with.
pub fn message_words(ticket: TicketId) -> String {
    format!("ticket-{ticket}")
}

/// What stands behind the `+` of the address at which this person answers mails about a question.
pub fn address_words(ticket: TicketId, reader: AccountId) -> String {
    format!("{ticket}-{reader}")
}

/// The question of a Message-ID whose words begin as [`message_words`] says.
pub fn ticket_of_message(words: &str) -> Option<TicketId> {
    number(words.strip_prefix("ticket-")?.split('-').next()?)
}

/// The question of the words of an address.
pub fn ticket_of_address(words: &str) -> Option<TicketId> {
    number(words.split_once('-')?.0)
}

fn number(text: &str) -> Option<TicketId> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok().map(TicketId)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let ticket = TicketId(1234);
        let words = format!("{}-77-receipt-3", message_words(ticket));
        assert_eq!(ticket_of_message(&words), Some(ticket));
        assert_eq!(ticket_of_address(&address_words(ticket, AccountId(7))), Some(ticket));
    }

    #[test]
    fn mails_about_nothing_in_particular_name_no_question() {
        for words in ["account-7-confirmation-3", "ticket-", "ticket-x-1", "ticket--1-1", "entry-3-4-5-6"] {
            assert_eq!(ticket_of_message(words), None, "{words}");
        }
        for words in ["", "12", "x-3", "+1-3"] {
            assert_eq!(ticket_of_address(words), None, "{words}");
        }
    }
}
