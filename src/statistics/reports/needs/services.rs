//! Questions beside the services that the catalogue knows for them: where there is none first.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::super::Words;
use super::super::breakdown::{heading, label};
use super::{Both, span};
use crate::platform::i18n::decimal;
use crate::statistics::dimension::{Dimension, Value};
use crate::statistics::figure::Figure;
use crate::statistics::needs::known::{Known, area, is_municipality};
use crate::statistics::question::Question;
use crate::statistics::sheet::{Cell, Label, Part, Row, Table};

/// So many topics in a place are shown.
const PAIRS_SHOWN: usize = 100;

/// What is asked about each topic in each municipality, beside the services known there.
pub(super) fn part(both: &Both, known: &Known<'_>, question: &Question, words: Words<'_>) -> Part {
    let mut demand: BTreeMap<(Value, Value), u64> = BTreeMap::new();
    let meant =
        both.now.iter().filter(|asked| known.are_for(asked.topic) && is_municipality(asked.territory));
    for asked in meant {
        *demand.entry((asked.topic, asked.territory)).or_default() += 1;
    }
    let beside = |((topic, place), asked): ((Value, Value), u64)| {
        ((topic, place), asked, known.for_topic(topic, Some(place)))
    };
    let mut rows: Vec<((Value, Value), u64, u64)> = demand.into_iter().map(beside).collect();
    gaps_first(&mut rows);
    let (all, lacking) = (rows.len(), rows.iter().filter(|(.., services)| *services == 0).count());
    let row = |((topic, place), asked, services): ((Value, Value), u64, u64)| {
        let area = area(&words.names.tree, topic);
        let own = label(Dimension::Topic, topic, words);
        // Its own name stands under the area already.
        let own = if topic == area { Label { words: words.t("needs-in-general"), ..own } } else { own };
        let values = [(Dimension::Topic, topic), (Dimension::Territory, place)];
        Row {
            labels: vec![label(Dimension::Area, area, words), own, label(Dimension::Territory, place, words)],
            is_total: false,
            cells: cells(asked, services, words),
            query: Some(both.query(question, &values, words)),
        }
    };
    let about = [
        ("now", span(both.periods.0, words).into()),
        ("before", span(both.periods.1, words).into()),
        ("shown", PAIRS_SHOWN.into()),
    ];
    let mut notes = vec![words.with("needs-services-about", &about)];
    notes.extend(areas_meant(known, words));
    notes.push(words.with("needs-services-lacking", &[("lacking", lacking.into()), ("all", all.into())]));
    notes.push(words.with("needs-services-everywhere", &[("everywhere", known.nowhere().into())]));
    Part {
        name: "servizi",
        title: words.t("needs-services"),
        notes,
        drawing: None,
        has_bars: false,
        table: Table {
            headings: [Dimension::Area, Dimension::Topic, Dimension::Territory]
                .map(|by| heading(by, words))
                .to_vec(),
            columns: COLUMNS.to_vec(),
            rows: rows.into_iter().take(PAIRS_SHOWN).map(row).collect(),
        },
    }
}

const COLUMNS: [Figure; 3] = [Figure::Demand, Figure::Services, Figure::Gap];

/// So many questions and so many services: where there is none first, then by questions for each service.
pub(in crate::statistics::reports) fn gaps_first<K: Ord + Copy>(rows: &mut [(K, u64, u64)]) {
    rows.sort_by_key(|(key, asked, services)| {
        (*services > 0, Reverse(asked * 1_000_000 / services.max(&1)), *key)
    });
}

/// The questions, the services, and what that means.
pub(in crate::statistics::reports) fn cells(asked: u64, services: u64, words: Words<'_>) -> Vec<Cell> {
    let gap = match services {
        0 => words.t("needs-no-service"),
        services => {
            let number = decimal(words.lang, each(asked, services), 1);
            words.with("needs-per-service", &[("number", number.into())])
        }
    };
    vec![Cell::Count(asked), Cell::Count(services), Cell::Words(gap)]
}

/// Which topics count, and by which rule.
pub(in crate::statistics::reports) fn areas_meant(known: &Known<'_>, words: Words<'_>) -> Vec<String> {
    let name = |area: &Value| words.names.name(Dimension::Area, *area, words.lang, words.texts);
    let areas: Vec<String> = known.areas().iter().map(name).collect();
    if areas.is_empty() {
        return vec![words.t("needs-services-none")];
    }
    let mut notes = vec![
        words.with("needs-services-areas", &[("areas", areas.join(", ").into())]),
        words.t("needs-services-general"),
    ];
    if known.elsewhere() > 0 {
        notes.push(words.with("needs-services-elsewhere", &[("count", known.elsewhere().into())]));
    }
    notes
}

#[expect(clippy::cast_precision_loss, reason = "counts of questions stay far below 2^53")]
fn each(asked: u64, services: u64) -> f64 {
    asked as f64 / services as f64
}

#[cfg(test)]
mod tests {
    use super::gaps_first;

    #[test]
    fn where_there_is_no_service_comes_before_where_there_are_few() {
        let mut rows = [("served", 90, 3), ("asked for once", 1, 0), ("short", 62, 2), ("missing", 7, 0)];
        gaps_first(&mut rows);
        assert_eq!(rows.map(|(name, ..)| name), ["missing", "asked for once", "short", "served"]);
    }
}
