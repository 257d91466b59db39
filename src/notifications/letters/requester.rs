//! Letters to whoever asked. The words of the desk are inside only where the person chose so: a mailbox may be shared,
//! or an employer's.

use super::{Block, Desk};
use crate::accounts::Person;
use crate::kernel::clock::Instant;
use crate::kernel::ids::CycleId;
use crate::notifications::facts::{FileFacts, MoveFacts, TicketFacts};
use crate::platform::i18n::{day_of_rome, file_size, span, weekday_date};
use crate::tickets::{Channel, Ticket};

/// Whoever writes by mail may have put another's address there: to somebody who never showed that it is hers (`is_by_stranger`)
/// not a word of what he wrote is passed on.
pub(super) fn receipt(desk: &Desk<'_>, ticket: &TicketFacts, is_by_stranger: bool) -> Option<Vec<Block>> {
    let promised = promised(desk, ticket, ticket.first_due?);
    let subject =
        (!is_by_stranger).then(|| desk.fact("mail-fact-subject", ticket.ticket.subject.to_string()));
    let received = desk.fact("mail-fact-received", desk.at(ticket.ticket.created_at));
    let facts = std::iter::once(desk.number(ticket)).chain(subject).chain([received]);
    let rest = [
        Block::Facts { facts: facts.collect() },
        desk.button("mail-open-question", &page(ticket)),
        desk.note(
            if desk.settings.intake.replies { "mail-receipt-more-or-reply" } else { "mail-receipt-more" },
            &[],
        ),
    ];
    let first = desk.text("mail-receipt-text", &[]);
    // Whoever writes by mail saw no form, and so no privacy notice (GDPR, art. 13).
    let notice = (ticket.ticket.channel == Channel::Email).then(|| {
        [
            desk.note("mail-receipt-by-mail", &[]),
            desk.link("mail-receipt-privacy", "/privacy"),
            desk.note("mail-receipt-not-you", &[]),
        ]
    });
    let blocks = std::iter::once(first).chain(promised).chain(rest);
    Some(blocks.chain(notice.into_iter().flatten()).collect())
}

pub(super) fn clarification(
    desk: &Desk<'_>,
    ticket: &TicketFacts,
    person: &Person,
    asked_at: Instant,
) -> Option<Vec<Block>> {
    let message = ticket.message.as_ref()?;
    let mut blocks = if person.mail_answer_text {
        vec![desk.text("mail-clarification-text-inside", &[]), desk.question(ticket), desk.quote(message)]
    } else {
        vec![desk.text("mail-clarification-text", &[]), desk.question(ticket)]
    };
    blocks.extend(files(desk, ticket, person));
    blocks.push(desk.button("mail-clarification-button", &page(ticket)));
    blocks.push(desk.text("mail-clarification-clock", &[("date", waiting_until(desk, asked_at).into())]));
    Some(blocks)
}

pub(super) fn clarification_reminder(desk: &Desk<'_>, ticket: &TicketFacts) -> Option<Vec<Block>> {
    let until = waiting_until(desk, ticket.waiting_since?);
    Some(vec![
        desk.text("mail-clarification-reminder-text", &[]),
        desk.question(ticket),
        desk.button("mail-clarification-button", &page(ticket)),
        desk.text("mail-clarification-clock", &[("date", until.into())]),
    ])
}

/// The day until which the desk waits for details.
fn waiting_until(desk: &Desk<'_>, asked_at: Instant) -> String {
    let until = asked_at + desk.days(desk.settings.tickets.waiting_close_days);
    weekday_date(desk.lang, day_of_rome(until))
}

pub(super) fn answer(desk: &Desk<'_>, ticket: &TicketFacts, person: &Person) -> Option<Vec<Block>> {
    let message = ticket.message.as_ref()?;
    let mut blocks = if person.mail_answer_text {
        vec![desk.text("mail-answer-text-inside", &[]), desk.question(ticket), desk.quote(message)]
    } else {
        vec![desk.text("mail-answer-text", &[]), desk.question(ticket)]
    };
    blocks.extend(files(desk, ticket, person));
    let button = if person.mail_answer_text { "mail-answer-button-inside" } else { "mail-answer-button" };
    blocks.push(desk.button(button, &page(ticket)));
    if let Some(answer) = ticket.rates {
        blocks.extend(rating(desk, ticket, answer));
    }
    blocks.push(desk.text("mail-answer-doubts", &[]));
    blocks.push(desk.note("common-disclaimer", &[]));
    Some(blocks)
}

/// The files that came with the words of the desk. What they are called is as telling as those words, and is told to the same
/// people; the files themselves are never in a mail.
fn files(desk: &Desk<'_>, ticket: &TicketFacts, person: &Person) -> Vec<Block> {
    let count = ticket.files.len();
    let first = match (count, person.mail_answer_text, ticket.files_until) {
        (0, ..) => return Vec::new(),
        (_, false, _) => return vec![desk.text("mail-files-there", &[("count", count.into())])],
        (_, true, Some(until)) => {
            let date = weekday_date(desk.lang, day_of_rome(until));
            desk.text("mail-files", &[("date", date.into())])
        }
        (_, true, None) => desk.text("mail-files-sign-in", &[]),
    };
    let link = |file: &FileFacts| Block::Link {
        label: format!("{} ({})", file.name, file_size(desk.lang, file.size)),
        url: desk.settings.public_url.join(&file.path),
    };
    std::iter::once(first).chain(ticket.files.iter().map(link)).collect()
}

/// Whether this answer helped: one word of three. Where links are off the page behind the sign-in asks.
fn rating(desk: &Desk<'_>, ticket: &TicketFacts, answer: CycleId) -> Vec<Block> {
    let asked = desk.strong("mail-answer-rating", &[]);
    match &ticket.link {
        Some(token) => {
            let words =
                [("mail-rating-yes", "si"), ("mail-rating-partly", "parte"), ("mail-rating-no", "no")];
            let word = |(key, word)| {
                desk.link(key, &format!("/segui/{token}/valutazione?voto={word}&risposta={answer}"))
            };
            std::iter::once(asked).chain(words.map(word)).collect()
        }
        None => vec![asked, desk.link("mail-rating-there", &format!("{}#valutazione", own_page(ticket)))],
    }
}

pub(super) fn rating_reminder(desk: &Desk<'_>, ticket: &TicketFacts) -> Option<Vec<Block>> {
    let mut blocks = vec![desk.text("mail-rating-reminder-text", &[]), desk.question(ticket)];
    blocks.extend(rating(desk, ticket, ticket.rates?));
    blocks.push(desk.note("mail-rating-reminder-once", &[]));
    Some(blocks)
}

/// Who closed it and why. The reason itself stays on the page: it was written for this question, not for a mailbox.
pub(super) fn closed(desk: &Desk<'_>, ticket: &TicketFacts, by_somebody: bool) -> Vec<Block> {
    let who = match (by_somebody, ticket.explained, ticket.answered) {
        (true, true, _) => "mail-closed-explained",
        (true, false, _) => "mail-closed-desk",
        (false, _, true) => "mail-closed-answered",
        (false, _, false) => "mail-closed-waiting",
    };
    let days = desk.settings.tickets.close_after_days;
    vec![
        desk.text(who, &[("days", days.into())]),
        desk.question(ticket),
        desk.text("mail-closed-reopen", &[]),
        desk.button("mail-open-question", &page(ticket)),
    ]
}

pub(super) fn reopened(desk: &Desk<'_>, ticket: &TicketFacts) -> Option<Vec<Block>> {
    Some(vec![
        desk.text("mail-reopened-text", &[]),
        promise(desk, ticket.ticket.due_at?),
        desk.question(ticket),
        desk.button("mail-open-question", &page(ticket)),
    ])
}

/// What was asked in a message is a question of its own.
pub(super) fn split_off(desk: &Desk<'_>, ticket: &TicketFacts) -> Option<Vec<Block>> {
    let number = ticket.ticket.id.to_string();
    let first = desk.text("mail-split-off-text", &[("number", number.into())]);
    let promised = promised(desk, ticket, ticket.first_due?);
    let rest = [desk.question(ticket), desk.button("mail-open-question", &page(ticket))];
    Some(std::iter::once(first).chain(promised).chain(rest).collect())
}

/// Two questions are one from now on, with one answer by the earlier of the two deadlines. One that has passed is promised to
/// nobody.
pub(super) fn merged(desk: &Desk<'_>, ticket: &TicketFacts) -> Vec<Block> {
    let number = ticket.ticket.id.to_string();
    let due = ticket.ticket.due_at;
    let late = if due.is_some_and(|due| due <= desk.now) { "yes" } else { "no" };
    let first = desk.text("mail-merged-text", &[("number", number.into()), ("late", late.into())]);
    let promise = due.filter(|due| *due > desk.now).map(|due| promise(desk, due));
    let rest = [desk.question(ticket), desk.button("mail-open-question", &page(ticket))];
    std::iter::once(first).chain(promise).chain(rest).collect()
}

/// The promise was not kept: the person hears it from the desk, once.
pub(super) fn late(desk: &Desk<'_>, ticket: &TicketFacts) -> Option<Vec<Block>> {
    Some(vec![
        desk.text("mail-late-text", &[("due", desk.at(ticket.ticket.due_at?).into())]),
        desk.question(ticket),
        desk.text("mail-late-next", &[]),
        desk.button("mail-open-question", &page(ticket)),
        desk.note("mail-late-urgent", &[]),
    ])
}

/// What is promised from now on, and why. The reason is words of the desk, as an answer is.
pub(super) fn deadline_moved(
    desk: &Desk<'_>,
    ticket: &TicketFacts,
    MoveFacts { moved, left }: &MoveFacts,
    person: &Person,
) -> Vec<Block> {
    let now_promised = match ticket.ticket.due_at {
        Some(due) => promise(desk, due),
        // While details are missing there is no day to promise.
        None => desk.strong("mail-deadline-moved-waiting", &[("left", span(desk.lang, *left).into())]),
    };
    let why = match person.mail_answer_text {
        true => desk.text("mail-deadline-moved-why", &[("reason", moved.reason.as_str().into())]),
        false => desk.text("mail-deadline-moved-why-there", &[]),
    };
    vec![
        desk.text("mail-deadline-moved-text", &[("from", desk.at(moved.from).into())]),
        now_promised,
        desk.question(ticket),
        why,
        desk.button("mail-open-question", &page(ticket)),
    ]
}

/// An act changed which the answer cites: what that means is words of the desk, as an answer is. One letter for all that she asked.
pub(super) fn change_told(
    desk: &Desk<'_>,
    ticket: &TicketFacts,
    also: &[Ticket],
    person: &Person,
) -> Option<Vec<Block>> {
    let message = ticket.message.as_ref()?;
    let inside = person.mail_answer_text;
    let first = if inside { "mail-change-told-text-inside" } else { "mail-change-told-text" };
    let questions = desk.questions(std::iter::once(&ticket.ticket).chain(also));
    let mut blocks = vec![desk.text(first, &[]), questions];
    blocks.extend(inside.then(|| desk.quote(message)));
    blocks.push(desk.button("mail-open-question", &page(ticket)));
    blocks.push(desk.text("mail-answer-doubts", &[]));
    blocks.push(desk.note("common-disclaimer", &[]));
    Some(blocks)
}

/// What was promised when a question began; of a day that has passed what is true, as long as the answer is owed.
fn promised(desk: &Desk<'_>, ticket: &TicketFacts, due: Instant) -> Option<Block> {
    let at = || [("due", desk.at(due).into())];
    match due > desk.now {
        true => Some(promise(desk, due)),
        false => ticket.ticket.state.is_open().then(|| desk.strong("mail-promise-passed", &at())),
    }
}

fn promise(desk: &Desk<'_>, due: Instant) -> Block {
    desk.strong("mail-promise", &[("due", desk.at(due).into())])
}

/// Whoever has the link of a mail closed the question: perhaps she did, perhaps not.
pub(super) fn closed_by_link(desk: &Desk<'_>, ticket: &TicketFacts) -> Vec<Block> {
    let first = [desk.text("mail-closed-by-link-text", &[]), desk.question(ticket)];
    first.into_iter().chain(if_it_was_not_you(desk, ticket)).collect()
}

/// The same of words that were added. What is promised holds, whoever opened the question again.
pub(super) fn written_by_link(desk: &Desk<'_>, ticket: &TicketFacts) -> Vec<Block> {
    let promised = ticket.ticket.due_at.filter(|due| *due > desk.now).map(|due| promise(desk, due));
    let first = [desk.text("mail-written-by-link-text", &[]), desk.question(ticket)];
    first.into_iter().chain(promised).chain(if_it_was_not_you(desk, ticket)).collect()
}

/// What to do about a stranger with a link, for whoever has signed in and for whoever never did. It is done behind the sign-in.
fn if_it_was_not_you(desk: &Desk<'_>, ticket: &TicketFacts) -> [Block; 4] {
    [
        desk.text("mail-by-link-you", &[]),
        desk.strong("mail-by-link-not-you", &[]),
        desk.button("mail-follow-sign-in", &own_page(ticket)),
        desk.link("mail-by-link-password", "/password/recupero"),
    ]
}

/// Another link, for whoever lost the one that she had.
pub(super) fn follow_link(desk: &Desk<'_>, ticket: &TicketFacts) -> Vec<Block> {
    vec![
        desk.text("mail-follow-link-text", &[]),
        desk.question(ticket),
        desk.button("mail-open-question", &page(ticket)),
        desk.note("mail-follow-link-not-you", &[]),
    ]
}

/// What the link of a mail lets others do, and the way without it.
pub(super) fn about_the_link(desk: &Desk<'_>, ticket: &TicketFacts) -> [Block; 2] {
    [desk.note("mail-follow-warning", &[]), desk.link("mail-follow-sign-in", &own_page(ticket))]
}

/// Where the question is read: by the link, which asks for no password, else behind the sign-in.
fn page(ticket: &TicketFacts) -> String {
    match &ticket.link {
        Some(token) => format!("/segui/{token}"),
        None => own_page(ticket),
    }
}

fn own_page(ticket: &TicketFacts) -> String {
    format!("/domande/{}", ticket.ticket.id)
}
