//! Rows of what the figures keep of who asked.

use diesel::prelude::*;

use crate::accounts::{AgeClass, CompanySize, Gender, Profile, Sector};
use crate::kernel::ids::TicketId;
use crate::platform::db::schema::ticket_profiles;
use crate::platform::db::{Conn, DbResult};

/// Writes the profile of a new question, if anything was told.
pub fn insert(conn: &mut Conn, ticket: TicketId, profile: &Profile) -> DbResult<()> {
    if *profile == Profile::default() {
        return Ok(());
    }
    diesel::insert_into(ticket_profiles::table)
        .values((
            ticket_profiles::ticket_id.eq(ticket),
            ticket_profiles::company_size.eq(profile.size),
            ticket_profiles::sector.eq(profile.sector),
            ticket_profiles::gender.eq(profile.gender),
            ticket_profiles::age_class.eq(profile.age),
            ticket_profiles::children.eq(profile.children),
        ))
        .execute(conn)?;
    Ok(())
}

/// A question split off another was asked by the same person.
pub fn copy(conn: &mut Conn, from: TicketId, into: TicketId) -> DbResult<()> {
    type Row = (Option<CompanySize>, Option<Sector>, Option<Gender>, Option<AgeClass>, Option<i32>);
    let row: Option<Row> = ticket_profiles::table
        .find(from)
        .select((
            ticket_profiles::company_size,
            ticket_profiles::sector,
            ticket_profiles::gender,
            ticket_profiles::age_class,
            ticket_profiles::children,
        ))
        .first(conn)
        .optional()?;
    let Some((size, sector, gender, age, children)) = row else { return Ok(()) };
    insert(conn, into, &Profile { size, sector, gender, age, children })
}
