//! The main menu: what this person may enter.

use serde::Serialize;

use crate::accounts::model::Person;
use crate::accounts::permissions::{
    ADMINISTRATION, Access, COORDINATION, DESK, FIGURES, REQUESTERS, may_enter,
};

/// One item of the menu.
#[derive(Debug, Serialize)]
pub struct NavItem {
    href: &'static str,
    label_key: &'static str,
    current: bool,
}

/// Every item in its order, with who is offered it.
const ITEMS: [(&str, &str, Access); 9] = [
    ("/catalogo", "accounts-nav-catalogue", Access::Anyone),
    ("/domande", "accounts-nav-questions", REQUESTERS),
    ("/domande/nuova", "accounts-nav-ask", REQUESTERS),
    ("/coda", "accounts-nav-queue", DESK),
    ("/redazione", "accounts-nav-editing", DESK),
    ("/statistiche", "accounts-nav-figures", FIGURES),
    ("/amministrazione/argomenti", "accounts-nav-topics", COORDINATION),
    ("/amministrazione/utenti", "accounts-nav-users", ADMINISTRATION),
    ("/amministrazione/posta", "accounts-nav-outbox", ADMINISTRATION),
];

/// The menu of a page. A visitor is invited to ask, which leads through the sign-in.
pub fn items(person: Option<&Person>, path: &str) -> Vec<NavItem> {
    let is_within =
        |href: &str| path.strip_prefix(href).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let nearest =
        ITEMS.iter().map(|(href, ..)| *href).filter(|href| is_within(href)).max_by_key(|href| href.len());
    ITEMS
        .iter()
        .filter(|(href, _, access)| {
            may_enter(person, *access) || (person.is_none() && *href == "/domande/nuova")
        })
        .map(|(href, label_key, _)| NavItem { href, label_key, current: nearest == Some(*href) })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn visitors_are_offered_the_catalogue_and_to_ask() {
        let menu = items(None, "/catalogo/congedo-parentale");
        let hrefs: Vec<_> = menu.iter().map(|item| (item.href, item.current)).collect();
        assert_eq!(hrefs, [("/catalogo", true), ("/domande/nuova", false)]);
        assert!(items(None, "/catalogonia").iter().all(|item| !item.current));
    }
}
