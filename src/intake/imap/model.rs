//! The words of reading mailboxes.

crate::text_enum! {
    /// What became of a message that was found in a folder.
    pub enum Outcome {
        /// It was stored.
        New = "new",
        /// The very same message was stored before.
        Known = "known",
        /// Too large to be fetched: its heading was stored, for a person.
        TooLarge = "too_large",
        /// There is nothing in it.
        Empty = "empty",
        /// The server names it and does not give it.
        NotGiven = "not_given",
    }
}
