//! Who may do and see what: the only place that decides it.
//!
//! Rules in words: requesters see their own questions and never an internal note; experts and coordinators see every
//! question (they are bound to secrecy; the queue merely starts with an expert's own topics); analysts and admins see
//! none. Whether a *state* allows an action is not decided here but in the table of moves of `tickets`: both must agree.

use crate::accounts::model::{AccountState, Person, Role};
use crate::kernel::ids::AccountId;

/// Who may enter a route. The guard turns the others away before the handler runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// With or without an account.
    Anyone,
    /// Whoever has signed in, whatever the role.
    SignedIn,
    /// Whoever has signed in with one of these roles; for others the page does not exist.
    Roles(&'static [Role]),
    /// As `Roles`; moreover the handler is reached with an authentic session whose time is over, so that it can keep
    /// the text of a form as a draft (`Visit::expired_session_of`). It must show and do nothing else for it.
    RolesOrExpired(&'static [Role]),
}

/// People who ask.
pub const REQUESTERS: Access = Access::Roles(&[Role::Requester]);
/// People who ask, also when their session ended while they wrote: the text is kept as their draft.
pub const REQUESTERS_WRITING: Access = Access::RolesOrExpired(&[Role::Requester]);
/// People who work on questions and write the catalogue.
pub const DESK: Access = Access::Roles(&[Role::Expert, Role::Coordinator]);
/// Everyone but those who ask.
pub const STAFF: Access = Access::Roles(&[Role::Expert, Role::Coordinator, Role::Analyst, Role::Admin]);
/// People who read figures.
pub const FIGURES: Access = Access::Roles(&[Role::Analyst, Role::Coordinator]);
/// Whoever runs the desk.
pub const COORDINATION: Access = Access::Roles(&[Role::Coordinator]);
/// People who run the program: users, outbox.
pub const ADMINISTRATION: Access = Access::Roles(&[Role::Coordinator, Role::Admin]);

/// Whether `person` (nobody: a visitor) may enter.
pub fn may_enter(person: Option<&Person>, access: Access) -> bool {
    match access {
        Access::Anyone => true,
        Access::SignedIn => person.is_some(),
        Access::Roles(roles) | Access::RolesOrExpired(roles) => {
            person.is_some_and(|person| roles.contains(&person.role))
        }
    }
}

/// Whether figures show this person counts of a few cases. Outside the desk they could point at somebody.
pub fn may_see_small_counts(person: &Person) -> bool {
    person.role == Role::Coordinator
}

/// Which tickets a list, a count, a search or an export may contain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TicketScope {
    /// Those that this person asked.
    Own(AccountId),
    /// All of the desk.
    Desk,
    /// None.
    Nothing,
}

/// Whether `person` can be the one who holds a question: at the desk, with an account in use.
pub fn may_hold(person: &Person) -> bool {
    is_at_the_desk(person.role, person.state)
}

/// [`may_hold`] of whom no more is known than this.
pub fn is_at_the_desk(role: Role, state: AccountState) -> bool {
    role.is_desk() && state == AccountState::Active
}

/// Whether `by` may note when `of` is away: everybody of the desk for herself, a coordinator for all of them.
pub fn may_note_absence(by: &Person, of: &Person) -> bool {
    of.role.is_desk() && (by.id == of.id && by.role.is_desk() || by.role == Role::Coordinator)
}

/// The tickets that `person` may see.
pub fn ticket_scope(person: &Person) -> TicketScope {
    match person.role {
        Role::Requester => TicketScope::Own(person.id),
        Role::Expert | Role::Coordinator => TicketScope::Desk,
        Role::Analyst | Role::Admin => TicketScope::Nothing,
    }
}

/// What decides about one ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TicketFacts {
    /// Who asked.
    pub requester: AccountId,
    /// Who holds it, if anybody does.
    pub assignee: Option<AccountId>,
    /// Who stands in for the holder, while she is away.
    pub stand_in: Option<AccountId>,
}

impl TicketFacts {
    /// Whether it is this expert's to work on: she holds it, or stands in for whoever does.
    fn is_worked_on_by(&self, person: &Person) -> bool {
        [self.assignee, self.stand_in].contains(&Some(person.id))
    }
}

/// Everything that can be done with a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TicketAction {
    /// Read the question, the public messages and their attachments.
    Read,
    /// Read internal notes, the full history and who the requester is.
    ReadInternal,
    /// Write again as the one who asked.
    Reply,
    /// Say whether the answer helped.
    Rate,
    /// Close it.
    Close,
    /// Open it again.
    Reopen,
    /// Take it.
    Claim,
    /// Give it back to the queue.
    Release,
    /// Pass it on to a colleague, or give it to one.
    HandOver,
    /// Send the answer.
    Answer,
    /// Ask the requester for details.
    AskClarification,
    /// Write an internal note.
    Note,
    /// Change its topic and territory.
    ChangeTopic,
    /// Say how urgent it is.
    SetPriority,
    /// Put it aside as spam, or take that back.
    Spam,
    /// Ask a colleague for a second opinion.
    AskOpinion,
    /// Propose its answer for the catalogue.
    Propose,
    /// Make one question of it and another of the same requester.
    Merge,
    /// Make a question of its own of a later message.
    Split,
    /// Move its deadline, with a reason.
    MoveDeadline,
    /// Tell whoever asked, after the answer, that an act changed which that cites.
    TellOfChange,
}

impl TicketAction {
    /// Every action, for the tests that try all of them.
    pub const ALL: &'static [Self] = &[
        Self::Read,
        Self::ReadInternal,
        Self::Reply,
        Self::Rate,
        Self::Close,
        Self::Reopen,
        Self::Claim,
        Self::Release,
        Self::HandOver,
        Self::Answer,
        Self::AskClarification,
        Self::Note,
        Self::ChangeTopic,
        Self::SetPriority,
        Self::Spam,
        Self::AskOpinion,
        Self::Propose,
        Self::Merge,
        Self::Split,
        Self::MoveDeadline,
        Self::TellOfChange,
    ];
}

/// Whether `person` may do `action` with this ticket.
pub fn may(person: &Person, action: TicketAction, ticket: &TicketFacts) -> bool {
    match person.role {
        Role::Requester => person.id == ticket.requester && may_as_requester(action),
        // What a colleague holds is neither put aside nor merged or split behind her back.
        Role::Expert if matches!(action, TicketAction::Spam | TicketAction::Merge | TicketAction::Split) => {
            ticket.assignee.is_none() || ticket.is_worked_on_by(person)
        }
        Role::Expert => may_at_the_desk(action, ticket.is_worked_on_by(person)),
        // A coordinator stands in for whoever holds the ticket.
        Role::Coordinator => action == TicketAction::MoveDeadline || may_at_the_desk(action, true),
        Role::Analyst | Role::Admin => false,
    }
}

fn may_as_requester(action: TicketAction) -> bool {
    use TicketAction as A;
    match action {
        A::Read | A::Reply | A::Rate | A::Close | A::Reopen => true,
        A::ReadInternal
        | A::Claim
        | A::Release
        | A::HandOver
        | A::Answer
        | A::AskClarification
        | A::Note
        | A::ChangeTopic
        | A::SetPriority
        | A::Spam
        | A::AskOpinion
        | A::Propose
        | A::Merge
        | A::Split
        | A::MoveDeadline
        | A::TellOfChange => false,
    }
}

fn may_at_the_desk(action: TicketAction, holds_it: bool) -> bool {
    use TicketAction as A;
    match action {
        A::Read
        | A::ReadInternal
        | A::Claim
        | A::Note
        | A::ChangeTopic
        | A::SetPriority
        | A::Spam
        | A::Merge
        | A::Split
        | A::Propose
        | A::TellOfChange
        | A::Reopen => true,
        A::Release | A::HandOver | A::Answer | A::AskClarification | A::AskOpinion | A::Close => holds_it,
        A::Reply | A::Rate | A::MoveDeadline => false,
    }
}

/// What can be done with a mail that came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailAction {
    /// Read it, as it was understood and as its sender formatted it.
    Read,
    /// Say what becomes of it, and look at its files before.
    TakeIn,
}

/// Whether `person` may do `action` with a mail: everybody of the desk, and of a mail that belongs to a question whoever may read what
/// is internal there.
pub fn may_with_mail(person: &Person, action: MailAction, question: Option<&TicketFacts>) -> bool {
    let may_read = person.role.is_desk()
        && question.is_none_or(|question| may(person, TicketAction::ReadInternal, question));
    match action {
        MailAction::Read | MailAction::TakeIn => may_read,
    }
}

/// What decides about an answer that waits for a colleague's approval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProposedFacts {
    /// Whose answer it will be.
    pub author: AccountId,
    /// Who changed it last.
    pub edited_by: AccountId,
    /// Who holds the question, if anybody does.
    pub assignee: Option<AccountId>,
    /// Whether its topic asks for approval: not any more, when the rule was lifted since it was written.
    pub needs_approval: bool,
}

/// Everything that can be done with an answer that waits for approval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProposedAction {
    /// Let it leave.
    Approve,
    /// Give it back with a remark.
    Return,
    /// Change its text or its files.
    Change,
    /// Take it back.
    Withdraw,
}

impl ProposedAction {
    /// Every action, for the tests that try all of them.
    pub const ALL: &'static [Self] = &[Self::Approve, Self::Return, Self::Change, Self::Withdraw];
}

/// Whether `person` may do `action` with an answer that waits for approval. Four eyes: neither whose answer it is nor who
/// changed it last lets it leave. Where no approval is needed any more, whoever may answer the question may send it.
pub fn may_with_proposed(person: &Person, action: ProposedAction, answer: &ProposedFacts) -> bool {
    let wrote_it = [answer.author, answer.edited_by].contains(&person.id);
    let answers = person.role == Role::Coordinator || answer.assignee == Some(person.id);
    may_hold(person)
        && match action {
            ProposedAction::Approve => !wrote_it || (answers && !answer.needs_approval),
            ProposedAction::Return => !wrote_it,
            ProposedAction::Change | ProposedAction::Withdraw => answers || person.id == answer.author,
        }
}

/// Whose ratings of answers a list may contain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RatingScope {
    /// Those of all answers.
    All,
    /// Those of answers to questions that this person holds.
    Held(AccountId),
    /// None.
    Nothing,
}

/// The ratings that `person` may list: who runs the desk sees all, an expert what is said of her answers. On the page of a
/// question everybody of the desk reads how it was rated, as everything else there.
pub fn rating_scope(person: &Person) -> RatingScope {
    match person.role {
        Role::Coordinator => RatingScope::All,
        Role::Expert => RatingScope::Held(person.id),
        Role::Requester | Role::Analyst | Role::Admin => RatingScope::Nothing,
    }
}

/// Whether `person` may share a view of the queue with everybody at the desk.
pub fn may_share_views(person: &Person) -> bool {
    person.role == Role::Coordinator
}

/// Whether `person` may rename, order, share or delete a view of the queue: her own; what is shared is the coordinators'.
pub fn may_change_view(person: &Person, owner: AccountId, shared: bool) -> bool {
    person.role.is_desk() && if shared { may_share_views(person) } else { person.id == owner }
}

/// What decides about one catalogue entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EntryFacts {
    /// Who last changed the text that waits for review; nobody when it was imported.
    pub written_by: Option<AccountId>,
    /// Whether a version is public.
    pub public: bool,
}

/// Everything that can be done with a catalogue entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryAction {
    /// Read what is public; drafts only at the desk.
    Read,
    /// Write or change a draft.
    Edit,
    /// Hand a draft to the review.
    Submit,
    /// Give it back to whoever wrote it last.
    Return,
    /// Make it public: never by whoever wrote it last (the rule of the second person).
    Publish,
    /// Approve it, to become public at a day and hour.
    Schedule,
    /// Take back that it becomes public then.
    Unschedule,
    /// Say that what is public is still so.
    Check,
    /// Take it off the catalogue.
    Withdraw,
}

impl EntryAction {
    /// Every action, for the tests that try all of them.
    pub const ALL: &'static [Self] = &[
        Self::Read,
        Self::Edit,
        Self::Submit,
        Self::Return,
        Self::Publish,
        Self::Schedule,
        Self::Unschedule,
        Self::Check,
        Self::Withdraw,
    ];
}

/// Whether `person` (nobody: a visitor) may do `action` with this entry.
pub fn may_with_entry(person: Option<&Person>, action: EntryAction, entry: &EntryFacts) -> bool {
    let role = person.map(|person| person.role);
    match action {
        EntryAction::Read => entry.public || role.is_some_and(Role::is_desk),
        EntryAction::Edit | EntryAction::Submit | EntryAction::Unschedule | EntryAction::Check => {
            role.is_some_and(Role::is_desk)
        }
        EntryAction::Return | EntryAction::Publish | EntryAction::Schedule => {
            role.is_some_and(Role::is_desk) && person.map(|person| person.id) != entry.written_by
        }
        EntryAction::Withdraw => role == Some(Role::Coordinator),
    }
}

/// Whether `person` may give, take or administer an account of `role`: only an admin makes an admin, nobody makes
/// requesters (they register themselves).
pub fn may_administer(person: &Person, role: Role) -> bool {
    match person.role {
        Role::Admin => role.is_staff(),
        Role::Coordinator => role.is_staff() && role != Role::Admin,
        Role::Requester | Role::Expert | Role::Analyst => false,
    }
}

#[cfg(test)]
mod tests;
