//! Letters about catalogue entries, to the people who write and review them. A draft may still hold personal data: its title
//! stays out, also when it is published, so that the three read alike.

use super::{Block, Desk};
use crate::catalogue::Draft;

pub(super) fn review_requested(desk: &Desk<'_>, entry: &Draft) -> Vec<Block> {
    vec![desk.text("mail-review-requested-text", &[]), open(desk, entry)]
}

pub(super) fn returned(desk: &Desk<'_>, entry: &Draft) -> Vec<Block> {
    vec![desk.text("mail-entry-returned-text", &[]), open(desk, entry)]
}

pub(super) fn published(desk: &Desk<'_>, entry: &Draft) -> Vec<Block> {
    let page = format!("/catalogo/{}", entry.entry.slug);
    vec![desk.text("mail-entry-published-text", &[]), desk.button("mail-entry-published-button", &page)]
}

fn open(desk: &Desk<'_>, entry: &Draft) -> Block {
    desk.button("mail-entry-button", &format!("/redazione/{}", entry.entry.id))
}
