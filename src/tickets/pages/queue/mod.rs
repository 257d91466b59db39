//! `/coda`: what the desk owes, soonest deadline first.

mod address;
pub mod bulk;
mod filters;
pub mod live;
mod rows;
pub mod views;

use std::collections::HashMap;
use std::sync::Arc;

use actix_web::web;
use serde::Serialize;
use tera::context;

use self::address::{Me, Wanted, Who, Words};
pub(super) use self::filters::{channel_key, kind_key};

use self::filters::Fields;
use self::rows::{Around, QueueRow, row};
use super::view;
use crate::accounts::permissions::{TicketScope, ticket_scope};
use crate::accounts::{self, Person, Role, Visit};
use crate::app::App;
use crate::kernel::ids::{AccountId, OrganisationId, Position, TicketId};
use crate::platform::db::{Conn, DbResult};
use crate::platform::search::Matching;
use crate::platform::web::{Problem, WebResult};
use crate::tickets::listing::{Filter, List, Order, Place, Times, Whose};
use crate::tickets::model::Ticket;
use crate::tickets::saved_views::{self, SavedView};
use crate::tickets::store;
use crate::tickets::{TicketError, TicketResult};
use crate::topics::{self, TopicTree};

const PAGE: usize = 50;

/// A link to a list, with how many questions it holds.
#[derive(Serialize)]
struct Choice {
    href: String,
    label: String,
    count: Option<i64>,
    current: bool,
}

/// What addresses are read with.
struct Basis {
    me: Me,
    tree: TopicTree,
    partners: Vec<(OrganisationId, String)>,
}

impl Basis {
    fn of(conn: &mut Conn, person: &Person) -> DbResult<Self> {
        let groups = topics::groups_of(conn, person.id)?;
        let me = Me { id: person.id, groups, sees_all: person.role == Role::Coordinator };
        Ok(Self { me, tree: topics::tree(conn)?, partners: accounts::partners(conn)? })
    }

    fn wanted(&self, words: &Words) -> Wanted {
        Wanted::read(words, &self.me, &self.tree, &self.partners)
    }

    fn filter(&self, app: &App, wanted: &Wanted, staff: &StaffOf) -> Filter {
        let holders = wanted.organisation.map(|one| staff.get(&one).cloned().unwrap_or_default());
        let said = wanted.text.as_deref().map(|text| matching(app, text));
        wanted.filter(&self.me, &self.tree, holders, said)
    }
}

fn matching(app: &App, text: &str) -> Arc<Matching> {
    app.ticket_search.matching(text).unwrap_or_else(|error| {
        tracing::warn!(%error, "the questions cannot be searched");
        Arc::new(Matching::unknown(text))
    })
}

/// The staff of each partner.
type StaffOf = HashMap<OrganisationId, Vec<AccountId>>;

/// What is read for a page.
struct Loaded {
    basis: Basis,
    wanted: Wanted,
    /// What its words match.
    said: Option<Arc<Matching>>,
    /// The saved views, each with its address.
    saved: Vec<(SavedView, Wanted)>,
    as_of: AsOf,
    counts: Counts,
    tickets: Vec<(Place, Ticket)>,
    /// Whether there are more.
    more: bool,
    around: Around,
    /// Mails that came in and wait for a person.
    held_mails: i64,
}

/// How new a page is, for what asks later what happened since.
#[derive(Serialize)]
struct AsOf {
    position: Position,
    last: Option<TicketId>,
}

/// How many questions the lists of a page hold.
struct Counts {
    /// By list.
    lists: Vec<Option<i64>>,
    /// By who.
    who: Vec<Option<i64>>,
    /// Without an answer, and late: of whose list it is, and of everybody.
    todo: [i64; 2],
    overdue: [i64; 2],
    /// By saved view.
    saved: Vec<Option<i64>>,
}

/// `GET /coda`.
///
/// # Errors
/// When the database fails.
pub async fn show(visit: Visit, words: web::Query<Words>) -> WebResult {
    let (person, app, times) = (reader(&visit)?, visit.app().clone().into_inner(), Times::at(visit.now()));
    let of = person.clone();
    let page = visit.app().db.read(move |conn| load(conn, &app, &of, &words, &times)).await?;
    let wanted = &page.wanted;
    let rows: Vec<QueueRow> = page
        .tickets
        .iter()
        .map(|(_, ticket)| row(&visit, ticket, &page.around, &page.basis.tree, &person, times.now))
        .collect();
    let first = Wanted { after: None, ..wanted.clone() };
    let next = page.tickets.last().filter(|_| page.more);
    let next = next.map(|(place, _)| Wanted { after: Some(*place), ..first.clone() }.href());
    let lists: Vec<Choice> = List::ALL
        .iter()
        .zip(&page.counts.lists)
        // Where answers need no approval nobody looks for those that wait for it.
        .filter(|(list, count)| {
            **list != List::Review
                || wanted.list == List::Review
                || **count != Some(0)
                || page.basis.tree.asks_for_approval()
        })
        .map(|(list, count)| Choice {
            href: of_list(&first, *list).href(),
            label: view::text(&visit, list_key(*list)),
            count: *count,
            current: *list == wanted.list,
        })
        .collect();
    let who: Vec<Choice> = Who::ALL
        .into_iter()
        .zip(&page.counts.who)
        .filter(|((who, ..), _)| who.is_for(&page.basis.me.groups))
        .map(|((who, _, key), count)| Choice {
            href: Wanted { who, ..first.clone() }.href(),
            label: view::text(&visit, key),
            count: *count,
            current: who == wanted.who,
        })
        .collect();
    let saved: Vec<Choice> = page
        .saved
        .iter()
        .zip(&page.counts.saved)
        .map(|((view, of), count)| Choice {
            href: of.href(),
            label: view.name.to_string(),
            count: *count,
            current: *of == first,
        })
        .collect();
    let is_saved = saved.iter().any(|choice| choice.current);
    let all = visit.query("scelte") == "tutte";
    let fields = Fields::of(&visit, &first, &page.basis.tree, &page.basis.partners);
    let chosen_who = who.iter().find(|choice| choice.current).map_or("", |choice| &choice.label);
    let [todo, todo_of_all] = page.counts.todo;
    let [overdue, overdue_of_all] = page.counts.overdue;
    let context = context! {
        title => &title(&visit, wanted.list),
        caption => &filters::caption(&visit, wanted),
        tickets => &rows,
        lists => &lists,
        who => &who,
        board => &page.basis.me.sees_all,
        held_mails => &page.held_mails,
        chosen_who => chosen_who,
        work => &(wanted.who == Who::Work && wanted.list.archive().is_none()),
        unsearched => &page.said.as_ref().is_some_and(|said| !said.is_known()),
        corrected => &page.said.as_ref().and_then(|said| said.corrected()),
        wanted_list => wanted.list.as_str(),
        wanted_who => wanted.who.word(),
        fields => &fields,
        todo => &(wanted.list == List::Todo).then_some(todo),
        overdue => &overdue,
        todo_of_all => &(wanted.who != Who::All).then_some(todo_of_all),
        overdue_of_all => &overdue_of_all,
        saved => &saved,
        save_href => &(!is_saved).then(|| format!("/coda/viste?{}", first.query())),
        here => &wanted.href(),
        // What is over does not change under the reader's eyes.
        live => &wanted.list.archive().is_none().then_some(&page.as_of),
        deeds => &bulk::deeds(&visit),
        all_ticked => &all,
        older => &next,
        newer => &wanted.after.map(|_| first.href()),
    };
    visit.render("tickets/queue.html", context)
}

/// Who may read lists of questions.
fn reader(visit: &Visit) -> Result<Person, Problem> {
    let person = visit.signed_in()?;
    if ticket_scope(person) != TicketScope::Desk {
        return Err(Problem::NotFound);
    }
    Ok(person.clone())
}

fn load(conn: &mut Conn, app: &App, person: &Person, words: &Words, times: &Times) -> TicketResult<Loaded> {
    let basis = Basis::of(conn, person)?;
    let wanted = basis.wanted(words);
    let saved: Vec<(SavedView, Wanted)> = saved_views::of(conn, person)?
        .into_iter()
        .map(|view| {
            let wanted = basis.wanted(&Words::of_view(&view.words));
            (view, wanted)
        })
        .collect();
    let by_partner = wanted.organisation.is_some() || saved.iter().any(|(_, of)| of.organisation.is_some());
    let staff = if by_partner { accounts::staff_by_partner(conn)? } else { StaffOf::new() };
    let filter = basis.filter(app, &wanted, &staff);
    let mut counted = counted(&wanted, &filter, &basis.me);
    counted.extend(saved.iter().map(|(_, wanted)| basis.filter(app, wanted, &staff)));
    let (as_of, counts, in_hand) = app.worklist.look(conn, times, |in_hand| {
        let as_of = AsOf { position: in_hand.position(), last: in_hand.last() };
        let counts = in_hand.counts(&counted, times);
        let page = filter
            .list
            .archive()
            .is_none()
            .then(|| in_hand.page(&filter, wanted.order, wanted.after, PAGE + 1, times));
        (as_of, counts, page)
    })?;
    let mut tickets = match (in_hand, filter.list.archive()) {
        (None, Some(stage)) => {
            let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
            store::archive::page(conn, stage, &filter, wanted.after, limit)?
        }
        (in_hand, _) => in_hand.unwrap_or_default(),
    };
    let more = tickets.len() > PAGE;
    tickets.truncate(PAGE);
    let shown: Vec<Ticket> = tickets.iter().map(|(_, ticket)| ticket.clone()).collect();
    let around = Around::of(conn, &app.worklist, as_of.position, &shown, times.now)?;
    let counts = Counts::from(counts);
    let held_mails = (app.held_mails)(conn)?;
    let said = filter.said;
    Ok::<_, TicketError>(Loaded {
        basis,
        wanted,
        said,
        saved,
        as_of,
        counts,
        tickets,
        more,
        around,
        held_mails,
    })
}

/// The lists that a page counts, in the order of [`Counts`].
fn counted(wanted: &Wanted, filter: &Filter, me: &Me) -> Vec<Filter> {
    let of = |list: List, whose: &Whose| Filter {
        list,
        whose: whose.clone(),
        reader: (list == List::Review).then_some(me.id),
        ..filter.clone()
    };
    let lists = List::ALL.iter().map(|list| of(*list, &filter.whose));
    let who = Who::ALL.into_iter().map(|(who, ..)| of(wanted.list, &who.whose(me)));
    let summary = [List::Todo, List::Overdue]
        .into_iter()
        .flat_map(|list| [of(list, &filter.whose), of(list, &Whose::All)]);
    lists.chain(who).chain(summary).collect()
}

impl From<Vec<Option<i64>>> for Counts {
    fn from(counts: Vec<Option<i64>>) -> Self {
        let mut counts = counts.into_iter();
        let lists = counts.by_ref().take(List::ALL.len()).collect();
        let who = counts.by_ref().take(Who::ALL.len()).collect();
        let mut one = || counts.next().flatten().unwrap_or(0);
        let (todo, overdue) = ([one(), one()], [one(), one()]);
        Self { lists, who, todo, overdue, saved: counts.collect() }
    }
}

/// The same questions in another list; what is over has no order of its own.
fn of_list(wanted: &Wanted, list: List) -> Wanted {
    let order = if list.archive().is_some() { Order::Own } else { wanted.order };
    Wanted { list, order, ..wanted.clone() }
}

fn list_key(list: List) -> &'static str {
    match list {
        List::Todo => "tickets-stage-todo",
        List::Overdue => "tickets-queue-overdue",
        List::Today => "tickets-queue-today",
        List::Waiting => "tickets-stage-waiting",
        List::Review => "queue-list-review",
        List::Answered => "tickets-stage-answered",
        List::Week => "tickets-queue-week",
        List::Closed => "tickets-stage-closed",
        List::Spam => "tickets-stage-spam",
    }
}

/// The first list is the queue itself; the others say which they are, so that two tabs can be told apart.
fn title(visit: &Visit, list: List) -> String {
    match list {
        List::Todo => view::text(visit, "tickets-queue-title"),
        other => {
            let list = view::text(visit, list_key(other)).to_lowercase();
            view::text_with(visit, "tickets-queue-title-of", "list", list)
        }
    }
}
