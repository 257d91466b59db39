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

/// A question, and the person to whom the desk wrote about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thread {
    /// The question.
    pub ticket: TicketId,
    /// Who alone can have got that mail.
    pub reader: AccountId,
}

/// What the words of a Message-ID name: they begin as [`message_words`] says, and end with the account of the reader.
pub fn of_message(words: &str) -> Option<Thread> {
    let (ticket, rest) = words.strip_prefix("ticket-")?.split_once('-')?;
    Some(Thread { ticket: TicketId(number(ticket)?), reader: AccountId(number(rest.rsplit('-').next()?)?) })
}

/// What the words of an address name.
pub fn of_address(words: &str) -> Option<Thread> {
    let (ticket, reader) = words.split_once('-')?;
    Some(Thread { ticket: TicketId(number(ticket)?), reader: AccountId(number(reader)?) })
}

fn number(text: &str) -> Option<i64> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let thread = Thread { ticket: TicketId(1234), reader: AccountId(7) };
        let words = format!("{}-77-draft-by-mail-{}", message_words(thread.ticket), thread.reader);
        assert_eq!(of_message(&words), Some(thread));
        assert_eq!(of_address(&address_words(thread.ticket, thread.reader)), Some(thread));
    }

    #[test]
    fn mails_about_nothing_in_particular_name_no_question() {
        for words in [
            "account-7-confirmation-3",
            "ticket-",
            "ticket-x-1",
            "ticket--1-1",
            "entry-3-4-5-6",
            "ticket-1-2-x",
        ] {
            assert_eq!(of_message(words), None, "{words}");
        }
        for words in ["", "12", "x-3", "+1-3", "3-"] {
            assert_eq!(of_address(words), None, "{words}");
        }
    }
}
