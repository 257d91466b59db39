//! The filters beside the results of the catalogue, each with how many entries it would leave.

use serde::Serialize;

use super::address::{Address, WHOLE_PROVINCE};
use super::view::{self, text};
use crate::accounts::Visit;
use crate::catalogue::cache::Snapshot;
use crate::catalogue::listing::Listing;
use crate::catalogue::model::{Audience, EntryKind};
use crate::topics::{Topic, TopicTree};

/// A list of filters of which one may be chosen.
#[derive(Serialize)]
pub(super) struct Facet {
    label: String,
    options: Vec<FacetOption>,
}

#[derive(Serialize)]
pub(super) struct FacetOption {
    label: String,
    count: usize,
    href: String,
    current: bool,
    /// Under the option before it.
    under: bool,
}

/// The territory as the entries name it.
pub(super) fn territory(address: &Address) -> Option<String> {
    match address.territory.as_str() {
        "" => None,
        WHOLE_PROVINCE => Some(String::new()),
        name => Some(name.to_owned()),
    }
}

/// Every filter that would leave something, and those that are set.
pub(super) fn facets(visit: &Visit, address: &Address, snapshot: &Snapshot, listing: &Listing) -> Vec<Facet> {
    let facets = [
        (text(visit, "catalogue-facet-topic"), topic_options(visit, address, &snapshot.tree, listing)),
        (text(visit, "catalogue-facet-kind"), kind_options(visit, address, listing)),
        (text(visit, "catalogue-facet-audience"), audience_options(visit, address, listing)),
        (text(visit, "catalogue-facet-territory"), territory_options(visit, address, snapshot, listing)),
    ];
    facets
        .into_iter()
        .filter(|(_, options)| !options.is_empty())
        .map(|(label, options)| Facet { label, options })
        .collect()
}

/// A filter, which takes itself away when it is chosen.
fn option(label: String, count: usize, current: bool, chosen: Address, without: Address) -> FacetOption {
    let href = if current { without.href() } else { chosen.href() };
    FacetOption { label, count, href, current, under: false }
}

/// First levels that have entries, and under the chosen one its own.
fn topic_options(visit: &Visit, address: &Address, tree: &TopicTree, listing: &Listing) -> Vec<FacetOption> {
    let chosen = tree.by_slug(&address.topic);
    let open = chosen.map(|topic| topic.parent.unwrap_or(topic.id));
    let single = |topic: &Topic, under: bool| {
        let with = Address { topic: topic.slug.clone(), ..address.clone() };
        let without = Address { topic: String::new(), ..address.clone() };
        let name = topic.name(visit.lang()).to_owned();
        let current = topic.slug == address.topic;
        FacetOption { under, ..option(name, listing.of_topic(topic.id), current, with, without) }
    };
    let mut options = Vec::new();
    for root in tree.roots() {
        options.push(single(root, false));
        if open == Some(root.id) {
            options.extend(tree.children(root.id).map(|child| single(child, true)));
        }
    }
    options.retain(|option| option.count > 0 || option.current);
    options
}

fn kind_options(visit: &Visit, address: &Address, listing: &Listing) -> Vec<FacetOption> {
    EntryKind::ALL
        .iter()
        .map(|kind| {
            let with = Address { kind: Some(*kind), ..address.clone() };
            let without = Address { kind: None, ..address.clone() };
            let current = address.kind == Some(*kind);
            option(view::kind_word(visit, *kind), listing.of_kind(*kind), current, with, without)
        })
        .filter(|option| option.count > 0 || option.current)
        .collect()
}

fn audience_options(visit: &Visit, address: &Address, listing: &Listing) -> Vec<FacetOption> {
    [Audience::Worker, Audience::Enterprise]
        .into_iter()
        .map(|audience| {
            let with = Address { audience: Some(audience), ..address.clone() };
            let without = Address { audience: None, ..address.clone() };
            let current = address.audience == Some(audience);
            let label = view::audience_word(visit, audience);
            option(label, listing.of_audience(audience), current, with, without)
        })
        .filter(|option| option.count > 0 || option.current)
        .collect()
}

/// The whole Provincia, and the places that some of the entries found name.
fn territory_options(
    visit: &Visit,
    address: &Address,
    snapshot: &Snapshot,
    listing: &Listing,
) -> Vec<FacetOption> {
    let chosen = territory(address);
    std::iter::once("")
        .chain(snapshot.territories.iter().map(String::as_str))
        .map(|name| {
            let value = if name.is_empty() { WHOLE_PROVINCE } else { name };
            let with = Address { territory: value.to_owned(), ..address.clone() };
            let without = Address { territory: String::new(), ..address.clone() };
            let current = chosen.as_deref() == Some(name);
            option(territory_word(visit, name), listing.of_territory(name), current, with, without)
        })
        .filter(|option| option.count > 0 || option.current)
        .collect()
}

/// The name of a territory; of the empty one, where it then holds.
pub(super) fn territory_word(visit: &Visit, name: &str) -> String {
    match name {
        "" => text(visit, "catalogue-in-whole-province"),
        name => name.to_owned(),
    }
}
