//! Whether a request is one of the public's, to be counted.

use actix_web::HttpRequest;
use actix_web::http::Method;
use actix_web::http::header::{HeaderMap, USER_AGENT};

use crate::accounts::Visit;

/// What robots say of themselves, in small letters: who gathers pages, shows them beside a link, or looks whether they work.
const ROBOTS: [&str; 11] = [
    "bot",
    "crawl",
    "spider",
    "slurp",
    "archiv",
    "facebookexternalhit",
    "preview",
    "monitor",
    "lighthouse",
    "headless",
    "feedfetcher",
];

/// Whether somebody of the public asks to look at it now.
pub fn counts(visit: &Visit, request: &HttpRequest) -> bool {
    let is_of_staff = visit.person().is_some_and(|person| person.role.is_staff());
    let headers = request.headers();
    request.method() == Method::GET && !is_of_staff && !is_fetched_ahead(headers) && !is_by_robot(headers)
}

/// A browser fetches what may be looked at next (Fetch, 3.8; older ones say it in their own words).
fn is_fetched_ahead(headers: &HeaderMap) -> bool {
    ["sec-purpose", "purpose", "x-moz"].iter().any(|name| says(headers, name, &["prefetch", "preview"]))
}

fn is_by_robot(headers: &HeaderMap) -> bool {
    says(headers, USER_AGENT.as_str(), &ROBOTS)
}

fn says(headers: &HeaderMap, name: &str, words: &[&str]) -> bool {
    let Some(value) = headers.get(name).and_then(|value| value.to_str().ok()) else { return false };
    let value = value.to_ascii_lowercase();
    words.iter().any(|word| value.contains(word))
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    #[test]
    fn robots_are_told_from_people() {
        let said = |agent: &str| {
            is_by_robot(TestRequest::default().insert_header((USER_AGENT, agent)).to_http_request().headers())
        };
        for robot in [
            "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
            "Mozilla/5.0 (compatible; Yahoo! Slurp; http://help.yahoo.com/help/us/ysearch/slurp)",
            "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)",
            "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/120.0 Safari/537.36",
        ] {
            assert!(said(robot), "{robot}");
        }
        for person in [
            "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Safari/604.1",
            "",
        ] {
            assert!(!said(person), "{person}");
        }
    }

    #[test]
    fn what_is_fetched_ahead_is_told_from_what_is_looked_at() {
        let said = |name: &'static str, value: &'static str| {
            is_fetched_ahead(TestRequest::default().insert_header((name, value)).to_http_request().headers())
        };
        assert!(said("Sec-Purpose", "prefetch;prerender") && said("Purpose", "prefetch"));
        assert!(said("X-Moz", "prefetch") && !said("Sec-Fetch-Dest", "document"));
    }
}
