//! The public services, by name and by place.

use std::collections::BTreeMap;

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;

use crate::accounts::Municipality;
use crate::catalogue::details::Details;
use crate::catalogue::model::EntryKind;
use crate::kernel::ids::EntryId;
use crate::platform::db::schema::{entries, entry_versions as versions};
use crate::platform::db::{Conn, DbResult};
use crate::platform::i18n::Lang;

/// A service as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    pub id: EntryId,
    pub slug: String,
    pub title: String,
    pub language: Lang,
    pub details: Details,
}

type Row = (EntryId, String, String, Lang, String);

macro_rules! services {
    () => {
        versions::table
            .inner_join(
                entries::table.on(entries::id
                    .eq(versions::entry_id)
                    .and(entries::published_version.eq(versions::number.nullable()))),
            )
            // As the indexes say it: with a parameter in its place neither database would know that they hold these rows.
            .filter(sql::<Bool>("entry_versions.kind = 'service'"))
    };
}

/// Up to `limit` services by name, of one place or of all, from after that entry on.
pub fn page(
    conn: &mut Conn,
    place: Option<Municipality>,
    after: Option<EntryId>,
    limit: i64,
) -> DbResult<Vec<Listed>> {
    let mut services = services!()
        .order((versions::title.asc(), versions::entry_id.asc()))
        .select((entries::id, entries::slug, versions::title, versions::language, versions::details))
        .limit(limit)
        .into_boxed();
    if let Some(place) = place {
        services = services.filter(versions::municipality.eq_any(place.stored()));
    }
    if let Some(id) = after {
        let title: Option<String> =
            services!().filter(entries::id.eq(id)).select(versions::title).first(conn).optional()?;
        if let Some(title) = title {
            // The first comparison alone uses the index; the second settles equal names.
            services = services
                .filter(versions::title.ge(title.clone()))
                .filter(versions::title.gt(title).or(versions::entry_id.gt(id)));
        }
    }
    let rows: Vec<Row> = services.load(conn)?;
    let listed = |(id, slug, title, language, details): Row| Listed {
        id,
        slug,
        title,
        language,
        details: Details::of_stored(EntryKind::Service, &details),
    };
    Ok(rows.into_iter().map(listed).collect())
}

/// How many services there are in all, and in each place that has any, by its name.
pub fn counts(conn: &mut Conn) -> DbResult<(i64, BTreeMap<&'static str, i64>)> {
    let rows: Vec<(Option<Municipality>, i64)> = services!()
        .group_by(versions::municipality)
        .select((versions::municipality, diesel::dsl::count_star()))
        .load(conn)?;
    let mut of_places = BTreeMap::new();
    for (place, count) in &rows {
        if let Some(name) = place.and_then(Municipality::name) {
            *of_places.entry(name).or_insert(0) += count;
        }
    }
    Ok((rows.iter().map(|(_, count)| count).sum(), of_places))
}
