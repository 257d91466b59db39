//! The pages of the register: what everybody reads, and the desk's list of what is to be looked at again.
pub mod desk;
pub mod public;
pub mod telling;
