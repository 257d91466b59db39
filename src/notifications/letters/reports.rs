//! Letters about frozen reports, to people who read figures.

use super::{Block, Desk};
use crate::notifications::facts::ReportFacts;
use crate::platform::i18n::period;

/// The digest stands in the mail, so that whoever kept it can tell years later that the report is still the same.
pub(super) fn frozen(desk: &Desk<'_>, report: &ReportFacts) -> Vec<Block> {
    let of = period(desk.lang, report.from, report.to);
    vec![
        desk.text("mail-report-frozen-text", &[("period", of.into())]),
        Block::Facts { facts: vec![desk.fact("mail-fact-digest", report.digest.clone())] },
        desk.button("mail-report-frozen-button", &format!("/statistiche/rapporti/{}", report.id)),
        desk.link("mail-report-frozen-end", "/statistiche/rapporti"),
    ]
}
