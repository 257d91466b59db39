//! `/amministrazione/scadenze`: how long the desk has for an answer, and who is reminded when.

use std::collections::HashMap;

use actix_web::web;
use serde::Serialize;
use tera::{Context, context};

use super::form::{TypedPolicy, UNITS};
use super::words::Speaker;
use super::{Choice, LIST, explain, writing};
use crate::accounts::{self, AccountState, RequesterKind, Role, Visit};
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, CalendarId, GroupId, PolicyId};
use crate::platform::db::{Conn, DbResult};
use crate::platform::i18n::{Lang, Texts};
use crate::platform::web::{FieldErrors, PostForm, Problem, WebResult};
use crate::sla::configured::Configured;
use crate::sla::keeping;
use crate::sla::policy::MAX_STEPS;
use crate::sla::terms::{KeptCalendar, KeptPolicy, Origin, Revision, Scope, Terms};
use crate::topics::{self, TopicTree};

/// What every page about policies reads.
pub(super) struct Shelf {
    pub(super) policies: Vec<KeptPolicy>,
    pub(super) calendars: Vec<KeptCalendar>,
    pub(super) tree: TopicTree,
    names: Vec<(CalendarId, String)>,
    groups: Vec<(GroupId, String)>,
    people: HashMap<AccountId, String>,
    /// Who can be reminded beside the roles.
    others: Vec<Choice>,
}

impl Shelf {
    pub(super) async fn read(visit: &Visit) -> Result<Self, Problem> {
        let app = visit.app();
        let unnamed = app.texts.get(visit.lang(), "sla-calendar-own", &[]);
        let read = move |conn: &mut Conn| -> DbResult<Self> {
            let (policies, calendars) = (keeping::policies(conn)?, keeping::calendars(conn)?);
            let staff = accounts::staff(conn)?;
            let groups = topics::groups(conn)?;
            let at_desk = staff.iter().filter(|member| {
                member.person.state == AccountState::Active
                    && matches!(member.person.role, Role::Expert | Role::Coordinator)
            });
            let people_to = at_desk
                .map(|member| Choice::of(format!("p{}", member.person.id), member.person.name.to_string()));
            let groups_to = groups.iter().map(|(id, name)| Choice::of(format!("g{id}"), name.as_str()));
            Ok(Self {
                names: calendars.iter().map(|kept| (kept.id, name_of(kept, &unnamed))).collect(),
                others: groups_to.chain(people_to).collect(),
                people: staff
                    .iter()
                    .map(|member| (member.person.id, member.person.name.to_string()))
                    .collect(),
                policies,
                calendars,
                tree: topics::tree(conn)?,
                groups,
            })
        };
        Ok(app.db.read(read).await?)
    }

    pub(super) fn speaker<'a>(&'a self, texts: &'a Texts, lang: Lang) -> Speaker<'a> {
        Speaker { texts, lang, people: &self.people, groups: &self.groups, calendars: &self.names }
    }

    /// Whose questions, in words.
    pub(super) fn scope(&self, visit: &Visit, scope: Scope) -> String {
        let topic = scope.topic.and_then(|topic| self.tree.get(topic)).map(|topic| topic.name(visit.lang()));
        let kind = match scope.kind {
            None => "any",
            Some(RequesterKind::Worker) => "worker",
            Some(RequesterKind::Enterprise) => "enterprise",
        };
        let has_topic = if topic.is_some() { "yes" } else { "no" };
        let args = [
            ("topic", topic.unwrap_or_default().to_owned().into()),
            ("has_topic", has_topic.into()),
            ("kind", kind.into()),
        ];
        visit.app().texts.get(visit.lang(), "sla-scope", &args)
    }

    fn find(&self, id: i64) -> Result<&KeptPolicy, Problem> {
        self.policies.iter().find(|policy| policy.id.0 == id).ok_or(Problem::NotFound)
    }

    fn general(&self) -> Result<&KeptPolicy, Problem> {
        let general = self.policies.iter().find(|policy| policy.scope == Scope::GENERAL);
        general.ok_or(Problem::NotFound)
    }
}

/// What a calendar is called.
pub(super) fn name_of(kept: &KeptCalendar, unnamed: &str) -> String {
    if kept.named.name.is_empty() { unnamed.to_owned() } else { kept.named.name.clone() }
}

#[derive(Serialize)]
struct Line {
    id: i64,
    scope: String,
    length: String,
    calendar: Option<String>,
    steps: Vec<String>,
    quiet: String,
    by_hand: bool,
    in_force: bool,
}

fn line(visit: &Visit, shelf: &Shelf, policy: &KeptPolicy) -> Line {
    let speaker = shelf.speaker(&visit.app().texts, visit.lang());
    let terms = &policy.terms;
    let names_calendar = terms.working || terms.quiet_days_off;
    Line {
        id: policy.id.0,
        scope: shelf.scope(visit, policy.scope),
        length: speaker.length(terms),
        calendar: names_calendar.then(|| speaker.calendar(terms.calendar)),
        steps: terms.steps.iter().map(|step| speaker.step(step)).collect(),
        quiet: speaker.quiet(terms),
        by_hand: policy.by_hand,
        in_force: policy.in_force,
    }
}

#[derive(Serialize)]
struct CalendarLine {
    id: CalendarId,
    name: String,
    by_hand: bool,
    follows: bool,
}

/// `GET /amministrazione/scadenze`: every policy, in words, and every calendar.
///
/// # Errors
/// When the database fails.
pub async fn list(visit: Visit) -> WebResult {
    let context = list_page(&visit, "").await?;
    visit.render("sla/policies.html", context)
}

pub(super) async fn list_page(visit: &Visit, calendar_name: &str) -> Result<Context, Problem> {
    let shelf = Shelf::read(visit).await?;
    let (current, past): (Vec<&KeptPolicy>, Vec<_>) =
        shelf.policies.iter().partition(|policy| policy.in_force);
    let mut lines: Vec<Line> = current.into_iter().map(|policy| line(visit, &shelf, policy)).collect();
    lines.sort_by_key(|line| line.scope.to_lowercase());
    let general = shelf.general()?;
    let (mut first, others): (Vec<Line>, Vec<Line>) =
        lines.into_iter().partition(|line| line.id == general.id.0);
    first.extend(others);
    let calendar = |kept: &KeptCalendar| CalendarLine {
        id: kept.id,
        name: name_of(kept, &visit.text("sla-calendar-own")),
        by_hand: kept.by_hand,
        follows: kept.configured.is_some(),
    };
    let calendars: Vec<CalendarLine> = shelf.calendars.iter().map(calendar).collect();
    let past: Vec<Line> = past.into_iter().map(|policy| line(visit, &shelf, policy)).collect();
    Ok(context! {
        policies => &first,
        past => &past,
        calendars => &calendars,
        other_node => &differs_here(visit, general),
        name => calendar_name,
    })
}

/// Whether this node was started with another configuration than the one that holds, or would hold.
fn differs_here(visit: &Visit, general: &KeptPolicy) -> bool {
    let here = Configured::of(&visit.app().config.sla);
    let same = |configured: &Terms, here: &Configured| {
        *configured == Terms { calendar: configured.calendar, ..here.terms.clone() }
    };
    match (&general.configured, here) {
        (Some(configured), Ok(here)) => !same(configured, &here),
        _ => false,
    }
}

/// `GET /amministrazione/scadenze/nuova`: a form that begins with the general terms.
///
/// # Errors
/// When the database fails.
pub async fn new_form(visit: Visit) -> WebResult {
    let shelf = Shelf::read(&visit).await?;
    let typed = TypedPolicy::of(&shelf.general()?.terms);
    let context = form_page(&visit, &shelf, None, &typed);
    visit.render("sla/policy.html", context)
}

/// `POST /amministrazione/scadenze/nuova`: makes a policy; `do` = `add` only adds a row for a reminder.
///
/// # Errors
/// When the database fails.
pub async fn create(visit: Visit, form: PostForm) -> WebResult {
    let shelf = Shelf::read(&visit).await?;
    let typed = TypedPolicy::read(&form);
    if form.get("do") == "add" {
        let context = form_page(&visit, &shelf, None, &typed);
        return visit.render("sla/policy.html", context);
    }
    let mut errors = FieldErrors::new();
    let scope = errors.require("topic", "sla-error-scope", scope_of(&typed, &shelf));
    let scope = scope.filter(|scope| {
        let is_general = *scope == Scope::GENERAL;
        if is_general {
            errors.add("topic", "sla-error-general");
        }
        !is_general
    });
    let ids: Vec<CalendarId> = shelf.calendars.iter().map(|calendar| calendar.id).collect();
    let terms = typed.check(&ids, &shelf.others, &mut errors);
    if let Ok((scope, terms)) = errors.clone().into_result(scope.zip(terms)) {
        let writing = writing(&visit)?;
        match visit.app().db.write(move |conn| keeping::new_policy(conn, scope, &terms, writing)).await {
            Ok(id) => return Ok(visit.redirect(&format!("{LIST}/{id}"), "sla-flash-policy-made")),
            Err(error) => explain(error, "topic", "sla-error-scope-taken", &mut errors)?,
        }
    }
    let context = form_page(&visit, &shelf, None, &typed);
    visit.render_invalid("sla/policy.html", context, &errors)
}

fn scope_of(typed: &TypedPolicy, shelf: &Shelf) -> Option<Scope> {
    let topic = match typed.topic.as_str() {
        "" => None,
        slug => Some(shelf.tree.by_slug(slug)?.id),
    };
    let kind = match typed.kind.as_str() {
        "" => None,
        word => Some(RequesterKind::parse(word)?),
    };
    Some(Scope { topic, kind })
}

/// `GET /amministrazione/scadenze/{id}`: its form and its history.
///
/// # Errors
/// 404 for a policy that does not exist; when the database fails.
pub async fn show(visit: Visit, id: web::Path<i64>) -> WebResult {
    let shelf = Shelf::read(&visit).await?;
    let policy = shelf.find(*id)?;
    let typed = TypedPolicy::of(&policy.terms);
    let context =
        with_history(&visit, &shelf, policy, form_page(&visit, &shelf, Some(policy), &typed)).await?;
    visit.render("sla/policy.html", context)
}

/// `POST /amministrazione/scadenze/{id}`: writes it, unless somebody else did since `seen`.
///
/// # Errors
/// 404 for a policy that does not exist; when the database fails.
pub async fn save(visit: Visit, id: web::Path<i64>, form: PostForm) -> WebResult {
    let shelf = Shelf::read(&visit).await?;
    let policy = shelf.find(*id)?;
    let typed = TypedPolicy::read(&form);
    let mut errors = FieldErrors::new();
    if form.get("do") != "add" {
        let ids: Vec<CalendarId> = shelf.calendars.iter().map(|calendar| calendar.id).collect();
        let terms = typed.check(&ids, &shelf.others, &mut errors);
        let seen = seen(&form)?;
        if let Ok(terms) = errors.clone().into_result(terms) {
            let (id, writing) = (policy.id, writing(&visit)?);
            let done =
                visit.app().db.write(move |conn| keeping::change_policy(conn, id, seen, &terms, writing));
            match done.await {
                Ok(()) => return Ok(visit.redirect(&format!("{LIST}/{id}"), "sla-flash-policy-saved")),
                Err(error) => explain(error, "hours", "sla-error-scope-taken", &mut errors)?,
            }
        }
    }
    // How it is now, with what was typed below it.
    let shelf = Shelf::read(&visit).await?;
    let policy = shelf.find(*id)?;
    let context =
        with_history(&visit, &shelf, policy, form_page(&visit, &shelf, Some(policy), &typed)).await?;
    match errors.is_empty() {
        true => visit.render("sla/policy.html", context),
        false => visit.render_invalid("sla/policy.html", context, &errors),
    }
}

/// The revision on the writer's page.
pub(super) fn seen(form: &PostForm) -> Result<i32, Problem> {
    form.get("seen").parse().map_err(|_| Problem::BadRequest("seen is the revision of the page"))
}

/// `POST /amministrazione/scadenze/{id}/configurazione`: gives the general policy back to the configuration, or gives up
/// another.
///
/// # Errors
/// 404 for a policy that does not exist; when the database fails.
pub async fn give_back(visit: Visit, id: web::Path<i64>, form: PostForm) -> WebResult {
    let (id, seen, writing) = (PolicyId(*id), seen(&form)?, writing(&visit)?);
    let done = visit.app().db.write(move |conn| keeping::give_back_policy(conn, id, seen, writing)).await;
    let mut errors = FieldErrors::new();
    match done {
        Ok(()) => return Ok(visit.redirect(LIST, "sla-flash-policy-given-back")),
        Err(error) => explain(error, "", "sla-error-scope-taken", &mut errors)?,
    }
    let context = list_page(&visit, "").await?;
    visit.render_invalid("sla/policies.html", context, &errors)
}

fn form_page(visit: &Visit, shelf: &Shelf, policy: Option<&KeptPolicy>, typed: &TypedPolicy) -> Context {
    let lang = visit.lang();
    let role = |word: &str| visit.text(&format!("sla-form-to-{word}"));
    let units: Vec<Choice> =
        UNITS.iter().map(|unit| Choice::of(*unit, visit.text(&format!("sla-form-unit-{unit}")))).collect();
    let topics = shelf.tree.all().iter().filter(|topic| topic.active).map(|topic| {
        let indent = if topic.parent.is_some() { "– " } else { "" };
        Choice::of(topic.slug.as_str(), format!("{indent}{}", topic.name(lang)))
    });
    let calendars: Vec<Choice> =
        shelf.names.iter().map(|(id, name)| Choice::of(id.to_string(), name.as_str())).collect();
    let now = policy.map(|policy| line(visit, shelf, policy));
    context! {
        typed => typed,
        rows => &typed.rows(&role),
        units => &units,
        topics => &topics.collect::<Vec<_>>(),
        kinds => &["worker", "enterprise"].map(|kind| Choice::of(kind, visit.text(&format!("sla-form-kind-{kind}")))),
        clocks => &["calendar", "working"].map(|clock| Choice::of(clock, visit.text(&format!("sla-form-clock-{clock}")))),
        calendars => &calendars,
        others => &shelf.others,
        max_steps => &MAX_STEPS,
        policy => &now,
        seen => &policy.map(|policy| policy.revision),
        follows => &policy.is_some_and(|policy| policy.configured.is_some()),
    }
}

/// A revision in words.
#[derive(Serialize)]
pub(super) struct ShownRevision {
    number: i32,
    at: Instant,
    who: String,
    origin: Origin,
    lines: Vec<String>,
}

/// The history of something, the newest first; `changes` says what changed between two, `first` what the first said.
pub(super) fn shown<T>(
    visit: &Visit,
    people: &HashMap<AccountId, String>,
    history: &[Revision<T>],
    first: impl Fn(&T) -> Vec<String>,
    changes: impl Fn(&T, &T) -> Vec<String>,
) -> Vec<ShownRevision> {
    let before = std::iter::once(None).chain(history.iter().map(Some));
    let revision = |(before, now): (Option<&Revision<T>>, &Revision<T>)| ShownRevision {
        number: now.number,
        at: now.at,
        who: match now.by.and_then(|by| people.get(&by)) {
            Some(name) => name.clone(),
            None => visit.text("sla-history-start"),
        },
        origin: now.origin,
        lines: before.map_or_else(|| first(&now.what), |before| changes(&before.what, &now.what)),
    };
    let mut shown: Vec<ShownRevision> = before.zip(history).map(revision).collect();
    shown.reverse();
    shown
}

async fn with_history(
    visit: &Visit,
    shelf: &Shelf,
    policy: &KeptPolicy,
    mut context: Context,
) -> Result<Context, Problem> {
    let id = policy.id;
    let history = visit.app().db.read(move |conn| keeping::policy_history(conn, id)).await?;
    let speaker = shelf.speaker(&visit.app().texts, visit.lang());
    let first = |terms: &Terms| vec![speaker.length(terms)];
    let lines =
        shown(visit, &shelf.people, &history, first, |before, now| speaker.changed_terms(before, now));
    context.insert("history", &lines);
    Ok(context)
}

impl Shelf {
    /// The names of the staff.
    pub(super) fn people(&self) -> &HashMap<AccountId, String> {
        &self.people
    }
}
