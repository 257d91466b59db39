//! The pages of the catalogue: what everybody reads, and where the desk writes.
pub(super) mod address;
pub mod checks;
pub mod desk_list;
mod details;
pub mod editing;
pub mod entry;
mod facets;
pub mod former;
pub mod passages;
pub mod public;
mod quality;
pub mod relations;
pub mod renaming;
pub mod review;
pub mod services;
mod structured;
pub mod versions;
pub(super) mod view;
