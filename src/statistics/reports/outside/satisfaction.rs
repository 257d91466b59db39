//! What people say of the answers, of those who were asked: whoever says it unasked is left out, because these are often one or two.

use super::super::satisfaction::{BOUNDS, Said, warning};
use super::super::{Words, groups};
use super::splits::{self, Counted, From, Shape, Split, Way};
use super::years::{Year, Years};
use crate::kernel::clock::Instant;
use crate::statistics::dimension::Dimension;
use crate::statistics::facts::Fact;
use crate::statistics::figure::Figure;
use crate::statistics::sheet::{Cell, Part};

const COLUMNS: [Figure; 6] = [Figure::Answered, BOUNDS[0], BOUNDS[1], BOUNDS[2], BOUNDS[3], BOUNDS[4]];
const FROM: [From; 6] = [(1, true), (2, false), (3, false), (4, false), (4, false), (4, false)];
const SHAPE: Shape<Said> = Shape { columns: &COLUMNS, from: &FROM, cells };
/// From here on it is seen whom it helped.
const HELPED: usize = 4;

fn cells(said: &Said) -> Vec<Cell> {
    [vec![Cell::Count(said.answered)], said.bounds()].concat()
}

/// Of the answers, or of the decided, the asked, of these those who said something, of these those whom it helped.
fn splits(said: &Said, of: u64) -> Vec<Split> {
    vec![
        (said.asked, of - said.asked),
        (said.responded, said.asked - said.responded),
        (said.responded_yes, said.responded - said.responded_yes),
    ]
}

/// The parts of the report.
pub(super) fn parts(
    picked: &[&Fact],
    by: Dimension,
    years: &Years,
    as_of: Instant,
    words: Words<'_>,
) -> Vec<Part> {
    let way = Way {
        add: &|said: &mut Said, fact: &Fact| said.add(fact),
        as_of,
        least_count: words.least,
        of_answered: splits,
        of_decided: splits,
        least: |said| said.asked,
        is_meant: |_| true,
        withheld: Year::total,
    };
    let counted: Counted<Said> = splits::counted(picked, by, years, &way, words);
    let mut notes =
        vec![words.with_least("outside-satisfaction-about"), words.t("satisfaction-silent-about")];
    if counted.of_whole.depth >= HELPED {
        notes.extend(counted.whole.response().map(|rate| warning(rate, words)));
    }
    let whole = (&counted.whole, counted.of_whole);
    let mut parts = vec![
        SHAPE.of_years(("anni", "outside-satisfaction-years"), notes, &counted.years, whole, words),
        SHAPE.of_groups(
            ("gruppi", "outside-satisfaction-groups"),
            vec![words.t("outside-groups-about")],
            &counted,
            words,
        ),
    ];
    if counted.of_groups.depth >= HELPED {
        let compared: Vec<groups::Compared> = counted
            .groups
            .iter()
            .map(|(value, said)| groups::Compared {
                value: *value,
                hits: said.responded_yes,
                total: said.responded,
            })
            .collect();
        let notes = vec![words.t("satisfaction-differences-about")];
        let title = words.t("satisfaction-differences");
        parts.push(groups::part("differenze", title, notes, Figure::HelpedAsked, (by, &compared), words));
    }
    parts
}
