//! Where a received question goes, and the rules that decide it.

use crate::accounts::permissions::may_hold;
use crate::accounts::{self, AwayNow, Municipality, Person, RequesterKind};
use crate::kernel::clock::Instant;
use crate::kernel::event::Event;
use crate::kernel::ids::{AccountId, GroupId, PolicyId, RuleId, TicketId, TopicId};
use crate::kernel::text::{Body, Subject};
use crate::platform::db::{Conn, DbResult, portable};
use crate::platform::search::Wording;
use crate::tickets::error::{TicketError, TicketResult};
use crate::tickets::model::{Channel, Priority};
use crate::tickets::routing::{Candidate, Question, Rule, RuleTerms, Rules, choose};
use crate::tickets::store;
use crate::topics::{self, Competent, Distribution};

/// What is known of a question when it is received.
#[derive(Debug, Clone, Copy)]
pub struct Received<'a> {
    /// Its topic, as far as it is known.
    pub topic: Option<TopicId>,
    /// From where it was asked.
    pub place: Option<Municipality>,
    /// Who asks.
    pub kind: RequesterKind,
    /// How it came.
    pub channel: Channel,
    /// One line.
    pub subject: &'a Subject,
    /// The text.
    pub body: &'a Body,
}

/// Where it goes.
#[derive(Debug, Clone, Default)]
pub struct Route {
    /// The rule that decided.
    pub rule: Option<RuleId>,
    /// Who is competent.
    pub group: Option<GroupId>,
    /// Whether the rule named that group: else it is the topic's.
    pub group_by_rule: bool,
    /// Who gets it.
    pub person: Option<AccountId>,
    /// How urgent it is.
    pub priority: Priority,
    /// Under which policy it is promised; that of its topic and requester, when none.
    pub policy: Option<PolicyId>,
    /// How its group shares its questions out.
    pub distribution: Distribution,
    /// Whether the group's turn chose the person, so that it is to be taken.
    pub by_turn: bool,
    /// Those who might have got it and are away.
    pub away: Vec<AccountId>,
}

/// Whether a choice is made for good, so that nobody else makes one in the same group until the transaction ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// It is.
    Final,
    /// It is only asked how it would be made.
    Tried,
}

/// Where a question goes by these rules. Nobody who is away or not at the desk gets it.
///
/// # Errors
/// When the database fails.
pub fn route(
    conn: &mut Conn,
    rules: &Rules,
    received: &Received<'_>,
    choice: Choice,
    now: Instant,
) -> DbResult<Route> {
    let competent = match received.topic {
        Some(topic) => topics::competent(conn, topic)?,
        None => Competent::default(),
    };
    let fired = fired(rules, received, competent.area);
    let outcome = fired.map(|rule| rule.terms.outcome).unwrap_or_default();
    let (group, distribution) = match outcome.group {
        Some(group) => (Some(group), topics::distribution(conn, group)?),
        None => (competent.group, competent.distribution),
    };
    let mut route = Route {
        rule: fired.map(|rule| rule.id),
        group,
        group_by_rule: outcome.group.is_some(),
        priority: outcome.priority.unwrap_or_default(),
        policy: outcome.policy,
        distribution,
        ..Route::default()
    };
    if let Some(person) = outcome.person {
        let person = accounts::person(conn, person)?.filter(may_hold);
        let away = accounts::away_at(conn, now)?;
        match person {
            Some(person) if away.of(person.id).is_some() => route.away.push(person.id),
            Some(person) => route.person = Some(person.id),
            None => {}
        }
    }
    if let Some(group) = group.filter(|_| route.person.is_none() && distribution != Distribution::None) {
        if choice == Choice::Final {
            portable::exclusive(conn, &format!("group-turns:{group}"))?;
        }
        let away = accounts::away_at(conn, now)?;
        let candidates = candidates(conn, group, distribution, &away, &mut route.away)?;
        route.person = choose(distribution, &candidates);
        route.by_turn = route.person.is_some();
    }
    Ok(route)
}

/// Writes what a route took for good, and answers the event that tells of it: a topic's group is no news, unless its
/// turn chose somebody.
pub(super) fn follow(conn: &mut Conn, ticket: TicketId, route: &Route) -> DbResult<Option<Event>> {
    if let Some(rule) = route.rule {
        store::routing::note(conn, ticket, rule, route.policy)?;
    }
    if let Some((group, person)) = route.group.zip(route.person).filter(|_| route.by_turn) {
        topics::take_turn(conn, group, person)?;
    }
    let Route { rule, person: expert, by_turn, .. } = *route;
    let group = route.group.filter(|_| by_turn || route.group_by_rule);
    Ok((rule.is_some() || expert.is_some()).then_some(Event::TicketRouted {
        ticket,
        rule,
        group,
        expert,
        by_turn,
    }))
}

/// The rule that fires.
fn fired<'r>(rules: &'r Rules, received: &Received<'_>, area: Option<TopicId>) -> Option<&'r Rule> {
    // Nobody reads a text that no rule asks for.
    let text = match rules.look_for_words() {
        true => format!("{}\n{}", received.subject, received.body),
        false => String::new(),
    };
    let text = Wording::of(&text);
    rules.first(&question(received, area, &text))
}

/// The question as rules look at it.
pub fn question<'a>(received: &Received<'_>, area: Option<TopicId>, text: &'a Wording<'a>) -> Question<'a> {
    let Received { topic, place, kind, channel, .. } = *received;
    Question { topic, area, place, kind, channel, text }
}

/// The members of a group who are there, each with her last turn and what she holds.
fn candidates(
    conn: &mut Conn,
    group: GroupId,
    distribution: Distribution,
    away: &AwayNow,
    skipped: &mut Vec<AccountId>,
) -> DbResult<Vec<Candidate>> {
    let turns = topics::turns(conn, group)?;
    let ids: Vec<AccountId> = turns.iter().map(|(account, _)| *account).collect();
    let mut people = accounts::people(conn, &ids)?;
    people.retain(may_hold);
    people.sort_by_key(|person| person.id);
    let (gone, there): (Vec<Person>, Vec<Person>) =
        people.into_iter().partition(|person| away.of(person.id).is_some());
    skipped.extend(gone.iter().map(|person| person.id));
    let held = match distribution {
        Distribution::LeastLoaded => store::routing::held(conn, &ids)?,
        Distribution::None | Distribution::RoundRobin => Default::default(),
    };
    let candidate = |person: &Person| Candidate {
        account: person.id,
        turn: turns.iter().find(|(account, _)| *account == person.id).map_or(0, |(_, turn)| *turn),
        held: held.get(&person.id).copied().unwrap_or(0),
    };
    Ok(there.iter().map(candidate).collect())
}

/// Makes a rule, behind the others. The same once more is the rule that there is: a form sent twice, or one that would never
/// decide anything.
///
/// # Errors
/// When the database fails.
pub fn create_rule(conn: &mut Conn, terms: &RuleTerms, by: &Person, now: Instant) -> DbResult<RuleId> {
    hold_rules(conn)?;
    match store::routing::rules(conn)?.iter().find(|rule| rule.terms == *terms) {
        Some(known) => Ok(known.id),
        None => store::routing::insert(conn, terms, by.id, now),
    }
}

/// Writes a rule; `seen` is the revision on the writer's page.
///
/// # Errors
/// `NotFound` when there is none any more; `Stale` when somebody else wrote it meanwhile.
pub fn change_rule(
    conn: &mut Conn,
    (id, seen): (RuleId, i32),
    terms: &RuleTerms,
    by: &Person,
    now: Instant,
) -> TicketResult<()> {
    hold_rules(conn)?;
    let rules = store::routing::rules(conn)?;
    let known = rules.iter().find(|rule| rule.id == id).ok_or(TicketError::NotFound)?;
    if known.revision == seen + 1 && known.terms == *terms {
        // The same form, sent twice.
        return Ok(());
    }
    match store::routing::update(conn, (id, seen), terms, by.id, now)? {
        true => Ok(()),
        false => Err(TicketError::Stale),
    }
}

/// Moves a rule one place up or down from the place that it was `seen` at, counted from 0; at the end it stays.
///
/// # Errors
/// `NotFound` when there is no such rule; `Stale` when it stands elsewhere by now.
pub fn move_rule(conn: &mut Conn, id: RuleId, (seen, up): (usize, bool)) -> TicketResult<()> {
    hold_rules(conn)?;
    let mut order: Vec<RuleId> = store::routing::rules(conn)?.iter().map(|rule| rule.id).collect();
    let place = order.iter().position(|known| *known == id).ok_or(TicketError::NotFound)?;
    if place != seen {
        return Err(TicketError::Stale);
    }
    let other = if up { place.checked_sub(1) } else { Some(place + 1).filter(|next| *next < order.len()) };
    if let Some(other) = other {
        order.swap(place, other);
        store::routing::set_order(conn, &order)?;
    }
    Ok(())
}

/// Deletes a rule. The second time it changes nothing.
///
/// # Errors
/// When the database fails.
pub fn delete_rule(conn: &mut Conn, id: RuleId, by: &Person, now: Instant) -> DbResult<()> {
    hold_rules(conn)?;
    store::routing::delete(conn, id, by.id, now)?;
    Ok(())
}

fn hold_rules(conn: &mut Conn) -> DbResult<()> {
    portable::exclusive(conn, "routing-rules")
}
