//! `/amministrazione/instradamento/prova`: where a question would go now, and why.

use actix_web::http::StatusCode;
use serde::Serialize;

use super::{Fact, Shelf, of_questions, results};
use crate::accounts::{Municipality, RequesterKind, Visit};
use crate::kernel::ids::{AccountId, RuleId};
use crate::kernel::text::{Body, Subject};
use crate::platform::db::{Conn, DbResult};
use crate::platform::search::Wording;
use crate::platform::web::{FieldErrors, PostForm, WebResult};
use crate::tickets::actions::{self, Choice, Received, Route};
use crate::tickets::model::Channel;
use crate::tickets::pages::view;
use crate::tickets::routing::{Looked, Question, Rule};
use crate::topics::Distribution;

/// A question as typed.
#[derive(Debug, Clone, Default, Serialize)]
struct Typed {
    subject: String,
    body: String,
    topic: String,
    place: String,
    kind: String,
    channel: String,
}

/// A rule that was tried.
#[derive(Serialize)]
struct Tried {
    id: RuleId,
    name: String,
    /// `fires`, `not` or `off`.
    verdict: &'static str,
    looked: Vec<Seen>,
    results: Vec<Fact>,
}

/// A condition, whether it held, in words.
#[derive(Serialize)]
struct Seen {
    holds: bool,
    text: String,
}

/// Where it would go.
#[derive(Serialize)]
struct Where {
    group: Option<String>,
    distribution: Option<String>,
    person: Option<String>,
    away: Vec<String>,
    high: bool,
    policy: Option<String>,
}

/// `GET /amministrazione/instradamento/prova`: the form.
///
/// # Errors
/// When the database fails.
pub async fn form(visit: Visit) -> WebResult {
    let shelf = Shelf::read(&visit).await?;
    let typed = Typed { kind: "worker".to_owned(), channel: "web".to_owned(), ..Typed::default() };
    page(&visit, &shelf, &typed, None, &FieldErrors::new())
}

/// `POST /amministrazione/instradamento/prova`: the answer for `subject`, `body`, `topic`, `place`, `kind` and `channel`. A text
/// may hold what somebody wrote, so that it is no part of an address; nothing of it is kept.
///
/// # Errors
/// When the database fails.
pub async fn show(visit: Visit, form: PostForm) -> WebResult {
    let shelf = Shelf::read(&visit).await?;
    let text = |name: &str| form.get(name).to_owned();
    let typed = Typed {
        subject: text("subject"),
        body: text("body"),
        topic: text("topic"),
        place: text("place"),
        kind: text("kind"),
        channel: text("channel"),
    };
    let mut errors = FieldErrors::new();
    let subject = errors.keep("subject", "tickets-problem-subject-", Subject::parse(&typed.subject));
    let body = match typed.body.trim() {
        // A line says enough to be tried.
        "" => subject.as_ref().and_then(|subject| Body::parse(subject.as_str()).ok()),
        text => errors.keep("body", "tickets-problem-body-", Body::parse(text)),
    };
    let Some((subject, body)) = subject.zip(body) else {
        return page(&visit, &shelf, &typed, None, &errors);
    };
    let topic = shelf.tree.by_slug(&typed.topic).map(|topic| topic.id);
    let area = topic.and_then(|topic| shelf.tree.get(topic)).and_then(|topic| topic.parent);
    let place = Municipality::parse(&typed.place);
    let kind = RequesterKind::parse(&typed.kind).unwrap_or(RequesterKind::Worker);
    let channel = Channel::parse(&typed.channel).unwrap_or(Channel::Web);
    let (app, now) = (visit.app().clone(), visit.now());
    let (of_question, of_text) = (subject.clone(), body.clone());
    let ask = move |conn: &mut Conn| -> DbResult<Route> {
        let received = Received { topic, place, kind, channel, subject: &of_question, body: &of_text };
        let rules = app.router.rules(conn)?;
        actions::route(conn, &rules, &received, Choice::Tried, now)
    };
    let route = visit.app().db.read(ask).await?;
    let words = format!("{subject}\n{body}");
    let reading = Wording::of(&words);
    let received = Received { topic, place, kind, channel, subject: &subject, body: &body };
    let question = actions::question(&received, area, &reading);
    let tried: Vec<Tried> = tried(&visit, &shelf, &question);
    let to = destination(&visit, &shelf, &route);
    page(&visit, &shelf, &typed, Some((tried, to)), &FieldErrors::new())
}

/// The rules up to the one that fires.
fn tried(visit: &Visit, shelf: &Shelf, question: &Question<'_>) -> Vec<Tried> {
    let mut tried = Vec::new();
    for rule in &shelf.rules {
        let fires = rule.fires(question);
        let verdict = match (rule.terms.active, fires) {
            (false, _) => "off",
            (true, true) => "fires",
            (true, false) => "not",
        };
        let looked = if rule.terms.active { rule.look(question).collect() } else { Vec::new() };
        tried.push(Tried {
            id: rule.id,
            name: rule.terms.name.to_string(),
            verdict,
            looked: looked.iter().map(|looked| seen(visit, shelf, rule, looked)).collect(),
            results: if fires { results(visit, shelf, &rule.terms) } else { Vec::new() },
        });
        if fires {
            break;
        }
    }
    tried
}

fn seen(visit: &Visit, shelf: &Shelf, rule: &Rule, looked: &Looked) -> Seen {
    let word = match looked {
        Looked::Topic(_) => "topic",
        Looked::Words(_) => "words",
        Looked::Place(_) => "place",
        Looked::Kind(_) => "kind",
        Looked::Channel(_) => "channel",
    };
    let label = view::text(visit, &format!("desk-routing-{word}"));
    let asked = super::conditions(visit, shelf, &rule.terms).into_iter().find(|fact| fact.label == label);
    let asked = asked.map(|fact| fact.value).unwrap_or_default();
    let found = match looked {
        Looked::Words(Some(found)) => found.join(", "),
        _ => String::new(),
    };
    let holds = looked.holds();
    let key = match (looked, holds) {
        (Looked::Words(_), true) => "desk-routing-words-found",
        (_, true) => "desk-routing-holds",
        (_, false) => "desk-routing-holds-not",
    };
    let args = [("label", label.into()), ("asked", asked.into()), ("found", found.into())];
    Seen { holds, text: visit.app().texts.get(visit.lang(), key, &args) }
}

fn destination(visit: &Visit, shelf: &Shelf, route: &Route) -> Where {
    let name = |id: &AccountId| shelf.person(*id);
    let distribution = route.group.map(|_| {
        let word = match route.distribution {
            Distribution::None => "none",
            Distribution::RoundRobin => "round-robin",
            Distribution::LeastLoaded => "least-loaded",
        };
        view::text(visit, &format!("topics-distribution-{word}"))
    });
    Where {
        group: route.group.and_then(|group| shelf.group(group)).map(str::to_owned),
        distribution,
        person: route.person.as_ref().and_then(name),
        away: route.away.iter().filter_map(name).collect(),
        high: route.priority.is_high(),
        policy: route.policy.and_then(|policy| shelf.policy(visit, policy)),
    }
}

fn page(
    visit: &Visit,
    shelf: &Shelf,
    typed: &Typed,
    answer: Option<(Vec<Tried>, Where)>,
    errors: &FieldErrors,
) -> WebResult {
    let mut context = of_questions(visit, &shelf.tree);
    let (tried, to) = answer.unzip();
    let fires = tried.iter().flatten().any(|tried| tried.verdict == "fires");
    context.insert("typed", typed);
    context.insert("tried", &tried);
    context.insert("to", &to);
    context.insert("fires", &fires);
    context.insert("max_body", &Body::MAX);
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    visit.render_with(status, "tickets/routing_trial.html", context, errors)
}
