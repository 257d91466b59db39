//! What people say of the answers, of those who were asked: whoever says it unasked is left out, because these are often one or two.

use super::super::satisfaction::{BOUNDS, Said, warning};
use super::super::{Words, groups};
use super::splits::{self, Counted, Shape, Split, Way};
use super::years::Years;
use crate::statistics::dimension::Dimension;
use crate::statistics::disclosure::{THRESHOLD, Withheld};
use crate::statistics::facts::Fact;
use crate::statistics::figure::Figure;
use crate::statistics::sheet::{Cell, Part};

const COLUMNS: [Figure; 6] = [Figure::Answered, BOUNDS[0], BOUNDS[1], BOUNDS[2], BOUNDS[3], BOUNDS[4]];
const SHAPE: Shape<Said> = Shape { columns: &COLUMNS, from: &[1, 2, 3, 4, 4, 4], cells };
/// From here on it is seen whom it helped.
const HELPED: usize = 4;

fn cells(said: &Said) -> Vec<Cell> {
    [vec![Cell::Count(said.answered)], said.bounds()].concat()
}

/// Of the answers the asked, of these those who said something, of these those whom it helped.
fn splits(said: &Said) -> Vec<Split> {
    vec![
        (said.asked, said.answered - said.asked),
        (said.responded, said.asked - said.responded),
        (said.responded_yes, said.responded - said.responded_yes),
    ]
}

/// The parts of the report.
pub(super) fn parts(picked: &[&Fact], by: Dimension, years: &Years, words: Words<'_>) -> Vec<Part> {
    let way = Way {
        add: &|said: &mut Said, fact: &Fact| said.add(fact),
        splits,
        is_seen: |year| year.total() < Withheld::Standing,
    };
    let counted: Counted<Said> = splits::counted(picked, by, years, &way, words);
    let mut notes = vec![
        words.with("outside-satisfaction-about", &[("threshold", THRESHOLD.into())]),
        words.t("satisfaction-silent-about"),
    ];
    if counted.of_whole >= HELPED {
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
    if counted.of_groups >= HELPED {
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
