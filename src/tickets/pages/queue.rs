//! `/coda`: what the desk owes, soonest deadline first.

use actix_web::web;
use serde::{Deserialize, Serialize};
use tera::context;

use super::view;
use crate::accounts::permissions::{TicketScope, ticket_scope};
use crate::accounts::{self, Municipality, RequesterKind, Visit};
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, TicketId};
use crate::platform::db::Conn;
use crate::platform::web::{Problem, WebResult};
use crate::sla::{self, Badge};
use crate::tickets::model::{Stage, Ticket, TicketState};
use crate::tickets::store::queue::{Counts, Filter, Place, Whose, counts, page};
use crate::tickets::{TicketError, TicketResult};
use crate::topics::{self, TopicTree};

const PAGE: usize = 50;

/// The filters of the address; words that are not known are as if they were not there.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Chosen {
    #[serde(default)]
    vista: String,
    #[serde(default)]
    chi: String,
    #[serde(default)]
    argomento: String,
    #[serde(default)]
    dopo: String,
}

/// Whose questions, as the address says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Who {
    Groups,
    Mine,
    Unheld,
    All,
}

impl Who {
    const ALL: [(Self, &'static str, &'static str); 4] = [
        (Self::Groups, "gruppi", "tickets-queue-who-groups"),
        (Self::Mine, "mie", "tickets-queue-who-mine"),
        (Self::Unheld, "libere", "tickets-queue-who-unheld"),
        (Self::All, "tutte", "tickets-queue-who-all"),
    ];

    fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, known, _)| *known == word).map(|(who, ..)| who)
    }

    fn word(self) -> &'static str {
        Self::ALL.into_iter().find(|(who, ..)| *who == self).map_or("", |(_, word, _)| word)
    }
}

#[derive(Serialize)]
struct QueueRow {
    number: TicketId,
    subject: String,
    state: TicketState,
    state_label: String,
    kind_label: String,
    topic: Option<String>,
    place: Option<&'static str>,
    assignee: Option<String>,
    mine: bool,
    received_at: Instant,
    badge: Option<Badge>,
}

struct Loaded {
    tree: TopicTree,
    who: Who,
    has_groups: bool,
    counts: Counts,
    tickets: Vec<(Place, Ticket)>,
    names: view::Names,
    cycles: std::collections::HashMap<TicketId, sla::Cycle>,
}

/// `GET /coda`.
///
/// # Errors
/// When the database fails.
pub async fn show(visit: Visit, chosen: web::Query<Chosen>) -> WebResult {
    let person = visit.signed_in()?;
    if ticket_scope(person) != TicketScope::Desk {
        return Err(Problem::NotFound);
    }
    let (me, now) = (person.id, visit.now());
    let stage = Stage::parse(&chosen.vista).unwrap_or(Stage::Todo);
    let wanted = chosen.clone();
    let mut loaded = visit.app().db.read(move |conn| load(conn, me, stage, &wanted, now)).await?;
    let more = loaded.tickets.len() > PAGE;
    loaded.tickets.truncate(PAGE);
    let next = loaded.tickets.last().filter(|_| more).map(|(place, _)| {
        format!(
            "{}&dopo={}-{}",
            address(stage, loaded.who, &chosen.argomento),
            place.queue_at.micros(),
            place.id
        )
    });
    let first = (!chosen.dopo.is_empty()).then(|| address(stage, loaded.who, &chosen.argomento));
    let rows: Vec<QueueRow> =
        loaded.tickets.iter().map(|(_, ticket)| row(&visit, ticket, &loaded, me, now)).collect();
    let views: Vec<_> = Stage::ALL
        .iter()
        .map(|of| {
            let count = match of {
                Stage::Todo => Some(loaded.counts.todo),
                Stage::Waiting => Some(loaded.counts.waiting),
                Stage::Answered | Stage::Closed | Stage::Spam => None,
            };
            let href = address(*of, loaded.who, &chosen.argomento);
            serde_json::json!({ "href": href, "label": view::text(&visit, stage_key(*of)), "count": count, "current": *of == stage })
        })
        .collect();
    let who: Vec<_> = Who::ALL
        .into_iter()
        .filter(|(who, ..)| *who != Who::Groups || loaded.has_groups)
        .map(|(who, word, key)| serde_json::json!({ "value": word, "label": view::text(&visit, key), "current": who == loaded.who }))
        .collect();
    let context = context! {
        title => &title(&visit, stage),
        tickets => &rows,
        stage => &stage,
        views => &views,
        who => &who,
        chosen_who => loaded.who.word(),
        topics => &view::topic_options(&visit, &loaded.tree),
        chosen_topic => &chosen.argomento,
        counts => &loaded.counts,
        older => &next,
        newer => &first,
    };
    visit.render("tickets/queue.html", context)
}

fn load(conn: &mut Conn, me: AccountId, stage: Stage, chosen: &Chosen, now: Instant) -> TicketResult<Loaded> {
    let tree = topics::tree(conn)?;
    let groups = topics::groups_of(conn, me)?;
    let has_groups = !groups.is_empty();
    let default = if has_groups { Who::Groups } else { Who::All };
    let who = Who::parse(&chosen.chi).filter(|who| *who != Who::Groups || has_groups).unwrap_or(default);
    let whose = match who {
        Who::Groups => Whose::Groups(groups),
        Who::Mine => Whose::HeldBy(me),
        Who::Unheld => Whose::Unheld,
        Who::All => Whose::All,
    };
    let topic = tree.by_slug(&chosen.argomento).map(|topic| tree.with_children(topic.id)).unwrap_or_default();
    let filter = Filter { stage, whose, topics: topic };
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let tickets = page(conn, &filter, place(&chosen.dopo), limit)?;
    let mut holders: Vec<AccountId> = tickets.iter().filter_map(|(_, ticket)| ticket.assignee).collect();
    holders.sort_unstable();
    holders.dedup();
    let names = accounts::people(conn, &holders)?.into_iter().map(|person| (person.id, person)).collect();
    let ids: Vec<_> = tickets.iter().filter_map(|(_, ticket)| ticket.cycle).collect();
    let cycles = sla::actions::cycles(conn, &ids)?.into_iter().map(|cycle| (cycle.ticket, cycle)).collect();
    Ok::<_, TicketError>(Loaded {
        tree,
        who,
        has_groups,
        counts: counts(conn, me, now)?,
        tickets,
        names,
        cycles,
    })
}

fn row(visit: &Visit, ticket: &Ticket, loaded: &Loaded, me: AccountId, now: Instant) -> QueueRow {
    let lang = visit.lang();
    let kind = match ticket.kind {
        RequesterKind::Worker => "tickets-kind-worker",
        RequesterKind::Enterprise => "tickets-kind-enterprise",
    };
    let cycle = loaded.cycles.get(&ticket.id);
    QueueRow {
        number: ticket.id,
        subject: ticket.subject.to_string(),
        state: ticket.state,
        state_label: view::state_word(visit, ticket.state),
        kind_label: view::text(visit, kind),
        topic: ticket.topic.and_then(|id| loaded.tree.get(id)).map(|topic| topic.name(lang).to_owned()),
        place: ticket.municipality.as_deref().and_then(Municipality::parse).and_then(Municipality::name),
        assignee: ticket.assignee.and_then(|id| loaded.names.get(&id)).map(|person| person.name.to_string()),
        mine: ticket.assignee == Some(me),
        received_at: ticket.created_at,
        badge: cycle.map(|cycle| sla::badge(cycle, &visit.app().texts, lang, now)),
    }
}

/// The first list is the queue itself; the others say which they are, so that two tabs can be told apart.
fn title(visit: &Visit, stage: Stage) -> String {
    match stage {
        Stage::Todo => view::text(visit, "tickets-queue-title"),
        other => {
            let list = view::text(visit, stage_key(other)).to_lowercase();
            view::text_with(visit, "tickets-queue-title-of", "list", list)
        }
    }
}

fn stage_key(stage: Stage) -> &'static str {
    match stage {
        Stage::Todo => "tickets-stage-todo",
        Stage::Waiting => "tickets-stage-waiting",
        Stage::Answered => "tickets-stage-answered",
        Stage::Closed => "tickets-stage-closed",
        Stage::Spam => "tickets-stage-spam",
    }
}

fn address(stage: Stage, who: Who, topic: &str) -> String {
    let mut address = format!("/coda?vista={stage}&chi={}", who.word());
    if !topic.is_empty() {
        let topic = percent_encoding::utf8_percent_encode(topic, percent_encoding::NON_ALPHANUMERIC);
        address.push_str(&format!("&argomento={topic}"));
    }
    address
}

/// Reads `micros-id`; anything else is the beginning of the list.
fn place(text: &str) -> Option<Place> {
    let (micros, id) = text.split_once('-')?;
    Some(Place { queue_at: Instant::from_micros(micros.parse().ok()?), id: TicketId(id.parse().ok()?) })
}
