//! The address of an entry that is called otherwise than it was.

use actix_web::web;

use crate::accounts::Visit;
use crate::catalogue::actions;
use crate::kernel::ids::EntryId;
use crate::kernel::text::slug;
use crate::platform::web::{PostForm, WebResult};

/// Whether a name in an address was made of this title.
pub(super) fn fits(name: &str, title: &str) -> bool {
    let plain = slug(title);
    let rest = name.strip_prefix(plain.as_str());
    plain.is_empty() || rest.is_some_and(|rest| rest.is_empty() || is_number(rest))
}

/// What tells entries of one title apart: `-2`, or chance.
fn is_number(rest: &str) -> bool {
    let digits = rest.strip_prefix('-').unwrap_or_default();
    let by_chance = digits.len() == 8 && digits.chars().all(|c| c.is_ascii_hexdigit());
    by_chance || (digits.len() == 1 && digits.chars().all(|c| c.is_ascii_digit()))
}

/// `POST /redazione/{id}/indirizzo`: lets the address follow the title.
///
/// It is a step of its own, and not one of publishing: who publishes looks at the text, an address stands on paper and in mails, and an
/// entry that was called otherwise long ago can be given its address at any time.
///
/// # Errors
/// 404 for what is not public; when the database fails.
pub async fn rename(visit: Visit, id: web::Path<i64>, _: PostForm) -> WebResult {
    let (id, person, now) = (EntryId(id.into_inner()), visit.signed_in()?.clone(), visit.now());
    visit.app().db.write(move |conn| actions::let_address_follow(conn, id, &person, now)).await?;
    Ok(visit.redirect(&format!("/redazione/{id}"), "catalogue-flash-renamed"))
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn an_address_fits_the_title_that_it_was_made_of() {
        for name in ["bonus-nido", "bonus-nido-2", "bonus-nido-1a2b3c4d"] {
            assert!(fits(name, "Bonus nido"), "{name}");
        }
        for name in ["bonus", "bonus-nido-estivo", "bonus-nido-12", "bonus-nidox"] {
            assert!(!fits(name, "Bonus nido"), "{name}");
        }
        assert!(fits("scheda", "???"));
    }
}
