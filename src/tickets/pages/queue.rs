//! `/coda`: what the desk owes, soonest deadline first.

use std::collections::HashMap;

use actix_web::web;
use serde::{Deserialize, Serialize};
use tera::context;

use super::view;
use crate::accounts::permissions::{TicketAction, TicketScope, may, ticket_scope};
use crate::accounts::{self, Municipality, Person, RequesterKind, Role, Visit};
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, GroupId, TicketId, TopicId};
use crate::platform::db::Conn;
use crate::platform::web::{Problem, WebResult};
use crate::sla::{self, Badge};
use crate::tickets::model::{Stage, Ticket};
use crate::tickets::rules::{Move, after};
use crate::tickets::store::messages::{Glance, glances};
use crate::tickets::store::queue::{Filter, Open, Place, Whose, open, page};
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

/// A list of the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum View {
    Of(Stage),
    /// Of what is owed, what is late.
    Overdue,
    /// Of what is owed, what is due in the rest of the day.
    Today,
}

impl View {
    const ALL: [Self; 7] = [
        Self::Of(Stage::Todo),
        Self::Overdue,
        Self::Today,
        Self::Of(Stage::Waiting),
        Self::Of(Stage::Answered),
        Self::Of(Stage::Closed),
        Self::Of(Stage::Spam),
    ];

    fn parse(word: &str) -> Self {
        Self::ALL.into_iter().find(|view| view.word() == word).unwrap_or(Self::Of(Stage::Todo))
    }

    /// As the address says it.
    fn word(self) -> &'static str {
        match self {
            Self::Of(stage) => stage.as_str(),
            Self::Overdue => "overdue",
            Self::Today => "today",
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::Of(Stage::Todo) => "tickets-stage-todo",
            Self::Of(Stage::Waiting) => "tickets-stage-waiting",
            Self::Of(Stage::Answered) => "tickets-stage-answered",
            Self::Of(Stage::Closed) => "tickets-stage-closed",
            Self::Of(Stage::Spam) => "tickets-stage-spam",
            Self::Overdue => "tickets-queue-overdue",
            Self::Today => "tickets-queue-today",
        }
    }

    fn filter(self, whose: Whose, topics: Vec<TopicId>, now: Instant) -> Filter {
        let (stage, due) = match self {
            Self::Of(stage) => (stage, (None, None)),
            Self::Overdue => (Stage::Todo, (None, Some(now))),
            Self::Today => (Stage::Todo, (Some(now), Some(now.end_of_day()))),
        };
        Filter { stage, due, whose, topics }
    }

    /// How many it holds; none for a list that is not counted.
    fn count(self, open: &Open, whose: &Whose) -> Option<i64> {
        match self {
            Self::Of(stage) => open.count(stage, whose),
            Self::Overdue => Some(open.overdue(whose)),
            Self::Today => Some(open.due_today(whose)),
        }
    }
}

/// Whose questions, as the address says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Who {
    /// Mine, and what I may take: the beginning of every day.
    Work,
    Mine,
    Unheld,
    Groups,
    All,
}

impl Who {
    const ALL: [(Self, &'static str, &'static str); 5] = [
        (Self::Work, "per-me", "tickets-queue-who-work"),
        (Self::Mine, "mie", "tickets-queue-who-mine"),
        (Self::Unheld, "libere", "tickets-queue-who-unheld"),
        (Self::Groups, "gruppi", "tickets-queue-who-groups"),
        (Self::All, "tutte", "tickets-queue-who-all"),
    ];

    fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, known, _)| *known == word).map(|(who, ..)| who)
    }

    fn word(self) -> &'static str {
        Self::ALL.into_iter().find(|(who, ..)| *who == self).map_or("", |(_, word, _)| word)
    }

    fn whose(self, me: AccountId, groups: &[GroupId]) -> Whose {
        match self {
            Self::Work => Whose::WorkOf(me, groups.to_vec()),
            Self::Mine => Whose::HeldBy(me),
            Self::Unheld => Whose::Unheld,
            Self::Groups => Whose::Groups(groups.to_vec()),
            Self::All => Whose::All,
        }
    }

    /// Whether it says anything to a person of these groups: without a group, hers are everybody's.
    fn is_for(self, groups: &[GroupId]) -> bool {
        !groups.is_empty() || !matches!(self, Self::Work | Self::Groups)
    }
}

/// A link to a list, with how many questions it holds.
#[derive(Serialize)]
struct Choice {
    href: String,
    label: String,
    count: Option<i64>,
    current: bool,
}

#[derive(Serialize)]
struct QueueRow {
    number: TicketId,
    subject: String,
    beginning: String,
    news: bool,
    kind_label: String,
    topic: Option<String>,
    place: Option<&'static str>,
    assignee: Option<String>,
    mine: bool,
    may_claim: bool,
    received_at: Instant,
    badge: Option<Badge>,
}

struct Loaded {
    tree: TopicTree,
    who: Who,
    groups: Vec<GroupId>,
    open: Open,
    tickets: Vec<(Place, Ticket)>,
    glances: HashMap<TicketId, Glance>,
    names: view::Names,
    cycles: HashMap<TicketId, sla::Cycle>,
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
    let sees_all = person.role == Role::Coordinator;
    let view = View::parse(&chosen.vista);
    let wanted = chosen.clone();
    let mut loaded = visit.app().db.read(move |conn| load(conn, (me, sees_all), view, &wanted, now)).await?;
    let more = loaded.tickets.len() > PAGE;
    loaded.tickets.truncate(PAGE);
    let next = loaded.tickets.last().filter(|_| more).map(|(place, _)| {
        format!(
            "{}&dopo={}-{}",
            address(view, loaded.who, &chosen.argomento),
            place.queue_at.micros(),
            place.id
        )
    });
    let first = (!chosen.dopo.is_empty()).then(|| address(view, loaded.who, &chosen.argomento));
    let rows: Vec<QueueRow> =
        loaded.tickets.iter().map(|(_, ticket)| row(&visit, ticket, &loaded, person, now)).collect();
    let whose = loaded.who.whose(me, &loaded.groups);
    let views: Vec<Choice> = View::ALL
        .into_iter()
        .map(|of| Choice {
            href: address(of, loaded.who, &chosen.argomento),
            label: view::text(&visit, of.key()),
            count: of.count(&loaded.open, &whose),
            current: of == view,
        })
        .collect();
    let who: Vec<Choice> = Who::ALL
        .into_iter()
        .filter(|(who, ..)| who.is_for(&loaded.groups))
        .map(|(who, _, key)| Choice {
            href: address(view, who, &chosen.argomento),
            label: view::text(&visit, key),
            count: view.count(&loaded.open, &who.whose(me, &loaded.groups)),
            current: who == loaded.who,
        })
        .collect();
    let topic = loaded.tree.by_slug(&chosen.argomento).map(|topic| topic.name(visit.lang()).to_owned());
    let topic = topic.unwrap_or_else(|| view::text(&visit, "tickets-queue-topic-all"));
    let chosen_whose = who.iter().find(|choice| choice.current).map_or("", |choice| &choice.label);
    let context = context! {
        title => &title(&visit, view),
        filters => &format!("{chosen_whose} · {topic}"),
        tickets => &rows,
        view => view.word(),
        views => &views,
        who => &who,
        chosen_who => loaded.who.word(),
        topics => &view::topic_options(&visit, &loaded.tree),
        chosen_topic => &chosen.argomento,
        todo => &loaded.open.count(Stage::Todo, &whose).filter(|_| view == View::Of(Stage::Todo)),
        overdue => &loaded.open.overdue(&whose),
        todo_of_all => &loaded.open.count(Stage::Todo, &Whose::All).filter(|_| loaded.who != Who::All),
        overdue_of_all => &loaded.open.overdue(&Whose::All),
        older => &next,
        newer => &first,
    };
    visit.render("tickets/queue.html", context)
}

fn load(
    conn: &mut Conn,
    (me, sees_all): (AccountId, bool),
    view: View,
    chosen: &Chosen,
    now: Instant,
) -> TicketResult<Loaded> {
    let tree = topics::tree(conn)?;
    let groups = topics::groups_of(conn, me)?;
    // Whoever answers for the desk begins with all of it.
    let default = if groups.is_empty() || sees_all { Who::All } else { Who::Work };
    let who = Who::parse(&chosen.chi).filter(|who| who.is_for(&groups)).unwrap_or(default);
    let topic = tree.by_slug(&chosen.argomento).map(|topic| tree.with_children(topic.id)).unwrap_or_default();
    let open = open(conn, &topic, now)?;
    let filter = view.filter(who.whose(me, &groups), topic, now);
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let tickets = page(conn, &filter, place(&chosen.dopo), limit)?;
    let mut holders: Vec<AccountId> = tickets.iter().filter_map(|(_, ticket)| ticket.assignee).collect();
    holders.sort_unstable();
    holders.dedup();
    let names = accounts::people(conn, &holders)?.into_iter().map(|person| (person.id, person)).collect();
    let ids: Vec<TicketId> = tickets.iter().map(|(_, ticket)| ticket.id).collect();
    let glances = glances(conn, &ids)?;
    let ids: Vec<_> = tickets.iter().filter_map(|(_, ticket)| ticket.cycle).collect();
    let cycles = sla::actions::cycles(conn, &ids)?.into_iter().map(|cycle| (cycle.ticket, cycle)).collect();
    Ok::<_, TicketError>(Loaded { tree, who, groups, open, tickets, glances, names, cycles })
}

fn row(visit: &Visit, ticket: &Ticket, loaded: &Loaded, person: &Person, now: Instant) -> QueueRow {
    let lang = visit.lang();
    let kind = match ticket.kind {
        RequesterKind::Worker => "tickets-queue-person",
        RequesterKind::Enterprise => "tickets-kind-enterprise",
    };
    let cycle = loaded.cycles.get(&ticket.id);
    let glance = loaded.glances.get(&ticket.id);
    let may_claim = ticket.assignee.is_none()
        && may(person, TicketAction::Claim, &ticket.facts())
        && after(ticket.state, Move::Claim, true).is_some();
    QueueRow {
        number: ticket.id,
        subject: ticket.subject.to_string(),
        beginning: glance.map(|glance| beginning(&glance.beginning)).unwrap_or_default(),
        news: ticket.state.is_open() && glance.is_some_and(|glance| glance.news),
        kind_label: view::text(visit, kind),
        topic: ticket.topic.and_then(|id| loaded.tree.get(id)).map(|topic| topic.name(lang).to_owned()),
        place: ticket.municipality.as_deref().and_then(Municipality::parse).and_then(Municipality::name),
        assignee: ticket.assignee.and_then(|id| loaded.names.get(&id)).map(|person| person.name.to_string()),
        mine: ticket.assignee == Some(person.id),
        may_claim,
        received_at: ticket.created_at,
        badge: cycle.map(|cycle| sla::badge(cycle, &visit.app().texts, lang, now)),
    }
}

/// The first words of a text after its greetings, on one line.
fn beginning(text: &str) -> String {
    const LENGTH: usize = 120;
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let greets = |line: &&&str| line.split_whitespace().count() <= 4 && line.ends_with([',', '!', '.']);
    let greetings = lines.iter().take_while(greets).count();
    // A text of nothing but greetings is shown as it is.
    let words = lines.get(greetings..).filter(|rest| !rest.is_empty()).unwrap_or(&lines).join(" ");
    match words.char_indices().nth(LENGTH) {
        None => words,
        Some((end, _)) => {
            let cut = words.get(..end).unwrap_or_default();
            format!("{}…", cut.rsplit_once(' ').map_or(cut, |(whole, _)| whole))
        }
    }
}

/// The first list is the queue itself; the others say which they are, so that two tabs can be told apart.
fn title(visit: &Visit, view: View) -> String {
    match view {
        View::Of(Stage::Todo) => view::text(visit, "tickets-queue-title"),
        other => {
            let list = view::text(visit, other.key()).to_lowercase();
            view::text_with(visit, "tickets-queue-title-of", "list", list)
        }
    }
}

fn address(view: View, who: Who, topic: &str) -> String {
    let mut address = format!("/coda?vista={}&chi={}", view.word(), who.word());
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

#[cfg(test)]
mod tests {
    use super::beginning;

    #[test]
    fn a_text_begins_after_its_greetings() {
        assert_eq!(beginning("Buongiorno,\n\nposso chiedere\nil part-time?"), "posso chiedere il part-time?");
        assert_eq!(
            beginning("Buongiorno, posso chiedere il part-time?"),
            "Buongiorno, posso chiedere il part-time?"
        );
        assert_eq!(beginning("Grazie!"), "Grazie!");
        let long = beginning(&"parola ".repeat(60));
        assert!(long.ends_with("parola…") && long.chars().count() <= 121, "{long}");
    }
}
