//! `POST /coda/azioni`: one thing done to several questions of a list. Each is done in a transaction of its own, by the same
//! action as on its own page; what could not be done is said by number and reason.

use std::collections::BTreeMap;

use actix_web::http::StatusCode;
use futures_util::future::join_all;
use serde::Serialize;
use tera::context;

use super::super::view::{self, Choice};
use crate::accounts::permissions::{TicketAction, may, may_hold};
use crate::accounts::{self, AwayNow, Person, Visit};
use crate::kernel::ids::{AccountId, TicketId, TopicId};
use crate::kernel::text::Body;
use crate::platform::db::Conn;
use crate::platform::web::{FieldErrors, PostForm, Problem, WebResult, local_path};
use crate::tickets::model::{Ticket, Way};
use crate::tickets::{TicketError, TicketResult, actions, store};
use crate::topics::{self, TopicTree};

/// As many as a page of a list shows.
const MOST: usize = 50;

crate::text_enum! {
    /// What is done.
    enum Deed {
        /// The reader takes them.
        Claim = "claim",
        /// Somebody is given them.
        Assign = "assign",
        /// They get a topic.
        Topic = "topic",
        /// They are closed, with words to each requester.
        Close = "close",
    }
}

/// The buttons of a list.
pub fn deeds(visit: &Visit) -> Vec<Choice> {
    let label = |deed: &Deed| match deed {
        Deed::Claim => "queue-bulk-claim",
        Deed::Assign => "queue-bulk-assign",
        Deed::Topic => "queue-bulk-topic",
        Deed::Close => "queue-bulk-close",
    };
    let button = |deed: &Deed| Choice {
        value: deed.to_string(),
        label: view::text(visit, label(deed)),
        options: Vec::new(),
    };
    Deed::ALL.iter().map(button).collect()
}

/// A deed with all that it takes.
#[derive(Clone)]
enum Order {
    Claim,
    Assign(AccountId),
    /// From whoever holds them to a colleague.
    Pass(AccountId, AccountId),
    Topic(TopicId),
    Close(Body),
}

/// Why something was not done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Reason {
    /// A colleague was first.
    Held,
    /// It is in another state, or somebody else's to do.
    NotPossible,
    /// There is no such question.
    Gone,
    /// The database failed; it may be tried again.
    Failed,
}

/// What was not done, for one reason.
#[derive(Serialize)]
struct NotDone {
    text: String,
    numbers: Vec<TicketId>,
}

#[derive(Serialize)]
struct Shown {
    number: TicketId,
    subject: String,
    state_label: String,
    holder: Option<String>,
}

/// What is read for the page that asks what exactly is to be done.
struct Asked {
    tickets: Vec<Ticket>,
    names: view::Names,
    colleagues: Vec<Person>,
    away: AwayNow,
    tree: TopicTree,
}

/// `POST /coda/azioni`: `action` with the questions `numbers[]`; `back` is the list. Taking is done at once; the rest asks
/// first what it takes (`to`, `topic`, `body`), and does it with `confirmed`.
///
/// # Errors
/// 400 for more questions than a page shows, or an unknown action; when the database fails.
pub async fn act(visit: Visit, form: PostForm) -> WebResult {
    let back = local_path(form.get("back")).filter(|back| *back == "/coda" || back.starts_with("/coda?"));
    let back = back.unwrap_or("/coda").to_owned();
    let numbers: Option<Vec<TicketId>> =
        form.all("numbers[]").map(|number| number.parse().ok().map(TicketId)).collect();
    let mut numbers = numbers.ok_or(Problem::BadRequest("a number of a question is none"))?;
    numbers.sort_unstable();
    numbers.dedup();
    let deed = Deed::parse(form.get("action")).ok_or(Problem::BadRequest("no such action"))?;
    if numbers.len() > MOST {
        return Err(Problem::BadRequest("more questions than a page shows"));
    }
    if numbers.is_empty() {
        return Ok(visit.redirect(&back, "queue-notice-none-chosen"));
    }
    let mut errors = FieldErrors::new();
    if deed != Deed::Claim && form.get("confirmed") != "1" {
        return ask(&visit, deed, &numbers, &back, &form, &errors).await;
    }
    let order = match deed {
        Deed::Claim => Some(Order::Claim),
        Deed::Assign => {
            let to = form.get("to").parse().ok().map(AccountId);
            errors.require("to", "tickets-problem-colleague", to).map(Order::Assign)
        }
        Deed::Topic => {
            let tree = visit.app().db.read(topics::tree).await?;
            let topic = tree.by_slug(form.get("topic")).filter(|topic| topic.active).map(|topic| topic.id);
            errors.require("topic", "tickets-problem-topic", topic).map(Order::Topic)
        }
        Deed::Close => {
            let body = Body::parse(form.get("body"));
            errors.keep("body", "tickets-problem-closing-", body).map(Order::Close)
        }
    };
    match order {
        Some(order) => carry_out(&visit, deed, order, &numbers, &back).await,
        None => ask(&visit, deed, &numbers, &back, &form, &errors).await,
    }
}

/// Passes all of these questions, as far as `from` still holds them; what could not pass is listed on the page that follows.
///
/// # Errors
/// When the page cannot be made.
pub async fn pass_on(
    visit: &Visit,
    from: AccountId,
    to: AccountId,
    numbers: &[TicketId],
    back: &str,
) -> WebResult {
    carry_out(visit, Deed::Assign, Order::Pass(from, to), numbers, back).await
}

async fn carry_out(visit: &Visit, deed: Deed, order: Order, numbers: &[TicketId], back: &str) -> WebResult {
    let (person, now) = (visit.signed_in()?.clone(), visit.now());
    let try_one = |id: &TicketId| {
        let (id, order, person) = (*id, order.clone(), person.clone());
        let one = move |conn: &mut Conn| -> TicketResult<()> {
            match order {
                Order::Claim => actions::claim(conn, id, &person, now),
                Order::Pass(from, to) => actions::pass_on(conn, id, from, to, &person, now),
                Order::Assign(to) => actions::hand_over(conn, id, to, None, &person, now),
                Order::Topic(topic) => actions::change_topic(conn, id, topic, &person, now),
                Order::Close(why) => actions::close(conn, id, Some(&why), Way::Page, &person, now),
            }
        };
        async move { (id, visit.app().db.write(one).await) }
    };
    let mut tried = Vec::with_capacity(numbers.len());
    // Many at once, so that SQLite's writer commits several together.
    for some in numbers.chunks(MOST) {
        tried.extend(join_all(some.iter().map(try_one)).await);
    }
    let mut not_done: BTreeMap<Reason, Vec<TicketId>> = BTreeMap::new();
    for (id, outcome) in tried {
        if let Err(error) = outcome {
            not_done.entry(reason(id, error)).or_default().push(id);
        }
    }
    let left: usize = not_done.values().map(Vec::len).sum();
    if left == 0 {
        return Ok(visit.redirect(back, done_key(deed)));
    }
    let not_done: Vec<NotDone> = not_done
        .into_iter()
        .map(|(reason, numbers)| {
            let text = visit.app().texts.get(
                visit.lang(),
                reason_key(reason),
                &[("count", numbers.len().into()), ("deed", deed.as_str().into())],
            );
            NotDone { text, numbers }
        })
        .collect();
    let context = context! {
        title => &view::text(visit, "queue-bulk-partly"),
        back => back,
        of_queue => &back.starts_with("/coda"),
        done => &(numbers.len() - left),
        not_done => &not_done,
    };
    visit.render("tickets/bulk_done.html", context)
}

fn reason(id: TicketId, error: TicketError) -> Reason {
    match error {
        TicketError::HeldBy(_) => Reason::Held,
        TicketError::MovedOn
        | TicketError::Stale
        | TicketError::Unexplained
        | TicketError::NoSuchColleague
        | TicketError::AnswerWaits
        | TicketError::NoDeadline(_) => Reason::NotPossible,
        TicketError::NotFound => Reason::Gone,
        TicketError::Db(error) => {
            tracing::error!(ticket = id.0, %error, "one of several questions could not be changed");
            Reason::Failed
        }
    }
}

fn reason_key(reason: Reason) -> &'static str {
    match reason {
        Reason::Held => "queue-bulk-held",
        Reason::NotPossible => "queue-bulk-not-possible",
        Reason::Gone => "queue-bulk-gone",
        Reason::Failed => "queue-bulk-failed",
    }
}

fn done_key(deed: Deed) -> &'static str {
    match deed {
        Deed::Claim => "queue-notice-bulk-claimed",
        Deed::Assign => "queue-notice-bulk-assigned",
        Deed::Topic => "queue-notice-bulk-topic",
        Deed::Close => "queue-notice-bulk-closed",
    }
}

/// The page that shows the questions and asks what exactly is to be done with them.
async fn ask(
    visit: &Visit,
    deed: Deed,
    numbers: &[TicketId],
    back: &str,
    form: &PostForm,
    errors: &FieldErrors,
) -> WebResult {
    let (person, wanted, now) = (visit.signed_in()?.clone(), numbers.to_vec(), visit.now());
    let load = move |conn: &mut Conn| -> TicketResult<Asked> {
        let mut tickets = store::tickets::several(conn, &wanted)?;
        tickets.retain(|ticket| may(&person, TicketAction::ReadInternal, &ticket.facts()));
        tickets.sort_by_key(|ticket| ticket.id);
        let holders: Vec<AccountId> = tickets.iter().filter_map(|ticket| ticket.assignee).collect();
        let names = accounts::people(conn, &holders)?.into_iter().map(|person| (person.id, person)).collect();
        let staff = accounts::staff(conn)?.into_iter().map(|member| member.person);
        let colleagues = staff.filter(may_hold).collect();
        let away = accounts::away_at(conn, now)?;
        Ok(Asked { tickets, names, colleagues, away, tree: topics::tree(conn)? })
    };
    let asked = visit.app().db.read(load).await?;
    let shown: Vec<Shown> = asked
        .tickets
        .iter()
        .map(|ticket| Shown {
            number: ticket.id,
            subject: ticket.subject.to_string(),
            state_label: view::state_word(visit, ticket.state),
            holder: ticket.assignee.and_then(|id| asked.names.get(&id)).map(|person| person.name.to_string()),
        })
        .collect();
    let colleagues: Vec<Choice> = asked
        .colleagues
        .iter()
        .map(|person| Choice {
            value: person.id.to_string(),
            label: view::with_absence(visit, person.name.to_string(), asked.away.of(person.id)),
            options: Vec::new(),
        })
        .collect();
    let args = [("count", shown.len().into()), ("deed", deed.as_str().into())];
    let title = visit.app().texts.get(visit.lang(), "queue-bulk-title", &args);
    let context = context! {
        title => &title,
        deed => deed.as_str(),
        tickets => &shown,
        back => back,
        colleagues => &colleagues,
        to => form.get("to"),
        topics => &view::topic_options(visit, &asked.tree),
        topic => form.get("topic"),
        body => form.get("body"),
        max_body => &Body::MAX,
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    visit.render_with(status, "tickets/bulk.html", context, errors)
}
