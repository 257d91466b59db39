//! The register of norms: which public entries and which answers cite an act, and what has to be looked at again when it changes.
//!
//! What a text cites is found by [`crate::kernel::norm`]. [`follower`] keeps the register equal to what is public and to what was
//! answered, by the events; it can be read anew from them at any time. Somebody of the desk notes that an act changed; from that
//! event the follower makes the list of what cites it, and takes from it what was revised since. Who comes from outside reads of
//! public entries alone: `store::citing` joins what it shows to the version that is public, so that nothing withdrawn is shown even
//! before the follower has got there.
//!
//! Of an answer somebody decides that it is still right, or that whoever asked is told what changed for her (`telling`): several at
//! once are told by the job `norm_notices`, each once about a change, in a message of her questions and one mail.
mod actions;
mod error;
pub mod follower;
mod forms;
mod model;
pub mod pages;
#[cfg(test)]
mod plans;
mod store;
mod telling;

pub use store::citing::public_norms;
pub use store::erasure::forget_person;
pub use telling::tell_waiting;
