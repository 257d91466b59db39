//! The pages of the catalogue: what everybody reads, and where the desk writes.
pub(super) mod address;
pub mod desk_list;
mod details;
pub mod editing;
mod facets;
pub mod passages;
pub mod public;
pub mod review;
pub mod services;
pub(super) mod view;
