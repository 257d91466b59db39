//! What becomes of mails: those that the desk sends, and those that it gets.

use std::collections::BTreeMap;

use super::Words;
use super::catalogue_use::{month, total};
use crate::kernel::wilson::Rate;
use crate::platform::db::{Conn, DbResult};
use crate::platform::i18n::Texts;
use crate::statistics::figure::Figure;
use crate::statistics::period::Period;
use crate::statistics::sheet::{Cell, Heading, Label, Part, Row, Table};
use crate::statistics::used::store::Months;
use crate::statistics::used::store::mail::{self as store, Mails, Received, Sent};

/// Of mails that the desk sends.
pub(super) const COLUMNS: [Figure; 5] =
    [Figure::MailsLeft, Figure::MailsFailed, Figure::MailsReturned, Figure::MailsLost, Figure::MailsWaiting];

/// Of those that it gets.
pub(super) const RECEIVED: [Figure; 5] =
    [Figure::MailsCame, Figure::MailsTaken, Figure::MailsHeld, Figure::MailsDiscarded, Figure::MailsUnread];

/// The parts of the report.
pub(super) fn parts(conn: &mut Conn, period: Period, words: Words<'_>) -> DbResult<Vec<Part>> {
    let (mut rows, mut kinds, mut came) = (Vec::new(), BTreeMap::new(), Vec::new());
    let months = Months::of(period);
    let Mails { sent, received } = store::of(conn, &months)?;
    for (of, by_kind) in months.all().iter().zip(sent) {
        let mut of_month = Sent::default();
        for (mail, sent) in by_kind {
            let kind: &mut Sent = kinds.entry(mail).or_default();
            *kind = kind.and(sent);
            of_month = of_month.and(sent);
        }
        rows.push(row(month(*of, words), false, sent_cells(of_month)));
    }
    let sum = received.iter().copied().fold(Received::default(), Received::and);
    for (of, received) in months.all().iter().zip(received) {
        came.push(row(month(*of, words), false, received_cells(received)));
    }
    let all = kinds.values().copied().fold(Sent::default(), Sent::and);
    rows.push(row(total(words), true, sent_cells(all)));
    came.push(row(total(words), true, received_cells(sum)));
    let mut kinds: Vec<(String, Sent)> = kinds.into_iter().collect();
    kinds.sort_by_key(|(_, sent)| std::cmp::Reverse((sent.failed + sent.returned, sent.left)));
    let of_kinds = kinds.into_iter().map(|(mail, sent)| row(kind(mail, words), false, sent_cells(sent)));
    let heading = || vec![Heading { name: "mese", words: words.t("used-month") }];
    let part = |name, title, notes, table| Part {
        name,
        title: words.t(title),
        notes,
        drawing: None,
        has_bars: true,
        table,
    };
    let about = || vec![words.t("used-mail-about"), words.t("used-mail-returned")];
    Ok(vec![
        part(
            "spedite",
            "used-mail-months",
            about(),
            Table { headings: heading(), columns: COLUMNS.to_vec(), rows },
        ),
        Part {
            has_bars: false,
            ..part(
                "tipi",
                "used-mail-kinds",
                about(),
                Table {
                    headings: vec![Heading { name: "messaggio", words: words.t("used-mail-kind") }],
                    columns: COLUMNS.to_vec(),
                    rows: of_kinds.collect(),
                },
            )
        },
        part(
            "ricevute",
            "used-mail-received",
            vec![words.t("used-mail-received-about")],
            Table { headings: heading(), columns: RECEIVED.to_vec(), rows: came },
        ),
    ])
}

/// A row with no list behind it.
pub(super) fn row(label: Label, is_total: bool, cells: Vec<Cell>) -> Row {
    Row { labels: vec![label], is_total, cells, query: None }
}

/// What a mail is called; one that no version of today sends by its own word.
fn kind(mail: String, words: Words<'_>) -> Label {
    let key = format!("mailtexts-mail-{}", mail.replace('_', "-"));
    let texts: &Texts = words.texts;
    let name = if texts.has(words.lang, &key) { words.t(&key) } else { mail.clone() };
    Label { code: mail, words: name }
}

/// More may have come back than left in the same time: then there is no share of them.
fn rate(hits: u64, total: u64) -> Cell {
    if hits > total {
        return Cell::Nothing;
    }
    Rate::of(hits, total).map_or(Cell::Nothing, Cell::Rate)
}

/// The cells under [`COLUMNS`].
pub(super) fn sent_cells(sent: Sent) -> Vec<Cell> {
    vec![
        Cell::Count(sent.left),
        Cell::Count(sent.failed),
        Cell::Count(sent.returned),
        rate(sent.failed + sent.returned, sent.left + sent.failed),
        Cell::Count(sent.waiting),
    ]
}

/// The cells under [`RECEIVED`].
pub(super) fn received_cells(received: Received) -> Vec<Cell> {
    vec![
        Cell::Count(received.all),
        rate(received.taken, received.all),
        Cell::Count(received.held),
        Cell::Count(received.discarded),
        Cell::Count(received.unread),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_more_than_there_are_no_share_is_told() {
        assert_eq!([rate(3, 2), rate(0, 0)], [Cell::Nothing, Cell::Nothing]);
        assert!(matches!(rate(2, 2), Cell::Rate(_)));
    }
}
