//! Which rule or group decided who gets a question, in the words of its history.

use std::collections::HashMap;

use super::view::text_with;
use crate::accounts::Visit;
use crate::kernel::event::Event;
use crate::kernel::ids::{GroupId, RuleId};
use crate::kernel::text::Name;
use crate::platform::db::{Conn, DbResult};
use crate::platform::events::Recorded;
use crate::tickets::store;
use crate::topics;

/// What the rules and groups are called that decided about a ticket.
#[derive(Default)]
pub struct RouteNames {
    rules: HashMap<RuleId, Name>,
    groups: Vec<(GroupId, String)>,
}

impl RouteNames {
    /// Their names for a ticket with these events; looked up only when a rule or a group decided.
    pub fn of(conn: &mut Conn, events: &[Recorded]) -> DbResult<Self> {
        let routed: Vec<Option<RuleId>> = events
            .iter()
            .filter_map(|recorded| match recorded.event {
                Event::TicketRouted { rule, .. } => Some(rule),
                _ => None,
            })
            .collect();
        if routed.is_empty() {
            return Ok(Self::default());
        }
        let rules: Vec<RuleId> = routed.into_iter().flatten().collect();
        Ok(Self { rules: store::routing::names(conn, &rules)?, groups: topics::groups(conn)? })
    }

    /// Who got it, and what decided so.
    pub(super) fn words(
        &self,
        visit: &Visit,
        (rule, group): (Option<RuleId>, Option<GroupId>),
        expert: Option<String>,
        by_turn: bool,
    ) -> String {
        let name = rule.and_then(|rule| self.rules.get(&rule)).map(Name::to_string).unwrap_or_default();
        let group = group.and_then(|group| self.groups.iter().find(|(known, _)| *known == group));
        let what = match (group.is_some(), expert.is_some()) {
            (true, true) => "both",
            (true, false) => "group",
            (false, true) => "person",
            // The rule said how urgent it is, or by when.
            (false, false) => return text_with(visit, "desk-history-rule", "rule", name),
        };
        let by = match (rule.is_some(), by_turn) {
            (true, false) => "rule",
            (false, _) => "turn",
            (true, true) => "both",
        };
        let args = [
            ("what", what.into()),
            ("by", by.into()),
            ("group", group.map(|(_, name)| name.clone()).unwrap_or_default().into()),
            ("name", expert.unwrap_or_default().into()),
            ("rule", name.into()),
        ];
        visit.app().texts.get(visit.lang(), "desk-history-routed", &args)
    }
}
