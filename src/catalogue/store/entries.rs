//! One entry, its versions and its remarks.

use std::collections::HashMap;

use diesel::prelude::*;

use super::{CONTENT, ContentRow, content, day};
use crate::catalogue::files::{EntryFile, store as files};
use crate::catalogue::model::{Checked, Content, Draft, Entry, EntryState, Remark, Version};
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, EntryId, TicketId};
use crate::platform::db::schema::{
    entries, entry_addresses as former, entry_remarks as remarks, entry_versions as versions,
};
use crate::platform::db::{Conn, DbResult};

type EntryRow = (
    EntryId,
    Option<String>,
    String,
    EntryState,
    i32,
    Option<i32>,
    Option<TicketId>,
    Option<AccountId>,
    Instant,
    Instant,
    Option<Instant>,
    Option<Instant>,
    Option<AccountId>,
    Option<String>,
    Option<String>,
    Option<Instant>,
);

type VersionRow = (i32, Option<AccountId>, Instant, ContentRow);

fn entry(row: EntryRow) -> Entry {
    let (
        id,
        reference,
        slug,
        state,
        draft_version,
        published_version,
        source_ticket,
        author,
        created_at,
        updated_at,
        published_at,
        withdrawn_at,
        owner,
        verified_on,
        review_by,
        publish_at,
    ) = row;
    Entry {
        id,
        reference,
        slug,
        state,
        draft_version,
        published_version,
        source_ticket,
        author,
        created_at,
        updated_at,
        published_at,
        withdrawn_at,
        owner,
        checked: Checked { on: day(verified_on), next: day(review_by) },
        publish_at,
    }
}

fn version((number, editor, created_at, row): VersionRow, files: Vec<EntryFile>) -> Version {
    Version { number, content: content(row), files, editor, created_at }
}

/// An entry with the version being edited; where that is the public one, as it was checked since.
pub fn find(conn: &mut Conn, id: EntryId) -> DbResult<Option<Draft>> {
    let found: Option<(EntryRow, VersionRow)> = entries::table
        .inner_join(
            versions::table
                .on(versions::entry_id.eq(entries::id).and(versions::number.eq(entries::draft_version))),
        )
        .filter(entries::id.eq(id))
        .select((
            entries::all_columns,
            (versions::number, versions::editor_id, versions::created_at, CONTENT),
        ))
        .first(conn)
        .optional()?;
    let Some((row, of)) = found else { return Ok(None) };
    let files = files::of_version(conn, id, of.0)?;
    let (entry, mut version) = (entry(row), version(of, files));
    if entry.published_version == Some(version.number) {
        version.content = version.content.as_checked(entry.checked);
    }
    Ok(Some(Draft { entry, version }))
}

/// The entry that an address of a page leads to, of the desk or of everybody, or that has this number or name in its address.
pub fn at_address(conn: &mut Conn, typed: &str) -> DbResult<Option<EntryId>> {
    let path = typed.trim().split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    let (before, name) = path.rsplit_once('/').unwrap_or(("", path));
    let number = name.parse().ok().filter(|_| !before.ends_with("/catalogo")).map(EntryId);
    let found = match number {
        Some(id) => entries::table.filter(entries::id.eq(id)).select(entries::id).first(conn),
        None => entries::table.filter(entries::slug.eq(name)).select(entries::id).first(conn),
    };
    Ok(found.optional()?)
}

/// The entry that its author began with these words at or after `since`, of no question and not put aside, whatever was
/// written into it later.
pub fn begun_since(
    conn: &mut Conn,
    author: AccountId,
    content: &Content,
    since: Instant,
) -> DbResult<Option<EntryId>> {
    let rows: Vec<(EntryId, ContentRow)> = entries::table
        .inner_join(versions::table.on(versions::entry_id.eq(entries::id).and(versions::number.eq(1))))
        .filter(entries::author_id.eq(author).and(entries::source_ticket_id.is_null()))
        .filter(entries::created_at.ge(since).and(entries::state.ne(EntryState::Withdrawn)))
        .order(entries::id.asc())
        .select((entries::id, CONTENT))
        .load(conn)?;
    Ok(rows.into_iter().find_map(|(id, row)| (self::content(row) == *content).then_some(id)))
}

/// The entries of an import's references. What was written at the desk has none: an export calls it by its name in the address, and
/// by that it is known again, even when it is called otherwise now.
pub fn of_references(conn: &mut Conn, references: &[&str]) -> DbResult<HashMap<String, EntryId>> {
    let of_the_desk: Vec<(String, EntryId)> = entries::table
        .filter(entries::slug.eq_any(references).and(entries::reference.is_null()))
        .select((entries::slug, entries::id))
        .load(conn)?;
    let imported: Vec<(Option<String>, EntryId)> = entries::table
        .filter(entries::reference.eq_any(references))
        .select((entries::reference, entries::id))
        .load(conn)?;
    let renamed: Vec<(String, EntryId)> = former::table
        .inner_join(entries::table.on(entries::id.eq(former::entry_id)))
        .filter(former::slug.eq_any(references).and(entries::reference.is_null()))
        .select((former::slug, entries::id))
        .load(conn)?;
    let imported = imported.into_iter().filter_map(|(reference, id)| Some((reference?, id)));
    Ok(renamed.into_iter().chain(of_the_desk).chain(imported).collect())
}

/// The entry that has this name in its address.
pub fn of_slug(conn: &mut Conn, slug: &str) -> DbResult<Option<EntryId>> {
    Ok(entries::table.filter(entries::slug.eq(slug)).select(entries::id).first(conn).optional()?)
}

/// Inserts an entry without any version.
pub fn insert(conn: &mut Conn, entry: &Entry) -> DbResult<EntryId> {
    Ok(diesel::insert_into(entries::table)
        .values((
            entries::reference.eq(&entry.reference),
            entries::slug.eq(&entry.slug),
            entries::state.eq(entry.state),
            entries::draft_version.eq(entry.draft_version),
            entries::published_version.eq(entry.published_version),
            entries::source_ticket_id.eq(entry.source_ticket),
            entries::author_id.eq(entry.author),
            entries::created_at.eq(entry.created_at),
            entries::updated_at.eq(entry.updated_at),
            entries::published_at.eq(entry.published_at),
            entries::withdrawn_at.eq(entry.withdrawn_at),
            entries::owner_id.eq(entry.owner),
            entries::verified_on.eq(entry.checked.on.map(|day| day.to_string())),
            entries::review_by.eq(entry.checked.next.map(|day| day.to_string())),
            entries::publish_at.eq(entry.publish_at),
        ))
        .returning(entries::id)
        .get_result(conn)?)
}

/// Writes where an entry stands, if it still stands where it was read: in `state` with `draft_version`. False when
/// somebody else was quicker.
pub fn save(conn: &mut Conn, entry: &Entry, state: EntryState, draft_version: i32) -> DbResult<bool> {
    let still_there =
        entries::id.eq(entry.id).and(entries::state.eq(state)).and(entries::draft_version.eq(draft_version));
    let changed = diesel::update(entries::table.filter(still_there))
        .set((
            entries::slug.eq(&entry.slug),
            entries::state.eq(entry.state),
            entries::draft_version.eq(entry.draft_version),
            entries::published_version.eq(entry.published_version),
            entries::updated_at.eq(entry.updated_at),
            entries::published_at.eq(entry.published_at),
            entries::withdrawn_at.eq(entry.withdrawn_at),
            entries::owner_id.eq(entry.owner),
            entries::verified_on.eq(entry.checked.on.map(|day| day.to_string())),
            entries::review_by.eq(entry.checked.next.map(|day| day.to_string())),
            entries::publish_at.eq(entry.publish_at),
        ))
        .execute(conn)?;
    Ok(changed == 1)
}

/// Adds a version with its list of files.
pub fn add_version(conn: &mut Conn, id: EntryId, version: &Version) -> DbResult<()> {
    let Content {
        topic,
        audience,
        language,
        title,
        summary,
        body,
        sources,
        territory,
        verified_on,
        review_by,
        valid_from,
        valid_to,
        details,
    } = &version.content;
    diesel::insert_into(versions::table)
        .values((
            versions::entry_id.eq(id),
            versions::number.eq(version.number),
            versions::kind.eq(details.kind()),
            versions::topic_id.eq(topic),
            versions::audience.eq(audience),
            versions::language.eq(language),
            versions::title.eq(title),
            versions::summary.eq(summary),
            versions::body.eq(body),
            versions::sources.eq(sources),
            versions::territory.eq(territory),
            versions::verified_on.eq(verified_on.map(|day| day.to_string())),
            versions::review_by.eq(review_by.map(|day| day.to_string())),
            versions::valid_from.eq(valid_from.map(|day| day.to_string())),
            versions::valid_to.eq(valid_to.map(|day| day.to_string())),
            versions::details.eq(details.stored()),
            // A copy of what the details say, for the index of the services of a place.
            versions::municipality.eq(details.municipality()),
            versions::editor_id.eq(version.editor),
            versions::created_at.eq(version.created_at),
        ))
        .execute(conn)?;
    files::add_to_version(conn, id, version.number, &version.files)
}

/// One version of an entry.
pub fn version_of(conn: &mut Conn, id: EntryId, number: i32) -> DbResult<Option<Version>> {
    let found: Option<VersionRow> = versions::table
        .filter(versions::entry_id.eq(id).and(versions::number.eq(number)))
        .select((versions::number, versions::editor_id, versions::created_at, CONTENT))
        .first(conn)
        .optional()?;
    let Some(row) = found else { return Ok(None) };
    let files = files::of_version(conn, id, number)?;
    Ok(Some(version(row, files)))
}

/// Number, editor and time of each version, newest first.
pub fn versions_of(conn: &mut Conn, id: EntryId) -> DbResult<Vec<(i32, Option<AccountId>, Instant)>> {
    Ok(versions::table
        .filter(versions::entry_id.eq(id))
        .order(versions::number.desc())
        .select((versions::number, versions::editor_id, versions::created_at))
        .load(conn)?)
}

/// Adds a reviewer's remark.
pub fn add_remark(conn: &mut Conn, id: EntryId, remark: &Remark) -> DbResult<()> {
    diesel::insert_into(remarks::table)
        .values((
            remarks::entry_id.eq(id),
            remarks::version.eq(remark.version),
            remarks::author_id.eq(remark.author),
            remarks::text.eq(&remark.text),
            remarks::created_at.eq(remark.at),
        ))
        .execute(conn)?;
    Ok(())
}

/// The remarks on an entry, oldest first.
pub fn remarks_of(conn: &mut Conn, id: EntryId) -> DbResult<Vec<Remark>> {
    let rows: Vec<(i32, Option<AccountId>, String, Instant)> = remarks::table
        .filter(remarks::entry_id.eq(id))
        .order(remarks::id.asc())
        .select((remarks::version, remarks::author_id, remarks::text, remarks::created_at))
        .load(conn)?;
    Ok(rows.into_iter().map(|(version, author, text, at)| Remark { version, author, text, at }).collect())
}
