//! A browser of a few lines: cookies, forms, no redirects.

use std::collections::BTreeMap;

use scraper::{Html, Selector};
use ureq::Agent;
use ureq::http::{Request, header};

use crate::Outcome;

/// Somebody's browser.
pub struct Client {
    base: String,
    agent: Agent,
    cookies: BTreeMap<String, String>,
}

/// What was answered.
pub struct Answer {
    pub status: u16,
    /// Where a redirect leads.
    pub location: String,
    pub body: String,
}

impl Client {
    fn new(base: &str) -> Self {
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_global(Some(std::time::Duration::from_secs(30)))
            .build()
            .new_agent();
        Self { base: base.to_owned(), agent, cookies: BTreeMap::new() }
    }

    pub fn sign_in(base: &str, email: &str, password: &str) -> Outcome<Self> {
        let mut client = Self::new(base);
        let page = client.get("/accesso")?;
        let token = token_of(&page.body)?;
        let answer =
            client.post("/accesso", &[("csrf_token", &token), ("email", email), ("password", password)])?;
        match answer.status {
            303 => Ok(client),
            status => Err(format!("{email} cannot sign in at {base}: {status}").into()),
        }
    }

    pub fn get(&mut self, path: &str) -> Outcome<Answer> {
        self.send("GET", path, None)
    }

    pub fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Outcome<Answer> {
        let pairs: Vec<String> =
            fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        self.send("POST", path, Some(pairs.join("&")))
    }

    /// The token of a form on a page.
    pub fn token(&self, path: &str) -> Outcome<String> {
        let mut copy = Self { cookies: self.cookies.clone(), ..Self::new(&self.base) };
        token_of(&copy.get(path)?.body)
    }

    /// The value of the `Cookie` header.
    pub fn cookie(&self) -> String {
        let pairs: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        pairs.join("; ")
    }

    fn send(&mut self, method: &str, path: &str, body: Option<String>) -> Outcome<Answer> {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.base))
            .header(header::ACCEPT_LANGUAGE, "it")
            .header(header::COOKIE, self.cookie());
        let mut answer = match body {
            Some(body) => {
                request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
                self.agent.run(request.body(body)?)?
            }
            None => self.agent.run(request.body(())?)?,
        };
        for cookie in answer.headers().get_all(header::SET_COOKIE) {
            let pair = cookie.to_str()?.split(';').next().unwrap_or_default();
            if let Some((name, value)) = pair.split_once('=') {
                match value {
                    "" => self.cookies.remove(name),
                    value => self.cookies.insert(name.to_owned(), value.to_owned()),
                };
            }
        }
        let location = answer.headers().get(header::LOCATION).and_then(|value| value.to_str().ok());
        let location = location.unwrap_or_default().to_owned();
        let (status, body) = (answer.status().as_u16(), answer.body_mut().read_to_string()?);
        Ok(Answer { status, location, body })
    }
}

/// The value of the first field that a CSS selector finds.
pub fn value_of(html: &str, css: &str) -> Option<String> {
    let (html, css) = (Html::parse_document(html), Selector::parse(css).ok()?);
    Some(html.select(&css).next()?.attr("value")?.to_owned())
}

fn token_of(html: &str) -> Outcome<String> {
    value_of(html, "[name=csrf_token]").ok_or_else(|| "the page has no form".into())
}

pub fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}
