//! The cases in which a mail says something else than usual. Each has the name of a text that is read in it; what the page of the
//! texts says of when that is used names the case to people.

use std::collections::HashMap;

use chrono::Duration;

use super::facts::{Facts, FileFacts, TicketFacts};
use super::mail::Mail;
use super::sample::{absence, colleague, full_facts};
use crate::accounts::{Away, AwayNow, Role};
use crate::kernel::clock::Instant;
use crate::kernel::event::Addressed;
use crate::kernel::ids::AttachmentId;
use crate::platform::i18n::Lang;
use crate::tickets::{Channel, Writers};

/// The invented facts in which a mail says the text `key`; nothing where that is not for facts to say.
pub(super) fn facts_of(mail: Mail, lang: Lang, key: &str) -> Option<(Facts, Instant)> {
    let (mut facts, mut now) = full_facts(mail, lang);
    match key {
        "mail-invitation-text-unsigned" | "mail-assignment-text" => facts.caused_by = None,
        "mail-password-changed-keys" => facts.person.role = Role::Expert,
        "mail-password-changed-keys-profile" => facts.person.role = Role::Coordinator,
        "mail-promise-passed" => now = facts.ticket.as_ref()?.first_due? + Duration::hours(1),
        "mail-clarification-text"
        | "mail-answer-text"
        | "mail-answer-button"
        | "mail-change-told-text"
        | "mail-deadline-moved-why-there" => facts.person.mail_answer_text = false,
        "mail-files-there" => {
            facts.person.mail_answer_text = false;
            facts.ticket.as_mut()?.files = files();
        }
        "mail-files-sign-in" => facts.ticket.as_mut()?.files = files(),
        "mail-files" => {
            let ticket = facts.ticket.as_mut()?;
            (ticket.files, ticket.files_until) = (files(), Some(now + Duration::days(30)));
        }
        "mail-too-many-to-one-colleague" => facts.too_many = Some(Addressed::Colleague),
        "mail-stand-in-ended-withdrawn" => {
            let stood_in = facts.stood_in.as_mut()?;
            (stood_in.absence, stood_in.instead) = (None, None);
        }
        "mail-checks-due-nobody" => facts.checks.as_mut()?.own = false,
        "mail-checks-due-more" => facts.checks.as_mut()?.due.count = 25,
        "mail-checks-due-text" | "mail-checks-due-now" | "mail-checks-due-soon" => {}
        "mail-closed-desk" => facts.ticket.as_mut()?.explained = false,
        "mail-closed-answered" | "mail-closed-waiting" => {
            facts.caused_by = None;
            facts.ticket.as_mut()?.answered = key == "mail-closed-answered";
        }
        "mail-holder-away" => {
            facts.ticket.as_mut()?.ticket.assignee = Some(colleague().id);
            let away = Away { until: absence().last, stand_in: None };
            facts.away = AwayNow::new(HashMap::from([(colleague().id, away)]));
        }
        _ => of_ticket(facts.ticket.as_mut()?, key)?,
    }
    Some((facts, now))
}

/// What is said by the question alone.
fn of_ticket(ticket: &mut TicketFacts, key: &str) -> Option<()> {
    match key {
        "mail-receipt-not-you" => ticket.ticket.channel = Channel::Email,
        "mail-rating-there" => ticket.link = None,
        "mail-deadline-moved-waiting" => ticket.ticket.due_at = None,
        "mail-assignment-text-by" => ticket.noted = false,
        "mail-solved-text-answered" => ticket.answered = true,
        "mail-approval-due-waiting" => ticket.writers = Some(Writers::alone(colleague().id)),
        "mail-deadline-reminder-unassigned" | "mail-deadline-passed-unassigned" => {
            (ticket.ticket.assignee, ticket.assignee_name) = (None, None);
        }
        _ => return None,
    }
    Some(())
}

fn files() -> Vec<FileFacts> {
    let name = "modello-di-domanda.pdf".to_owned();
    vec![FileFacts { id: AttachmentId(3), name, size: 48_000, path: "/allegati/3".to_owned() }]
}
