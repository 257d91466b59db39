//! The tree of topics, the groups of experts and the routing of a question to its group.
