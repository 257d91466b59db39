//! The two languages of the desk.

crate::text_enum! {
    /// A language of pages and mails. Italian is the first: whatever is not asked for in English is Italian.
    #[derive(Default)]
    pub enum Lang {
        /// Italian.
        #[default]
        It = "it",
        /// English.
        En = "en",
    }
}
