//! The pages of questions: asking, the requester's own, the desk's.

pub mod ask;
pub mod attachment;
pub mod desk;
pub mod own;
pub mod queue;
mod view;
