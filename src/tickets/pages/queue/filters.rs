//! The form that narrows a list, and what it narrowed it to.

use std::sync::LazyLock;

use serde::Serialize;

use super::address::Wanted;
use crate::accounts::{Municipality, RequesterKind, Visit};
use crate::kernel::ids::OrganisationId;
use crate::tickets::listing::{List, Order};
use crate::tickets::model::Channel;
use crate::tickets::pages::view::{self, Choice};
use crate::topics::TopicTree;

/// The fields of the form, each with what is chosen.
#[derive(Serialize)]
pub struct Fields {
    /// Whether words can be looked for, and which are.
    searched: bool,
    text: Option<String>,
    topics: Vec<Choice>,
    topic: Option<String>,
    /// HTML.
    places: &'static str,
    other_places: Vec<Choice>,
    place: Option<Choice>,
    kinds: Vec<Choice>,
    kind: Option<RequesterKind>,
    channels: Vec<Choice>,
    channel: Option<Channel>,
    partners: Vec<Choice>,
    partner: Option<String>,
    /// None for a list that has one order only.
    orders: Vec<Choice>,
    order: &'static str,
    /// What is chosen, each with the address without it.
    pub chips: Vec<Chip>,
    /// The address without any of them.
    clear: String,
}

/// The options of all municipalities, the same on every page and in either language: made once.
static PLACES: LazyLock<String> = LazyLock::new(|| {
    let option = |place: &Municipality| {
        let name = place.name()?.replace('&', "&amp;").replace('<', "&lt;");
        Some(format!("<option value=\"{}\">{name}</option>", place.code()))
    };
    Municipality::all().iter().filter_map(option).collect()
});

/// Something that is chosen, with the address without it.
#[derive(Serialize)]
pub struct Chip {
    label: String,
    value: String,
    href: String,
}

impl Fields {
    pub fn of(
        visit: &Visit,
        wanted: &Wanted,
        tree: &TopicTree,
        partners: &[(OrganisationId, String)],
    ) -> Self {
        let text = |key: &str| view::text(visit, key);
        let place_name = |place: Municipality| match place.name() {
            Some(name) => name.to_owned(),
            None if place == Municipality::Outside => text("tickets-queue-place-outside"),
            None => text("tickets-queue-place-undisclosed"),
        };
        let kinds = choices(RequesterKind::ALL, |kind| (kind.as_str(), text(kind_key(*kind))));
        let channels = choices(Channel::ALL, |channel| (channel.as_str(), text(channel_key(*channel))));
        let orders = match wanted.list.archive() {
            Some(_) => Vec::new(),
            None => choices(&Order::ALL, |(order, word)| (*word, text(order_key(*order, wanted.list)))),
        };
        let others = [Municipality::Outside, Municipality::Undisclosed];
        let mut chips = Vec::new();
        let mut chip = |key: &str, value: Option<String>, without: Wanted| {
            if let Some(value) = value {
                chips.push(Chip { label: text(key), value, href: without.href() });
            }
        };
        let same = || wanted.clone();
        chip("queue-filter-text", wanted.text.clone(), Wanted { text: None, ..same() });
        let topic = wanted.topic.as_deref().and_then(|slug| tree.by_slug(slug));
        let topic = topic.map(|topic| topic.name(visit.lang()).to_owned());
        chip("tickets-queue-topic", topic, Wanted { topic: None, ..same() });
        chip("tickets-queue-place", wanted.place.map(place_name), Wanted { place: None, ..same() });
        let kind = wanted.kind.map(|kind| text(kind_key(kind)));
        chip("tickets-queue-column-who", kind, Wanted { kind: None, ..same() });
        let channel = wanted.channel.map(|channel| text(channel_key(channel)));
        chip("tickets-queue-channel", channel, Wanted { channel: None, ..same() });
        let named =
            |id: OrganisationId| partners.iter().find(|(one, _)| *one == id).map(|(_, name)| name.clone());
        let partner = wanted.organisation.and_then(named);
        chip("tickets-queue-partner", partner, Wanted { organisation: None, ..same() });
        let order = (wanted.order != Order::Own).then(|| text(order_key(wanted.order, wanted.list)));
        chip("tickets-queue-order", order, Wanted { order: Order::Own, ..same() });
        Self {
            searched: wanted.list != List::Spam,
            text: wanted.text.clone(),
            topics: view::topic_options(visit, tree),
            topic: wanted.topic.clone(),
            places: &PLACES,
            other_places: choices(&others, |place| (place.code(), place_name(*place))),
            place: wanted.place.map(|place| choice(place.code(), place_name(place))),
            kinds,
            kind: wanted.kind,
            channels,
            channel: wanted.channel,
            partners: choices(partners, |(id, name)| (id.to_string(), name.clone())),
            partner: wanted.organisation.map(|id| id.to_string()),
            orders,
            order: wanted.order.word(),
            chips,
            clear: wanted.unfiltered().href(),
        }
    }
}

/// What the rows of a list are, in which order.
pub fn caption(visit: &Visit, wanted: &Wanted) -> String {
    let order = view::text(visit, order_key(wanted.order, wanted.list)).to_lowercase();
    view::text_with(visit, "tickets-queue-caption", "order", order)
}

fn choices<T, V: Into<String>>(of: &[T], pair: impl Fn(&T) -> (V, String)) -> Vec<Choice> {
    of.iter()
        .map(|one| {
            let (value, label) = pair(one);
            choice(value, label)
        })
        .collect()
}

fn choice(value: impl Into<String>, label: String) -> Choice {
    Choice { value: value.into(), label, options: Vec::new() }
}

pub(in crate::tickets::pages) fn kind_key(kind: RequesterKind) -> &'static str {
    match kind {
        RequesterKind::Worker => "tickets-queue-person",
        RequesterKind::Enterprise => "tickets-kind-enterprise",
    }
}

pub(in crate::tickets::pages) fn channel_key(channel: Channel) -> &'static str {
    match channel {
        Channel::Web => "tickets-channel-web",
        Channel::Email => "tickets-channel-email",
        Channel::Phone => "tickets-channel-phone",
        Channel::Desk => "tickets-channel-desk",
    }
}

fn order_key(order: Order, list: List) -> &'static str {
    match (order, list) {
        (Order::Own, List::Waiting) => "tickets-queue-order-waiting",
        (Order::Own, List::Answered | List::Week) => "tickets-queue-order-answered",
        (Order::Own, List::Closed | List::Spam) => "tickets-queue-order-latest",
        (Order::Own, _) => "tickets-queue-order-deadline",
        (Order::Newest, _) => "tickets-queue-order-newest",
        (Order::Oldest, _) => "tickets-queue-order-oldest",
        (Order::Priority, _) => "queue-order-priority",
        (Order::Moved, _) => "tickets-queue-order-moved",
    }
}
