//! What looks like personal data in an entry, decided passage by passage.

use actix_web::web;
use serde::Serialize;

use super::review::{seen, settle};
use super::view::{Names, text};
use crate::accounts::Visit;
use crate::catalogue::actions;
use crate::catalogue::passages::Pointed;
use crate::catalogue::personal_data::Suspicion;
use crate::kernel::clock::Instant;
use crate::kernel::ids::EntryId;
use crate::platform::web::{PostForm, WebResult};

/// A passage as the page shows it.
#[derive(Debug, Serialize)]
pub struct Passage {
    what: String,
    field: String,
    before: String,
    text: String,
    after: String,
    allowed: bool,
    /// Who said that it may be public, and when.
    by: Option<String>,
    at: Option<Instant>,
}

/// The passages of a text; `names` are those of who decided.
pub(super) fn shown(visit: &Visit, pointed: &[Pointed], names: Option<&Names>) -> Vec<Passage> {
    let passage = |pointed: &Pointed| Passage {
        what: text(visit, word(pointed.finding.what)),
        field: text(visit, &pointed.field),
        before: pointed.finding.before.clone(),
        text: pointed.finding.text.clone(),
        after: pointed.finding.after.clone(),
        allowed: pointed.allowed.is_some(),
        by: pointed.allowed.and_then(|allowed| names?.of(Some(allowed.by)).map(str::to_owned)),
        at: pointed.allowed.map(|allowed| allowed.at),
    };
    // What has to be decided comes first.
    let (open, decided): (Vec<&Pointed>, Vec<&Pointed>) =
        pointed.iter().partition(|pointed| pointed.allowed.is_none());
    open.into_iter().chain(decided).map(passage).collect()
}

fn word(what: Suspicion) -> &'static str {
    match what {
        Suspicion::Email => "catalogue-warning-email",
        Suspicion::Phone => "catalogue-warning-phone",
        Suspicion::TaxCode => "catalogue-warning-tax-code",
        Suspicion::Iban => "catalogue-warning-iban",
        Suspicion::VatNumber => "catalogue-warning-vat",
        Suspicion::Party => "catalogue-warning-party",
        Suspicion::Person => "catalogue-warning-person",
        Suspicion::Firm => "catalogue-warning-firm",
        Suspicion::Address => "catalogue-warning-address",
        Suspicion::Plate => "catalogue-warning-plate",
        Suspicion::Birth => "catalogue-warning-birth",
    }
}

/// `POST /redazione/{id}/dati-personali`: says that `passage` may be public, or with `decision=undo` that it has to be decided
/// again.
///
/// # Errors
/// 404; when the database fails.
pub async fn decide(visit: Visit, id: web::Path<i64>, form: PostForm) -> WebResult {
    let (id, seen) = (EntryId(id.into_inner()), seen(&form));
    let (person, now) = (visit.signed_in()?.clone(), visit.now());
    let undo = form.get("decision") == "undo";
    let passage = form.get("passage").to_owned();
    let done = visit
        .app()
        .db
        .write(move |conn| match undo {
            true => actions::take_back(conn, id, &passage, &person, now),
            false => actions::allow(conn, id, seen, &passage, &person, now),
        })
        .await;
    match done {
        Ok(()) => {
            let notice = if undo { "catalogue-flash-undecided" } else { "catalogue-flash-decided" };
            Ok(visit.redirect(&format!("/redazione/{id}#passages"), notice))
        }
        refused => settle(&visit, id, refused, "catalogue-flash-decided"),
    }
}
