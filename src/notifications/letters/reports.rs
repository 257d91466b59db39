//! Letters about frozen reports: to people who read figures, and to bodies outside the desk.

use super::{Block, Desk, Fact};
use crate::notifications::facts::ReportFacts;
use crate::platform::i18n::period;
use crate::statistics::frozen::mailing::{Body, LINK_DAYS, confirm_path};

/// The digest stands in the mail, so that whoever kept it can tell years later that the report is still the same.
pub(super) fn frozen(desk: &Desk<'_>, report: &ReportFacts) -> Vec<Block> {
    let of = period(desk.lang, report.from, report.to);
    vec![
        desk.text("mail-report-frozen-text", &[("period", of.into())]),
        figures(desk, report),
        desk.button("mail-report-frozen-button", &format!("/statistiche/rapporti/{}", report.id)),
        desk.link("mail-report-frozen-end", "/statistiche/rapporti"),
    ]
}

/// Asks a body whether it wants the reports; `secret` is that of the link with which it says so.
pub(super) fn offered(desk: &Desk<'_>, body: &Body, secret: &str, leave: &str) -> Vec<Block> {
    let which = body.spans.iter().map(|span| desk.texts.get(desk.lang, &format!("frozen-mail-{span}"), &[]));
    let which = which.collect::<Vec<String>>().join(", ");
    vec![
        desk.text("mail-report-offered-text", &[]),
        Block::Facts { facts: vec![desk.fact("mail-fact-reports", which)] },
        desk.button("mail-report-offered-button", &confirm_path(secret)),
        desk.note("mail-report-offered-validity", &[("days", LINK_DAYS.into())]),
        desk.note("mail-report-offered-not-you", &[]),
        desk.link("mail-report-offered-end", leave),
    ]
}

/// The report for a body that cannot open its page.
pub(super) fn sent(desk: &Desk<'_>, report: &ReportFacts, leave: &str) -> Vec<Block> {
    let of = period(desk.lang, report.from, report.to);
    vec![
        desk.text("mail-report-sent-text", &[("period", of.into())]),
        figures(desk, report),
        desk.text("mail-report-sent-files", &[]),
        desk.link("mail-report-sent-end", leave),
    ]
}

fn figures(desk: &Desk<'_>, report: &ReportFacts) -> Block {
    let told = report.told.iter().map(|told| Fact { label: told.label.clone(), value: told.words.clone() });
    let digest = desk.fact("mail-fact-digest", report.digest.clone());
    Block::Facts { facts: told.chain([digest]).collect() }
}
