//! `/amministrazione/instradamento`: the rules that decide where a question goes.

mod form;
pub mod trial;

use std::collections::HashMap;

use actix_web::web;
use serde::Serialize;
use tera::{Context, context};

use self::form::TypedRule;
use super::queue::{channel_key, kind_key};
use super::view::{self, Choice};
use crate::accounts::permissions::may_hold;
use crate::accounts::{self, Municipality, Person, RequesterKind, Visit};
use crate::kernel::ids::{AccountId, GroupId, PolicyId, RuleId};
use crate::platform::db::{Conn, DbResult};
use crate::platform::web::{FieldErrors, PostForm, Problem, WebResult};
use crate::sla::{self, KeptPolicy};
use crate::tickets::model::Channel;
use crate::tickets::routing::{Rule, RuleTerms};
use crate::tickets::{TicketError, actions, store};
use crate::topics::{self, TopicTree};

const LIST: &str = "/amministrazione/instradamento";

/// What every page about rules reads.
struct Shelf {
    rules: Vec<Rule>,
    fired: HashMap<RuleId, i64>,
    tree: TopicTree,
    groups: Vec<(GroupId, String)>,
    people: Vec<Person>,
    policies: Vec<KeptPolicy>,
}

impl Shelf {
    async fn read(visit: &Visit) -> Result<Self, Problem> {
        let read = move |conn: &mut Conn| -> DbResult<Self> {
            let staff = accounts::staff(conn)?.into_iter().map(|member| member.person);
            let mut policies = sla::keeping::policies(conn)?;
            policies.retain(|policy| policy.in_force);
            Ok(Self {
                rules: store::routing::rules(conn)?,
                fired: store::routing::fired(conn)?,
                tree: topics::tree(conn)?,
                groups: topics::groups(conn)?,
                people: staff.filter(may_hold).collect(),
                policies,
            })
        };
        Ok(visit.app().db.read(read).await?)
    }

    fn find(&self, id: RuleId) -> Result<&Rule, Problem> {
        self.rules.iter().find(|rule| rule.id == id).ok_or(Problem::NotFound)
    }

    fn group(&self, id: GroupId) -> Option<&str> {
        self.groups.iter().find(|(known, _)| *known == id).map(|(_, name)| name.as_str())
    }

    fn person(&self, id: AccountId) -> Option<String> {
        self.people.iter().find(|person| person.id == id).map(|person| person.name.to_string())
    }

    fn policy(&self, visit: &Visit, id: PolicyId) -> Option<String> {
        self.policies
            .iter()
            .find(|policy| policy.id == id)
            .map(|policy| policy_words(visit, &self.tree, policy))
    }
}

/// A policy in words: whose questions it is for, and how many hours it gives.
fn policy_words(visit: &Visit, tree: &TopicTree, policy: &KeptPolicy) -> String {
    let topic = policy.scope.topic.and_then(|topic| tree.get(topic)).map(|topic| topic.name(visit.lang()));
    let kind = match policy.scope.kind {
        None => "any",
        Some(RequesterKind::Worker) => "worker",
        Some(RequesterKind::Enterprise) => "enterprise",
    };
    let has_topic = if topic.is_some() { "yes" } else { "no" };
    let texts = &visit.app().texts;
    let args = [
        ("topic", topic.unwrap_or_default().to_owned().into()),
        ("has_topic", has_topic.into()),
        ("kind", kind.into()),
    ];
    let scope = texts.get(visit.lang(), "sla-scope", &args);
    let working = if policy.terms.working { "yes" } else { "no" };
    let args = [("scope", scope.into()), ("hours", policy.terms.hours.into()), ("working", working.into())];
    texts.get(visit.lang(), "desk-routing-policy-words", &args)
}

/// A condition or a result, in words.
#[derive(Debug, Clone, Serialize)]
struct Fact {
    label: String,
    value: String,
}

/// What a rule asks for, in words.
fn conditions(visit: &Visit, shelf: &Shelf, terms: &RuleTerms) -> Vec<Fact> {
    let given = &terms.conditions;
    let topic = given.topic.and_then(|topic| shelf.tree.get(topic));
    let words = (!given.words.is_empty()).then(|| words_shown(&given.words));
    let facts = [
        ("topic", topic.map(|topic| topic.name(visit.lang()).to_owned())),
        ("words", words),
        ("place", given.place.map(|place| place_name(visit, place))),
        ("kind", given.kind.map(|kind| view::text(visit, kind_key(kind)))),
        ("channel", given.channel.map(|channel| view::text(visit, channel_key(channel)))),
    ];
    shown(visit, facts)
}

/// What a rule decides, in words.
fn results(visit: &Visit, shelf: &Shelf, terms: &RuleTerms) -> Vec<Fact> {
    let gone = || view::text(visit, "desk-routing-gone");
    let outcome = &terms.outcome;
    let group = outcome.group.map(|group| shelf.group(group).map_or_else(gone, str::to_owned));
    let facts = [
        ("group", group),
        ("person", outcome.person.map(|person| shelf.person(person).unwrap_or_else(gone))),
        (
            "priority",
            outcome.priority.map(|priority| view::text(visit, &format!("desk-priority-{priority}"))),
        ),
        ("policy", outcome.policy.map(|policy| shelf.policy(visit, policy).unwrap_or_else(gone))),
    ];
    shown(visit, facts)
}

fn shown<const N: usize>(visit: &Visit, facts: [(&str, Option<String>); N]) -> Vec<Fact> {
    let fact = |(word, value): (&str, Option<String>)| {
        Some(Fact { label: view::text(visit, &format!("desk-routing-{word}")), value: value? })
    };
    facts.into_iter().filter_map(fact).collect()
}

fn words_shown(words: &str) -> String {
    crate::tickets::routing::phrases(words).collect::<Vec<_>>().join(", ")
}

fn place_name(visit: &Visit, place: Municipality) -> String {
    match place.name() {
        Some(name) => name.to_owned(),
        None if place == Municipality::Outside => view::text(visit, "tickets-queue-place-outside"),
        None => view::text(visit, "tickets-queue-place-undisclosed"),
    }
}

/// A line of the list.
#[derive(Serialize)]
struct Line {
    id: RuleId,
    name: String,
    active: bool,
    conditions: Vec<Fact>,
    results: Vec<Fact>,
    fired: String,
    /// Counted from 0.
    place: usize,
    first: bool,
    last: bool,
}

/// `GET /amministrazione/instradamento`: the rules, in words and in their order.
///
/// # Errors
/// When the database fails.
pub async fn list(visit: Visit) -> WebResult {
    let shelf = Shelf::read(&visit).await?;
    let count = shelf.rules.len();
    let line = |(place, rule): (usize, &Rule)| {
        let fired = shelf.fired.get(&rule.id).copied().unwrap_or(0);
        Line {
            id: rule.id,
            name: rule.terms.name.to_string(),
            active: rule.terms.active,
            conditions: conditions(&visit, &shelf, &rule.terms),
            results: results(&visit, &shelf, &rule.terms),
            fired: visit.app().texts.get(visit.lang(), "desk-routing-fired", &[("count", fired.into())]),
            place,
            first: place == 0,
            last: place + 1 == count,
        }
    };
    let lines: Vec<Line> = shelf.rules.iter().enumerate().map(line).collect();
    visit.render("tickets/routing.html", context! { rules => &lines })
}

/// `GET /amministrazione/instradamento/nuova`: the form of a new rule.
///
/// # Errors
/// When the database fails.
pub async fn new_form(visit: Visit) -> WebResult {
    let shelf = Shelf::read(&visit).await?;
    let typed = TypedRule::blank();
    visit.render("tickets/routing_rule.html", form_page(&visit, &shelf, None, &typed))
}

/// `POST /amministrazione/instradamento/nuova`: makes a rule, behind the others.
///
/// # Errors
/// When the database fails.
pub async fn create(visit: Visit, form: PostForm) -> WebResult {
    let shelf = Shelf::read(&visit).await?;
    let typed = TypedRule::read(&form);
    let mut errors = FieldErrors::new();
    match typed.check(&shelf, None, &mut errors) {
        Some(terms) => {
            let (by, now) = (visit.signed_in()?.clone(), visit.now());
            visit.app().db.write(move |conn| actions::create_rule(conn, &terms, &by, now)).await?;
            Ok(visit.redirect(LIST, "desk-routing-flash-made"))
        }
        None => {
            let context = form_page(&visit, &shelf, None, &typed);
            visit.render_invalid("tickets/routing_rule.html", context, &errors)
        }
    }
}

/// `GET /amministrazione/instradamento/{id}`: the form of a rule.
///
/// # Errors
/// 404 for one that does not exist; when the database fails.
pub async fn show(visit: Visit, id: web::Path<i64>) -> WebResult {
    let shelf = Shelf::read(&visit).await?;
    let rule = shelf.find(RuleId(*id))?;
    let typed = TypedRule::of(&rule.terms, &shelf.tree);
    visit.render("tickets/routing_rule.html", form_page(&visit, &shelf, Some(rule), &typed))
}

/// `POST /amministrazione/instradamento/{id}`: writes it, unless somebody else did since `seen`.
///
/// # Errors
/// 404 for one that does not exist; when the database fails.
pub async fn save(visit: Visit, id: web::Path<i64>, form: PostForm) -> WebResult {
    let id = RuleId(*id);
    let shelf = Shelf::read(&visit).await?;
    let known = &shelf.find(id)?.terms;
    let seen: i32 =
        form.get("seen").parse().map_err(|_| Problem::BadRequest("seen is the revision of the page"))?;
    let typed = TypedRule::read(&form);
    let mut errors = FieldErrors::new();
    if let Some(terms) = typed.check(&shelf, Some(known), &mut errors) {
        let (by, now) = (visit.signed_in()?.clone(), visit.now());
        let change = move |conn: &mut Conn| actions::change_rule(conn, (id, seen), &terms, &by, now);
        match visit.app().db.write(change).await {
            Ok(()) => return Ok(visit.redirect(LIST, "desk-routing-flash-saved")),
            Err(TicketError::Stale) => errors.add("", "desk-routing-error-stale"),
            Err(error) => return Err(error.into()),
        }
    }
    // How it is now, with what was typed below it.
    let shelf = Shelf::read(&visit).await?;
    let context = form_page(&visit, &shelf, Some(shelf.find(id)?), &typed);
    visit.render_invalid("tickets/routing_rule.html", context, &errors)
}

/// `POST /amministrazione/instradamento/{id}/posto`: one place up (`up` = `1`) or down from the place `seen` on the page. Whoever
/// presses twice, or after somebody else did, sees the order as it is.
///
/// # Errors
/// 404 for one that does not exist; when the database fails.
pub async fn shift(visit: Visit, id: web::Path<i64>, form: PostForm) -> WebResult {
    let seen = form.get("seen").parse().map_err(|_| Problem::BadRequest("seen is the place on the page"))?;
    let (id, up) = (RuleId(*id), form.get("up") == "1");
    match visit.app().db.write(move |conn| actions::move_rule(conn, id, (seen, up))).await {
        Ok(()) => Ok(visit.redirect(LIST, "desk-routing-flash-moved")),
        Err(TicketError::Stale) => Ok(visit.redirect(LIST, "desk-routing-flash-order")),
        Err(error) => Err(error.into()),
    }
}

/// `POST /amministrazione/instradamento/{id}/elimina`.
///
/// # Errors
/// When the database fails.
pub async fn delete(visit: Visit, id: web::Path<i64>, _: PostForm) -> WebResult {
    let (id, by, now) = (RuleId(*id), visit.signed_in()?.clone(), visit.now());
    visit.app().db.write(move |conn| actions::delete_rule(conn, id, &by, now)).await?;
    Ok(visit.redirect(LIST, "desk-routing-flash-deleted"))
}

fn form_page(visit: &Visit, shelf: &Shelf, rule: Option<&Rule>, typed: &TypedRule) -> Context {
    let choice = |value: String, label: String| Choice { value, label, options: Vec::new() };
    let mut groups: Vec<Choice> =
        shelf.groups.iter().map(|(id, name)| choice(id.to_string(), name.clone())).collect();
    let mut people: Vec<Choice> =
        shelf.people.iter().map(|person| choice(person.id.to_string(), person.name.to_string())).collect();
    let mut policies: Vec<Choice> = shelf
        .policies
        .iter()
        .map(|policy| choice(policy.id.to_string(), policy_words(visit, &shelf.tree, policy)))
        .collect();
    let mut topics = view::topic_options(visit, &shelf.tree);
    if let Some(rule) = rule {
        let present = TypedRule::of(&rule.terms, &shelf.tree);
        let gone = view::text(visit, "desk-routing-gone");
        let topic = rule.terms.conditions.topic.and_then(|topic| shelf.tree.get(topic));
        let topic = topic.map(|topic| format!("{} ({gone})", topic.name(visit.lang())));
        keep(&mut topics, &present.topic, topic.unwrap_or_else(|| gone.clone()));
        keep(&mut groups, &present.group, gone.clone());
        keep(&mut people, &present.person, gone.clone());
        keep(&mut policies, &present.policy, gone);
    }
    let mut context = of_questions(visit, &shelf.tree);
    context.insert("topics", &topics);
    let priorities = ["high", "normal"]
        .map(|word| choice(word.to_owned(), view::text(visit, &format!("desk-priority-{word}"))));
    context.insert("typed", typed);
    context.insert("rule", &rule.map(|rule| rule.id));
    let heading =
        rule.map_or_else(|| view::text(visit, "desk-routing-new"), |rule| rule.terms.name.to_string());
    context.insert("heading", &heading);
    context.insert("seen", &rule.map(|rule| rule.revision));
    context.insert("groups", &groups);
    context.insert("people", &people);
    context.insert("policies", &policies);
    context.insert("priorities", &priorities);
    context
}

/// Offers what a rule says now, though nobody could choose it any more: a form that did not offer it would change the rule
/// without a word.
fn keep(options: &mut Vec<Choice>, value: &str, label: String) {
    let is_offered =
        |one: &Choice| one.value == value || one.options.iter().any(|below| below.value == value);
    if !value.is_empty() && !options.iter().any(is_offered) {
        options.push(Choice { value: value.to_owned(), label, options: Vec::new() });
    }
}

/// What a question can be, for forms that ask for it: topics, territories, kinds of requesters, channels.
fn of_questions(visit: &Visit, tree: &TopicTree) -> Context {
    let choice = |value: &str, label: String| Choice { value: value.to_owned(), label, options: Vec::new() };
    let others = [Municipality::Outside, Municipality::Undisclosed];
    let places: Vec<Choice> = others
        .iter()
        .chain(Municipality::all())
        .map(|place| choice(place.code(), place_name(visit, *place)))
        .collect();
    let kinds: Vec<Choice> = RequesterKind::ALL
        .iter()
        .map(|kind| choice(kind.as_str(), view::text(visit, kind_key(*kind))))
        .collect();
    let channels: Vec<Choice> = Channel::ALL
        .iter()
        .map(|channel| choice(channel.as_str(), view::text(visit, channel_key(*channel))))
        .collect();
    context! {
        topics => &view::areas_and_topics(visit, tree),
        places => &places,
        kinds => &kinds,
        channels => &channels,
    }
}
