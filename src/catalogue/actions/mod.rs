//! The use cases of the catalogue: each one function, to be called in one transaction.
mod attaching;
mod checking;
mod drafting;
mod forgetting;
mod importing;
mod passages;
mod relating;
mod renaming;
mod reuse;
mod review;
mod scheduling;
mod translating;

pub use attaching::{Attached, attach, detach};
pub use checking::{check, set_owner};
pub use drafting::{Proposal, create, edit, propose, restore};
pub use forgetting::forget_drafts_of;
pub use importing::{Counts, Import, import_all};
pub use passages::{allow, allow_all, take_back};
pub use relating::{MOST_RELATED, add_source, relate};
pub use renaming::let_address_follow;
pub use reuse::count_reuse;
pub use review::{edit_and_submit, give_back, publish, submit, withdraw};
pub use scheduling::{publish_scheduled, schedule, unschedule};
pub use translating::{Joined, join, part, translate};

use super::error::{CatalogueError, CatalogueResult, demand};
use super::model::{Draft, EntryState};
use super::{rules, store};
use crate::accounts::Person;
use crate::accounts::permissions::EntryAction;
use crate::kernel::ids::EntryId;
use crate::kernel::text::slug;
use crate::platform::db::{Conn, DbResult, portable};

/// An entry about to be changed, with where it stood when it was read.
struct Change {
    draft: Draft,
    from: EntryState,
    version: i32,
}

impl Change {
    /// Reads the entry for a person who may do this with it, in the version that she has seen, and moves its state.
    fn begin(
        conn: &mut Conn,
        id: EntryId,
        seen: i32,
        person: &Person,
        step: EntryAction,
    ) -> CatalogueResult<Self> {
        hold(conn, id)?;
        let mut draft = store::entries::find(conn, id)?.ok_or(CatalogueError::NotFound)?;
        demand(person, step, &draft.facts())?;
        if draft.entry.draft_version != seen {
            return Err(CatalogueError::Stale);
        }
        let from = draft.entry.state;
        draft.entry.state = rules::after(from, step).ok_or(CatalogueError::MovedOn)?;
        Ok(Self { version: draft.entry.draft_version, from, draft })
    }

    /// Writes where the entry stands now; another's change since it was read makes this one stale.
    fn save(&self, conn: &mut Conn) -> CatalogueResult<()> {
        if store::entries::save(conn, &self.draft.entry, self.from, self.version)? {
            Ok(())
        } else {
            Err(CatalogueError::Stale)
        }
    }
}

/// Keeps everybody else from changing an entry until the transaction ends: who comes second reads what the first wrote, and
/// is told that it changed.
fn hold(conn: &mut Conn, id: EntryId) -> DbResult<()> {
    portable::exclusive(conn, &format!("entry:{id}"))
}

/// A name for the address that no other entry has or ever had, made from the title; `own` is the entry that is to have it. Until the
/// transaction ends nobody else looks for one, so that two entries of one title do not find the same.
fn free_slug(conn: &mut Conn, title: &str, own: Option<EntryId>) -> DbResult<String> {
    portable::exclusive(conn, "entry-slugs")?;
    let plain = match slug(title) {
        made if made.is_empty() => "scheda".to_owned(),
        made => made,
    };
    let mut is_free = |name: &str| -> DbResult<bool> {
        let owner = match store::entries::of_slug(conn, name)? {
            None => store::addresses::owner(conn, name)?,
            owner => owner,
        };
        Ok(owner.is_none_or(|owner| Some(owner) == own))
    };
    // `/catalogo/norme` is the list of norms.
    if plain != "norme" && is_free(&plain)? {
        return Ok(plain);
    }
    for number in 2..=9 {
        let numbered = format!("{plain}-{number}");
        if is_free(&numbered)? {
            return Ok(numbered);
        }
    }
    Ok(format!("{plain}-{}", crate::platform::random_hex(4)))
}
