//! `/amministrazione/utenti`: the staff of the desk, for coordinators and admins.

use actix_web::web;
use serde::Serialize;
use tera::{Context, context};

use super::choices::roles;
use super::values;
use crate::accounts::actions::membership::{self, MembershipError};
use crate::accounts::forms::member as forms;
use crate::accounts::model::Person;
use crate::accounts::permissions::may_administer;
use crate::accounts::store::staff::{self, StaffMember};
use crate::accounts::visit::Visit;
use crate::kernel::ids::AccountId;
use crate::platform::db::{Conn, DbError};
use crate::platform::mail::outbox::{self, Undeliverable};
use crate::platform::web::{FieldErrors, PostForm, Problem, WebResult};

const LIST: &str = "/amministrazione/utenti";
const INVITATION_FIELDS: [&str; 4] = ["name", "email", "role", "organisation"];

#[derive(Serialize)]
struct Line {
    #[serde(flatten)]
    member: StaffMember,
    /// Whether the visitor may change this account.
    editable: bool,
    /// Since when no mail reaches this person.
    unreached: Option<Undeliverable>,
}

/// `GET /amministrazione/utenti?q=`: everybody, or those whose name, address or organisation has the text in it.
pub async fn list(visit: Visit) -> WebResult {
    let by = visit.signed_in()?.clone();
    let q = visit.query("q");
    let wanted = q.trim().to_lowercase();
    let read = |conn: &mut Conn| {
        let staff = staff::list(conn)?;
        let ids: Vec<AccountId> = staff.iter().map(|member| member.person.id).collect();
        let unreached = outbox::undeliverable_of(conn, &ids)?;
        Ok((staff, unreached))
    };
    let (staff, unreached) = visit.app().db.read::<_, DbError, _>(read).await?;
    let lines: Vec<Line> = staff
        .into_iter()
        .filter(|member| {
            let organisation = member.organisation_name.as_deref().unwrap_or_default();
            [member.person.name.as_str(), member.person.address(), organisation]
                .iter()
                .any(|text| text.to_lowercase().contains(&wanted))
        })
        .map(|member| Line {
            editable: may_edit(&by, &member.person),
            unreached: unreached.get(&member.person.id).cloned(),
            member,
        })
        .collect();
    visit.render("accounts/users.html", context! { users => &lines, q => &q })
}

/// `GET /amministrazione/utenti/invito`: the form of an invitation.
pub async fn invitation_form(visit: Visit) -> WebResult {
    let context = invitation_page(&visit, None).await?;
    visit.render("accounts/invite.html", context)
}

/// `POST /amministrazione/utenti/invito`: makes the account and mails the invitation.
pub async fn invite(visit: Visit, form: PostForm) -> WebResult {
    let by = visit.signed_in()?.clone();
    let outcome = match forms::parse_invitation(&form, &by) {
        Err(errors) => Err(errors),
        Ok(new) => {
            let now = visit.now();
            match visit.app().db.write(move |conn| membership::invite(conn, &new, &by, now)).await {
                Ok(_) => Ok(()),
                Err(MembershipError::AddressTaken) => {
                    let mut errors = FieldErrors::new();
                    errors.add("email", "accounts-error-email-taken");
                    Err(errors)
                }
                Err(other) => return Err(other.into()),
            }
        }
    };
    match outcome {
        Ok(()) => Ok(visit.redirect(LIST, "accounts-flash-invited")),
        Err(errors) => {
            let context = invitation_page(&visit, Some(&form)).await?;
            visit.render_invalid("accounts/invite.html", context, &errors)
        }
    }
}

/// `GET /amministrazione/utenti/{id}`: one account of staff.
pub async fn user(visit: Visit, id: web::Path<i64>) -> WebResult {
    let context = user_page(&visit, AccountId(*id), None).await?;
    visit.render("accounts/user.html", context)
}

/// `POST /amministrazione/utenti/{id}/ruolo`: another role or organisation.
pub async fn change_role(visit: Visit, id: web::Path<i64>, form: PostForm) -> WebResult {
    let (by, id) = (visit.signed_in()?.clone(), AccountId(*id));
    let (role, organisation) = match forms::parse_role(&form, &by) {
        Ok(parsed) => parsed,
        Err(errors) => {
            let context = user_page(&visit, id, Some(&form)).await?;
            return visit.render_invalid("accounts/user.html", context, &errors);
        }
    };
    let departure = visit.app().departure;
    change(&visit, id, "accounts-flash-role-changed", move |conn, now| {
        membership::change_role(conn, id, role, organisation.as_ref(), &by, departure, now)
    })
    .await
}

/// `POST /amministrazione/utenti/{id}/disattivazione`: no sign-in, no mail.
pub async fn disable(visit: Visit, id: web::Path<i64>, _: PostForm) -> WebResult {
    let (by, id) = (visit.signed_in()?.clone(), AccountId(*id));
    let departure = visit.app().departure;
    change(&visit, id, "accounts-flash-disabled", move |conn, now| {
        membership::disable(conn, id, &by, departure, now)
    })
    .await
}

/// `POST /amministrazione/utenti/{id}/riattivazione`.
pub async fn enable(visit: Visit, id: web::Path<i64>, _: PostForm) -> WebResult {
    let (by, id) = (visit.signed_in()?.clone(), AccountId(*id));
    change(&visit, id, "accounts-flash-enabled", move |conn, now| membership::enable(conn, id, &by, now))
        .await
}

/// `POST /amministrazione/utenti/{id}/invito`: the invitation once more.
pub async fn invite_again(visit: Visit, id: web::Path<i64>, _: PostForm) -> WebResult {
    let (by, id) = (visit.signed_in()?.clone(), AccountId(*id));
    change(&visit, id, "accounts-flash-invited", move |conn, now| {
        membership::invite_again(conn, id, &by, now)
    })
    .await
}

/// `POST /amministrazione/utenti/{id}/email`: the address is right: what was not sent there leaves now.
pub async fn try_mail_again(visit: Visit, id: web::Path<i64>, _: PostForm) -> WebResult {
    let (id, now) = (AccountId(*id), visit.now());
    let again = move |conn: &mut Conn| {
        let member = staff::find(conn, id)?;
        if member.is_some() {
            outbox::is_reached_again(conn, id, now)?;
        }
        Ok(member)
    };
    visit.app().db.write::<_, DbError, _>(again).await?.ok_or(Problem::NotFound)?;
    Ok(visit.redirect(&format!("{LIST}/{id}"), "accounts-flash-user-unreached-again"))
}

async fn change<F>(visit: &Visit, id: AccountId, flash: &str, work: F) -> WebResult
where
    F: FnOnce(&mut Conn, crate::kernel::clock::Instant) -> Result<(), MembershipError> + Send + 'static,
{
    let now = visit.now();
    visit.app().db.write(move |conn| work(conn, now)).await?;
    Ok(visit.redirect(&format!("{LIST}/{id}"), flash))
}

fn may_edit(by: &Person, member: &Person) -> bool {
    may_administer(by, member.role) && by.id != member.id
}

async fn invitation_page(visit: &Visit, form: Option<&PostForm>) -> Result<Context, Problem> {
    let organisations = visit.app().db.read(staff::organisations).await?;
    Ok(context! {
        values => &values(form, &INVITATION_FIELDS),
        roles => &roles(visit, visit.signed_in()?),
        organisations => &organisations,
        days => &visit.app().config.accounts.invitation_days,
    })
}

async fn user_page(visit: &Visit, id: AccountId, form: Option<&PostForm>) -> Result<Context, Problem> {
    let by = visit.signed_in()?;
    let read = move |conn: &mut Conn| {
        let unreached = outbox::undeliverable_since(conn, id)?;
        Ok((staff::find(conn, id)?, staff::organisations(conn)?, unreached))
    };
    let (member, organisations, unreached) = visit.app().db.read::<_, DbError, _>(read).await?;
    let member = member.ok_or(Problem::NotFound)?;
    let values = match form {
        Some(form) => values(Some(form), &["role", "organisation"]),
        None => super::Values::from([
            ("role", member.person.role.to_string()),
            ("organisation", member.organisation_name.clone().unwrap_or_default()),
        ]),
    };
    Ok(context! {
        values => &values,
        editable => &may_edit(by, &member.person),
        user => &member,
        unreached => &unreached,
        roles => &roles(visit, by),
        organisations => &organisations,
    })
}

impl From<MembershipError> for Problem {
    fn from(error: MembershipError) -> Self {
        match error {
            MembershipError::NotAllowed => Self::NotFound,
            MembershipError::AddressTaken => Self::Conflict,
            MembershipError::Database(cause) => Self::from(cause),
        }
    }
}
