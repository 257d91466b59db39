//! A question is received.

use chrono::Datelike;
use sha2::{Digest, Sha256};

use super::routing::{self, Choice, Received};
use super::{change, draft};
use crate::accounts::{self, Municipality, Person, RequesterKind};
use crate::kernel::clock::Instant;
use crate::kernel::event::{Actor, Event};
use crate::kernel::hex;
use crate::kernel::ids::{TicketId, TopicId};
use crate::kernel::text::{Body, Subject};
use crate::platform::db::Conn;
use crate::platform::events;
use crate::platform::uploads::StoredFile;
use crate::sla;
use crate::tickets::error::{TicketError, TicketResult};
use crate::tickets::model::{Channel, MessageKind};
use crate::tickets::routing::Router;
use crate::tickets::store;
use crate::tickets::store::attachments::Owner;
use crate::tickets::store::tickets::NewTicket;

/// A question as the form gives it.
#[derive(Debug, Clone)]
pub struct NewQuestion {
    /// How it came.
    pub channel: Channel,
    /// What it is about, when known.
    pub topic: Option<TopicId>,
    /// One line.
    pub subject: Subject,
    /// The text.
    pub body: Body,
    /// Files that lie in the store already.
    pub files: Vec<StoredFile>,
    /// The form's key: the same form sent again is the same question.
    pub submission_key: Option<String>,
    /// The import's own id.
    pub reference: Option<String>,
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Submitted {
    /// A new ticket.
    New(TicketId),
    /// It had been received before; the files of this attempt were not taken.
    Before(TicketId),
}

impl Submitted {
    /// The ticket, either way.
    pub fn ticket(self) -> TicketId {
        match self {
            Self::New(id) | Self::Before(id) => id,
        }
    }
}

/// Receives a question: ticket, message, clock and event in one transaction; the requester's draft becomes it.
///
/// # Errors
/// When the database fails.
pub fn submit(
    conn: &mut Conn,
    router: &Router,
    person: &Person,
    question: &NewQuestion,
    now: Instant,
) -> TicketResult<Submitted> {
    receive(
        conn,
        router,
        person,
        question,
        By { actor: Actor::Person(person.id), takes_it: false, asked_as: None },
        now,
    )
}

/// On whose word a question is received.
#[derive(Debug, Clone, Copy)]
pub(super) struct By {
    /// Who sends it or types it in.
    pub(super) actor: Actor,
    /// Whether that person takes it herself, so that no rule gives it to another.
    pub(super) takes_it: bool,
    /// As whom and from where it is asked, where that is not what the account says.
    pub(super) asked_as: Option<(RequesterKind, Option<Municipality>)>,
}

/// [`submit`] on anybody's word.
pub(super) fn receive(
    conn: &mut Conn,
    router: &Router,
    person: &Person,
    question: &NewQuestion,
    by: By,
    now: Instant,
) -> TicketResult<Submitted> {
    draft::hold(conn, person.id)?;
    if accounts::is_erased(conn, person.id)? {
        return Err(TicketError::NotFound);
    }
    let key = question.submission_key.as_deref();
    // Only the draft that this form shows: another one stays for another day.
    let draft =
        store::drafts::of(conn, person.id)?.filter(|draft| Some(draft.submission_key.as_str()) == key);
    let mut digests = change::digests(&question.files);
    if let Some(draft) = &draft {
        digests.extend(store::attachments::digests_of_draft(conn, draft.id)?);
    }
    let hash = content_hash(&question.subject, &question.body, question.topic);
    let of_this_form = match key {
        Some(key) => store::tickets::sent_with_key(conn, person.id, key)?,
        None => None,
    };
    // Another question under a known key: the person went back to the form.
    let stored_key = key.filter(|_| of_this_form.is_none());
    let same_form = of_this_form.filter(|(_, words)| *words == hash).map(|(id, _)| id);
    let same_words = store::tickets::sent_since(conn, person.id, &hash, now - change::SENT_TWICE)?;
    for id in same_form.into_iter().chain(same_words) {
        let known = store::attachments::digests_of_ticket(conn, id)?;
        // With a file that did not come before it is another question: the file was forgotten.
        if digests.iter().all(|digest| known.contains(digest)) {
            return Ok(Submitted::Before(id));
        }
    }
    let told = accounts::details(conn, person.id)?;
    let (kind, place) = by.asked_as.unwrap_or((person.kind.unwrap_or(RequesterKind::Worker), None));
    let municipality = place.or(told.municipality);
    let NewQuestion { topic, channel, subject, body, .. } = question;
    let received = Received { topic: *topic, place: municipality, kind, channel: *channel, subject, body };
    let rules = router.rules(conn)?;
    let mut route = routing::route(conn, &rules, &received, Choice::Final, now)?;
    if by.takes_it {
        route.person = None;
    }
    let actor = by.actor;
    let asked = sla::Asked { topic: question.topic, kind, policy: route.policy };
    let promise = sla::actions::promise(conn, asked, actor, now)?;
    let new = NewTicket {
        requester: person.id,
        channel: question.channel,
        topic: question.topic,
        topic_proposed: false,
        approval_kept_for: None,
        group: route.group,
        assignee: route.person,
        priority: route.priority,
        subject: &question.subject,
        municipality: municipality.map(accounts::Municipality::code),
        kind,
        lang: person.lang,
        submission_key: stored_key,
        content_hash: &hash,
        reference: question.reference.as_deref(),
        due_at: promise.due_at(),
    };
    let id = store::tickets::insert(conn, &new, now)?;
    store::profiles::insert(conn, id, &told.profile(now.rome().year()))?;
    let message = store::messages::insert(
        conn,
        id,
        person.id,
        person.role,
        MessageKind::Question,
        &question.body,
        now,
    )?;
    if let Some(draft) = draft {
        store::attachments::move_to_message(conn, draft.id, message)?;
        store::drafts::delete(conn, person.id)?;
    }
    for file in &question.files {
        store::attachments::insert(conn, Owner::Message(message), file, now)?;
    }
    let cycle = sla::actions::keep(conn, id, &promise)?;
    store::tickets::set_first_cycle(conn, id, cycle.id)?;
    let submitted = Event::TicketSubmitted { ticket: id, message, cycle: cycle.id };
    match routing::follow(conn, id, &route)? {
        Some(routed) => {
            events::append_each(conn, now, &[(actor, &submitted), (Actor::System, &routed)])?;
        }
        None => {
            events::append(conn, now, actor, &submitted)?;
        }
    }
    Ok(Submitted::New(id))
}

/// What a question says, to know it again.
pub(super) fn content_hash(subject: &Subject, body: &Body, topic: Option<TopicId>) -> String {
    let mut hash = Sha256::new();
    for part in [subject.as_str(), body.as_str()] {
        hash.update(part.len().to_be_bytes());
        hash.update(part);
    }
    hash.update(topic.map_or(0, |topic| topic.0).to_be_bytes());
    hex(&hash.finalize())
}
