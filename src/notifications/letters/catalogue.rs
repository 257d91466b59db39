//! Letters about catalogue entries, to the people who write and review them. A draft may still hold personal data: its title
//! stays out, also when it is published, so that the three read alike.

use chrono::NaiveDate;

use super::{Block, Desk};
use crate::catalogue::Draft;
use crate::kernel::ids::EntryId;
use crate::notifications::facts::Checks;
use crate::platform::i18n::{day_of_rome, weekday_date};

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

/// What has to be checked again is public, and so is its title.
pub(super) fn checks_due(desk: &Desk<'_>, Checks { own, due }: &Checks) -> Vec<Block> {
    let today = day_of_rome(desk.now);
    let line = |(id, title, day): &(EntryId, String, NaiveDate)| {
        let key = if *day <= today { "mail-checks-due-now" } else { "mail-checks-due-soon" };
        let args = [("title", title.as_str().into()), ("date", weekday_date(desk.lang, *day).into())];
        Block::Link {
            label: desk.t(key, &args),
            url: desk.settings.public_url.join(&format!("/redazione/{id}")),
        }
    };
    let (first, list) = match own {
        true => ("mail-checks-due-text", "/redazione/verifiche"),
        false => ("mail-checks-due-nobody", "/redazione/verifiche?di=tutte"),
    };
    let mut blocks = vec![desk.text(first, &[("count", due.count.into())])];
    blocks.extend(due.entries.iter().map(line));
    let more = due.count.saturating_sub(due.entries.len());
    blocks.extend((more > 0).then(|| desk.text("mail-checks-due-more", &[("count", more.into())])));
    blocks.push(desk.button("mail-checks-due-button", list));
    blocks
}

fn open(desk: &Desk<'_>, entry: &Draft) -> Block {
    desk.button("mail-entry-button", &format!("/redazione/{}", entry.entry.id))
}
