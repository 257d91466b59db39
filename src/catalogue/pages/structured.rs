//! What an entry says of itself to search engines: schema.org, as JSON-LD in the page.
//!
//! An answer and a practice are an `Article`, as Google documents it; the question of an answer is its main entity. `QAPage` is for pages
//! where visitors may answer, and `FAQPage` has not been shown since May 2026
//! (<https://developers.google.com/search/docs/appearance/structured-data>). A service is a `GovernmentService`, as the model for
//! municipal sites asks (R.SI.1.1).

use serde_json::{Value, json};

use super::entry::shortened;
use crate::catalogue::details::{Details, Field};
use crate::catalogue::model::PublicEntry;
use crate::platform::config::Config;
use crate::platform::web::markdown;

const LICENCE: &str = "https://creativecommons.org/licenses/by/4.0/";
/// Characters of an answer that says nothing in brief.
const PASSAGE: usize = 500;

/// What stands between the tags of a `script` of the type `application/ld+json`: no browser runs it, and nothing in it ends the element.
pub fn of(entry: &PublicEntry, topic: Option<&str>, config: &Config) -> String {
    let content = &entry.content;
    let url = config.server.public_url.join(&format!("/catalogo/{}", entry.slug));
    let brief = match content.summary.is_empty() {
        true => shortened(&markdown::to_plain(content.body.as_str()), PASSAGE),
        false => content.summary.clone(),
    };
    let office = json!({
        "@type": "GovernmentOrganization",
        "name": config.office.authority,
        "url": config.server.public_url.as_str(),
    });
    let mut said = json!({
        "@context": "https://schema.org",
        "@id": url,
        "url": url,
        "description": brief,
        "inLanguage": content.language,
        "license": LICENCE,
        "mainEntityOfPage": { "@type": "WebPage", "@id": url, "lastReviewed": content.verified_on },
    });
    let mut say = |name: &str, value: Value| said[name] = value;
    match &content.details {
        Details::Service(_) => {
            let fields: Vec<(Field, String)> = content.details.written().collect();
            let field = |name| written(&fields, name);
            let body = field("body").map(|name| json!({ "@type": "Organization", "name": name }));
            say("@type", "GovernmentService".into());
            say("name", content.title.as_str().into());
            say("serviceType", topic.into());
            say("serviceOperator", office);
            say("provider", body.unwrap_or(Value::Null));
            let place = if content.territory.is_empty() { "Provincia di Milano" } else { &content.territory };
            say("areaServed", json!({ "@type": "AdministrativeArea", "name": place }));
            say("availableChannel", channel(&fields));
            let offered = field("services").unwrap_or_default();
            let offered: Vec<Value> = offered
                .lines()
                .map(|name| json!({ "@type": "Offer", "itemOffered": { "@type": "Service", "name": name } }))
                .collect();
            if !offered.is_empty() {
                say("hasOfferCatalog", json!({ "@type": "OfferCatalog", "itemListElement": offered }));
            }
        }
        Details::Answer(_) | Details::Practice(_) => {
            say("@type", "Article".into());
            say("headline", content.title.as_str().into());
            say("articleSection", topic.into());
            say("dateModified", entry.published_at.rfc3339().into());
            say("author", office.clone());
            say("publisher", office);
            if matches!(content.details, Details::Answer(_)) {
                let answer = json!({ "@type": "Answer", "text": brief, "url": url });
                let question =
                    json!({ "@type": "Question", "name": content.title, "acceptedAnswer": answer });
                say("mainEntity", question);
            }
        }
    }
    harmless(&without_nothing(said).to_string())
}

fn channel(fields: &[(Field, String)]) -> Value {
    let field = |name| written(fields, name);
    let phone = field("phone").and_then(|numbers| numbers.split(", ").next());
    json!({
        "@type": "ServiceChannel",
        "serviceUrl": field("website"),
        "servicePhone": phone.map(|number| json!({ "@type": "ContactPoint", "telephone": number, "email": field("email") })),
        "serviceLocation": {
            "@type": "Place",
            "address": {
                "@type": "PostalAddress",
                "streetAddress": field("address"),
                "addressLocality": field("municipality"),
                "addressCountry": "IT",
            },
        },
    })
}

fn written<'a>(fields: &'a [(Field, String)], name: &str) -> Option<&'a str> {
    let said = fields.iter().find(|(field, text)| field.name == name && !text.is_empty());
    said.map(|(_, text)| text.as_str())
}

/// Without the fields that say nothing.
fn without_nothing(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let said = fields.into_iter().filter(|(_, value)| !value.is_null());
            Value::Object(said.map(|(name, value)| (name, without_nothing(value))).collect())
        }
        other => other,
    }
}

/// JSON that may stand in an element of HTML: within a text, which is where alone they occur, these letters may as well be written by
/// their numbers.
fn harmless(json: &str) -> String {
    let mut safe = String::with_capacity(json.len() + 32);
    for c in json.chars() {
        match c {
            '<' => safe.push_str("\\u003c"),
            '>' => safe.push_str("\\u003e"),
            '&' => safe.push_str("\\u0026"),
            '\u{2028}' => safe.push_str("\\u2028"),
            '\u{2029}' => safe.push_str("\\u2029"),
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::harmless;

    #[test]
    fn nothing_ends_the_element_and_nothing_is_lost() {
        let said = json!({ "name": "</script><script>alert(1)</script><!-- &amp; \u{2028}\u{2029}\"\\" });
        let safe = harmless(&said.to_string());
        assert!(!safe.contains(['<', '>', '&', '\u{2028}', '\u{2029}']), "{safe}");
        assert_eq!(serde_json::from_str::<Value>(&safe).expect("JSON"), said);
    }
}
