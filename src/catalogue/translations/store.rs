//! Which entries are translations of which.

use std::collections::HashMap;

use diesel::prelude::*;

use super::{Elsewhere, Link};
use crate::catalogue::model::{EntryKind, EntryState};
use crate::kernel::ids::{AccountId, EntryId, TopicId};
use crate::platform::db::schema::{entries, entry_translations as translations, entry_versions as versions};
use crate::platform::db::{Conn, DbResult};
use crate::platform::i18n::Lang;

type Row = (EntryId, EntryId, i32, bool);
type Columns =
    (translations::entry_id, translations::original_id, translations::based_on, translations::behind);
const COLUMNS: Columns =
    (translations::entry_id, translations::original_id, translations::based_on, translations::behind);

fn link((translation, original, based_on, behind): Row) -> Link {
    Link { translation, original, based_on, behind }
}

/// What an entry is linked with, as the one or the other.
pub fn of(conn: &mut Conn, entry: EntryId) -> DbResult<Option<Link>> {
    // One index each.
    let of_translation = translations::table.filter(translations::entry_id.eq(entry)).select(COLUMNS);
    let found: Option<Row> = of_translation.first(conn).optional()?;
    if found.is_some() {
        return Ok(found.map(link));
    }
    let of_original = translations::table.filter(translations::original_id.eq(entry)).select(COLUMNS);
    let found: Option<Row> = of_original.first(conn).optional()?;
    Ok(found.map(link))
}

/// Writes a link.
pub fn insert(conn: &mut Conn, link: &Link) -> DbResult<()> {
    diesel::insert_into(translations::table)
        .values((
            translations::entry_id.eq(link.translation),
            translations::original_id.eq(link.original),
            translations::based_on.eq(link.based_on),
            translations::behind.eq(link.behind),
        ))
        .execute(conn)?;
    Ok(())
}

/// Takes a link away.
pub fn delete(conn: &mut Conn, translation: EntryId) -> DbResult<()> {
    diesel::delete(translations::table.filter(translations::entry_id.eq(translation))).execute(conn)?;
    Ok(())
}

/// Writes down that a version of an entry became public: its translation does not say it yet; or it is a translation itself, and says
/// what the original says now.
pub fn became_public(conn: &mut Conn, entry: EntryId, version: i32) -> DbResult<()> {
    let Some(link) = of(conn, entry)? else { return Ok(()) };
    let row = translations::table.filter(translations::entry_id.eq(link.translation));
    if link.original == entry {
        diesel::update(row).set(translations::behind.eq(version != link.based_on)).execute(conn)?;
        return Ok(());
    }
    let original: Option<i32> = entries::table
        .filter(entries::id.eq(link.original))
        .select(entries::published_version)
        .first(conn)?;
    diesel::update(row)
        .set((translations::based_on.eq(original.unwrap_or(link.based_on)), translations::behind.eq(false)))
        .execute(conn)?;
    Ok(())
}

/// What the public reads in another language in place of each of these entries, if it reads both.
///
/// # Errors
/// When the database fails.
pub fn elsewhere(conn: &mut Conn, ids: &[EntryId]) -> DbResult<HashMap<EntryId, Elsewhere>> {
    let both = (translations::entry_id, translations::original_id);
    let mut pairs: Vec<(EntryId, EntryId)> =
        translations::table.filter(translations::entry_id.eq_any(ids)).select(both).load(conn)?;
    let of_originals: Vec<(EntryId, EntryId)> =
        translations::table.filter(translations::original_id.eq_any(ids)).select(both).load(conn)?;
    pairs.extend(of_originals);
    if pairs.is_empty() {
        return Ok(HashMap::new());
    }
    let both: Vec<EntryId> = pairs.iter().flat_map(|(one, other)| [*one, *other]).collect();
    let rows: Vec<(EntryId, String, Lang)> = entries::table
        .inner_join(
            versions::table.on(versions::entry_id
                .eq(entries::id)
                .and(versions::number.nullable().eq(entries::published_version))),
        )
        .filter(entries::id.eq_any(both))
        .select((entries::id, entries::slug, versions::language))
        .load(conn)?;
    let public: HashMap<EntryId, Elsewhere> =
        rows.into_iter().map(|(id, slug, language)| (id, Elsewhere { slug, language })).collect();
    let mut found = HashMap::new();
    for (one, other) in pairs {
        if let (Some(first), Some(second)) = (public.get(&one), public.get(&other))
            && first.language != second.language
        {
            found.insert(one, second.clone());
            found.insert(other, first.clone());
        }
    }
    Ok(found)
}

/// A translation that does not say yet what its original says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Behind {
    pub link: Link,
    pub title: String,
    pub kind: EntryKind,
    pub topic: TopicId,
    pub owner: Option<AccountId>,
    /// The version of the original that the public reads.
    pub public: Option<i32>,
}

/// What was put aside follows nothing, and nothing follows what was withdrawn. The column stands alone, as in the index.
macro_rules! left_behind {
    ($originals:ident) => {
        translations::table
            .inner_join(entries::table.on(entries::id.eq(translations::entry_id)))
            .inner_join($originals.on($originals.field(entries::id).eq(translations::original_id)))
            .filter(translations::behind)
            .filter(entries::state.ne(EntryState::Withdrawn))
            .filter($originals.field(entries::published_version).is_not_null())
    };
}

/// Up to `limit` of them above `after`, by id.
pub fn behind(conn: &mut Conn, after: EntryId, limit: i64) -> DbResult<Vec<Behind>> {
    type BehindRow = (Row, String, EntryKind, TopicId, Option<AccountId>, Option<i32>);
    let originals = diesel::alias!(entries as originals);
    let rows: Vec<BehindRow> = left_behind!(originals)
        .inner_join(
            versions::table
                .on(versions::entry_id.eq(entries::id).and(versions::number.eq(entries::draft_version))),
        )
        .filter(translations::entry_id.gt(after))
        .order(translations::entry_id.asc())
        .limit(limit)
        .select((
            COLUMNS,
            versions::title,
            versions::kind,
            versions::topic_id,
            entries::owner_id,
            originals.field(entries::published_version),
        ))
        .load(conn)?;
    let behind = |(row, title, kind, topic, owner, public): BehindRow| Behind {
        link: link(row),
        title,
        kind,
        topic,
        owner,
        public,
    };
    Ok(rows.into_iter().map(behind).collect())
}

/// How many there are.
pub fn count_behind(conn: &mut Conn) -> DbResult<i64> {
    let originals = diesel::alias!(entries as originals);
    Ok(left_behind!(originals).count().get_result(conn)?)
}
