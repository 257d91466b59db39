//! `/amministrazione/gruppi`: which experts are competent for which topics.

use std::collections::BTreeSet;

use actix_web::web;
use serde::Serialize;
use tera::{Context, context};

use super::model::{Distribution, Topic, TopicTree};
use super::store;
use crate::accounts::{self, Person, Role, Visit};
use crate::kernel::ids::{AccountId, GroupId, TopicId};
use crate::kernel::text::Name;
use crate::platform::db::{Conn, DbError, DbResult, portable};
use crate::platform::i18n::Lang;
use crate::platform::web::{FieldErrors, PostForm, Problem, WebResult};

const LIST: &str = "/amministrazione/gruppi";

#[derive(Serialize)]
struct Line {
    id: GroupId,
    name: String,
    experts: i64,
    topics: Vec<String>,
}

/// A first level of topics with its boxes.
#[derive(Serialize)]
struct Area {
    id: String,
    name: String,
    topics: Vec<Tick>,
}

/// A box to tick.
#[derive(Serialize)]
struct Tick {
    value: i64,
    label: String,
    checked: bool,
}

/// A way to share questions out.
#[derive(Serialize)]
struct Way {
    value: Distribution,
    label: String,
    hint: String,
}

impl Way {
    fn of(visit: &Visit, value: Distribution) -> Self {
        let word = match value {
            Distribution::None => "none",
            Distribution::RoundRobin => "round-robin",
            Distribution::LeastLoaded => "least-loaded",
        };
        let label = visit.text(&format!("topics-distribution-{word}"));
        Self { value, label, hint: visit.text(&format!("topics-distribution-{word}-hint")) }
    }
}

/// `GET /amministrazione/gruppi`: every group with its topics, and a form for a new one.
pub async fn list(visit: Visit) -> WebResult {
    let context = list_page(&visit, "").await?;
    visit.render("topics/groups.html", context)
}

/// `POST /amministrazione/gruppi`: makes a group without experts and topics.
pub async fn create(visit: Visit, form: PostForm) -> WebResult {
    let mut errors = FieldErrors::new();
    if let Some(name) = errors.keep("name", "topics-error-name-", Name::parse(form.get("name"))) {
        let made = visit.app().db.write(move |conn| store::create_group(conn, name.as_str())).await;
        match made {
            Ok(id) => return Ok(visit.redirect(&format!("{LIST}/{id}"), "topics-flash-created")),
            Err(error) if error.is_unique_violation() => errors.add("name", "topics-error-name-taken"),
            Err(error) => return Err(error.into()),
        }
    }
    let context = list_page(&visit, form.get("name")).await?;
    visit.render_invalid("topics/groups.html", context, &errors)
}

/// `GET /amministrazione/gruppi/{id}`: the experts and topics of one group.
pub async fn group(visit: Visit, id: web::Path<i64>) -> WebResult {
    let context = group_page(&visit, GroupId(*id), None).await?;
    visit.render("topics/group.html", context)
}

/// `POST /amministrazione/gruppi/{id}`: name, experts and topics.
pub async fn save(visit: Visit, id: web::Path<i64>, form: PostForm) -> WebResult {
    let id = GroupId(*id);
    let mut errors = FieldErrors::new();
    if let Some(name) = errors.keep("name", "topics-error-name-", Name::parse(form.get("name"))) {
        let topics = ticked(&form, "topics[]").map(TopicId).collect();
        let experts = ticked(&form, "experts[]").map(AccountId).collect();
        let distribution = Distribution::parse(form.get("distribution")).unwrap_or_default();
        let saved = visit
            .app()
            .db
            .write(move |conn| change(conn, id, (name.as_str(), distribution), &topics, &experts))
            .await;
        match saved {
            Ok(true) => return Ok(visit.redirect(LIST, "topics-flash-saved")),
            Ok(false) => return Err(Problem::NotFound),
            Err(error) if error.is_unique_violation() => errors.add("name", "topics-error-name-taken"),
            Err(error) => return Err(error.into()),
        }
    }
    let context = group_page(&visit, id, Some(&form)).await?;
    visit.render_invalid("topics/group.html", context, &errors)
}

fn ticked<'a>(form: &'a PostForm, name: &'a str) -> impl Iterator<Item = i64> {
    form.all(name).filter_map(|value| value.parse().ok())
}

/// Stores what was ticked; ids of nobody and nothing are passed over. False when there is no such group.
fn change(
    conn: &mut Conn,
    id: GroupId,
    (name, distribution): (&str, Distribution),
    topics: &BTreeSet<TopicId>,
    experts: &BTreeSet<AccountId>,
) -> DbResult<bool> {
    // Two who save at the same moment would both put the same experts in.
    portable::exclusive(conn, "expert-groups")?;
    if !store::groups(conn)?.iter().any(|(known, _)| *known == id) {
        return Ok(false);
    }
    let tree = store::tree(conn)?;
    let topics: Vec<TopicId> = topics.iter().copied().filter(|topic| tree.get(*topic).is_some()).collect();
    let known = staff_of_the_desk(conn)?;
    let experts: Vec<AccountId> =
        experts.iter().copied().filter(|expert| known.iter().any(|person| person.id == *expert)).collect();
    store::rename_group(conn, id, name)?;
    store::set_distribution(conn, id, distribution)?;
    store::set_members(conn, id, &experts)?;
    store::set_topics(conn, id, &topics)?;
    Ok(true)
}

/// Who can belong to a group.
fn staff_of_the_desk(conn: &mut Conn) -> DbResult<Vec<Person>> {
    accounts::active_with_role(conn, &[Role::Expert, Role::Coordinator])
}

async fn list_page(visit: &Visit, name: &str) -> Result<Context, Problem> {
    let lang = visit.lang();
    let (lines, uncovered) = visit
        .app()
        .db
        .read::<_, DbError, _>(move |conn| {
            let tree = store::tree(conn)?;
            let sizes = store::sizes(conn)?;
            let line = |(id, name): (GroupId, String)| Line {
                experts: sizes.get(&id).copied().unwrap_or(0),
                topics: topics_of(&tree, id, lang),
                id,
                name,
            };
            let lines: Vec<Line> = store::groups(conn)?.into_iter().map(line).collect();
            Ok((lines, uncovered(&tree, lang)))
        })
        .await?;
    Ok(context! { groups => &lines, uncovered => &uncovered.join(", "), name => name })
}

/// Topics that no group answers, neither by themselves nor with their area.
fn uncovered(tree: &TopicTree, lang: Lang) -> Vec<String> {
    let of_nobody = |topic: &&Topic| topic.active && tree.group_for(topic.id).is_none();
    tree.all().iter().filter(of_nobody).map(|topic| topic.name(lang).to_owned()).collect()
}

fn topics_of(tree: &TopicTree, group: GroupId, lang: Lang) -> Vec<String> {
    tree.all()
        .iter()
        .filter(|topic| topic.group == Some(group))
        .map(|topic| topic.name(lang).to_owned())
        .collect()
}

async fn group_page(visit: &Visit, id: GroupId, form: Option<&PostForm>) -> Result<Context, Problem> {
    let (groups, tree, members, staff, distribution) = visit
        .app()
        .db
        .read::<_, DbError, _>(move |conn| {
            Ok((
                store::groups(conn)?,
                store::tree(conn)?,
                store::members(conn, id)?,
                staff_of_the_desk(conn)?,
                store::distribution(conn, id)?,
            ))
        })
        .await?;
    let stored = groups.iter().find(|(known, _)| *known == id).ok_or(Problem::NotFound)?.1.as_str();
    let name_of =
        |group: GroupId| groups.iter().find(|(known, _)| *known == group).map(|(_, name)| name.as_str());
    let topics: BTreeSet<i64> = match form {
        Some(form) => ticked(form, "topics[]").collect(),
        None => tree.all().iter().filter(|topic| topic.group == Some(id)).map(|topic| topic.id.0).collect(),
    };
    let experts: BTreeSet<i64> = match form {
        Some(form) => ticked(form, "experts[]").collect(),
        None => members.iter().map(|member| member.0).collect(),
    };
    let lang = visit.lang();
    let texts = &visit.app().texts;
    let tick = |topic: &Topic, name: String| {
        let other = topic.group.filter(|group| *group != id).and_then(name_of);
        let label = match other {
            Some(group) => {
                let args = [("topic", name.into()), ("group", group.to_owned().into())];
                texts.get(lang, "topics-group-held", &args)
            }
            None => name,
        };
        Tick { value: topic.id.0, label, checked: topics.contains(&topic.id.0) }
    };
    let areas: Vec<Area> = tree
        .roots()
        .map(|root| {
            let whole = texts.get(lang, "topics-group-area", &[("topic", root.name(lang).to_owned().into())]);
            let children = tree.children(root.id).map(|topic| tick(topic, topic.name(lang).to_owned()));
            Area {
                id: format!("topics-{}", root.id),
                name: root.name(lang).to_owned(),
                topics: std::iter::once(tick(root, whole)).chain(children).collect(),
            }
        })
        .collect();
    let expert_ticks: Vec<Tick> = staff
        .iter()
        .map(|person| Tick {
            value: person.id.0,
            label: person.name.to_string(),
            checked: experts.contains(&person.id.0),
        })
        .collect();
    Ok(context! {
        id => &id,
        stored_name => stored,
        name => form.map_or(stored, |form| form.get("name")),
        areas => &areas,
        experts => &expert_ticks,
        distributions => &Distribution::ALL.iter().map(|one| Way::of(visit, *one)).collect::<Vec<_>>(),
        distribution => form.map_or(distribution.as_str(), |form| form.get("distribution")),
    })
}
