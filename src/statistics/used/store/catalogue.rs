//! Searches, readings, votes, and answers that lead to an entry.

use std::collections::BTreeMap;

use diesel::dsl::{count_star, sum};
use diesel::prelude::*;

use super::{Months, at, number};
use crate::kernel::ids::EntryId;
use crate::platform::db::schema::{
    catalogue_searches as searches, deflections, entries, entry_readings as readings, entry_reuses as reuses,
    entry_versions as versions, entry_votes as votes,
};
use crate::platform::db::{Conn, DbResult, stretches};
use crate::statistics::period::Period;

/// How the catalogue was used in a stretch of days.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Use {
    /// Searches.
    pub searches: u64,
    /// Those that found nothing.
    pub in_vain: u64,
    /// Readings of entries.
    pub readings: u64,
    /// Votes.
    pub votes: u64,
    /// Those that say "useful".
    pub useful: u64,
    /// How often an answer leads to an entry.
    pub reuses: u64,
}

impl Use {
    /// Both together.
    pub fn and(self, other: Self) -> Self {
        Self {
            searches: self.searches + other.searches,
            in_vain: self.in_vain + other.in_vain,
            readings: self.readings + other.readings,
            votes: self.votes + other.votes,
            useful: self.useful + other.useful,
            reuses: self.reuses + other.reuses,
        }
    }
}

/// How all of the catalogue was used in each of these months.
pub fn of(conn: &mut Conn, months: &Months) -> DbResult<Vec<Use>> {
    let (first, last) = (months.whole.from.to_string(), months.whole.to.to_string());
    let (from, to) = months.whole.instants();
    let mut used: Vec<Use> = months.each();
    let searched: Vec<(String, i32, i32)> = searches::table
        .filter(searches::day.ge(&first).and(searches::day.le(&last)))
        .select((searches::day, searches::searches, searches::without_result))
        .load(conn)?;
    for (day, all, in_vain) in searched {
        let Some(of) = months.of_day(&mut used, &day) else { continue };
        of.searches += number(all.into());
        of.in_vain += number(in_vain.into());
    }
    let read: Vec<(String, Option<i64>)> = readings::table
        .filter(readings::day.ge(&first).and(readings::day.le(&last)))
        .group_by(readings::day)
        .select((readings::day, sum(readings::readings)))
        .load(conn)?;
    for (day, count) in read {
        let Some(of) = months.of_day(&mut used, &day) else { continue };
        of.readings += number(count.unwrap_or_default());
    }
    let voted: Vec<(String, bool, i64)> = votes::table
        .filter(votes::day.ge(&first).and(votes::day.le(&last)))
        .group_by((votes::day, votes::useful))
        .select((votes::day, votes::useful, count_star()))
        .load(conn)?;
    for (day, is_useful, count) in voted {
        let Some(of) = months.of_day(&mut used, &day) else { continue };
        of.votes += number(count);
        of.useful += if is_useful { number(count) } else { 0 };
    }
    let place = stretches::of_instant("entry_reuses.at", &months.later());
    let reused: Vec<(i64, i64)> = reuses::table
        .filter(reuses::at.ge(from).and(reuses::at.lt(to)))
        .group_by(place.clone())
        .select((place, count_star()))
        .load(conn)?;
    for (place, count) in reused {
        let Some(of) = at(&mut used, place) else { continue };
        of.reuses = number(count);
    }
    Ok(used)
}

/// An entry, and how it was used in these days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Used {
    /// Its name in addresses.
    pub slug: String,
    /// What it is called now.
    pub title: String,
    /// How it was used, but for searches.
    pub of: Use,
    /// Questions that it spared, as far as is known.
    pub spared: u64,
}

/// The public entries that were read most in these days, up to `limit`.
pub fn most_read(conn: &mut Conn, period: Period, limit: i64) -> DbResult<Vec<Used>> {
    let (first, last) = (period.from.to_string(), period.to.to_string());
    let (from, to) = period.instants();
    let read: Vec<(EntryId, Option<i64>)> = readings::table
        .inner_join(entries::table.on(entries::id.eq(readings::entry_id)))
        .filter(entries::published_version.is_not_null())
        .filter(readings::day.ge(&first).and(readings::day.le(&last)))
        .group_by(readings::entry_id)
        .order((sum(readings::readings).desc(), readings::entry_id.asc()))
        .limit(limit)
        .select((readings::entry_id, sum(readings::readings)))
        .load(conn)?;
    let ids: Vec<EntryId> = read.iter().map(|(id, _)| *id).collect();
    let named: Vec<(EntryId, String, String)> = versions::table
        .inner_join(
            entries::table.on(entries::id
                .eq(versions::entry_id)
                .and(entries::published_version.eq(versions::number.nullable()))),
        )
        .filter(versions::entry_id.eq_any(&ids))
        .select((entries::id, entries::slug, versions::title))
        .load(conn)?;
    let voted: Vec<(EntryId, bool, i64)> = votes::table
        .filter(votes::entry_id.eq_any(&ids))
        .filter(votes::day.ge(&first).and(votes::day.le(&last)))
        .group_by((votes::entry_id, votes::useful))
        .select((votes::entry_id, votes::useful, count_star()))
        .load(conn)?;
    let reused: Vec<(EntryId, i64)> = reuses::table
        .filter(reuses::entry_id.eq_any(&ids))
        .filter(reuses::at.ge(from).and(reuses::at.lt(to)))
        .group_by(reuses::entry_id)
        .select((reuses::entry_id, count_star()))
        .load(conn)?;
    let spared: Vec<(EntryId, i64)> = deflections::table
        .filter(deflections::at.ge(from).and(deflections::at.lt(to)))
        .filter(deflections::outcome.eq(crate::tickets::deflections::Outcome::Spared))
        .group_by(deflections::entry_id)
        .select((deflections::entry_id, count_star()))
        .load(conn)?;
    let mut names: BTreeMap<EntryId, (String, String)> =
        named.into_iter().map(|(id, slug, title)| (id, (slug, title))).collect();
    let reused: BTreeMap<EntryId, i64> = reused.into_iter().collect();
    let spared: BTreeMap<EntryId, i64> = spared.into_iter().collect();
    let used = |(id, readings): (EntryId, Option<i64>)| {
        let (slug, title) = names.remove(&id)?;
        let said = |wanted: Option<bool>| {
            let counted =
                voted.iter().filter(|(of, useful, _)| *of == id && wanted.is_none_or(|one| one == *useful));
            counted.map(|(.., count)| number(*count)).sum()
        };
        let of = Use {
            readings: number(readings.unwrap_or_default()),
            votes: said(None),
            useful: said(Some(true)),
            reuses: number(reused.get(&id).copied().unwrap_or_default()),
            ..Use::default()
        };
        Some(Used { slug, title, of, spared: number(spared.get(&id).copied().unwrap_or_default()) })
    };
    Ok(read.into_iter().filter_map(used).collect())
}

#[cfg(test)]
mod tests {
    use chrono::{Duration, NaiveDate};

    use super::*;
    use crate::platform::db::plans::{
        is_no_table_read_whole, plan, statements, try_on_postgres, try_on_sqlite,
    };

    fn try_plans(conn: &mut Conn) {
        let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).expect("a day");
        let period = Period { from: day(30) - Duration::days(60), to: day(30) };
        let asked = statements(conn, |conn| {
            of(conn, &Months::of(period)).expect("counted");
            most_read(conn, period, 10).expect("read");
        });
        assert_eq!(asked.len(), 9);
        for sql in &asked {
            is_no_table_read_whole(
                &plan(conn, sql),
                &["catalogue_searches", "entry_readings", "entry_votes", "entry_reuses", "deflections"],
            );
        }
    }

    #[test]
    fn the_use_of_days_is_found_by_an_index() {
        try_on_sqlite(try_plans);
    }

    #[test]
    fn the_use_of_days_is_found_by_an_index_on_postgres() {
        try_on_postgres("used_catalogue_plans", try_plans);
    }
}
