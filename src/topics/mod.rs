//! The tree of topics, the groups of experts and the routing of a question to its group.

pub mod groups_page;
mod model;
mod store;

pub use model::{Competent, Distribution, Topic, TopicTree};
pub use store::{
    add_member, approval_for, competent, create_group, create_topic, distribution, find, find_or_create,
    group_for, groups, groups_of, members, set_approval, set_distribution, set_group, set_groups, take_turn,
    tree, turns,
};
