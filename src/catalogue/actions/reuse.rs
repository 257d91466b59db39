//! An entry used again in an answer.

use crate::catalogue::store;
use crate::kernel::clock::Instant;
use crate::kernel::ids::MessageId;
use crate::platform::db::{Conn, DbResult};
use crate::platform::web::markdown;

/// Counts, once each, the public entries that an answer (Markdown) leads to: by a local address or by one of `site`. To be
/// called in the transaction that sends it.
///
/// # Errors
/// When the database fails.
pub fn count_reuse(
    conn: &mut Conn,
    answer: &str,
    site: &str,
    message: MessageId,
    now: Instant,
) -> DbResult<()> {
    let slugs = slugs_in(answer, site);
    if slugs.is_empty() { Ok(()) } else { store::reuses::insert(conn, &slugs, message, now) }
}

/// The names of the entries that links of a text lead to.
fn slugs_in(text: &str, site: &str) -> Vec<String> {
    let local = |link: String| {
        let path = link.strip_prefix(site).unwrap_or(&link).strip_prefix("/catalogo/")?;
        path.split(['?', '#', '/']).next().filter(|slug| !slug.is_empty()).map(str::to_owned)
    };
    let mut slugs: Vec<String> = markdown::links(text).into_iter().filter_map(local).collect();
    slugs.sort_unstable();
    slugs.dedup();
    slugs
}

#[cfg(test)]
mod tests {
    use super::slugs_in;

    #[test]
    fn links_to_entries_are_found_however_they_are_written() {
        let site = "https://dialoga.example.it";
        let text = "Vedi [la scheda](/catalogo/congedo-parentale), \
                    [il nido](https://dialoga.example.it/catalogo/nido?x=1#y) e <https://dialoga.example.it/catalogo/congedo-parentale>. \
                    Non [questa](https://altrove.example/catalogo/finta) né `/catalogo/codice` né /catalogo/.";
        assert_eq!(slugs_in(text, site), ["congedo-parentale", "nido"]);
    }
}
