//! Taking the words out of questions.

use diesel::prelude::*;

use super::tickets::several;
use crate::kernel::ids::{AccountId, DraftId, MessageId, TicketId};
use crate::platform::db::schema::{
    answer_drafts, attachments, messages, question_drafts, ratings, ticket_links, ticket_presence, tickets,
};
use crate::platform::db::{Conn, DbResult};
use crate::tickets::erasure::Residue;
use crate::tickets::model::Ticket;

/// So many ids go into one statement; SQLite allows 32,766 values.
const AT_ONCE: usize = 1_000;

/// The questions of a person, by number.
pub fn of(conn: &mut Conn, account: AccountId) -> DbResult<Vec<TicketId>> {
    Ok(tickets::table
        .filter(tickets::requester_id.eq(account))
        .order(tickets::id.asc())
        .select(tickets::id)
        .load(conn)?)
}

/// The questions of a person that are open, by number.
pub fn open_of(conn: &mut Conn, account: AccountId) -> DbResult<Vec<Ticket>> {
    let ids = of(conn, account)?;
    let mut open: Vec<Ticket> = Vec::new();
    for ids in ids.chunks(AT_ONCE) {
        open.extend(several(conn, ids)?.into_iter().filter(|ticket| ticket.state.is_open()));
    }
    open.sort_unstable_by_key(|ticket| ticket.id);
    Ok(open)
}

/// How much is kept of a person: questions, messages in them, files.
pub fn count(conn: &mut Conn, account: AccountId) -> DbResult<(i64, i64, i64)> {
    let questions = tickets::table.filter(tickets::requester_id.eq(account)).count().get_result(conn)?;
    let hers = messages::table.inner_join(tickets::table).filter(tickets::requester_id.eq(account));
    let said = hers.count().get_result(conn)?;
    let files = attachments::table
        .inner_join(messages::table.inner_join(tickets::table))
        .filter(tickets::requester_id.eq(account))
        .count()
        .get_result(conn)?;
    Ok((questions, said, files))
}

/// Puts `residue` where words were, and deletes what is nothing but words. Answers how many messages there were, and where the
/// files lie.
pub fn erase(
    conn: &mut Conn,
    account: AccountId,
    ids: &[TicketId],
    residue: &Residue,
) -> DbResult<(i64, Vec<String>)> {
    let (mut count, mut files) = (0, erase_draft(conn, account)?);
    for ids in ids.chunks(AT_ONCE) {
        let said: Vec<MessageId> =
            messages::table.filter(messages::ticket_id.eq_any(ids)).select(messages::id).load(conn)?;
        for said in said.chunks(AT_ONCE) {
            let of_message = attachments::table.filter(attachments::message_id.eq_any(said));
            files.extend(
                diesel::delete(of_message).returning(attachments::storage_key).get_results::<String>(conn)?,
            );
        }
        count += i64::try_from(said.len()).unwrap_or(i64::MAX);
        diesel::update(messages::table.filter(messages::ticket_id.eq_any(ids)))
            .set((messages::body.eq(&residue.body), messages::mail_id.eq(None::<i64>)))
            .execute(conn)?;
        diesel::update(ratings::table.filter(ratings::ticket_id.eq_any(ids)))
            .set(ratings::words.eq(None::<String>))
            .execute(conn)?;
        diesel::delete(answer_drafts::table.filter(answer_drafts::ticket_id.eq_any(ids))).execute(conn)?;
        diesel::delete(ticket_presence::table.filter(ticket_presence::ticket_id.eq_any(ids)))
            .execute(conn)?;
        let linked = ticket_links::low_id.eq_any(ids).or(ticket_links::high_id.eq_any(ids));
        diesel::delete(ticket_links::table.filter(linked)).execute(conn)?;
        // A form that shows what was there before is stale from now on, and no link opens it.
        diesel::update(tickets::table.filter(tickets::id.eq_any(ids)))
            .set((
                tickets::subject.eq(&residue.subject),
                tickets::submission_key.eq(None::<String>),
                tickets::content_hash.eq(""),
                tickets::reference.eq(None::<String>),
                tickets::links_revision.eq(tickets::links_revision + 1),
                tickets::version.eq(tickets::version + 1),
            ))
            .execute(conn)?;
    }
    Ok((count, files))
}

fn erase_draft(conn: &mut Conn, account: AccountId) -> DbResult<Vec<String>> {
    let drafts: Vec<DraftId> = question_drafts::table
        .filter(question_drafts::account_id.eq(account))
        .select(question_drafts::id)
        .load(conn)?;
    let of_draft = attachments::table.filter(attachments::draft_id.eq_any(&drafts));
    let files = diesel::delete(of_draft).returning(attachments::storage_key).get_results(conn)?;
    diesel::delete(question_drafts::table.filter(question_drafts::account_id.eq(account))).execute(conn)?;
    Ok(files)
}
