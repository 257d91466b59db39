//! Rules by which a received question finds its group, its expert, its priority and its policy. They are tried in their order;
//! the first whose conditions all hold decides, and where none does the topic's group is competent.

use std::sync::{Arc, Mutex, PoisonError};

use super::model::{Channel, Priority};
use super::store::routing as store;
use crate::accounts::{Municipality, RequesterKind};
use crate::kernel::ids::{AccountId, GroupId, PolicyId, RuleId, TopicId};
use crate::kernel::text::Name;
use crate::platform::db::{Conn, DbResult};
use crate::platform::search::{Phrase, Wording};
use crate::topics::Distribution;

/// When a rule fires: all that is given must hold, and nothing given holds always.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Conditions {
    /// It is of this topic, or of one below it.
    pub topic: Option<TopicId>,
    /// One of these stands in the subject or the text; as typed, separated by commas or lines.
    pub words: String,
    /// It was asked from this territory.
    pub place: Option<Municipality>,
    /// Who asks is of this kind.
    pub kind: Option<RequesterKind>,
    /// It came this way.
    pub channel: Option<Channel>,
}

/// What a rule decides; what it does not, is decided as without it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The competent group.
    pub group: Option<GroupId>,
    /// Who gets it.
    pub person: Option<AccountId>,
    /// How urgent it is.
    pub priority: Option<Priority>,
    /// Under which policy an answer is promised.
    pub policy: Option<PolicyId>,
}

impl Outcome {
    /// Whether it decides nothing.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A rule as a form gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleTerms {
    /// What it is called.
    pub name: Name,
    /// Whether it is tried.
    pub active: bool,
    /// When it fires.
    pub conditions: Conditions,
    /// What it decides.
    pub outcome: Outcome,
}

/// A rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Its id.
    pub id: RuleId,
    /// Grows each time somebody writes it.
    pub revision: i32,
    /// What it says.
    pub terms: RuleTerms,
    /// The words of its conditions, ready to be looked for.
    phrases: Vec<Phrase>,
}

/// A question that rules are tried on.
#[derive(Debug)]
pub struct Question<'a> {
    /// Its topic.
    pub topic: Option<TopicId>,
    /// The topic above it.
    pub area: Option<TopicId>,
    /// From where it was asked.
    pub place: Option<Municipality>,
    /// Who asks.
    pub kind: RequesterKind,
    /// How it came.
    pub channel: Channel,
    /// Subject and text.
    pub text: &'a Wording<'a>,
}

/// A condition that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Looked {
    /// The topic.
    Topic(bool),
    /// The words that were found; none when none was.
    Words(Option<Vec<String>>),
    /// The territory.
    Place(bool),
    /// The kind of requester.
    Kind(bool),
    /// The channel.
    Channel(bool),
}

impl Looked {
    /// Whether it holds.
    pub fn holds(&self) -> bool {
        match self {
            Self::Topic(holds) | Self::Place(holds) | Self::Kind(holds) | Self::Channel(holds) => *holds,
            Self::Words(found) => found.is_some(),
        }
    }
}

impl Rule {
    pub(super) fn new(id: RuleId, revision: i32, terms: RuleTerms) -> Self {
        let phrases = phrases(&terms.conditions.words).filter_map(Phrase::of).collect();
        Self { id, revision, terms, phrases }
    }

    /// Every condition that is given, looked at: those that cost least first.
    pub fn look<'a>(&'a self, question: &'a Question<'_>) -> impl Iterator<Item = Looked> + 'a {
        let given = &self.terms.conditions;
        let topic =
            given.topic.map(|topic| Looked::Topic([question.topic, question.area].contains(&Some(topic))));
        let place = given.place.map(|place| Looked::Place(question.place == Some(place)));
        let kind = given.kind.map(|kind| Looked::Kind(question.kind == kind));
        let channel = given.channel.map(|channel| Looked::Channel(question.channel == channel));
        let words = (!self.phrases.is_empty()).then_some(()).into_iter().map(|()| {
            let found: Vec<String> =
                self.phrases.iter().filter_map(|phrase| question.text.find(phrase)).collect();
            Looked::Words((!found.is_empty()).then_some(found))
        });
        [topic, place, kind, channel].into_iter().flatten().chain(words)
    }

    /// Whether it fires.
    pub fn fires(&self, question: &Question<'_>) -> bool {
        self.terms.active && self.look(question).all(|looked| looked.holds())
    }
}

/// The words and phrases of a field, as they are typed.
pub fn phrases(words: &str) -> impl Iterator<Item = &str> {
    words.split([',', ';', '\n']).map(str::trim).filter(|phrase| !phrase.is_empty())
}

/// The rules as they were at one moment, in their order.
#[derive(Debug, Default)]
pub struct Rules {
    /// Grows with every change of any rule.
    change: i64,
    rules: Vec<Rule>,
}

impl Rules {
    /// In their order.
    pub fn all(&self) -> &[Rule] {
        &self.rules
    }

    /// Whether one of them asks for words of the text.
    pub fn look_for_words(&self) -> bool {
        self.rules.iter().any(|rule| rule.terms.active && !rule.phrases.is_empty())
    }

    /// The first that fires.
    pub fn first(&self, question: &Question<'_>) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.fires(question))
    }
}

/// A member of a group who may get a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    /// Who.
    pub account: AccountId,
    /// Her last turn in the group: the smaller, the longer ago; 0 when she never had one.
    pub turn: i64,
    /// How many open questions she holds.
    pub held: i64,
}

/// Who gets the next question of a group.
pub fn choose(distribution: Distribution, candidates: &[Candidate]) -> Option<AccountId> {
    let by_turn = |one: &&Candidate| (one.turn, one.account);
    let chosen = match distribution {
        Distribution::None => None,
        Distribution::RoundRobin => candidates.iter().min_by_key(by_turn),
        Distribution::LeastLoaded => candidates.iter().min_by_key(|one| (one.held, by_turn(one))),
    };
    chosen.map(|one| one.account)
}

/// Keeps the rules in memory, so that a question is not slowed down by their number: one small statement tells whether they
/// changed.
#[derive(Debug, Default)]
pub struct Router(Mutex<Arc<Rules>>);

impl Router {
    /// The rules as they are in this transaction.
    ///
    /// # Errors
    /// When the database fails.
    pub fn rules(&self, conn: &mut Conn) -> DbResult<Arc<Rules>> {
        // Read before the rules: what changes in between is read again the next time.
        let change = store::change(conn)?;
        let known = Arc::clone(&self.0.lock().unwrap_or_else(PoisonError::into_inner));
        if known.change == change {
            return Ok(known);
        }
        let rules = Arc::new(Rules { change, rules: store::rules(conn)? });
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&rules);
        Ok(rules)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(conditions: Conditions) -> Rule {
        let name = Name::parse("Prova").expect("a name");
        let outcome = Outcome { priority: Some(Priority::High), ..Outcome::default() };
        Rule::new(RuleId(1), 1, RuleTerms { name, active: true, conditions, outcome })
    }

    fn fires(rule: &Rule, text: &str) -> bool {
        let text = Wording::of(text);
        rule.fires(&Question {
            topic: Some(TopicId(2)),
            area: Some(TopicId(1)),
            place: Municipality::parse("Milano"),
            kind: RequesterKind::Worker,
            channel: Channel::Web,
            text: &text,
        })
    }

    #[test]
    fn all_that_is_given_must_hold() {
        let given = Conditions {
            topic: Some(TopicId(1)),
            words: "licenziamento,\ncongedo parentale".to_owned(),
            place: Municipality::parse("Milano"),
            kind: Some(RequesterKind::Worker),
            channel: Some(Channel::Web),
        };
        assert!(fires(&rule(given.clone()), "Mi hanno licenziata? Temo un licenziamento"));
        assert!(fires(&rule(given.clone()), "Due congedi parentali"));
        assert!(!fires(&rule(given.clone()), "Un congedo"));
        let others = [
            Conditions { topic: Some(TopicId(3)), ..given.clone() },
            Conditions { place: Municipality::parse("Rho"), ..given.clone() },
            Conditions { kind: Some(RequesterKind::Enterprise), ..given.clone() },
            Conditions { channel: Some(Channel::Phone), ..given },
        ];
        for other in others {
            assert!(!fires(&rule(other), "Un licenziamento"));
        }
        assert!(fires(&rule(Conditions::default()), "Qualunque cosa"), "nothing given holds always");
    }

    #[test]
    fn the_next_is_whose_turn_is_longest_ago_or_who_holds_least() {
        let of = |account, turn, held| Candidate { account: AccountId(account), turn, held };
        let group = [of(1, 4, 0), of(2, 3, 2), of(3, 5, 0)];
        assert_eq!(choose(Distribution::None, &group), None);
        assert_eq!(choose(Distribution::RoundRobin, &group), Some(AccountId(2)));
        assert_eq!(choose(Distribution::LeastLoaded, &group), Some(AccountId(1)));
        assert_eq!(choose(Distribution::RoundRobin, &[of(2, 0, 0), of(1, 0, 0)]), Some(AccountId(1)));
        assert_eq!(choose(Distribution::LeastLoaded, &[]), None);
    }

    #[test]
    fn a_rule_that_is_switched_off_never_fires() {
        let mut off = rule(Conditions::default());
        off.terms.active = false;
        assert!(!fires(&off, "Qualunque cosa"));
    }
}
