//! What whoever writes or reviews a text is told of it: how it reads, and what is already there. It never stands in the way.

use serde::Serialize;

use crate::accounts::Visit;
use crate::catalogue::listing;
use crate::catalogue::model::Content;
use crate::catalogue::readability::{self, Readability};
use crate::kernel::ids::EntryId;
use crate::platform::i18n::Lang;
use crate::platform::web::{Problem, markdown};

/// What is told of a text.
#[derive(Debug, Serialize)]
pub struct Quality {
    /// Of texts in Italian.
    reading: Option<Readability>,
    /// Public entries that speak of the same.
    alike: Vec<Alike>,
}

/// A public entry that speaks of the same.
#[derive(Debug, Serialize)]
struct Alike {
    slug: String,
    title: String,
}

/// What is told of a text; `own` is its entry, which is like itself.
///
/// # Errors
/// When the database fails.
pub(super) async fn of(visit: &Visit, content: &Content, own: Option<EntryId>) -> Result<Quality, Problem> {
    let plain = markdown::to_plain(content.body.as_str());
    let whole = [content.title.as_str(), &content.summary, &plain].join("\n");
    let read = [content.summary.as_str(), &plain].join("\n");
    let (app, topic, now) = (visit.app().clone(), content.topic, visit.now());
    let found = visit.app().db.read(move |conn| listing::alike(&app, conn, &whole, Some(topic), now)).await?;
    let alike = found.iter().filter(|entry| Some(entry.card.id) != own);
    let alike = alike.map(|entry| Alike { slug: entry.card.slug.clone(), title: entry.card.title.clone() });
    let reading = (content.language == Lang::It).then(|| readability::of(&read)).flatten();
    Ok(Quality { reading, alike: alike.collect() })
}
