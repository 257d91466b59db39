//! What people say of an answer that they received.

crate::text_enum! {
    /// Whether it helped.
    pub enum Verdict {
        /// It did.
        Yes = "yes",
        /// Not all of it.
        Partly = "partly",
        /// It did not.
        No = "no",
    }
}

crate::text_enum! {
    /// Why it did not, or not all of it.
    pub enum RatingReason {
        /// It cannot be understood.
        Unclear = "unclear",
        /// Something is missing.
        Incomplete = "incomplete",
        /// It is about another case.
        OffPoint = "off-point",
        /// It came too late.
        Late = "late",
        /// What no other word says.
        Other = "other",
    }
}
