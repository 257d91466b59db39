//! What becomes of mails, of whole months. Mails are no persons, but each question brings some: of a month whose questions are withheld
//! no mails are shown either. How many there are of each kind is left out, because some kinds are sent once or twice a year and say
//! what somebody did.

use chrono::Datelike;

use super::super::Words;
use super::super::catalogue_use::{month, total};
use super::super::mail_use::{COLUMNS, RECEIVED, received_cells, row, sent_cells};
use super::years::Years;
use crate::platform::db::{Conn, DbResult};
use crate::statistics::disclosure::Withheld;
use crate::statistics::figure::Figure;
use crate::statistics::question::Question;
use crate::statistics::released::Outside;
use crate::statistics::sheet::{Cell, Heading, Label, Part, Row, Table};
use crate::statistics::used::store::Months;
use crate::statistics::used::store::mail::{self as store, Mails, Received, Sent};

/// The parts of the report.
///
/// # Errors
/// When the database fails.
pub(super) fn parts(
    conn: &mut Conn,
    outside: &Outside,
    question: &Question,
    words: Words<'_>,
) -> DbResult<Vec<Part>> {
    let period = question.period;
    let years = Years::of(outside, period, &words.names.tree);
    let months = Months::of(period);
    let Mails { sent: sent_each, received: came_each } = store::of(conn, &months)?;
    // Of all that came in the taken alone say how many wrote by mail. Of months they are withheld all together: one of few could be
    // worked out from the others.
    let takes_few_in_a_year = period.years().any(|year| {
        let of_year = months.all().iter().zip(&came_each).filter(|(of, _)| of.from.year() == year);
        words.least.withholds(of_year.map(|(_, came)| came.taken).sum())
    });
    let takes_few_in_a_month = came_each.iter().any(|came| words.least.withholds(came.taken));
    let (mut sent, mut came) = (Vec::new(), Vec::new());
    let (mut all_sent, mut all_came) = (Sent::default(), Received::default());
    for ((of, kinds), received) in months.all().iter().zip(sent_each).zip(came_each) {
        let is_hidden = years.month(of.from) >= Withheld::Row;
        let of_month = kinds.into_values().fold(Sent::default(), Sent::and);
        sent.push(shown(month(*of, words), sent_cells(of_month), is_hidden));
        came.push(shown(
            month(*of, words),
            received_cells(received),
            is_hidden || takes_few_in_a_month || takes_few_in_a_year,
        ));
        all_sent = all_sent.and(of_month);
        all_came = all_came.and(received);
    }
    let is_hidden = years.total() >= Withheld::Row;
    let of_all = |cells, is_hidden| Row { is_total: true, ..shown(total(words), cells, is_hidden) };
    sent.push(of_all(sent_cells(all_sent), is_hidden));
    came.push(of_all(received_cells(all_came), is_hidden || takes_few_in_a_year));
    let withheld = words.with_least("outside-mail-about");
    let part = |name, title, notes, columns: &[Figure], rows| Part {
        name,
        title: words.t(title),
        notes,
        drawing: None,
        has_bars: true,
        table: Table {
            headings: vec![Heading { name: "mese", words: words.t("used-month") }],
            columns: columns.to_vec(),
            rows,
        },
    };
    Ok(vec![
        part(
            "spedite",
            "used-mail-months",
            vec![words.t("used-mail-about"), words.t("used-mail-returned"), withheld],
            &COLUMNS,
            sent,
        ),
        part(
            "ricevute",
            "used-mail-received",
            vec![words.t("used-mail-received-about"), words.with_least("outside-mail-received-about")],
            &RECEIVED,
            came,
        ),
    ])
}

fn shown(label: Label, cells: Vec<Cell>, is_hidden: bool) -> Row {
    let cells = if is_hidden { vec![Cell::Hidden; cells.len()] } else { cells };
    row(label, false, cells)
}
