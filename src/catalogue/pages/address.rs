//! The address of a list of entries: `/catalogo?q=&argomento=&tipo=&pubblico=&territorio=&ordine=&pagina=`.

use actix_web::web::Query;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::catalogue::model::{Audience, EntryKind};
use crate::kernel::text::Subject;
use crate::platform::search::LONGEST_QUERY;

/// In place of a territory: only what holds in the whole Provincia.
pub const WHOLE_PROVINCE: &str = "tutta-la-provincia";

/// Pages beyond this are not offered: nobody turns so many.
pub const LAST_PAGE: usize = 500;

/// The query of an address, read without ever failing: of a name that repeats the first counts, words that are not
/// known are as if they were not there.
pub struct Params(Vec<(String, String)>);

impl Params {
    /// Reads a query.
    pub fn read(query: &str) -> Self {
        Self(Query::<Vec<(String, String)>>::from_query(query).map(Query::into_inner).unwrap_or_default())
    }

    /// What is searched for: of a text that is too long, so much that it can be told.
    pub fn words(&self) -> String {
        self.get("q").chars().take(LONGEST_QUERY + 1).collect()
    }

    /// The value of a name, blanks at its ends removed; empty when it is not there.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.trim())
    }
}

/// What an address asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Address {
    /// The words.
    pub text: String,
    /// Slug of a topic.
    pub topic: String,
    /// Only of this kind.
    pub kind: Option<EntryKind>,
    /// Only for these readers.
    pub audience: Option<Audience>,
    /// Only what is of this place, or [`WHOLE_PROVINCE`].
    pub territory: String,
    /// Newest first.
    pub newest: bool,
    /// From 1.
    pub page: usize,
}

impl Address {
    /// Reads the query of `/catalogo`.
    pub fn read(query: &str) -> Self {
        let params = Params::read(query);
        Self {
            text: params.words(),
            topic: params.get("argomento").chars().take(100).collect(),
            kind: EntryKind::parse(params.get("tipo")),
            audience: Audience::parse(params.get("pubblico")).filter(|audience| *audience != Audience::All),
            territory: params.get("territorio").chars().take(120).collect(),
            newest: params.get("ordine") == "data",
            page: params.get("pagina").parse().unwrap_or(1).clamp(1, LAST_PAGE),
        }
    }

    /// Whether anything narrows the list besides the words.
    pub fn is_filtered(&self) -> bool {
        !self.topic.is_empty() || self.kind.is_some() || self.audience.is_some() || !self.territory.is_empty()
    }

    /// Words, at the beginning of what they find: not the same again in another order, or further on.
    pub fn is_search(&self) -> bool {
        !self.text.is_empty() && self.page == 1 && !self.newest
    }

    /// Words alone.
    pub fn is_plain_search(&self) -> bool {
        self.is_search() && !self.is_filtered()
    }

    /// The address, without its page.
    pub fn href(&self) -> String {
        let kind = self.kind.map_or("", EntryKind::as_str);
        let audience = self.audience.map_or("", Audience::as_str);
        let pairs = [
            // What is too long to be looked for is not carried along.
            ("q", if self.text.chars().count() > LONGEST_QUERY { "" } else { &self.text }),
            ("argomento", &self.topic),
            ("tipo", kind),
            ("pubblico", audience),
            ("territorio", &self.territory),
            ("ordine", if self.newest { "data" } else { "" }),
        ];
        let query: Vec<String> = pairs
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC)))
            .collect();
        if query.is_empty() { "/catalogo".to_owned() } else { format!("/catalogo?{}", query.join("&")) }
    }

    /// The address of the question form, with the topic that is browsed, and the words for its subject: whoever found nothing need not say
    /// them again.
    pub fn href_to_ask(&self) -> String {
        let subject: String = self.text.chars().take(Subject::MAX).collect();
        let pairs = [("argomento", self.topic.as_str()), ("oggetto", subject.as_str())];
        let query: Vec<String> = pairs
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC)))
            .collect();
        match query.is_empty() {
            true => "/domande/nuova".to_owned(),
            false => format!("/domande/nuova?{}", query.join("&")),
        }
    }

    /// The address up to and with `pagina=`.
    pub fn href_of_pages(&self) -> String {
        let href = self.href();
        format!("{href}{}pagina=", if href.contains('?') { '&' } else { '?' })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_as_it_is_written() {
        let address = Address::read("q=congedo+%26+nido&tipo=practice&pubblico=worker&ordine=data&pagina=3");
        assert_eq!((address.text.as_str(), address.page), ("congedo & nido", 3));
        assert_eq!(
            address.href(),
            "/catalogo?q=congedo%20%26%20nido&tipo=practice&pubblico=worker&ordine=data"
        );
        assert_eq!(Address { page: 3, ..Address::read(address.href().split_once('?').unwrap().1) }, address);
        assert_eq!(Address::default().href_of_pages(), "/catalogo?pagina=");
    }

    #[test]
    fn the_words_are_carried_to_the_question_form() {
        let to_ask = |query: &str| Address::read(query).href_to_ask();
        assert_eq!(to_ask("tipo=practice"), "/domande/nuova");
        assert_eq!(to_ask("argomento=congedi"), "/domande/nuova?argomento=congedi");
        assert_eq!(to_ask("q=nido&argomento=part-time"), "/domande/nuova?argomento=part%2Dtime&oggetto=nido");
        assert_eq!(to_ask("q=nido+%26+%22orari%22"), "/domande/nuova?oggetto=nido%20%26%20%22orari%22");
        assert_eq!(
            to_ask(&format!("q={}", "a".repeat(500))).len(),
            "/domande/nuova?oggetto=".len() + Subject::MAX
        );
    }

    #[test]
    fn nonsense_is_passed_over() {
        for query in
            ["%", "q=%ff&q=2", "pagina=-1", "pagina=99999999999999999999", "tipo=x&pubblico=all", "&&=&"]
        {
            let address = Address::read(query);
            assert!((1..=LAST_PAGE).contains(&address.page), "{query}");
            assert!(!address.is_filtered(), "{query}");
        }
        assert_eq!(Address::read("q=a&q=b").text, "a");
    }
}
