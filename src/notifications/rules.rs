//! Which mails follow from which event, and to whom: the one table of all notifications.
//!
//! Nobody is told of what they did themselves, except where the mail is a proof to keep or a warning: the receipts with
//! their promise, and what concerns the security of an account.

use super::mail::Mail;
use crate::kernel::event::{Event, Reminded};
use crate::kernel::ids::{AccountId, GroupId, OutsideId};
use crate::sla::{PlannedStep, Step};

/// A recipient as the rules name one; who that is, is looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum To {
    /// This account.
    Account(AccountId),
    /// Whoever asked.
    Requester,
    /// The expert who holds the question, if anybody does.
    Assignee,
    /// The expert who holds it, else every expert of the competent group.
    AssigneeOrGroup,
    /// Every expert of the competent group.
    Group,
    /// This member of the desk; should she have left it, the coordinators.
    Named(AccountId),
    /// Every expert of this group; should there be none any more, the coordinators.
    ExpertGroup(GroupId),
    /// Those of the competent group who may approve the answer that waits; where there is none, the coordinators who may. Nobody
    /// while none waits.
    Approvers,
    /// Every coordinator.
    Coordinators,
    /// Who reviews catalogue entries and may publish this one.
    Reviewers,
    /// Whoever wrote the entry's text last.
    EntryWriter,
    /// A body outside the desk, which has no account.
    Outside(OutsideId),
}

/// Whether the person who caused the event gets the mail as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Author {
    /// A proof or a warning, also for its author.
    Included,
    /// News, which its author knows already.
    Excluded,
}

/// One line of the table.
pub type Rule = (To, Mail, Author);

/// The mails that follow from an event.
pub fn mails(event: &Event) -> Vec<Rule> {
    use Author::{Excluded, Included};
    use To::{Account, Assignee, AssigneeOrGroup, EntryWriter, Requester, Reviewers};
    match event {
        Event::AccountRegistered { account } => vec![(Account(*account), Mail::Confirmation, Included)],
        Event::RegistrationRepeated { account } => vec![(Account(*account), Mail::ExistingAccount, Included)],
        Event::AccountInvited { account } => vec![(Account(*account), Mail::Invitation, Included)],
        Event::PasswordRecoveryRequested { account } => vec![(Account(*account), Mail::Recovery, Included)],
        Event::PasswordChanged { account } => vec![(Account(*account), Mail::PasswordChanged, Included)],
        // The one mail whose address is no account's any more.
        Event::AccountErased { account } => vec![(Account(*account), Mail::Erased, Included)],
        Event::PersonalTokenMade { account, .. } => vec![(Account(*account), Mail::TokenMade, Included)],
        Event::AbsenceNoted { stand_in, instead_of, .. } => {
            let stands_in = stand_in.map(|stand_in| (Account(stand_in), Mail::StandIn, Excluded));
            let before = instead_of.map(|before| (Account(before), Mail::StandInEnded, Excluded));
            stands_in.into_iter().chain(before).collect()
        }
        Event::AbsenceWithdrawn { stand_in, .. } => {
            stand_in.iter().map(|stand_in| (Account(*stand_in), Mail::StandInEnded, Excluded)).collect()
        }
        Event::PersonalTokenWithdrawn { .. }
        | Event::AccountConfirmed { .. }
        | Event::AccountDisabled { .. }
        | Event::AccountEnabled { .. }
        | Event::AccountRoleChanged { .. } => Vec::new(),

        // What was kept elsewhere is told to nobody: it happened long ago.
        Event::TicketImported { .. } => Vec::new(),
        Event::TicketSubmitted { .. } => vec![(Requester, Mail::Receipt, Included)],
        Event::ClarificationAsked { .. } => vec![(Requester, Mail::Clarification, Excluded)],
        Event::ClarificationReminded { .. } => vec![(Requester, Mail::ClarificationReminder, Excluded)],
        Event::TicketAnswered { .. } => vec![(Requester, Mail::Answer, Excluded)],
        Event::RatingReminded { .. } => vec![(Requester, Mail::RatingReminder, Excluded)],
        // What whoever has her link does in her name is told to her, who may know nothing of it.
        Event::TicketClosed { solved: Some(true), .. } => {
            let by_link = by_link(event, Mail::ClosedByLink);
            by_link.chain([(Assignee, Mail::Solved, Excluded)]).collect()
        }
        Event::TicketClosed { .. } => vec![(Requester, Mail::Closed, Excluded)],
        Event::FollowLinkRequested { .. } => vec![(Requester, Mail::FollowLink, Included)],
        Event::TicketReopened { .. } => {
            let rest =
                [(Requester, Mail::Reopened, Included), (AssigneeOrGroup, Mail::ReopenedDesk, Excluded)];
            by_link(event, Mail::WrittenByLink).chain(rest).collect()
        }
        Event::RequesterReplied { .. } => {
            let by_link = by_link(event, Mail::WrittenByLink);
            by_link.chain([(Assignee, Mail::RequesterReplied, Excluded)]).collect()
        }
        // Whoever is called by name is told so, and once.
        Event::NoteAdded { mentioned, .. } => {
            called(mentioned.as_deref()).chain([(Assignee, Mail::NoteAdded, Excluded)]).collect()
        }
        Event::DraftByMail { expert, .. } => vec![(Account(*expert), Mail::DraftByMail, Included)],
        Event::MailReported { fate, .. } => match fate.is_lost() {
            true => vec![(Assignee, Mail::NotDelivered, Included)],
            false => Vec::new(),
        },
        Event::OpinionAsked { of, .. } => {
            vec![(Account(*of), Mail::OpinionAsked, Included), (Assignee, Mail::NoteAdded, Excluded)]
        }
        Event::OpinionGiven { to, mentioned, .. } => {
            let askers =
                [(Account(*to), Mail::OpinionGiven, Excluded), (Assignee, Mail::OpinionGiven, Excluded)];
            askers.into_iter().chain(called(mentioned.as_deref())).collect()
        }
        Event::TicketSplitOff { .. } => vec![(Requester, Mail::SplitOff, Included)],
        Event::TicketTookIn { holder, .. } => {
            let before = holder.map(|holder| (Account(holder), Mail::MergedDesk, Excluded));
            [(Requester, Mail::Merged, Excluded), (Assignee, Mail::MergedDesk, Excluded)]
                .into_iter()
                .chain(before)
                .collect()
        }
        Event::AnswerProposed { .. } => vec![(To::Approvers, Mail::ApprovalAsked, Excluded)],
        Event::AnswerReturned { author, .. } => vec![(Account(*author), Mail::AnswerReturned, Excluded)],
        Event::AnswerApproved { author, .. } => vec![(Account(*author), Mail::AnswerApproved, Excluded)],
        Event::TicketHandedOver { from, to, .. } => {
            let before = from.map(|from| (Account(from), Mail::TakenOver, Excluded));
            std::iter::once((Account(*to), Mail::Assignment, Excluded)).chain(before).collect()
        }
        Event::TicketRouted { expert, .. } => {
            expert.iter().map(|expert| (Account(*expert), Mail::Assignment, Excluded)).collect()
        }
        Event::DeadlineStepReached { step, superseded_by, to, .. } => {
            deadline(Step::from(*step), superseded_by.is_some(), to.as_deref())
        }
        Event::ClaimExpired { expert, .. } => vec![(Account(*expert), Mail::ClaimExpired, Excluded)],
        Event::DeadlineMoved { .. } => {
            vec![(Requester, Mail::DeadlineMoved, Excluded), (Assignee, Mail::DeadlineMovedDesk, Excluded)]
        }
        // One mail tells of all that she asked.
        Event::ChangeTold { with: Some(_), .. } => vec![(Requester, Mail::ChangeTold, Included)],
        Event::ChangeTold { with: None, .. } => Vec::new(),
        Event::TicketClaimed { .. }
        | Event::TicketReleased { .. }
        | Event::TicketMerged { .. }
        | Event::TicketSplit { .. }
        | Event::TicketLinked { .. }
        | Event::TicketUnlinked { .. }
        | Event::TicketErased { .. }
        | Event::ProposedAnswerWithdrawn { .. }
        | Event::TicketPriorityChanged { .. }
        | Event::TicketTopicProposed { .. }
        | Event::TicketTopicConfirmed { .. }
        | Event::TicketTopicChanged { .. }
        | Event::TicketRated { .. }
        | Event::TicketMarkedSpam { .. }
        | Event::TicketUnmarkedSpam { .. } => Vec::new(),

        Event::MailStorm { to: None, .. } => vec![(To::Coordinators, Mail::MailStorm, Included)],
        Event::MailStorm { to: Some(_), .. } => vec![(To::Coordinators, Mail::TooManyToOne, Included)],
        Event::MailTried { account, .. } => vec![(Account(*account), Mail::Trial, Included)],
        Event::DailyDigestDue { account } => vec![(Account(*account), Mail::DailyDigest, Included)],

        Event::ReportFrozen { account, .. } => vec![(Account(*account), Mail::ReportFrozen, Included)],
        Event::OutsideAsked { outside } => vec![(To::Outside(*outside), Mail::ReportOffered, Included)],
        Event::ReportSent { outside, .. } => vec![(To::Outside(*outside), Mail::ReportSent, Included)],
        // Whoever did so saw it on the page.
        Event::OutsideConfirmed { .. } | Event::OutsideRemoved { .. } => Vec::new(),

        Event::ChecksDue { owner } => {
            let to = owner.map_or(To::Coordinators, To::Named);
            vec![(to, Mail::ChecksDue, Included)]
        }
        Event::EntrySubmitted { .. } => vec![(Reviewers, Mail::ReviewRequested, Excluded)],
        Event::EntryReturned { .. } => vec![(EntryWriter, Mail::EntryReturned, Excluded)],
        Event::EntryPublished { .. } => vec![(EntryWriter, Mail::EntryPublished, Excluded)],
        // What is to be looked at again are lists, at `/redazione/norme` and `/redazione/verifiche`; whoever wrote what is
        // approved is told when it becomes public.
        Event::EntryDrafted { .. }
        | Event::EntryScheduled { .. }
        | Event::EntryUnscheduled { .. }
        | Event::EntryChecked { .. }
        | Event::EntryWithdrawn { .. }
        | Event::EntryRenamed { .. }
        | Event::EntryRelated { .. }
        | Event::NormChanged { .. } => Vec::new(),
    }
}

/// The mails of a step: whom it reminds is decided by the policy that the question was promised under.
///
/// After an outage nobody is told of what is older news by now. But that we are late is told to whoever asked only once,
/// with the deadline itself, and so never is.
fn deadline(step: Step, is_superseded: bool, to: Option<&[Reminded]>) -> Vec<Rule> {
    let late = (step == Step::DUE).then_some((To::Requester, Mail::Late, Author::Excluded));
    let usual = PlannedStep::usual_of(step);
    let reminded = if is_superseded { &[] } else { to.unwrap_or(&usual) };
    let holder_first = |one: &&Reminded| **one != Reminded::Holder;
    let (others, holder): (Vec<&Reminded>, Vec<&Reminded>) = reminded.iter().partition(holder_first);
    let desk = holder.iter().chain(&others).map(|one| {
        let (to, mail) = match (step.is_ahead(), one) {
            (true, Reminded::Holder) => (To::AssigneeOrGroup, Mail::DeadlineReminder),
            (false, Reminded::Holder) => (To::AssigneeOrGroup, Mail::DeadlinePassed),
            // While nobody holds the question the group is reminded in place of a holder.
            (true, Reminded::Group) if !holder.is_empty() => (To::Group, Mail::GroupReminder),
            (true, other) => (to_of(**other), Mail::NearDeadline),
            (false, other) => (to_of(**other), Mail::Escalation),
        };
        (to, mail, Author::Excluded)
    });
    let approval = (step == Step::APPROVAL).then_some((To::Approvers, Mail::ApprovalDue, Author::Excluded));
    // What is newer reminds whoever holds the question.
    let holder =
        approval.filter(|_| !is_superseded).map(|(_, mail, author)| (To::AssigneeOrGroup, mail, author));
    late.into_iter().chain(holder).chain(approval).chain(desk).collect()
}

fn to_of(reminded: Reminded) -> To {
    match reminded {
        Reminded::Holder => To::AssigneeOrGroup,
        Reminded::Group => To::Group,
        Reminded::Coordinators => To::Coordinators,
        Reminded::Person(account) => To::Named(account),
        Reminded::ExpertGroup(group) => To::ExpertGroup(group),
    }
}

/// The warning to whoever asked, where this was done with the link of a mail. It comes before what she is told anyway: of two
/// mails to one person the first alone is sent.
fn by_link(event: &Event, warning: Mail) -> impl Iterator<Item = Rule> {
    event.is_by_link().then_some((To::Requester, warning, Author::Included)).into_iter()
}

/// Colleagues who are called in a note hear of it, whoever wrote it.
fn called(mentioned: Option<&[AccountId]>) -> impl Iterator<Item = Rule> {
    mentioned
        .unwrap_or_default()
        .iter()
        .map(|account| (To::Account(*account), Mail::Mentioned, Author::Included))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::ids::{CycleId, TicketId};

    fn step(step: u32) -> Vec<Mail> {
        found(step, None)
    }

    fn found(step: u32, superseded_by: Option<u32>) -> Vec<Mail> {
        let (ticket, cycle) = (TicketId(1), CycleId(1));
        let event = Event::DeadlineStepReached { ticket, cycle, step, late: true, superseded_by, to: None };
        mails(&event).into_iter().map(|(_, mail, _)| mail).collect()
    }

    fn told(step: Step, to: &[Reminded]) -> Vec<(To, Mail)> {
        let (ticket, cycle, step) = (TicketId(1), CycleId(1), step.number());
        let to = Some(to.to_vec());
        let event = Event::DeadlineStepReached { ticket, cycle, step, late: false, superseded_by: None, to };
        mails(&event).into_iter().map(|(to, mail, _)| (to, mail)).collect()
    }

    #[test]
    fn the_policy_says_who_hears_of_a_step() {
        use Reminded::{Coordinators, ExpertGroup, Group, Holder, Person};
        let (anna, group) = (AccountId(4), GroupId(2));
        // Whoever holds the question comes first: of two mails to one person the first alone is sent.
        assert_eq!(
            told(Step::before(4), &[Group, Person(anna), Holder]),
            [
                (To::AssigneeOrGroup, Mail::DeadlineReminder),
                (To::Group, Mail::GroupReminder),
                (To::Named(anna), Mail::NearDeadline)
            ]
        );
        assert_eq!(told(Step::percent(60), &[Group]), [(To::Group, Mail::NearDeadline)]);
        assert_eq!(
            told(Step::DUE, &[Coordinators]),
            [(To::Requester, Mail::Late), (To::Coordinators, Mail::Escalation)]
        );
        assert_eq!(told(Step::after(2), &[ExpertGroup(group)]), [(To::ExpertGroup(group), Mail::Escalation)]);
        assert_eq!(told(Step::percent(150), &[Holder]), [(To::AssigneeOrGroup, Mail::DeadlinePassed)]);
    }

    #[test]
    fn the_nearer_the_deadline_the_more_people_hear_of_it() {
        assert_eq!(step(50), [Mail::DeadlineReminder]);
        assert_eq!(step(75), [Mail::DeadlineReminder, Mail::GroupReminder]);
        assert_eq!(step(100), [Mail::Late, Mail::DeadlinePassed, Mail::Escalation]);
        assert_eq!(step(103), [Mail::DeadlinePassed, Mail::Escalation]);
    }

    #[test]
    fn an_answer_that_should_be_approved_by_now_is_told_to_who_holds_the_question_and_who_may_approve_it() {
        let approval = Step::APPROVAL.number();
        assert_eq!(step(approval), [Mail::ApprovalDue, Mail::ApprovalDue]);
        assert_eq!(found(approval, Some(100)), [Mail::ApprovalDue]);
        // Whom an older step would have reminded is reminded with it.
        assert_eq!(
            told(Step::APPROVAL, &[Reminded::Holder, Reminded::Group])[2..],
            [(To::AssigneeOrGroup, Mail::DeadlineReminder), (To::Group, Mail::GroupReminder)]
        );
    }

    #[test]
    fn of_the_steps_found_at_once_the_newest_alone_is_mailed() {
        assert_eq!(found(75, Some(101)), []);
        assert_eq!(found(101, None), step(101));
    }

    #[test]
    fn whoever_asked_hears_once_that_we_are_late_however_late_we_notice() {
        assert_eq!(found(100, Some(103)), [Mail::Late]);
        assert!(!found(103, None).contains(&Mail::Late));
    }

    #[test]
    fn a_question_that_changes_hands_is_told_to_both_hands() {
        let (from, to) = (AccountId(2), AccountId(3));
        let event = Event::TicketHandedOver { ticket: TicketId(1), from: Some(from), to, note: None };
        let told: Vec<_> = mails(&event).into_iter().map(|(to, mail, _)| (to, mail)).collect();
        assert_eq!(told, [(To::Account(to), Mail::Assignment), (To::Account(from), Mail::TakenOver)]);
    }
}
