//! The rows of texts that people wrote: each time somebody saves one is added, and none is ever changed.

use diesel::prelude::*;

use super::wording::Edits;
use crate::kernel::clock::Instant;
use crate::kernel::ids::AccountId;
use crate::notifications::mail::Mail;
use crate::platform::db::schema::mail_texts;
use crate::platform::db::{Conn, DbResult, portable};
use crate::platform::i18n::Lang;

/// What somebody saved.
#[derive(Debug, Clone)]
pub(super) struct Saved {
    pub(super) mail: Mail,
    pub(super) lang: Lang,
    pub(super) version: i32,
    /// Nothing when the program's own texts were taken back.
    pub(super) edits: Edits,
    pub(super) editor: AccountId,
    pub(super) at: Instant,
}

type Row = (Mail, Lang, i32, Option<String>, AccountId, Instant);
type Columns = (
    mail_texts::mail,
    mail_texts::lang,
    mail_texts::version,
    mail_texts::edits,
    mail_texts::editor_id,
    mail_texts::created_at,
);
const COLUMNS: Columns = (
    mail_texts::mail,
    mail_texts::lang,
    mail_texts::version,
    mail_texts::edits,
    mail_texts::editor_id,
    mail_texts::created_at,
);

/// The edits of a mail in a language.
///
/// # Errors
/// When the database fails.
pub(in crate::notifications) fn edits(conn: &mut Conn, mail: Mail, lang: Lang) -> DbResult<Edits> {
    Ok(history(conn, mail, lang, 1)?.pop().map(|saved| saved.edits).unwrap_or_default())
}

/// What was saved of a mail in a language, the newest first.
pub(super) fn history(conn: &mut Conn, mail: Mail, lang: Lang, limit: i64) -> DbResult<Vec<Saved>> {
    let rows: Vec<Row> = mail_texts::table
        .filter(mail_texts::mail.eq(mail).and(mail_texts::lang.eq(lang)))
        .order(mail_texts::version.desc())
        .limit(limit)
        .select(COLUMNS)
        .load(conn)?;
    Ok(rows.into_iter().map(saved).collect())
}

/// What was saved under a number.
pub(super) fn version(conn: &mut Conn, mail: Mail, lang: Lang, version: i32) -> DbResult<Option<Saved>> {
    let row: Option<Row> = mail_texts::table
        .filter(mail_texts::mail.eq(mail).and(mail_texts::lang.eq(lang)))
        .filter(mail_texts::version.eq(version))
        .select(COLUMNS)
        .first(conn)
        .optional()?;
    Ok(row.map(saved))
}

/// The newest of every mail and language that anybody ever wrote.
pub(super) fn newest(conn: &mut Conn) -> DbResult<Vec<Saved>> {
    let ids: Vec<Option<i64>> = mail_texts::table
        .group_by((mail_texts::mail, mail_texts::lang))
        .select(diesel::dsl::max(mail_texts::id))
        .load(conn)?;
    let ids: Vec<i64> = ids.into_iter().flatten().collect();
    let rows: Vec<Row> = mail_texts::table.filter(mail_texts::id.eq_any(ids)).select(COLUMNS).load(conn)?;
    Ok(rows.into_iter().map(saved).collect())
}

/// Adds what somebody wrote who had read `version` (0: nothing yet); answers whether that is still the newest.
pub(super) fn insert(
    conn: &mut Conn,
    (mail, lang): (Mail, Lang),
    read: i32,
    edits: &Edits,
    editor: AccountId,
    now: Instant,
) -> DbResult<bool> {
    portable::exclusive(conn, "mail_texts")?;
    let newest: Option<i32> = mail_texts::table
        .filter(mail_texts::mail.eq(mail).and(mail_texts::lang.eq(lang)))
        .select(diesel::dsl::max(mail_texts::version))
        .first(conn)?;
    if newest.unwrap_or(0) != read {
        return Ok(false);
    }
    let edits = (!edits.is_empty()).then(|| serde_json::json!(edits).to_string());
    diesel::insert_into(mail_texts::table)
        .values((
            mail_texts::mail.eq(mail),
            mail_texts::lang.eq(lang),
            mail_texts::version.eq(read + 1),
            mail_texts::edits.eq(edits),
            mail_texts::editor_id.eq(editor),
            mail_texts::created_at.eq(now),
        ))
        .execute(conn)?;
    Ok(true)
}

fn saved((mail, lang, version, edits, editor, at): Row) -> Saved {
    let read = |edits: String| {
        serde_json::from_str(&edits).unwrap_or_else(|error| {
            tracing::error!(mail = mail.as_str(), version, %error, "an edited mail text cannot be read");
            Edits::new()
        })
    };
    Saved { mail, lang, version, edits: edits.map(read).unwrap_or_default(), editor, at }
}
