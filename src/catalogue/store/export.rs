//! Everything that leaves the catalogue for a file, piece by piece.

use diesel::prelude::*;

use super::{CONTENT, ContentRow, content, day};
use crate::catalogue::model::{Checked, Content, EntryState};
use crate::kernel::ids::EntryId;
use crate::platform::db::schema::{entries, entry_versions as versions};
use crate::platform::db::{Conn, DbResult};

/// An entry as it leaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaving {
    pub id: EntryId,
    /// Where it comes from it is known by this.
    pub reference: Option<String>,
    pub slug: String,
    pub state: EntryState,
    pub is_public: bool,
    pub content: Content,
}

type Row =
    (EntryId, Option<String>, String, EntryState, Option<i32>, (Option<String>, Option<String>), ContentRow);

/// Up to `limit` entries above `after`, by id: what the public reads of them; with `all` also those that it does not read, in
/// the version being edited.
pub fn page(conn: &mut Conn, after: EntryId, limit: i64, all: bool) -> DbResult<Vec<Leaving>> {
    let public = versions::number.nullable().eq(entries::published_version);
    let unread = entries::published_version.is_null().and(versions::number.eq(entries::draft_version));
    let entries_with_versions = entries::table
        .inner_join(versions::table.on(versions::entry_id.eq(entries::id)))
        .filter(entries::id.gt(after))
        .order(entries::id.asc())
        .limit(limit)
        .select((
            entries::id,
            entries::reference,
            entries::slug,
            entries::state,
            entries::published_version,
            (entries::verified_on, entries::review_by),
            CONTENT,
        ));
    let rows: Vec<Row> = match all {
        true => entries_with_versions.filter(public.assume_not_null().or(unread)).load(conn)?,
        false => entries_with_versions.filter(public).load(conn)?,
    };
    let leaving = |(id, reference, slug, state, published, checked, row): Row| {
        let checked = Checked { on: day(checked.0), next: day(checked.1) };
        let content = content(row);
        let is_public = published.is_some();
        let content = if is_public { content.as_checked(checked) } else { content };
        Leaving { id, reference, slug, state, is_public, content }
    };
    Ok(rows.into_iter().map(leaving).collect())
}
