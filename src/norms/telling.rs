//! Telling those whose answers cite an act that changed. The list of answers to look at says who they are; whoever decides writes the
//! words. Each person is told once about a change, whatever she asked that cites it, in a transaction of her own: what a crash leaves is
//! done by the next run, and what was done is not done again.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::error::NormError;
use super::model::{Change, Outcome};
use super::store::{reviews, tellings};
use crate::accounts::permissions::may_hold;
use crate::accounts::{self, Person};
use crate::app::App;
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, NormChangeId, NormNoticeId, NormReviewId, TicketId};
use crate::kernel::text::Body;
use crate::platform::db::{Conn, DbResult, portable};
use crate::platform::i18n::Lang;
use crate::platform::jobs::Running;
use crate::tickets::actions::{self, CanTell};
use crate::tickets::{Ticket, TicketError};

/// Somebody who can be told of a change.
pub(super) struct ToTell {
    pub person: Person,
    /// What she asked that cites it, by number.
    pub questions: Vec<Ticket>,
}

/// Those whose answers wait to be looked at because of a change.
#[derive(Default)]
pub(super) struct Audience {
    pub to_tell: Vec<ToTell>,
    /// Whom no mail reaches, and who cannot sign in: to be called, or left alone.
    pub unreached: Vec<ToTell>,
    /// Questions that are open again.
    pub open: usize,
    /// Questions whose topic asks for four eyes.
    pub need_approval: usize,
    /// How many were told.
    pub told: usize,
    /// How many wait to be told.
    pub waiting: usize,
}

/// Reads them: all, or one of them.
pub(super) fn audience(conn: &mut Conn, change: NormChangeId, only: Option<AccountId>) -> DbResult<Audience> {
    /// So many are looked up by one statement.
    const AT_ONCE: usize = 1000;
    let waiting = reviews::waiting_answers(conn, change, only)?;
    let ids: Vec<TicketId> = unique(waiting.iter().map(|(_, ticket)| *ticket));
    let known = tellings::of_change(conn, change)?;
    let mut audience = Audience {
        told: known.values().flatten().count(),
        waiting: known.values().filter(|at| at.is_none()).count(),
        ..Audience::default()
    };
    let mut asked: BTreeMap<AccountId, BTreeMap<TicketId, Ticket>> = BTreeMap::new();
    let (mut open, mut need_approval) = (BTreeSet::new(), BTreeSet::new());
    for (ticket, can) in actions::of_which_to_tell(conn, &ids)?.into_values() {
        match can {
            CanTell::Yes if known.contains_key(&ticket.requester) => {}
            CanTell::Yes => {
                asked.entry(ticket.requester).or_default().insert(ticket.id, ticket);
            }
            CanTell::IsOpen => drop(open.insert(ticket.id)),
            CanTell::NeedsApproval => drop(need_approval.insert(ticket.id)),
            CanTell::IsSpam => {}
        }
    }
    (audience.open, audience.need_approval) = (open.len(), need_approval.len());
    let people: Vec<AccountId> = asked.keys().copied().collect();
    for some in people.chunks(AT_ONCE) {
        for person in accounts::people(conn, some)? {
            let questions: Vec<Ticket> = asked.remove(&person.id).unwrap_or_default().into_values().collect();
            let one = ToTell { person, questions };
            match is_reached(&one.person) {
                true => audience.to_tell.push(one),
                false => audience.unreached.push(one),
            }
        }
    }
    audience.to_tell.sort_by_key(|one| one.person.id);
    audience.unreached.sort_by_key(|one| one.person.id);
    Ok(audience)
}

fn unique(ids: impl Iterator<Item = TicketId>) -> Vec<TicketId> {
    ids.collect::<BTreeSet<_>>().into_iter().collect()
}

/// Whether something can be told to a person: the account is in use, and has an address.
fn is_reached(person: &Person) -> bool {
    person.state.hears_of_questions() && person.email.is_some()
}

/// What is told, in the languages of those who are.
pub(super) type Words = HashMap<Lang, Body>;

/// Whom it is told.
#[derive(Debug, Clone, Copy)]
pub(super) enum Whom {
    /// One person, now.
    One(AccountId),
    /// Everybody, so many as the page said; the job tells them one by one.
    All(usize),
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ordered {
    /// They are told, or were.
    Done,
    /// By now they are others than the page said.
    Others,
    /// A language is spoken by some of them in which there are no words.
    NoWords,
}

/// Decides that those are told whose answers wait because of a change.
pub(super) fn order(
    conn: &mut Conn,
    change: &Change,
    words: &Words,
    whom: Whom,
    by: &Person,
    now: Instant,
) -> Result<Ordered, NormError> {
    portable::exclusive(conn, &format!("norm-change:{}", change.id))?;
    let only = match whom {
        Whom::One(account) => Some(account),
        Whom::All(_) => None,
    };
    let to_tell = audience(conn, change.id, only)?.to_tell;
    if matches!(whom, Whom::All(seen) if !to_tell.is_empty() && to_tell.len() != seen) {
        return Ok(Ordered::Others);
    }
    let mut by_lang: BTreeMap<&str, (Lang, Vec<AccountId>)> = BTreeMap::new();
    for one in &to_tell {
        let lang = one.person.lang;
        by_lang.entry(lang.as_str()).or_insert((lang, Vec::new())).1.push(one.person.id);
    }
    if by_lang.values().any(|(lang, _)| !words.contains_key(lang)) {
        return Ok(Ordered::NoWords);
    }
    for (lang, people) in by_lang.values() {
        let Some(body) = words.get(lang) else { continue };
        let notice = tellings::insert_notice(conn, change.id, body.as_str(), by.id, now)?;
        tellings::insert(conn, change.id, notice, people)?;
    }
    if let Whom::One(account) = whom {
        tell(conn, change.id, account, now)?;
    }
    Ok(Ordered::Done)
}

/// Tells one person who waits; whoever left meanwhile, or has nothing left to be told, is not.
fn tell(conn: &mut Conn, change: NormChangeId, account: AccountId, now: Instant) -> Result<(), NormError> {
    let Some((words, by)) = tellings::take(conn, change, account, now)? else { return Ok(()) };
    let person = accounts::person(conn, account)?.filter(is_reached);
    let by = accounts::person(conn, by)?.filter(may_hold);
    let (Some(_), Some(by), Ok(words)) = (person, by, Body::parse(&words)) else {
        return Ok(tellings::drop(conn, change, account)?);
    };
    let waiting = reviews::waiting_answers(conn, change, Some(account))?;
    let questions = unique(waiting.iter().map(|(_, ticket)| *ticket));
    let held = actions::hold_to_tell(conn, &questions, account, &by, now)?;
    if held.is_empty() {
        return Ok(tellings::drop(conn, change, account)?);
    }
    let told: BTreeSet<TicketId> = held.iter().map(|ticket| ticket.id).collect();
    let today = actions::of_which_to_tell(conn, &questions)?;
    let is_told = |ticket: &TicketId| today.get(ticket).is_some_and(|(today, _)| told.contains(&today.id));
    let settled: Vec<NormReviewId> =
        waiting.iter().filter(|(_, ticket)| is_told(ticket)).map(|(id, _)| *id).collect();
    reviews::settle(conn, &settled, Outcome::Told, Some(by.id), now)?;
    Ok(actions::tell_of_change(conn, held, change, &words, &by, now)?)
}

/// The job `norm_notices`: tells those who wait. What fails with one is tried again by the next run, after all others were told.
pub fn tell_waiting(app: Arc<App>, now: Instant) -> Running {
    Box::pin(async move {
        const BATCH: i64 = 100;
        let (mut after, mut failed) = ((NormNoticeId(0), AccountId(0)), None);
        loop {
            let some = app.db.read(move |conn| tellings::waiting(conn, after, BATCH)).await?;
            let Some((notice, account, _)) = some.last() else { break };
            after = (*notice, *account);
            for (_, account, change) in some {
                let told: Result<(), NormError> =
                    app.db.write(move |conn| tell(conn, change, account, now)).await;
                match told {
                    // Somebody works on it at this moment.
                    Ok(()) | Err(NormError::Ticket(TicketError::Stale)) => {}
                    Err(error) => failed = failed.or(Some(error)),
                }
            }
        }
        failed.map_or(Ok(()), |error| Err(error.into()))
    })
}
