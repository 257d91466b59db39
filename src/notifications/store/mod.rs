//! Rows of what people of the desk are told and chose; the only writer of these tables.
pub(super) mod choices;
pub(super) mod daily;
pub(super) mod erasure;
pub(super) mod notices;
