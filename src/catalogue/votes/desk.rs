//! What the desk sees of the votes: of one entry on its page, and at `/redazione/utilita` the entries that were least useful.

use std::collections::HashMap;

use serde::Serialize;
use tera::context;

use super::page::text_key;
use super::{Note, Opinions, store};
use crate::accounts::Visit;
use crate::catalogue::store::public;
use crate::kernel::ids::EntryId;
use crate::kernel::wilson::Rate;
use crate::platform::db::{Conn, DbResult};
use crate::platform::web::WebResult;

/// Lines of the list: who has worked through them sees the next.
const LINES: usize = 50;

/// What was said of an entry, in words.
#[derive(Debug, Serialize)]
pub struct Shown {
    rate: Rate,
    reasons: Vec<(String, i64)>,
    notes: Vec<Note>,
}

/// What was said of an entry, when anybody said something.
pub fn shown(visit: &Visit, opinions: &Opinions) -> Option<Shown> {
    let word = |(useful, reason, count): &(bool, _, _)| (visit.text(&text_key(*useful, *reason)), *count);
    Some(Shown {
        rate: opinions.rate?,
        reasons: opinions.reasons.iter().map(word).collect(),
        notes: opinions.notes.clone(),
    })
}

#[derive(Serialize)]
struct Line {
    id: EntryId,
    title: String,
    /// Of those who said something, how many did not find it useful.
    rate: Rate,
}

/// `GET /redazione/utilita`: the entries of which it is surest that they are not useful, first. Sorted by the lower bound of the share of
/// those who found them useless, so that one voice among one does not stand above eighty among a hundred.
///
/// # Errors
/// When the database fails.
pub async fn list(visit: Visit) -> WebResult {
    let read = |conn: &mut Conn| -> DbResult<Vec<Line>> {
        let mut counts: HashMap<EntryId, (u64, u64)> = HashMap::new();
        for (entry, useful, count) in store::of_all(conn)? {
            let count = u64::try_from(count).unwrap_or_default();
            let (useless, all) = counts.entry(entry).or_default();
            *all += count;
            *useless += if useful { 0 } else { count };
        }
        let useless = counts.into_iter().filter(|(_, (useless, _))| *useless > 0);
        let mut rates: Vec<(EntryId, Rate)> =
            useless.filter_map(|(entry, (useless, all))| Some((entry, Rate::of(useless, all)?))).collect();
        rates.sort_by(|(one, a), (other, b)| b.low.total_cmp(&a.low).then_with(|| one.cmp(other)));
        rates.truncate(LINES);
        let ids: Vec<EntryId> = rates.iter().map(|(id, _)| *id).collect();
        let found = public::by_ids(conn, &ids)?;
        let mut titles: HashMap<EntryId, String> =
            found.into_iter().map(|entry| (entry.id, entry.content.title.to_string())).collect();
        let line = |(id, rate): (EntryId, Rate)| Some(Line { id, title: titles.remove(&id)?, rate });
        Ok(rates.into_iter().filter_map(line).collect())
    };
    let lines = visit.app().db.read(read).await?;
    visit.render(
        "catalogue/votes.html",
        context! { title => &visit.text("votes-list-title"), lines => &lines },
    )
}
