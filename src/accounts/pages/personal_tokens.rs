//! `/profilo/token`: secrets with which programs act for a person of the staff.

use actix_web::web;

use super::profile;
use crate::accounts::actions::personal_token::{self, TokenProblem};
use crate::accounts::visit::Visit;
use crate::kernel::event::Actor;
use crate::kernel::ids::PersonalTokenId;
use crate::kernel::text::Name;
use crate::platform::db::Conn;
use crate::platform::web::{FieldErrors, PostForm, Problem, WebResult};

/// `POST /profilo/token`: makes one of the name `token_name` and shows its secret, this once. The staff.
///
/// A second press is refused by the name, so that it does not make a second token.
///
/// # Errors
/// When the database fails.
pub async fn make(visit: Visit, form: PostForm) -> WebResult {
    let mut errors = FieldErrors::new();
    let name = errors.keep("token_name", "accounts-problem-token-", Name::parse(form.get("token_name")));
    let mut secret = None;
    if let Some(name) = name {
        let (owner, now) = (visit.signed_in()?.clone(), visit.now());
        let make =
            move |conn: &mut Conn| personal_token::make(conn, &owner, &name, Actor::Person(owner.id), now);
        let made = visit.app().db.write(make).await;
        match made {
            Ok(made) => secret = Some(made),
            Err(TokenProblem::NameTaken) => errors.add("token_name", "accounts-problem-token-taken"),
            Err(TokenProblem::Secret) => errors.add("token_name", "accounts-problem-token-secret"),
            Err(TokenProblem::TooMany) => {
                let most = personal_token::MOST.to_string();
                errors.add_with("token_name", "accounts-problem-token-many", vec![("most", most)]);
            }
            Err(TokenProblem::NotStaff | TokenProblem::Nobody) => return Err(Problem::NotFound),
            Err(TokenProblem::Db(error)) => return Err(error.into()),
        }
    }
    profile::show(&visit, secret.as_deref(), form.get("token_name"), &errors).await
}

/// `POST /profilo/token/{id}/revoca`: from now on it opens nothing. Its owner.
///
/// # Errors
/// When the database fails.
pub async fn withdraw(visit: Visit, id: web::Path<i64>, _: PostForm) -> WebResult {
    let (owner, id, now) = (visit.signed_in()?.id, PersonalTokenId(id.into_inner()), visit.now());
    visit.app().db.write(move |conn| personal_token::withdraw(conn, owner, id, now)).await?;
    Ok(visit.redirect("/profilo", "accounts-flash-token-withdrawn"))
}
