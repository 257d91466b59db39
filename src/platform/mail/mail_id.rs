//! The Message-ID of a mail (RFC 5322, section 3.6.4), fixed when the mail is queued.

use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::Text;

/// `<local@domain>`, of characters that are safe in a header and in the name of a file.
#[derive(Debug, Clone, PartialEq, Eq, Hash, AsExpression, FromSqlRow)]
#[diesel(sql_type = Text)]
pub struct MailId(String);

impl MailId {
    /// Joins the two parts; `None` when one of them holds anything but letters, digits, `.`, `-` and `_`.
    pub fn new(local: &str, domain: &str) -> Option<Self> {
        (is_safe(local) && is_safe(domain)).then(|| Self(format!("<{local}@{domain}>")))
    }

    /// The id with its angle brackets, as it stands in a header.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands before the `@`: unique at the desk, and fit to name a file.
    pub fn local_part(&self) -> &str {
        self.0.trim_start_matches('<').split('@').next().unwrap_or_default()
    }
}

fn is_safe(part: &str) -> bool {
    !part.is_empty()
        && part.len() <= 200
        && !part.starts_with('.')
        && part.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'))
}

impl<DB> FromSql<Text, DB> for MailId
where
    DB: Backend,
    String: FromSql<Text, DB>,
{
    fn from_sql(bytes: DB::RawValue<'_>) -> deserialize::Result<Self> {
        let text = String::from_sql(bytes)?;
        let parts = text.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')?.split_once('@'));
        parts.and_then(|(local, domain)| Self::new(local, domain)).ok_or_else(|| "not a Message-ID".into())
    }
}

impl<DB> ToSql<Text, DB> for MailId
where
    DB: Backend,
    str: ToSql<Text, DB>,
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
        self.0.as_str().to_sql(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_holds_nothing_that_could_leave_its_header_or_its_folder() {
        let id = MailId::new("ticket-12-7-receipt-3", "esempio.it").expect("plain parts");
        assert_eq!(id.as_str(), "<ticket-12-7-receipt-3@esempio.it>");
        assert_eq!(id.local_part(), "ticket-12-7-receipt-3");
        for local in ["", "a b", "a\r\nBcc: x", "a>b", "../a", "a/b", ".a"] {
            assert_eq!(MailId::new(local, "esempio.it"), None, "{local:?}");
        }
    }
}
