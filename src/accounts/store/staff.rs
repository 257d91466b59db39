//! Rows of organisations and of staff, as administration sees and changes them.

use std::collections::HashMap;

use diesel::prelude::*;

use super::people::{PERSON, PersonRow, person_of};
use crate::accounts::model::{AccountState, Person, Role};
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, OrganisationId};
use crate::kernel::text::Name;
use crate::platform::db::schema::{accounts, organisations};
use crate::platform::db::{Conn, DbResult, portable};

/// The organisation of this name, made when new.
///
/// # Errors
/// When the database fails.
pub fn organisation(conn: &mut Conn, name: &Name) -> DbResult<OrganisationId> {
    if let Some(known) = organisation_of(conn, name)? {
        return Ok(known);
    }
    // Whoever waited here for another who made it finds it now.
    portable::exclusive(conn, "organisations")?;
    match organisation_of(conn, name)? {
        Some(known) => Ok(known),
        None => Ok(diesel::insert_into(organisations::table)
            .values(organisations::name.eq(name))
            .returning(organisations::id)
            .get_result(conn)?),
    }
}

fn organisation_of(conn: &mut Conn, name: &Name) -> DbResult<Option<OrganisationId>> {
    Ok(organisations::table
        .filter(organisations::name.eq(name))
        .select(organisations::id)
        .first(conn)
        .optional()?)
}

/// The names of all organisations.
///
/// # Errors
/// When the database fails.
pub fn organisations(conn: &mut Conn) -> DbResult<Vec<String>> {
    Ok(organisations::table.order(organisations::name).select(organisations::name).load(conn)?)
}

/// Every organisation with its name, by name.
///
/// # Errors
/// When the database fails.
pub fn partners(conn: &mut Conn) -> DbResult<Vec<(OrganisationId, String)>> {
    Ok(organisations::table
        .order(organisations::name)
        .select((organisations::id, organisations::name))
        .load(conn)?)
}

/// The accounts of each organisation's staff, whatever their state: what somebody held who left was its own.
///
/// # Errors
/// When the database fails.
pub fn staff_by_partner(conn: &mut Conn) -> DbResult<HashMap<OrganisationId, Vec<AccountId>>> {
    let rows: Vec<(Option<OrganisationId>, AccountId)> = accounts::table
        .filter(accounts::role.eq_any(staff_roles()).and(accounts::organisation_id.is_not_null()))
        .select((accounts::organisation_id, accounts::id))
        .load(conn)?;
    let mut found: HashMap<OrganisationId, Vec<AccountId>> = HashMap::new();
    for (organisation, account) in rows {
        if let Some(organisation) = organisation {
            found.entry(organisation).or_default().push(account);
        }
    }
    Ok(found)
}

/// A member of staff with what administration shows.
#[derive(Debug, Clone, serde::Serialize)]
pub struct StaffMember {
    /// Who.
    #[serde(flatten)]
    pub person: Person,
    /// Name of the partner.
    pub organisation_name: Option<String>,
    /// Last sign-in.
    pub last_sign_in_at: Option<Instant>,
}

/// One account of staff.
///
/// # Errors
/// When the database fails.
pub fn find(conn: &mut Conn, id: AccountId) -> DbResult<Option<StaffMember>> {
    let row = accounts::table
        .left_join(organisations::table)
        .filter(accounts::id.eq(id).and(accounts::role.ne(Role::Requester)))
        .select((PERSON, organisations::name.nullable(), accounts::last_sign_in_at))
        .first(conn)
        .optional()?;
    Ok(row.map(member_of))
}

/// Every account of staff, by surname.
///
/// # Errors
/// When the database fails.
pub fn list(conn: &mut Conn) -> DbResult<Vec<StaffMember>> {
    let rows = accounts::table
        .left_join(organisations::table)
        .filter(accounts::role.eq_any(staff_roles()))
        .order(accounts::id)
        .select((PERSON, organisations::name.nullable(), accounts::last_sign_in_at))
        .load(conn)?;
    let mut staff: Vec<StaffMember> = rows.into_iter().map(member_of).collect();
    staff.sort_by_cached_key(|member| member.person.name.sort_key());
    Ok(staff)
}

/// Named one by one, the roles are a range of an index among all who ask.
fn staff_roles() -> Vec<Role> {
    Role::ALL.iter().copied().filter(|role| role.is_staff()).collect()
}

fn member_of(row: (PersonRow, Option<String>, Option<Instant>)) -> StaffMember {
    let (person, organisation_name, last_sign_in_at) = row;
    StaffMember { person: person_of(person), organisation_name, last_sign_in_at }
}

/// Changes the state of an account.
///
/// # Errors
/// When the database fails.
pub fn set_state(conn: &mut Conn, id: AccountId, state: AccountState) -> DbResult<()> {
    diesel::update(accounts::table.find(id)).set(accounts::state.eq(state)).execute(conn)?;
    Ok(())
}

/// Changes role and organisation of a member of staff.
///
/// # Errors
/// When the database fails.
pub fn set_role(
    conn: &mut Conn,
    id: AccountId,
    role: Role,
    organisation: Option<OrganisationId>,
) -> DbResult<()> {
    diesel::update(accounts::table.find(id))
        .set((accounts::role.eq(role), accounts::organisation_id.eq(organisation)))
        .execute(conn)?;
    Ok(())
}
