//! Reads what was handed in. Writes nothing.

use std::collections::BTreeMap;

use diesel::prelude::*;

use super::{End, Proposed, Span};
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, TicketId};
use crate::platform::db::schema::{events, proposed_answers};
use crate::platform::db::{Conn, DbResult};
use crate::tickets::ProposedOutcome;

type Row = (TicketId, AccountId, Instant, Option<ProposedOutcome>, Option<Instant>);

/// The answers that were proposed from an instant on and before another, the oldest first.
///
/// # Errors
/// When the database fails.
pub fn proposed_between(conn: &mut Conn, from: Instant, before: Instant) -> DbResult<Vec<Proposed>> {
    let rows: Vec<Row> = proposed_answers::table
        .filter(proposed_answers::proposed_at.ge(from))
        .filter(proposed_answers::proposed_at.lt(before))
        .order(proposed_answers::proposed_at.asc())
        .select((
            proposed_answers::ticket_id,
            proposed_answers::author_id,
            proposed_answers::proposed_at,
            proposed_answers::outcome,
            proposed_answers::decided_at,
        ))
        .load(conn)?;
    let proposed = |(ticket, author, from, outcome, decided_at): Row| {
        let end = match (outcome, decided_at) {
            (Some(ProposedOutcome::Approved), Some(at)) => End::Approved(at),
            (Some(ProposedOutcome::Returned), Some(at)) => End::Returned(at),
            (_, Some(at)) => End::Undecided(at),
            (_, None) => End::Waiting,
        };
        Proposed { ticket, author, span: Span { from, end } }
    };
    Ok(rows.into_iter().map(proposed).collect())
}

/// The events by which an entry comes to a second person, and from there.
const KINDS: [&str; 7] = [
    "entry_submitted",
    "entry_unscheduled",
    "entry_published",
    "entry_scheduled",
    "entry_returned",
    "entry_drafted",
    "entry_withdrawn",
];

/// All reviews of entries of the catalogue, by when they began. A catalogue has some hundreds of entries: all that ever happened to them is
/// read.
///
/// # Errors
/// When the database fails.
pub fn reviews(conn: &mut Conn) -> DbResult<Vec<Span>> {
    let rows: Vec<(Option<i64>, String, Instant)> = events::table
        .filter(events::entry_id.is_not_null())
        .filter(events::kind.eq_any(KINDS))
        .order(events::position.asc())
        .select((events::entry_id, events::kind, events::at))
        .load(conn)?;
    let mut open: BTreeMap<i64, Instant> = BTreeMap::new();
    let mut spans = Vec::new();
    for (entry, kind, at) in rows.into_iter().filter_map(|(entry, kind, at)| Some((entry?, kind, at))) {
        let end = match kind.as_str() {
            "entry_published" | "entry_scheduled" => End::Approved(at),
            "entry_returned" => End::Returned(at),
            _ => End::Undecided(at),
        };
        // Without one before it, it was never handed in: an import, or an hour that came.
        spans.extend(open.remove(&entry).map(|from| Span { from, end }));
        if matches!(kind.as_str(), "entry_submitted" | "entry_unscheduled") {
            open.insert(entry, at);
        }
    }
    spans.extend(open.into_values().map(|from| Span { from, end: End::Waiting }));
    spans.sort_by_key(|span| span.from);
    Ok(spans)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::db::plans::{is_searched, plan, statements, try_on_postgres, try_on_sqlite};

    #[test]
    fn nothing_is_read_that_is_not_counted() {
        let look = |conn: &mut Conn| {
            let from = Instant::parse_rfc3339("2026-01-01T00:00:00Z").expect("an instant");
            let sent = statements(conn, |conn| {
                proposed_between(conn, from, from).expect("read");
                reviews(conn).expect("read");
            });
            assert_eq!(sent.len(), 2, "{sent:?}");
            let [of_answers, of_entries] = [0, 1].map(|place| plan(conn, &sent[place]));
            is_searched(&of_answers);
            assert!(of_answers.contains("proposed_answers_by_time"), "{of_answers}");
            assert!(of_entries.contains("events_of_entries"), "{of_entries}");
        };
        try_on_sqlite(look);
        try_on_postgres("plans_of_approvals", look);
    }
}
