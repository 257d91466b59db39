//! The tables of the register; this folder is their only writer.
pub(super) mod changes;
pub(super) mod citing;
pub(super) mod erasure;
pub(super) mod register;
pub(super) mod reviews;
pub(super) mod tellings;
