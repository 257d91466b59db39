//! `/coda/{number}`: one question at the desk, read and worked on.

use std::collections::HashMap;
use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::web;
use serde::Serialize;
use tera::context;

use super::approval;
use super::deadline::{self, TypedDeadline};
use super::editor;
use super::history;
use super::insert;
use super::links;
use super::merge;
use super::opinion;
use super::presence;
use super::requester::Earlier;
use super::routed::RouteNames;
use super::view::{self, Choice};
use super::{similar, topic_guess};
use crate::accounts::permissions::{ADMINISTRATION, TicketAction, may, may_enter};
use crate::accounts::{self, AccountState, AwayNow, Details, Municipality, Person, StaffMember, Visit};
use crate::catalogue;
use crate::kernel::event::Event;
use crate::kernel::ids::{AccountId, EntryId, MessageId, TicketId};
use crate::kernel::text::Body;
use crate::platform::db::Conn;
use crate::platform::events::{self, Recorded};
use crate::platform::mail::outbox::{self, Undeliverable};
use crate::platform::uploads::ACCEPT;
use crate::platform::web::{FieldErrors, Problem, WebResult, see_other};
use crate::sla::actions::ClockWords;
use crate::sla::{self, Moved};
use crate::tickets::actions::{self, Origin};
use crate::tickets::cataloguing::{TopicGuess, guess_topics};
use crate::tickets::listing::Times;
use crate::tickets::model::{LinkKind, Message, Ticket};
use crate::tickets::offers::offers;
use crate::tickets::store::answer_drafts::AnswerDraft;
use crate::tickets::store::canned::CannedAnswer;
use crate::tickets::store::opinions::Opinion;
use crate::tickets::store::presence::Presence;
use crate::tickets::store::proposed::ProposedAnswer;
use crate::tickets::worklist::InHand;
use crate::tickets::{TicketError, TicketResult, store};
use crate::topics::{self, TopicTree};

/// So many of the requester's other questions are on the page.
const EARLIER: i64 = 6;

pub(super) struct DeskPage {
    pub(super) ticket: Ticket,
    pub(super) requester: Person,
    /// Since when no mail reaches her.
    undeliverable: Option<Undeliverable>,
    details: Details,
    pub(super) earlier: Vec<Ticket>,
    pub(super) messages: Vec<Message>,
    pub(super) events: Vec<Recorded>,
    /// The same with what happened to the questions that became part of it, if any did.
    with_merged: Option<Vec<Recorded>>,
    pub(super) names: view::Names,
    pub(super) colleagues: Vec<StaffMember>,
    /// Those of the competent group.
    competent: Vec<AccountId>,
    pub(super) away: AwayNow,
    /// How many open questions each person holds.
    held: Arc<HashMap<AccountId, i64>>,
    /// The entry that was made of the answer.
    entry: Option<EntryId>,
    pub(super) tree: TopicTree,
    pub(super) cycle: Option<sla::Cycle>,
    pub(super) clock: ClockWords,
    moves: Vec<Moved>,
    routes: RouteNames,
    /// What was answered before; none when nothing is owed.
    pub(super) similar: Option<similar::Found>,
    /// Topics that it may belong to, while it has none of its own.
    guesses: Vec<TopicGuess>,
    /// By message, the questions that it was written from.
    pub(super) sources: HashMap<MessageId, Vec<TicketId>>,
    /// The answers that wait for approval, or did.
    pub(super) proposed: Vec<ProposedAnswer>,
    /// What it has to do with: numbers, why, and those questions.
    pub(super) links: Vec<(TicketId, LinkKind)>,
    pub(super) linked: Vec<Ticket>,
    /// The opinions that colleagues were asked for.
    opinions: Vec<Opinion>,
    /// Answers that are kept ready for its topic.
    pub(super) canned: Vec<CannedAnswer>,
    /// Who opened it in the last hours.
    present: Vec<Presence>,
    /// What the reader typed and has not sent.
    pub(super) draft: Option<AnswerDraft>,
}

/// A form of the page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Part {
    #[default]
    Answer,
    Note,
    HandOver,
    Closing,
    Deadline,
    Opinion,
    /// Why an answer is given back.
    Remark,
    /// An answer that waits, changed.
    Changed,
    /// Of what was done with such an answer nothing came: somebody was faster.
    Overtaken,
    /// The number of a question to link.
    Link,
}

/// What was typed into one of the forms, shown again when it could not be posted.
#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct Typed {
    pub(super) part: Part,
    pub(super) body: String,
    pub(super) to: String,
    pub(super) deadline: TypedDeadline,
    /// The questions that the answer was written from.
    pub(super) sources: Vec<TicketId>,
    /// Whether the answer is to be shown as its reader will see it.
    pub(super) preview: bool,
    /// Whether files were chosen beside it.
    pub(super) files_again: bool,
    /// The page that an answer or a note was typed on.
    #[serde(skip)]
    pub(super) origin: Option<Origin>,
}

/// `GET /coda/{number}`.
///
/// # Errors
/// 404 for what this person may not see; when the database fails.
pub async fn show(visit: Visit, number: web::Path<i64>) -> WebResult {
    let id = TicketId(number.into_inner());
    let page = read(&visit, id).await?;
    if page.ticket.id != id {
        return Ok(see_other(&format!("/coda/{}", page.ticket.id)));
    }
    presence::note_opened(&visit, id, &page.present, visit.signed_in()?.id);
    render(&visit, page, StatusCode::OK, &Typed::default(), false, &FieldErrors::new())
}

pub(super) async fn read(visit: &Visit, id: TicketId) -> Result<DeskPage, Problem> {
    let person = visit.signed_in()?.clone();
    let app = visit.app().clone();
    let (texts, lang, now) = (app.texts.clone(), visit.lang(), visit.now());
    let load = move |conn: &mut Conn| -> TicketResult<DeskPage> {
        let ticket = store::tickets::find(conn, id)?
            .filter(|ticket| may(&person, TicketAction::ReadInternal, &ticket.facts()))
            .ok_or(TicketError::NotFound)?;
        let ticket = store::tickets::survivor(conn, &ticket)?.unwrap_or(ticket);
        let id = ticket.id;
        let messages = store::messages::of_ticket(conn, id, true)?;
        let events = events::of_ticket(conn, id)?;
        let with_merged = with_merged(conn, id, &events)?;
        let history = with_merged.as_ref().unwrap_or(&events);
        let mut people = view::people_in(&messages, history);
        people.extend(ticket.assignee);
        let present = actions::present(conn, id, now)?;
        people.extend(present.iter().map(|present| present.account));
        let names = accounts::people(conn, &people)?.into_iter().map(|person| (person.id, person)).collect();
        let requester = accounts::person(conn, ticket.requester)?.ok_or(TicketError::NotFound)?;
        let undeliverable = outbox::undeliverable_since(conn, ticket.requester)?;
        let details = accounts::details(conn, ticket.requester)?;
        let mut earlier = store::tickets::of_requester(conn, ticket.requester, EARLIER + 2)?;
        earlier.retain(|other| other.id != id);
        let opinions = store::opinions::of_ticket(conn, id)?;
        let proposed = store::proposed::of_ticket(conn, id)?;
        let links = store::links::of_ticket(conn, id)?;
        let linked: Vec<TicketId> = links.iter().map(|(other, _)| *other).collect();
        let linked = if linked.is_empty() { Vec::new() } else { store::tickets::several(conn, &linked)? };
        let mut colleagues = accounts::staff(conn)?;
        colleagues
            .retain(|member| member.person.role.is_desk() && member.person.state == AccountState::Active);
        let competent = match ticket.group {
            Some(group) => topics::members(conn, group)?,
            None => Vec::new(),
        };
        let cycle = sla::actions::newest_cycle(conn, id)?;
        let clock = match &cycle {
            Some(cycle) => sla::actions::words_of(conn, cycle.id, &texts, lang, now)?,
            None => ClockWords::default(),
        };
        let moves = history::moves(conn, history)?;
        let routes = RouteNames::of(conn, history)?;
        let similar = match ticket.state.is_open() {
            true => {
                let text = similar::text_of(&ticket, &messages);
                Some(similar::find(&app, conn, &person, &ticket, &text, now)?)
            }
            false => None,
        };
        let tree = topics::tree(conn)?;
        let guesses = match topic_guess::is_wanted(&ticket, &tree) {
            true => guess_topics(&app, conn, &similar::text_of(&ticket, &messages), None, now)?,
            false => Vec::new(),
        };
        let written: Vec<MessageId> = messages.iter().map(|message| message.id).collect();
        let sources = store::sources::of_messages(conn, &written)?;
        let fitting = insert::fitting(&ticket, &tree);
        let canned = store::canned::offered(conn, ticket.lang, &fitting, insert::MOST_OFFERED)?;
        Ok(DeskPage {
            ticket,
            requester,
            undeliverable,
            details,
            earlier,
            messages,
            events,
            with_merged,
            names,
            colleagues,
            competent,
            away: accounts::away_at(conn, now)?,
            held: app.worklist.look(conn, &Times::at(now), InHand::held)?,
            entry: catalogue::of_ticket(conn, id)?,
            tree,
            cycle,
            clock,
            moves,
            routes,
            similar,
            guesses,
            sources,
            proposed,
            links,
            linked,
            opinions,
            canned,
            present,
            draft: store::answer_drafts::of(conn, id, person.id)?,
        })
    };
    Ok(visit.app().db.read(load).await?)
}

/// What happened to a ticket and to all that became part of it, in order; none where nothing did. That they became part is
/// told by the one that stays.
fn with_merged(conn: &mut Conn, id: TicketId, own: &[Recorded]) -> TicketResult<Option<Vec<Recorded>>> {
    if !own.iter().any(|recorded| matches!(recorded.event, Event::TicketTookIn { .. })) {
        return Ok(None);
    }
    let mut all = store::merges::of(conn, id)?;
    all.push(id);
    let mut happened = events::of_tickets(conn, &all)?;
    happened.retain(|recorded| !matches!(recorded.event, Event::TicketMerged { .. }));
    Ok(Some(happened))
}

/// Whom the question can be passed to: who is competent for it first, each with their body and how much they hold.
fn colleagues(visit: &Visit, page: &DeskPage) -> Vec<Choice> {
    let choice = |member: &StaffMember| {
        let held = page.held.get(&member.person.id).copied().unwrap_or(0);
        let load = visit.app().texts.get(visit.lang(), "tickets-desk-load", &[("count", held.into())]);
        let of = member.organisation_name.iter().fold(String::new(), |_, of| format!(" – {of}"));
        Choice {
            value: member.person.id.to_string(),
            label: view::with_absence(
                visit,
                format!("{}{of} ({load})", member.person.name),
                page.away.of(member.person.id),
            ),
            options: Vec::new(),
        }
    };
    let others = page.colleagues.iter().filter(|member| Some(member.person.id) != page.ticket.assignee);
    let (competent, rest): (Vec<_>, Vec<_>) =
        others.partition(|member| page.competent.contains(&member.person.id));
    if competent.is_empty() {
        return rest.into_iter().map(choice).collect();
    }
    [("tickets-desk-competent", competent), ("tickets-desk-others", rest)]
        .into_iter()
        .filter(|(_, members)| !members.is_empty())
        .map(|(key, members)| Choice {
            value: String::new(),
            label: view::text(visit, key),
            options: members.into_iter().map(choice).collect(),
        })
        .collect()
}

pub(super) fn render(
    visit: &Visit,
    mut page: DeskPage,
    status: StatusCode,
    typed: &Typed,
    stale: bool,
    errors: &FieldErrors,
) -> WebResult {
    let person = visit.signed_in()?;
    let (lang, now) = (visit.lang(), visit.now());
    let four_eyes = approval::shown(visit, &mut page, person);
    let messages = std::mem::take(&mut page.messages);
    let mut messages = view::conversation(visit, messages, &page.names, person.id, &page.sources);
    approval::name_notes(visit, &mut messages, &page.proposed);
    if offers(person, &page.ticket, &page.away).split {
        view::offer_splits(&mut messages, page.ticket.id);
    }
    let overtaken = stale || typed.part == Part::Overtaken;
    let ticket = &page.ticket;
    let holder = ticket.assignee.and_then(|id| page.names.get(&id)).map(|person| person.name.to_string());
    let absence = ticket.assignee.filter(|id| *id != person.id).and_then(|id| page.away.of(id));
    let away = holder.as_deref().zip(absence).map(|(name, away)| view::away_words(visit, name, away));
    let earlier: Vec<Earlier> = page.earlier.iter().map(|ticket| Earlier::of(visit, ticket)).collect();
    let shown = usize::try_from(EARLIER).unwrap_or(usize::MAX);
    let badge = page.cycle.as_ref().map(|cycle| sla::badge(cycle, &visit.app().texts, lang, now));
    let topic = ticket.topic.and_then(|id| page.tree.get(id));
    let colleagues = colleagues(visit, &page);
    let history = page.with_merged.as_ref().unwrap_or(&page.events);
    // As it was told for this question, which may be asked for another place than where its requester lives.
    let told = ticket.municipality.as_deref().and_then(Municipality::parse);
    let place = told.or(page.details.municipality).and_then(Municipality::name);
    let context = context! {
        title => &view::text_with(visit, "tickets-desk-title", "number", ticket.id),
        ticket => ticket,
        state_label => &view::state_word(visit, ticket.state),
        requester => &page.requester,
        undeliverable => &page.undeliverable,
        can_resend => &may_enter(Some(person), ADMINISTRATION),
        details => &page.details,
        place => &place,
        mergeable => &merge::choices(&page, person),
        linked => &links::shown(visit, &page),
        earlier => &earlier.iter().take(shown).collect::<Vec<_>>(),
        has_more_earlier => &(earlier.len() > shown),
        topic => &topic.map(|topic| topic.name(lang)),
        topic_slug => &topic.map(|topic| topic.slug.as_str()),
        topics => &view::topic_options(visit, &page.tree),
        guesses => &topic_guess::shown(visit, &page.ticket, &page.tree, &page.guesses),
        proposed => &topic_guess::proposed(visit, &page.ticket, &page.tree, &page.guesses),
        holder => &holder,
        away => &away,
        mine => &(ticket.assignee == Some(person.id)),
        badge => &badge,
        story => &page.clock.story,
        times => &page.clock.times,
        deadline => &deadline::shown(visit, &page),
        can => &offers(person, ticket, &page.away),
        present => &presence::others(visit, &page.present, &page.names, person.id),
        claim_hours => &visit.app().config.tickets.claim_hours,
        canned => &insert::choices(visit, &page),
        opinions => &opinion::shown(visit, &page.opinions, &page.names, person.id),
        callable => &opinion::colleagues(visit, &page, person.id),
        editor => &editor::shown(visit, &page, typed, person.id),
        messages => &messages,
        four_eyes => &four_eyes,
        similar => &page.similar.as_ref().map(|found| similar::shown(visit, found)),
        history => &history::history(visit, ticket.id, history, &page.names, &page.moves, &page.routes),
        colleagues => &colleagues,
        entry => &page.entry,
        typed => typed,
        stale => &stale,
        meanwhile => &overtaken.then(|| history::meanwhile(visit, &page.events, &page.names, person.id)).flatten(),
        accept => &ACCEPT,
        max_files => &visit.app().config.tickets.max_attachments,
        max_file_bytes => &visit.app().config.tickets.max_attachment_bytes,
        max_body => &Body::MAX,
    };
    visit.render_with(status, "tickets/desk.html", context, errors)
}
