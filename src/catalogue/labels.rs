//! By what entries are filtered and counted in the index.

use super::model::{Audience, Content, EntryKind};
use crate::kernel::ids::TopicId;
use crate::platform::search::Label;

const TOPIC: u8 = 1;
const KIND: u8 = 2;
const AUDIENCE: u8 = 3;
const TERRITORY: u8 = 4;

/// In the whole Provincia: an entry that names no territory.
const EVERYWHERE: Label = Label::new(TERRITORY, 0);

/// Entries of a topic or of one under it.
pub(super) fn topic(id: TopicId) -> Label {
    Label::new(TOPIC, id.0.unsigned_abs())
}

/// Entries of a kind.
pub(super) fn kind(kind: EntryKind) -> Label {
    Label::new(KIND, kind as u64)
}

/// Entries for these readers; those for everybody are for each.
pub(super) fn audience(audience: Audience) -> Label {
    Label::new(AUDIENCE, audience as u64)
}

/// Every label of an entry. `ancestors` are the topics above its own.
pub(super) fn of(content: &Content, ancestors: impl Iterator<Item = TopicId>) -> Vec<Label> {
    let mut labels = vec![topic(content.topic), kind(content.kind())];
    labels.extend(ancestors.map(topic));
    match content.audience {
        Audience::All => labels.extend([Audience::Worker, Audience::Enterprise].map(audience)),
        one => labels.push(audience(one)),
    }
    labels.push(territory(&content.territory));
    labels
}

/// Entries that name this territory; without a name, those that hold in the whole Provincia. FNV-1a of the name in lower
/// case: two of the few hundred names would have to share 56 bits to be confused.
pub(super) fn territory(name: &str) -> Label {
    if name.is_empty() {
        return EVERYWHERE;
    }
    let hash = name.trim().to_lowercase().bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    Label::new(TERRITORY, hash.max(1))
}
