//! What each mail says: a letter of a few kinds of blocks, from which the frame makes both the text and the HTML, so
//! that the two cannot differ.
mod accounts;
mod catalogue;
mod desk;
mod reports;
mod requester;

use std::num::NonZeroUsize;

use chrono::Duration;
use serde::Serialize;

use super::facts::{Facts, TicketFacts};
use super::mail::{About, Mail};
use super::texts::Wording;
use crate::accounts::AwayNow;
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, TicketId};
use crate::platform::config::{Accounts, Config, Intake, Office, PublicUrl, Tickets};
use crate::platform::i18n::{Arg, Lang, Texts, date_time, day_of_rome, of_day};
use crate::platform::web::{markdown, plain_text};
use crate::tickets::Ticket;

/// A part of a letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum Block {
    /// A paragraph.
    Text { text: String },
    /// A paragraph of more weight: the one thing to remember.
    Strong { text: String },
    /// A paragraph of less weight.
    Note { text: String },
    /// Names and values.
    Facts { facts: Vec<Fact> },
    /// Words of the desk: plain, line by line, for the text, as safe HTML for the other.
    Quote { lines: Vec<String>, html: String },
    /// What to do next.
    Button { label: String, url: String },
    /// What else may be done.
    Link { label: String, url: String },
}

/// A name and its value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Fact {
    label: String,
    value: String,
}

/// The settings that letters speak of.
#[derive(Debug, Clone)]
pub(super) struct Settings {
    pub(super) public_url: PublicUrl,
    pub(super) office: Office,
    pub(super) accounts: Accounts,
    pub(super) tickets: Tickets,
    pub(super) intake: Intake,
    /// How many days before entries have to be checked that is told.
    pub(super) check_days: u32,
    /// How many mails go to one address within an hour: of whoever asks, of whoever works at the desk.
    pub(super) most: (Option<NonZeroUsize>, Option<NonZeroUsize>),
}

impl Settings {
    pub(super) fn of(config: &Config) -> Self {
        Self {
            public_url: config.server.public_url.clone(),
            office: config.office.clone(),
            accounts: config.accounts.clone(),
            tickets: config.tickets.clone(),
            intake: config.intake.clone(),
            check_days: config.catalogue.remind_check_days,
            most: match config.security.rate_limits {
                true => (
                    NonZeroUsize::new(config.mail.most_per_requester_hour),
                    NonZeroUsize::new(config.mail.most_per_colleague_hour),
                ),
                false => (None, None),
            },
        }
    }

    /// How many mails the reader of this one gets in an hour. What she asks for has limits of its own; what warns of an account, or of too
    /// many mails, never waits.
    pub(super) fn most_per_hour(&self, mail: Mail) -> Option<NonZeroUsize> {
        let is_warning =
            mail.about() == About::Account || matches!(mail, Mail::TooManyToOne | Mail::MailStorm);
        match mail.is_for_staff() {
            _ if mail.is_asked_for() || is_warning => None,
            true => self.most.1,
            false => self.most.0,
        }
    }
}

/// Everything at hand to whoever writes a letter.
pub(super) struct Desk<'a> {
    pub(super) texts: &'a Texts,
    pub(super) settings: &'a Settings,
    pub(super) lang: Lang,
    /// Who reads the letter.
    pub(super) reader: AccountId,
    /// Who is away now.
    pub(super) away: &'a AwayNow,
    /// What people at the desk wrote in place of the program's texts.
    pub(super) wording: &'a Wording,
    pub(super) now: Instant,
}

/// The subject of a mail as people at the desk wrote it; nothing in it but the number of a question, or how many questions it lists:
/// 0 while that is not known.
pub(super) fn subject(
    wording: &Wording,
    texts: &Texts,
    lang: Lang,
    mail: Mail,
    ticket: Option<TicketId>,
    questions: usize,
) -> String {
    let number = ticket.map(|ticket| ticket.to_string()).unwrap_or_default();
    let args = [("number", number.into()), ("count", questions.into())];
    wording.text(texts, lang, &format!("mail-subject-{mail}"), &args)
}

/// The blocks of a mail. `None` when facts are missing that it cannot be written without: a fault of the program.
pub(super) fn blocks(desk: &Desk<'_>, mail: Mail, facts: &Facts) -> Option<Vec<Block>> {
    let token = facts.token.as_deref();
    let mut blocks = match mail {
        Mail::Confirmation => accounts::confirmation(desk, token?),
        Mail::ExistingAccount => accounts::existing_account(desk),
        Mail::Invitation => accounts::invitation(desk, facts.person.role, facts.caused_by.as_ref(), token?),
        Mail::Recovery => accounts::recovery(desk, token?),
        Mail::PasswordChanged => accounts::password_changed(desk, &facts.person, facts.caused_at),
        Mail::TokenMade => accounts::token_made(desk, facts.caused_at),
        Mail::Erased => accounts::erased(desk, facts.caused_at),
        Mail::Receipt => requester::receipt(desk, facts.ticket.as_ref()?, facts.is_by_stranger())?,
        Mail::Clarification => {
            requester::clarification(desk, facts.ticket.as_ref()?, &facts.person, facts.caused_at)?
        }
        Mail::ClarificationReminder => requester::clarification_reminder(desk, facts.ticket.as_ref()?)?,
        Mail::Answer => requester::answer(desk, facts.ticket.as_ref()?, &facts.person)?,
        Mail::Closed => requester::closed(desk, facts.ticket.as_ref()?, facts.caused_by.is_some()),
        Mail::RatingReminder => requester::rating_reminder(desk, facts.ticket.as_ref()?)?,
        Mail::ClosedByLink => requester::closed_by_link(desk, facts.ticket.as_ref()?),
        Mail::WrittenByLink => requester::written_by_link(desk, facts.ticket.as_ref()?),
        Mail::FollowLink => requester::follow_link(desk, facts.ticket.as_ref()?),
        Mail::Reopened => requester::reopened(desk, facts.ticket.as_ref()?)?,
        Mail::SplitOff => requester::split_off(desk, facts.ticket.as_ref()?)?,
        Mail::Merged => requester::merged(desk, facts.ticket.as_ref()?),
        Mail::Late => requester::late(desk, facts.ticket.as_ref()?)?,
        Mail::DeadlineMoved => {
            requester::deadline_moved(desk, facts.ticket.as_ref()?, facts.moved.as_ref()?, &facts.person)
        }
        Mail::ChangeTold => {
            requester::change_told(desk, facts.ticket.as_ref()?, &facts.also_about, &facts.person)?
        }
        Mail::Assignment => desk::assignment(desk, facts.ticket.as_ref()?, facts.caused_by.as_ref()),
        Mail::TakenOver => desk::taken_over(desk, facts.ticket.as_ref()?),
        Mail::ClaimExpired => desk::claim_expired(desk, facts.ticket.as_ref()?),
        Mail::StandIn => desk::stand_in(desk, facts.stands_in.as_ref()?),
        Mail::StandInEnded => desk::stand_in_ended(desk, facts.stood_in.as_ref()?),
        Mail::RequesterReplied => desk::requester_replied(desk, facts.ticket.as_ref()?),
        Mail::Solved => desk::solved(desk, facts.ticket.as_ref()?),
        Mail::DraftByMail => desk::draft_by_mail(desk, facts.ticket.as_ref()?),
        Mail::NotDelivered => desk::not_delivered(desk, facts.ticket.as_ref()?),
        Mail::NoteAdded => desk::note_added(desk, facts.ticket.as_ref()?),
        Mail::Mentioned => {
            desk::by_colleague(desk, facts.ticket.as_ref()?, "mail-mentioned-text", facts.caused_by.as_ref()?)
        }
        Mail::OpinionAsked => desk::by_colleague(
            desk,
            facts.ticket.as_ref()?,
            "mail-opinion-asked-text",
            facts.caused_by.as_ref()?,
        ),
        Mail::OpinionGiven => desk::by_colleague(
            desk,
            facts.ticket.as_ref()?,
            "mail-opinion-given-text",
            facts.caused_by.as_ref()?,
        ),
        Mail::MergedDesk => desk::merged(desk, facts.ticket.as_ref()?),
        Mail::ApprovalAsked => desk::by_colleague(
            desk,
            facts.ticket.as_ref()?,
            "mail-approval-asked-text",
            facts.caused_by.as_ref()?,
        ),
        Mail::AnswerReturned => desk::by_colleague(
            desk,
            facts.ticket.as_ref()?,
            "mail-answer-returned-text",
            facts.caused_by.as_ref()?,
        ),
        Mail::AnswerApproved => desk::by_colleague(
            desk,
            facts.ticket.as_ref()?,
            "mail-answer-approved-text",
            facts.caused_by.as_ref()?,
        ),
        Mail::ApprovalDue => desk::approval_due(desk, facts.ticket.as_ref()?),
        Mail::ReopenedDesk => desk::reopened(desk, facts.ticket.as_ref()?),
        Mail::DeadlineReminder => desk::deadline_reminder(desk, facts.ticket.as_ref()?)?,
        Mail::DeadlineMovedDesk => desk::deadline_moved(desk, facts.ticket.as_ref()?, facts.moved.as_ref()?),
        Mail::GroupReminder => desk::group_reminder(desk, facts.ticket.as_ref()?)?,
        Mail::NearDeadline => desk::near_deadline(desk, facts.ticket.as_ref()?)?,
        Mail::DeadlinePassed => desk::deadline_passed(desk, facts.ticket.as_ref()?),
        Mail::Escalation => desk::escalation(desk, facts.ticket.as_ref()?),
        Mail::MailStorm => desk::mail_storm(desk),
        Mail::TooManyToOne => desk::too_many_to_one(desk, facts.too_many?),
        Mail::DeadlineDigest => desk::deadline_digest(desk, &facts.due),
        Mail::DailyDigest => desk::daily_digest(desk, facts.day.as_ref()?),
        Mail::ReviewRequested => catalogue::review_requested(desk, facts.entry.as_ref()?),
        Mail::EntryReturned => catalogue::returned(desk, facts.entry.as_ref()?),
        Mail::EntryPublished => catalogue::published(desk, facts.entry.as_ref()?),
        Mail::ChecksDue => catalogue::checks_due(desk, facts.checks.as_ref()?),
        Mail::ReportFrozen => reports::frozen(desk, facts.report.as_ref()?),
        Mail::ReportOffered => {
            reports::offered(desk, facts.outside.as_ref()?, token?, facts.leave.as_deref()?)
        }
        Mail::ReportSent => reports::sent(desk, facts.report.as_ref()?, facts.leave.as_deref()?),
        // It is written as the mail that it shows.
        Mail::Trial => return None,
    };
    let has_link = |ticket: &&TicketFacts| ticket.link.is_some() && !mail.warns_of_a_link();
    if let Some(ticket) = facts.ticket.as_ref().filter(has_link) {
        blocks.extend(requester::about_the_link(desk, ticket));
    }
    Some(blocks.into_iter().flat_map(Block::paragraphs).collect())
}

impl Block {
    /// Words of several paragraphs as several blocks; every other block is one.
    fn paragraphs(self) -> Vec<Self> {
        let of = |text: &str, block: fn(String) -> Self| -> Vec<Self> {
            text.split("\n\n").map(|paragraph| block(paragraph.to_owned())).collect()
        };
        match self {
            Self::Text { text } => of(&text, |text| Self::Text { text }),
            Self::Strong { text } => of(&text, |text| Self::Strong { text }),
            Self::Note { text } => of(&text, |text| Self::Note { text }),
            one => vec![one],
        }
    }
}

impl Desk<'_> {
    fn t(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.wording.text(self.texts, self.lang, key, args)
    }

    fn text(&self, key: &str, args: &[(&str, Arg<'_>)]) -> Block {
        Block::Text { text: self.t(key, args) }
    }

    fn strong(&self, key: &str, args: &[(&str, Arg<'_>)]) -> Block {
        Block::Strong { text: self.t(key, args) }
    }

    fn note(&self, key: &str, args: &[(&str, Arg<'_>)]) -> Block {
        Block::Note { text: self.t(key, args) }
    }

    fn button(&self, key: &str, path: &str) -> Block {
        Block::Button { label: self.t(key, &[]), url: self.settings.public_url.join(path) }
    }

    fn link(&self, key: &str, path: &str) -> Block {
        Block::Link { label: self.t(key, &[]), url: self.settings.public_url.join(path) }
    }

    fn fact(&self, key: &str, value: String) -> Fact {
        Fact { label: self.t(key, &[]), value }
    }

    fn number(&self, ticket: &TicketFacts) -> Fact {
        self.fact("mail-fact-number", ticket.ticket.id.to_string())
    }

    /// Which of somebody's questions it is: its words, since nobody knows numbers by heart, and its day.
    fn question(&self, ticket: &TicketFacts) -> Block {
        self.questions([&ticket.ticket])
    }

    /// The same of several.
    fn questions<'t>(&self, tickets: impl IntoIterator<Item = &'t Ticket>) -> Block {
        let fact = |ticket: &Ticket| {
            let asked = of_day(self.lang, day_of_rome(ticket.created_at));
            let args = [("subject", ticket.subject.as_str().into()), ("of-day", asked.into())];
            self.fact("mail-fact-question", self.t("mail-question", &args))
        };
        Block::Facts { facts: tickets.into_iter().map(fact).collect() }
    }

    /// The words of a message; its links to pages of the desk lead there from a mailbox too.
    fn quote(&self, body: &str) -> Block {
        let site = &self.settings.public_url;
        let html = markdown::to_html(body).replace("<a href=\"/", &format!("<a href=\"{}", site.join("/")));
        Block::Quote { lines: plain_text::lines(body, site), html }
    }

    fn at(&self, instant: Instant) -> String {
        date_time(self.lang, instant)
    }

    fn days(&self, days: u32) -> Duration {
        Duration::days(i64::from(days))
    }
}
