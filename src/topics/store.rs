//! Topics, groups and their members in the database; the only writer of these tables.

use std::collections::HashMap;

use diesel::prelude::*;

use super::model::{Competent, Distribution, Topic, TopicTree};
use crate::kernel::ids::{AccountId, GroupId, TopicId};
use crate::kernel::text::slug;
use crate::platform::db::schema::{expert_groups, group_members, group_turns, topics};
use crate::platform::db::{Conn, DbResult, portable};

type Row =
    (TopicId, Option<TopicId>, String, String, String, String, String, bool, Option<GroupId>, Option<i32>);

type Columns = (
    topics::id,
    topics::parent_id,
    topics::slug,
    topics::name_it,
    topics::name_en,
    topics::summary_it,
    topics::summary_en,
    topics::active,
    topics::group_id,
    topics::approval_percent,
);
const COLUMNS: Columns = (
    topics::id,
    topics::parent_id,
    topics::slug,
    topics::name_it,
    topics::name_en,
    topics::summary_it,
    topics::summary_en,
    topics::active,
    topics::group_id,
    topics::approval_percent,
);

fn topic(
    (id, parent, slug, name_it, name_en, summary_it, summary_en, active, group, approval_percent): Row,
) -> Topic {
    Topic { id, parent, slug, name_it, name_en, summary_it, summary_en, active, group, approval_percent }
}

/// The whole tree: a few dozen rows.
///
/// # Errors
/// When the database fails.
pub fn tree(conn: &mut Conn) -> DbResult<TopicTree> {
    let rows: Vec<Row> =
        topics::table.order((topics::place.asc(), topics::id.asc())).select(COLUMNS).load(conn)?;
    Ok(TopicTree::new(rows.into_iter().map(topic).collect()))
}

/// One topic.
///
/// # Errors
/// When the database fails.
pub fn find(conn: &mut Conn, id: TopicId) -> DbResult<Option<Topic>> {
    Ok(topics::table.find(id).select(COLUMNS).first(conn).optional()?.map(topic))
}

/// The group that answers a topic: its own, else its parent's, else none: then the question is everybody's.
///
/// # Errors
/// When the database fails.
pub fn group_for(conn: &mut Conn, id: TopicId) -> DbResult<Option<GroupId>> {
    let own: Option<(Option<GroupId>, Option<TopicId>)> = topics::table
        .filter(topics::id.eq(id))
        .select((topics::group_id, topics::parent_id))
        .first(conn)
        .optional()?;
    match own {
        Some((Some(group), _)) => Ok(Some(group)),
        Some((None, Some(parent))) => {
            let group = topics::table
                .filter(topics::id.eq(parent))
                .select(topics::group_id)
                .first(conn)
                .optional()?;
            Ok(group.flatten())
        }
        _ => Ok(None),
    }
}

/// By which share of the time, in percent, an approved answer to a question about this topic should be ready: its own word, else
/// its parent's, else 0: none is needed.
///
/// # Errors
/// When the database fails.
pub fn approval_for(conn: &mut Conn, id: TopicId) -> DbResult<i32> {
    let of = |conn: &mut Conn, id: TopicId| -> DbResult<(Option<i32>, Option<TopicId>)> {
        let row =
            topics::table.filter(topics::id.eq(id)).select((topics::approval_percent, topics::parent_id));
        Ok(row.first(conn).optional()?.unwrap_or_default())
    };
    match of(conn, id)? {
        (Some(own), _) => Ok(own),
        (None, Some(parent)) => Ok(of(conn, parent)?.0.unwrap_or(0)),
        (None, None) => Ok(0),
    }
}

/// Gives a topic its own word on approval, or its parent's again.
///
/// # Errors
/// When the database fails.
pub fn set_approval(conn: &mut Conn, id: TopicId, percent: Option<i32>) -> DbResult<()> {
    diesel::update(topics::table.filter(topics::id.eq(id)))
        .set(topics::approval_percent.eq(percent))
        .execute(conn)?;
    Ok(())
}

/// Who is competent for a topic, as [`group_for`], and how they share their questions out.
///
/// # Errors
/// When the database fails.
pub fn competent(conn: &mut Conn, id: TopicId) -> DbResult<Competent> {
    type Own = (Option<GroupId>, Option<TopicId>, Option<Distribution>);
    let of = |conn: &mut Conn, id: TopicId| -> DbResult<Own> {
        let own = topics::table
            .left_join(expert_groups::table)
            .filter(topics::id.eq(id))
            .select((topics::group_id, topics::parent_id, expert_groups::distribution.nullable()))
            .first(conn)
            .optional()?;
        Ok(own.unwrap_or_default())
    };
    let (mut group, area, mut distribution) = of(conn, id)?;
    if let Some(area) = area.filter(|_| group.is_none()) {
        (group, _, distribution) = of(conn, area)?;
    }
    Ok(Competent { area, group, distribution: distribution.unwrap_or_default() })
}

/// How a group shares its questions out.
///
/// # Errors
/// When the database fails.
pub fn distribution(conn: &mut Conn, group: GroupId) -> DbResult<Distribution> {
    let found =
        expert_groups::table.find(group).select(expert_groups::distribution).first(conn).optional()?;
    Ok(found.unwrap_or_default())
}

/// Says how a group shares its questions out.
///
/// # Errors
/// When the database fails.
pub fn set_distribution(conn: &mut Conn, group: GroupId, distribution: Distribution) -> DbResult<()> {
    diesel::update(expert_groups::table.find(group))
        .set(expert_groups::distribution.eq(distribution))
        .execute(conn)?;
    Ok(())
}

/// The members of a group, each with her last turn: the smaller, the longer ago; 0 when she never had one.
///
/// # Errors
/// When the database fails.
pub fn turns(conn: &mut Conn, group: GroupId) -> DbResult<Vec<(AccountId, i64)>> {
    let had: Vec<(AccountId, i64)> = group_turns::table
        .filter(group_turns::group_id.eq(group))
        .select((group_turns::account_id, group_turns::turn))
        .load(conn)?;
    let had: HashMap<AccountId, i64> = had.into_iter().collect();
    Ok(members(conn, group)?
        .into_iter()
        .map(|member| (member, had.get(&member).copied().unwrap_or(0)))
        .collect())
}

/// Notes that a member of a group had her turn, after everybody else. Nobody else chooses in that group meanwhile.
///
/// # Errors
/// When the database fails.
pub fn take_turn(conn: &mut Conn, group: GroupId, account: AccountId) -> DbResult<()> {
    let of_group = group_turns::table.filter(group_turns::group_id.eq(group));
    let last: Option<i64> = of_group.select(diesel::dsl::max(group_turns::turn)).first(conn)?;
    let turn = last.unwrap_or(0) + 1;
    let own = group_turns::group_id.eq(group).and(group_turns::account_id.eq(account));
    let changed =
        diesel::update(group_turns::table.filter(own)).set(group_turns::turn.eq(turn)).execute(conn)?;
    if changed == 0 {
        diesel::insert_into(group_turns::table)
            .values((
                group_turns::group_id.eq(group),
                group_turns::account_id.eq(account),
                group_turns::turn.eq(turn),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// Adds a topic at the end of its level.
///
/// # Errors
/// A unique violation when the slug is taken; else when the database fails.
pub fn create_topic(
    conn: &mut Conn,
    parent: Option<TopicId>,
    slug: &str,
    (name_it, name_en): (&str, &str),
    (summary_it, summary_en): (&str, &str),
) -> DbResult<TopicId> {
    let last: Option<i32> = topics::table.select(diesel::dsl::max(topics::place)).first(conn)?;
    let id = diesel::insert_into(topics::table)
        .values((
            topics::parent_id.eq(parent),
            topics::slug.eq(slug),
            topics::name_it.eq(name_it),
            topics::name_en.eq(name_en),
            topics::summary_it.eq(summary_it),
            topics::summary_en.eq(summary_en),
            topics::place.eq(last.unwrap_or(0) + 1),
        ))
        .returning(topics::id)
        .get_result(conn)?;
    Ok(id)
}

/// The topic of a slug or an Italian name, created on the first level when there is none: for imports.
///
/// # Errors
/// When the database fails.
pub fn find_or_create(conn: &mut Conn, name: &str) -> DbResult<TopicId> {
    let wanted = slug(name);
    if let Some(known) = named(conn, &wanted, name)? {
        return Ok(known);
    }
    // Whoever waited here for another who made it finds it now.
    portable::exclusive(conn, "topics")?;
    match named(conn, &wanted, name)? {
        Some(known) => Ok(known),
        None => create_topic(conn, None, &wanted, (name, name), ("", "")),
    }
}

fn named(conn: &mut Conn, slug: &str, name: &str) -> DbResult<Option<TopicId>> {
    Ok(topics::table
        .filter(topics::slug.eq(slug).or(topics::name_it.eq(name)))
        .select(topics::id)
        .first(conn)
        .optional()?)
}

/// Gives a topic its own group, or its parent's again.
///
/// # Errors
/// When the database fails.
pub fn set_group(conn: &mut Conn, id: TopicId, group: Option<GroupId>) -> DbResult<()> {
    diesel::update(topics::table.filter(topics::id.eq(id))).set(topics::group_id.eq(group)).execute(conn)?;
    Ok(())
}

/// Adds a group of experts.
///
/// # Errors
/// A unique violation when the name is taken; else when the database fails.
pub fn create_group(conn: &mut Conn, name: &str) -> DbResult<GroupId> {
    let id = diesel::insert_into(expert_groups::table)
        .values(expert_groups::name.eq(name))
        .returning(expert_groups::id)
        .get_result(conn)?;
    Ok(id)
}

/// Renames a group.
///
/// # Errors
/// A unique violation when the name is taken; else when the database fails.
pub fn rename_group(conn: &mut Conn, group: GroupId, name: &str) -> DbResult<()> {
    diesel::update(expert_groups::table.find(group)).set(expert_groups::name.eq(name)).execute(conn)?;
    Ok(())
}

/// Puts exactly these experts into a group.
///
/// # Errors
/// When the database fails.
pub fn set_members(conn: &mut Conn, group: GroupId, accounts: &[AccountId]) -> DbResult<()> {
    diesel::delete(group_members::table.filter(group_members::group_id.eq(group))).execute(conn)?;
    for account in accounts {
        add_member(conn, group, *account)?;
    }
    Ok(())
}

/// Makes a group competent for exactly these topics; those that it loses have their parent's group again.
///
/// # Errors
/// When the database fails.
pub fn set_topics(conn: &mut Conn, group: GroupId, ids: &[TopicId]) -> DbResult<()> {
    diesel::update(topics::table.filter(topics::group_id.eq(group)))
        .set(topics::group_id.eq(None::<GroupId>))
        .execute(conn)?;
    diesel::update(topics::table.filter(topics::id.eq_any(ids)))
        .set(topics::group_id.eq(group))
        .execute(conn)?;
    Ok(())
}

/// Adds an expert to a group.
///
/// # Errors
/// A unique violation when she is in it; else when the database fails.
pub fn add_member(conn: &mut Conn, group: GroupId, account: AccountId) -> DbResult<()> {
    diesel::insert_into(group_members::table)
        .values((group_members::group_id.eq(group), group_members::account_id.eq(account)))
        .execute(conn)?;
    Ok(())
}

/// Puts an expert into exactly these groups.
///
/// # Errors
/// When the database fails.
pub fn set_groups(conn: &mut Conn, account: AccountId, groups: &[GroupId]) -> DbResult<()> {
    diesel::delete(group_members::table.filter(group_members::account_id.eq(account))).execute(conn)?;
    for group in groups {
        add_member(conn, *group, account)?;
    }
    Ok(())
}

/// The experts of a group, in order of id so that what is written for each is written in one order everywhere.
///
/// # Errors
/// When the database fails.
pub fn members(conn: &mut Conn, group: GroupId) -> DbResult<Vec<AccountId>> {
    Ok(group_members::table
        .filter(group_members::group_id.eq(group))
        .order(group_members::account_id.asc())
        .select(group_members::account_id)
        .load(conn)?)
}

/// How many experts each group has; groups without any are left out.
///
/// # Errors
/// When the database fails.
pub fn sizes(conn: &mut Conn) -> DbResult<HashMap<GroupId, i64>> {
    let rows: Vec<(GroupId, i64)> = group_members::table
        .group_by(group_members::group_id)
        .select((group_members::group_id, diesel::dsl::count_star()))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// The groups an expert belongs to.
///
/// # Errors
/// When the database fails.
pub fn groups_of(conn: &mut Conn, account: AccountId) -> DbResult<Vec<GroupId>> {
    Ok(group_members::table
        .filter(group_members::account_id.eq(account))
        .order(group_members::group_id.asc())
        .select(group_members::group_id)
        .load(conn)?)
}

/// Every group with its name, by name.
///
/// # Errors
/// When the database fails.
pub fn groups(conn: &mut Conn) -> DbResult<Vec<(GroupId, String)>> {
    Ok(expert_groups::table
        .order(expert_groups::name.asc())
        .select((expert_groups::id, expert_groups::name))
        .load(conn)?)
}
