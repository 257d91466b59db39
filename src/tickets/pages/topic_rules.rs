//! `/amministrazione/argomenti`: the topics with their groups, and whose answers a colleague has to approve.

use std::collections::HashMap;

use serde::Serialize;
use tera::{Context, context};

use super::view;
use crate::accounts::Visit;
use crate::kernel::ids::{GroupId, TopicId};
use crate::platform::db::{Conn, DbError};
use crate::platform::i18n::the_percent;
use crate::platform::web::{PostForm, Problem, WebResult};
use crate::tickets::{TicketResult, actions};
use crate::topics::{self, Topic, TopicTree};

const PAGE: &str = "/amministrazione/argomenti";

/// The shares of the time, in percent, by which an approved answer may have to be ready.
const SHARES: [i32; 4] = [50, 60, 75, 90];

/// What a topic says of approval, in the words of the form: nothing of its own, no, or the share.
const INHERIT: &str = "";
const NO: &str = "0";

#[derive(Serialize)]
struct Choice {
    value: String,
    label: String,
}

/// A first level of topics with those below it.
#[derive(Serialize)]
struct Area {
    name: String,
    topics: Vec<Row>,
}

/// A topic of the page.
#[derive(Serialize)]
struct Row {
    field: String,
    label: String,
    /// Who follows it, and whether it is still in use.
    hint: String,
    value: String,
    options: Vec<Choice>,
}

/// `GET /amministrazione/argomenti`.
///
/// # Errors
/// When the database fails.
pub async fn show(visit: Visit) -> WebResult {
    let context = page(&visit).await?;
    visit.render("topics/rules.html", context)
}

/// `POST /amministrazione/argomenti`: `approval-{id}` of every topic is blank, `0` or a share in percent; words that are not
/// known change nothing.
///
/// # Errors
/// When the database fails.
pub async fn save(visit: Visit, form: PostForm) -> WebResult {
    let now = visit.now();
    let word = move |topic: &Topic| -> Option<(TopicId, Option<i32>)> {
        let field = field(topic.id);
        if !form.has(&field) {
            return None;
        }
        match form.get(&field) {
            INHERIT => Some((topic.id, None)),
            NO => Some((topic.id, Some(0))),
            other => {
                // One that was kept while another choice was offered stays.
                let offered = |share: &i32| SHARES.contains(share) || topic.approval_percent == Some(*share);
                other.parse().ok().filter(offered).map(|share| (topic.id, Some(share)))
            }
        }
    };
    let keep = move |conn: &mut Conn| -> TicketResult<()> {
        let words: Vec<_> = topics::tree(conn)?.all().iter().filter_map(word).collect();
        actions::set_topic_approvals(conn, &words, now)
    };
    visit.app().db.write(keep).await?;
    Ok(visit.redirect(PAGE, "topics-rules-saved"))
}

fn field(topic: TopicId) -> String {
    format!("approval-{topic}")
}

async fn page(visit: &Visit) -> Result<Context, Problem> {
    let read = move |conn: &mut Conn| Ok((topics::tree(conn)?, topics::groups(conn)?));
    let (tree, groups) = visit.app().db.read::<_, DbError, _>(read).await?;
    let groups: HashMap<GroupId, String> = groups.into_iter().collect();
    let areas: Vec<Area> = tree
        .roots()
        .map(|root| Area {
            name: root.name(visit.lang()).to_owned(),
            topics: std::iter::once(root)
                .chain(tree.children(root.id))
                .map(|topic| row(visit, &tree, &groups, topic))
                .collect(),
        })
        .collect();
    Ok(context! { title => &view::text(visit, "topics-rules-title"), areas => &areas })
}

fn row(visit: &Visit, tree: &TopicTree, groups: &HashMap<GroupId, String>, topic: &Topic) -> Row {
    let said = |percent: i32| match percent {
        0 => view::text(visit, "topics-rules-no"),
        percent => {
            view::text_with(visit, "topics-rules-yes", "percent", the_percent(visit.lang(), percent.into()))
        }
    };
    let own = topic.approval_percent;
    let mut shares: Vec<i32> = std::iter::once(0).chain(SHARES).chain(own).collect();
    shares.sort_unstable();
    shares.dedup();
    let inherited = topic.parent.map(|parent| {
        let label = view::text_with(visit, "topics-rules-inherit", "word", said(tree.approval_for(parent)));
        Choice { value: INHERIT.to_owned(), label }
    });
    let without = if topic.parent.is_some() { INHERIT } else { NO };
    let name = topic.name(visit.lang()).to_owned();
    let group = tree.group_for(topic.id).and_then(|group| groups.get(&group).cloned());
    let mut hint = match group {
        Some(group) => view::text_with(visit, "topics-rules-group", "group", group),
        None => view::text(visit, "topics-rules-nobody"),
    };
    if !topic.active {
        hint = format!("{hint} {}", view::text(visit, "topics-rules-inactive"));
    }
    Row {
        field: field(topic.id),
        label: match topic.parent {
            Some(_) => name,
            None => view::text_with(visit, "topics-group-area", "topic", name),
        },
        hint,
        value: own.map_or_else(|| without.to_owned(), |percent| percent.to_string()),
        options: inherited
            .into_iter()
            .chain(
                shares.into_iter().map(|percent| Choice { value: percent.to_string(), label: said(percent) }),
            )
            .collect(),
    }
}
