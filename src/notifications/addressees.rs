//! Who a recipient of the rules is: looked up together for the events of a batch, and each group and role once.

use std::collections::HashMap;

use super::rules::{self, To};
use crate::accounts::permissions::{
    EntryAction, ProposedAction, may_hold, may_with_entry, may_with_proposed,
};
use crate::accounts::{self, AwayNow, Person, Role};
use crate::catalogue;
use crate::kernel::clock::Instant;
use crate::kernel::event::Event;
use crate::kernel::ids::{AccountId, GroupId, TicketId};
use crate::platform::db::{Conn, DbResult};
use crate::platform::events::Recorded;
use crate::tickets::{self, Ticket, Writers};
use crate::topics;

/// The people whom a batch of events may concern.
pub(super) struct Addressees {
    tickets: HashMap<TicketId, Ticket>,
    people: HashMap<AccountId, Person>,
    roles: HashMap<Role, Vec<Person>>,
    groups: HashMap<GroupId, Vec<Person>>,
    away: AwayNow,
    /// Who wrote the answers that wait for approval.
    writers: HashMap<TicketId, Writers>,
}

impl Addressees {
    /// Reads the questions of these events, who asked and who holds them, and who is away now.
    pub(super) fn of(conn: &mut Conn, events: &[Recorded], now: Instant) -> DbResult<Self> {
        let (mut questions, mut approved, mut accounts) = (Vec::new(), Vec::new(), Vec::new());
        for Recorded { event, .. } in events {
            let rules = rules::mails(event);
            if !rules.is_empty() {
                questions.extend(event.ticket());
            }
            if rules.iter().any(|(to, ..)| *to == To::Approvers) {
                approved.extend(event.ticket());
            }
            accounts.extend(rules.iter().filter_map(|(to, ..)| match to {
                To::Account(account) | To::Named(account) => Some(*account),
                _ => None,
            }));
        }
        let tickets = tickets::several(conn, &unique(questions))?;
        accounts
            .extend(tickets.iter().flat_map(|ticket| [Some(ticket.requester), ticket.assignee]).flatten());
        let away = accounts::away_at(conn, now)?;
        accounts.extend(tickets.iter().filter_map(|ticket| away.stand_in_of(ticket.assignee?)));
        let people = accounts::people(conn, &unique(accounts))?;
        let writers = match approved.is_empty() {
            true => HashMap::new(),
            false => tickets::writers_of_waiting(conn, Some(&unique(approved)))?,
        };
        Ok(Self {
            tickets: tickets.into_iter().map(|ticket| (ticket.id, ticket)).collect(),
            people: people.into_iter().map(|person| (person.id, person)).collect(),
            roles: HashMap::new(),
            groups: HashMap::new(),
            away,
            writers,
        })
    }

    /// The recipients that `to` names for an event.
    pub(super) fn who(&mut self, conn: &mut Conn, to: To, event: &Event) -> DbResult<Vec<Person>> {
        match to {
            To::Account(account) => Ok(self.people.get(&account).cloned().into_iter().collect()),
            To::Approvers => self.approvers(conn, event),
            To::Coordinators => self.with_role(conn, Role::Coordinator),
            // They are no persons: see `outside`.
            To::Outside(_) => Ok(Vec::new()),
            To::Named(account) => {
                let named = self.people.get(&account).filter(|person| may_hold(person)).cloned();
                self.or_coordinators(conn, named.into_iter().collect())
            }
            To::ExpertGroup(group) => {
                let members = self.group(conn, group)?;
                self.or_coordinators(conn, members)
            }
            To::Requester | To::Assignee | To::AssigneeOrGroup | To::Group => self.of_ticket(conn, to, event),
            To::Reviewers => self.reviewers(conn, event),
            To::EntryWriter => {
                let entry = event.entry().map(|entry| catalogue::find(conn, entry)).transpose()?.flatten();
                let writer = entry.and_then(|entry| entry.version.editor);
                Ok(writer
                    .map(|writer| accounts::person(conn, writer))
                    .transpose()?
                    .flatten()
                    .into_iter()
                    .collect())
            }
        }
    }

    fn of_ticket(&mut self, conn: &mut Conn, to: To, event: &Event) -> DbResult<Vec<Person>> {
        let Some(ticket) = event.ticket().and_then(|ticket| self.tickets.get(&ticket)) else {
            return Ok(Vec::new());
        };
        let group = ticket.group;
        let person = |id: AccountId| self.people.get(&id).cloned();
        // Whoever left the desk holds nothing, and reads no reminder.
        let holder = ticket.assignee.and_then(person).filter(may_hold);
        match (to, holder) {
            (To::Requester, _) => Ok(person(ticket.requester).into_iter().collect()),
            (To::AssigneeOrGroup, None) | (To::Group, _) => self.group_or_all(conn, group),
            (_, None) => Ok(Vec::new()),
            (_, Some(holder)) => {
                let instead = self.instead_of(conn, &holder, group)?;
                Ok(std::iter::once(holder).chain(instead).collect())
            }
        }
    }

    /// Who hears of a question while its holder is away: who stands in for her, else those of the competent group who are
    /// there, else the coordinators.
    fn instead_of(
        &mut self,
        conn: &mut Conn,
        holder: &Person,
        group: Option<GroupId>,
    ) -> DbResult<Vec<Person>> {
        if self.away.of(holder.id).is_none() {
            return Ok(Vec::new());
        }
        let stand_in = self.away.stand_in_of(holder.id).and_then(|id| self.people.get(&id)).cloned();
        let instead = match (stand_in, group) {
            (Some(stand_in), _) => vec![stand_in],
            (None, Some(group)) => self.group(conn, group)?,
            (None, None) => Vec::new(),
        };
        let there = instead.into_iter().filter(|person| self.away.of(person.id).is_none()).collect();
        self.or_coordinators(conn, there)
    }

    /// Those of the competent group who may approve the answer that waits; the coordinators where it has nobody else.
    fn approvers(&mut self, conn: &mut Conn, event: &Event) -> DbResult<Vec<Person>> {
        let Some(ticket) = event.ticket().and_then(|id| self.tickets.get(&id)) else { return Ok(Vec::new()) };
        let Some(writers) = self.writers.get(&ticket.id).copied() else { return Ok(Vec::new()) };
        let facts = tickets::proposed_facts(ticket, writers);
        let group = ticket.group;
        let mut people = self.group_or_all(conn, group)?;
        let is_there = |person: &Person| self.away.of(person.id).is_none();
        people
            .retain(|person| is_there(person) && may_with_proposed(person, ProposedAction::Approve, &facts));
        if people.is_empty() {
            people = self.with_role(conn, Role::Coordinator)?;
            people.retain(|person| may_with_proposed(person, ProposedAction::Approve, &facts));
        }
        Ok(people)
    }

    /// The experts of a group; all experts where there is no group, or nobody present in it, which would leave the
    /// question to nobody.
    fn group_or_all(&mut self, conn: &mut Conn, group: Option<GroupId>) -> DbResult<Vec<Person>> {
        let members = match group {
            Some(group) => self.group(conn, group)?,
            None => Vec::new(),
        };
        if members.is_empty() { self.with_role(conn, Role::Expert) } else { Ok(members) }
    }

    /// These people; the coordinators where a policy names nobody who is still there, so that no deadline passes in silence.
    fn or_coordinators(&mut self, conn: &mut Conn, people: Vec<Person>) -> DbResult<Vec<Person>> {
        if people.is_empty() { self.with_role(conn, Role::Coordinator) } else { Ok(people) }
    }

    /// Those present of a group.
    fn group(&mut self, conn: &mut Conn, group: GroupId) -> DbResult<Vec<Person>> {
        if let Some(members) = self.groups.get(&group) {
            return Ok(members.clone());
        }
        let ids = topics::members(conn, group)?;
        let mut members = accounts::people(conn, &ids)?;
        members.retain(may_hold);
        self.groups.insert(group, members.clone());
        Ok(members)
    }

    /// The coordinators who may publish the entry; where there is none but its writer, the experts.
    fn reviewers(&mut self, conn: &mut Conn, event: &Event) -> DbResult<Vec<Person>> {
        let Some(entry) = event.entry().map(|entry| catalogue::find(conn, entry)).transpose()?.flatten()
        else {
            return Ok(Vec::new());
        };
        for role in [Role::Coordinator, Role::Expert] {
            let mut people = self.with_role(conn, role)?;
            people.retain(|person| may_with_entry(Some(person), EntryAction::Publish, &entry.facts()));
            if !people.is_empty() {
                return Ok(people);
            }
        }
        Ok(Vec::new())
    }

    fn with_role(&mut self, conn: &mut Conn, role: Role) -> DbResult<Vec<Person>> {
        if let Some(known) = self.roles.get(&role) {
            return Ok(known.clone());
        }
        let people = accounts::active_with_role(conn, &[role])?;
        self.roles.insert(role, people.clone());
        Ok(people)
    }
}

fn unique<T: Ord>(mut ids: Vec<T>) -> Vec<T> {
    ids.sort_unstable();
    ids.dedup();
    ids
}
