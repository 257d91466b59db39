//! A browser without JavaScript: cookies, redirects, pages, forms.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use scraper::{ElementRef, Html, Selector};
use ureq::Agent;
use ureq::http::{Request, Response, header};

use super::form::Form;

/// Keeps its cookies between requests; a fault of the desk (5xx) fails the test.
pub struct Browser {
    address: SocketAddr,
    agent: Agent,
    cookies: RefCell<BTreeMap<String, String>>,
    language: RefCell<&'static str>,
    network: RefCell<Option<String>>,
    token: RefCell<Option<String>>,
    faults: Cell<bool>,
    origin: Cell<bool>,
    accepts: Cell<&'static str>,
    once: RefCell<Option<(&'static str, String)>>,
}

/// What was answered.
pub struct Page {
    pub status: u16,
    /// Path and query it was found at, after redirects.
    pub path: String,
    pub headers: ureq::http::HeaderMap,
    pub body: Vec<u8>,
}

/// What is sent: method, path, and for a POST the content type and the body.
pub struct Sending<'a> {
    pub method: &'a str,
    pub path: &'a str,
    pub content: Option<(&'a str, Vec<u8>)>,
}

impl Browser {
    pub fn new(address: SocketAddr) -> Self {
        let agent = Agent::config_builder().http_status_as_error(false).max_redirects(0).build().new_agent();
        Self {
            address,
            agent,
            cookies: RefCell::default(),
            language: RefCell::new("it"),
            network: RefCell::default(),
            token: RefCell::default(),
            faults: Cell::default(),
            origin: Cell::default(),
            accepts: Cell::new("*/*"),
            once: RefCell::default(),
        }
    }

    /// Asks for pages in another language from now on.
    pub fn speaks(&self, language: &'static str) {
        *self.language.borrow_mut() = language;
    }

    /// Comes from another address from now on, as the proxy of a desk says that trusts it.
    pub fn comes_from(&self, address: &str) {
        *self.network.borrow_mut() = Some(address.to_owned());
    }

    /// From now on something is broken on purpose, and the desk may say so.
    pub fn may_meet_faults(&self) {
        self.faults.set(true);
    }

    /// Says, as browsers do, that what it sends comes from a page of the desk.
    pub fn sends_from_a_page_of_the_desk(&self) {
        self.origin.set(true);
    }

    /// Is a program with this personal token from now on.
    pub fn acts_for(&self, token: &str) {
        *self.token.borrow_mut() = Some(token.to_owned());
    }

    /// The page at a path, after redirects.
    pub fn get(&self, path: &str) -> Page {
        self.follow(self.get_only(path))
    }

    /// The answer to one request, a redirect included.
    pub fn get_only(&self, path: &str) -> Page {
        self.send(&Sending { method: "GET", path, content: None })
    }

    /// The answer to one request with one more header.
    pub fn ask_with(&self, path: &str, header: &'static str, value: &str) -> Page {
        *self.once.borrow_mut() = Some((header, value.to_owned()));
        self.get_only(path)
    }

    /// Sends fields as they are, whatever form there is; `csrf_token` included only when given.
    pub fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let body = super::form::urlencoded(fields.iter().copied());
        self.send(&Sending {
            method: "POST",
            path,
            content: Some(("application/x-www-form-urlencoded", body)),
        })
    }

    /// The same as a page's script does, which wants to be told in JSON.
    pub fn post_for_json(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        self.accepts.set("application/json");
        let page = self.post(path, fields);
        self.accepts.set("*/*");
        page
    }

    /// Follows redirects as a browser does after any answer.
    pub fn follow(&self, mut page: Page) -> Page {
        for _ in 0..10 {
            let Some(target) = page.redirect() else { return page };
            page = self.get_only(&target);
        }
        panic!("too many redirects, the last to {}", page.path);
    }

    /// Sends one request and keeps the cookies of the answer.
    pub fn send(&self, sending: &Sending<'_>) -> Page {
        let cookies: Vec<String> =
            self.cookies.borrow().iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = Request::builder()
            .method(sending.method)
            .uri(format!("http://{}{}", self.address, sending.path))
            .header(header::ACCEPT, self.accepts.get())
            .header(header::ACCEPT_LANGUAGE, *self.language.borrow());
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        if let Some(address) = self.network.borrow().as_deref() {
            request = request.header("X-Forwarded-For", address);
        }
        if self.origin.get() {
            request = request.header(header::ORIGIN, format!("http://{}", self.address));
        }
        if let Some(token) = self.token.borrow().as_deref() {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        if let Some((name, value)) = self.once.borrow_mut().take() {
            request = request.header(name, value);
        }
        let (kind, body) = sending.content.clone().unzip();
        if let Some(kind) = kind {
            request = request.header(header::CONTENT_TYPE, kind);
        }
        let answer = match body {
            Some(body) => self.agent.run(request.body(body).unwrap()),
            None => self.agent.run(request.body(()).unwrap()),
        };
        let mut answer =
            answer.unwrap_or_else(|error| panic!("{} {}: {error}", sending.method, sending.path));
        self.keep_cookies(&answer);
        let body = answer.body_mut().with_config().limit(50_000_000).read_to_vec().unwrap();
        let page = Page {
            status: answer.status().as_u16(),
            path: sending.path.to_owned(),
            headers: answer.headers().clone(),
            body,
        };
        // 503 is said on purpose: not now.
        assert!(
            page.status < 500 || page.status == 503 || self.faults.get(),
            "{} {} answers {}: {}",
            sending.method,
            sending.path,
            page.status,
            page.text()
        );
        page.tells_mistakes_in_its_order();
        page
    }

    /// Opens a stream of events and answers its head and what follows, line by line.
    pub fn listen(&self, path: &str) -> (String, BufReader<TcpStream>) {
        let cookies: Vec<String> =
            self.cookies.borrow().iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        let (address, cookies) = (self.address, cookies.join("; "));
        let head = format!(
            "GET {path} HTTP/1.1\r\nHost: {address}\r\nCookie: {cookies}\r\nAccept-Encoding: gzip\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).unwrap();
        let mut reader = BufReader::new(stream);
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            assert!(reader.read_line(&mut head).unwrap() > 0, "{path} answers {head:?}");
        }
        (head.to_lowercase(), reader)
    }

    fn keep_cookies<B>(&self, answer: &Response<B>) {
        for cookie in answer.headers().get_all(header::SET_COOKIE) {
            let cookie = cookie.to_str().unwrap();
            let (pair, rest) = cookie.split_once(';').unwrap_or((cookie, ""));
            let (name, value) = pair.split_once('=').unwrap();
            if value.is_empty() || rest.to_ascii_lowercase().contains("max-age=0") {
                self.cookies.borrow_mut().remove(name);
            } else {
                self.cookies.borrow_mut().insert(name.to_owned(), value.to_owned());
            }
        }
    }

    /// Names of the cookies it holds.
    pub fn cookie_names(&self) -> Vec<String> {
        self.cookies.borrow().keys().cloned().collect()
    }

    /// Another browser that stole these cookies, or the same person's second window.
    pub fn copy(&self) -> Self {
        Self { cookies: self.cookies.clone(), ..Self::new(self.address) }
    }
}

impl Page {
    /// The body as text.
    pub fn html(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The words of the page (of its `main`, if it has one), with blanks squeezed.
    pub fn text(&self) -> String {
        let html = Html::parse_document(&self.html());
        let main = html.select(&selector("main")).next().unwrap_or_else(|| html.root_element());
        squeezed(main)
    }

    /// The first heading.
    pub fn title(&self) -> String {
        self.texts("h1").into_iter().next().unwrap_or_default()
    }

    /// Texts of all elements that match a CSS selector.
    pub fn texts(&self, css: &str) -> Vec<String> {
        Html::parse_document(&self.html()).select(&selector(css)).map(squeezed).collect()
    }

    /// An attribute of all elements that match a CSS selector and have it.
    pub fn attributes(&self, css: &str, name: &str) -> Vec<String> {
        let html = Html::parse_document(&self.html());
        html.select(&selector(css)).filter_map(|element| element.attr(name)).map(str::to_owned).collect()
    }

    /// The target of a link by its words.
    pub fn link(&self, words: &str) -> String {
        let html = Html::parse_document(&self.html());
        let found = html.select(&selector("a[href]")).find(|link| squeezed(*link).contains(words));
        let href = found.and_then(|link| link.attr("href")).map(str::to_owned);
        href.unwrap_or_else(|| panic!("no link «{words}» on {}: {}", self.path, self.text()))
    }

    /// The form that posts to an action, with the values it has.
    pub fn form(&self, action: &str) -> Form {
        Form::of(self, action, None)
    }

    /// The same where several forms post there: the one with a hidden field of that value.
    pub fn form_holding(&self, action: &str, name: &str, value: &str) -> Form {
        Form::of(self, action, Some((name, value)))
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// Where a redirect leads, as a path.
    pub fn redirect(&self) -> Option<String> {
        matches!(self.status, 301..=303 | 307 | 308).then(|| self.header("location").unwrap().to_owned())
    }

    /// Fails unless the page says something.
    #[track_caller]
    pub fn says(&self, words: &str) -> &Self {
        assert!(
            self.text().contains(words),
            "{} ({}) does not say «{words}»: {}",
            self.path,
            self.status,
            self.text()
        );
        self
    }

    /// Fails when the page, source included, holds something: within words too, but for short names, which stand in tokens by chance.
    #[track_caller]
    pub fn never_says(&self, words: &str) -> &Self {
        let html = self.html();
        let is_letter = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_');
        let is_short = words.len() <= 5 && words.chars().all(char::is_alphanumeric);
        let is_said = html.match_indices(words).any(|(place, _)| {
            let (before, after) = (&html[..place], &html[place + words.len()..]);
            !is_short || !(before.ends_with(is_letter) || after.starts_with(is_letter))
        });
        assert!(!is_said, "{} says «{words}»", self.path);
        self
    }

    /// Fails when the list of mistakes leads to a field that is not there, or up the page again.
    fn tells_mistakes_in_its_order(&self) {
        if self.status != 422 || self.header("content-type").is_none_or(|kind| !kind.starts_with("text/html"))
        {
            return;
        }
        let html = self.html();
        let places = self.attributes(".dg-errors a", "href").into_iter().map(|target| {
            let field = target.trim_start_matches('#');
            html.find(&format!(" id=\"{field}\""))
                .unwrap_or_else(|| panic!("{} has no field {field}", self.path))
        });
        assert!(places.is_sorted(), "{}: {:?}", self.path, self.texts(".dg-errors a"));
    }

    /// Fails unless the status is this one.
    #[track_caller]
    pub fn is(&self, status: u16) -> &Self {
        assert_eq!(self.status, status, "{}: {}", self.path, self.text());
        self
    }
}

pub(super) fn selector(css: &str) -> Selector {
    Selector::parse(css).unwrap_or_else(|error| panic!("{css}: {error}"))
}

pub(super) fn squeezed(element: ElementRef<'_>) -> String {
    element.text().collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}
