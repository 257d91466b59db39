//! The tables of the catalogue; this folder is their only writer.
pub(super) mod addresses;
pub(super) mod check_reminders;
pub(super) mod entries;
pub(super) mod erasure;
pub(super) mod export;
pub(super) mod lists;
pub(super) mod passages;
#[cfg(test)]
mod plans;
pub(super) mod public;
pub(super) mod publications;
pub(super) mod relations;
pub(super) mod reuses;
pub(super) mod services;
pub(super) mod source;
pub(super) mod sources;

use chrono::NaiveDate;

use super::details::Details;
use super::model::{Audience, Content, EntryKind};
use crate::kernel::ids::TopicId;
use crate::kernel::text::{Body, Subject};
use crate::platform::db::schema::entry_versions as versions;
use crate::platform::i18n::Lang;

/// The columns of a version that hold what it says.
type ContentRow = (
    EntryKind,
    TopicId,
    Audience,
    Lang,
    Subject,
    String,
    Body,
    String,
    String,
    Option<String>,
    Option<String>,
    Option<String>,
    Option<String>,
    String,
);

type ContentColumns = (
    versions::kind,
    versions::topic_id,
    versions::audience,
    versions::language,
    versions::title,
    versions::summary,
    versions::body,
    versions::sources,
    versions::territory,
    versions::verified_on,
    versions::review_by,
    versions::valid_from,
    versions::valid_to,
    versions::details,
);

const CONTENT: ContentColumns = (
    versions::kind,
    versions::topic_id,
    versions::audience,
    versions::language,
    versions::title,
    versions::summary,
    versions::body,
    versions::sources,
    versions::territory,
    versions::verified_on,
    versions::review_by,
    versions::valid_from,
    versions::valid_to,
    versions::details,
);

fn content(row: ContentRow) -> Content {
    let (
        kind,
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
    ) = row;
    Content {
        topic,
        audience,
        language,
        title,
        summary,
        body,
        sources,
        territory,
        verified_on: day(verified_on),
        review_by: day(review_by),
        valid_from: day(valid_from),
        valid_to: day(valid_to),
        details: Details::of_stored(kind, &details),
    }
}

fn day(text: Option<String>) -> Option<NaiveDate> {
    text?.parse().ok()
}
