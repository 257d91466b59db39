//! The desk before anybody asks: organisations, staff, groups and topics.

use std::collections::HashMap;

use super::DemoError;
use super::content::{CannedEntry, Desk, StaffText, TopicText};
use super::random::Dice;
use crate::accounts::{self, NewMember, Person, Role};
use crate::kernel::clock::Instant;
use crate::kernel::event::Actor;
use crate::kernel::ids::{GroupId, TopicId};
use crate::kernel::text::{Body, EmailAddress, Name, Subject};
use crate::platform::db::Conn;
use crate::platform::i18n::Lang;
use crate::tickets::CannedText;
use crate::tickets::actions as desk;
use crate::topics;

/// A member of staff.
pub(super) struct Member {
    pub(super) person: Person,
    pub(super) speed: f64,
}

/// Staff and topics as they were made.
pub(super) struct Cast {
    pub(super) members: Vec<Member>,
    pub(super) topics: HashMap<String, TopicId>,
    /// Places of the experts of each topic.
    experts: HashMap<TopicId, Vec<usize>>,
    coordinators: Vec<usize>,
}

impl Cast {
    /// Makes them. `hash` says what password an account gets.
    pub(super) fn make(
        conn: &mut Conn,
        desk: &Desk,
        hash: &dyn Fn(&StaffText) -> String,
        now: Instant,
    ) -> Result<Self, DemoError> {
        let mut groups = HashMap::new();
        for group in &desk.groups {
            groups.insert(group.slug.as_str(), topics::create_group(conn, &group.name)?);
        }
        let mut cast = Self {
            members: Vec::new(),
            topics: HashMap::new(),
            experts: HashMap::new(),
            coordinators: Vec::new(),
        };
        let mut of_group: HashMap<GroupId, Vec<usize>> = HashMap::new();
        for text in &desk.staff {
            let person = employ(conn, desk, text, hash(text), now)?;
            let place = cast.members.len();
            let own: Vec<GroupId> =
                text.groups.iter().filter_map(|slug| groups.get(slug.as_str())).copied().collect();
            topics::set_groups(conn, person.id, &own)?;
            match person.role {
                Role::Expert => own.iter().for_each(|group| of_group.entry(*group).or_default().push(place)),
                Role::Coordinator => cast.coordinators.push(place),
                _ => {}
            }
            cast.members.push(Member { person, speed: text.speed });
        }
        for topic in &desk.topics {
            let (root, group) = cast.plant(conn, topic, None, &groups)?;
            cast.experts
                .insert(root, group.and_then(|group| of_group.get(&group)).cloned().unwrap_or_default());
            for child in &topic.children {
                let (id, own) = cast.plant(conn, child, Some(root), &groups)?;
                let competent = own.or(group).and_then(|group| of_group.get(&group));
                cast.experts.insert(id, competent.cloned().unwrap_or_default());
            }
        }
        Ok(cast)
    }

    /// The answers that a coordinator keeps ready.
    pub(super) fn keep_ready(
        &self,
        conn: &mut Conn,
        texts: &[CannedEntry],
        now: Instant,
    ) -> Result<(), DemoError> {
        let editor = self.coordinators.first().and_then(|place| self.members.get(*place));
        let editor = editor.ok_or_else(|| DemoError::Content("no coordinator".to_owned()))?;
        for text in texts {
            let topic = match &text.topic {
                Some(slug) => {
                    let known = self.topics.get(slug).copied();
                    Some(
                        known
                            .ok_or_else(|| DemoError::Content(format!("canned answers: no topic {slug}")))?,
                    )
                }
                None => None,
            };
            let canned = CannedText {
                title: Subject::parse(&text.title)?,
                topic,
                lang: text.lang,
                body: Body::parse(&text.body)?,
            };
            desk::create_canned(conn, &canned, &editor.person, now)?;
        }
        Ok(())
    }

    fn plant(
        &mut self,
        conn: &mut Conn,
        text: &TopicText,
        parent: Option<TopicId>,
        groups: &HashMap<&str, GroupId>,
    ) -> Result<(TopicId, Option<GroupId>), DemoError> {
        let (names, about) =
            ((text.it.as_str(), text.en.as_str()), (text.about_it.as_str(), text.about_en.as_str()));
        // The first level is there from the start.
        let known = topics::tree(conn)?.by_slug(&text.slug).map(|topic| topic.id);
        let id = match known {
            Some(id) => id,
            None => topics::create_topic(conn, parent, &text.slug, names, about)?,
        };
        let group = text.group.as_ref().and_then(|slug| groups.get(slug.as_str())).copied();
        if group.is_some() {
            topics::set_group(conn, id, group)?;
        }
        self.topics.insert(text.slug.clone(), id);
        Ok((id, group))
    }

    /// Place of an expert for a topic. The quick ones take more.
    pub(super) fn expert(&self, topic: TopicId, dice: &mut Dice) -> usize {
        let competent = self.experts.get(&topic).map_or(&[][..], Vec::as_slice);
        let weights: Vec<f64> = competent.iter().map(|place| 1.0 / self.members[*place].speed).collect();
        competent.get(dice.weighted(&weights)).copied().unwrap_or_else(|| self.coordinator(dice))
    }

    /// Place of another expert for the topic, or of a coordinator when there is none.
    pub(super) fn colleague(&self, topic: TopicId, of: usize, dice: &mut Dice) -> usize {
        let others: Vec<usize> =
            self.experts.get(&topic).into_iter().flatten().copied().filter(|place| *place != of).collect();
        if others.is_empty() { self.coordinator(dice) } else { *dice.pick(&others) }
    }

    /// Places of the coordinators.
    pub(super) fn coordinators(&self) -> &[usize] {
        &self.coordinators
    }

    /// Place of a coordinator; the first one does most.
    pub(super) fn coordinator(&self, dice: &mut Dice) -> usize {
        self.coordinators[usize::from(dice.chance(0.3)).min(self.coordinators.len() - 1)]
    }
}

fn employ(
    conn: &mut Conn,
    desk: &Desk,
    text: &StaffText,
    password_hash: String,
    now: Instant,
) -> Result<Person, DemoError> {
    let role = Role::parse(&text.role).ok_or_else(|| DemoError::Content(format!("no role {}", text.role)))?;
    let organisation = desk.organisations.get(text.organisation).map(|name| Name::parse(name)).transpose()?;
    let member = NewMember {
        email: EmailAddress::parse(&address(text))?,
        name: Name::parse(&text.name)?,
        role,
        organisation,
        lang: Lang::It,
        password_hash: Some(password_hash),
    };
    let id = accounts::add_member(conn, &member, Actor::System, now)?;
    Ok(accounts::person(conn, id)?.ok_or(diesel::result::Error::NotFound)?)
}

/// Where a member of staff signs in.
pub(super) fn address(text: &StaffText) -> String {
    format!("{}@sportello.example", text.account)
}
