//! Forms as people fill them: only fields that are there, with the values they already have.

use scraper::{ElementRef, Html};

use super::browser::{Browser, Page, Sending, selector, squeezed};

/// A form of a page.
#[derive(Debug, Clone)]
pub struct Form {
    page: String,
    action: String,
    multipart: bool,
    /// Every name that the form has, also of fields that send nothing as they stand.
    names: Vec<String>,
    values: Vec<(String, String)>,
    files: Vec<(String, String, Vec<u8>)>,
}

impl Form {
    /// The form to `action`; of several, the one that holds the field with that value.
    pub(super) fn of(page: &Page, action: &str, holding: Option<(&str, &str)>) -> Self {
        let html = Html::parse_document(&page.html());
        let here = page.path.split('?').next().unwrap_or_default();
        let forms: Vec<ElementRef<'_>> = html.select(&selector("form")).collect();
        let target = |form: &ElementRef<'_>| form.attr("action").unwrap_or(here).to_owned();
        let holds = |form: &ElementRef<'_>| {
            holding.is_none_or(|(name, value)| {
                form.select(&selector(&format!("[name=\"{name}\"][value=\"{value}\"]"))).next().is_some()
            })
        };
        let Some(form) = forms.iter().find(|form| target(form) == action && holds(form)) else {
            let known: Vec<String> = forms.iter().map(target).collect();
            panic!(
                "no form to {action} on {} ({}), only to {known:?}: {}",
                page.path,
                page.status,
                page.text()
            );
        };
        let mut this = Self {
            page: page.path.clone(),
            action: action.to_owned(),
            multipart: form.attr("enctype") == Some("multipart/form-data"),
            names: Vec::new(),
            values: Vec::new(),
            files: Vec::new(),
        };
        for field in form.select(&selector("input[name], textarea[name], select[name], button[name]")) {
            this.take(field);
        }
        this
    }

    fn take(&mut self, field: ElementRef<'_>) {
        let name = field.attr("name").unwrap_or_default().to_owned();
        self.names.push(name.clone());
        let value = match (field.value().name(), field.attr("type").unwrap_or("text")) {
            ("button", _) | (_, "submit" | "file") => return,
            ("input", "checkbox" | "radio") if field.attr("checked").is_none() => return,
            ("input", "checkbox" | "radio") => field.attr("value").unwrap_or("on").to_owned(),
            ("textarea", _) => {
                let text: String = field.text().collect();
                text.strip_prefix('\n').map_or(text.clone(), str::to_owned)
            }
            ("select", _) => {
                let chosen = field.select(&selector("option[selected]")).next();
                let first = || field.select(&selector("option")).next();
                match chosen.or_else(first) {
                    Some(option) => option.attr("value").map_or_else(|| squeezed(option), str::to_owned),
                    None => return,
                }
            }
            _ => field.attr("value").unwrap_or_default().to_owned(),
        };
        self.values.push((name, value));
    }

    /// The value a field has.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.values.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Fills a field in, ticks a box or presses a button; the form must have it.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.check(name);
        self.values.retain(|(known, _)| known != name);
        self.values.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Attaches a file; a field can hold several.
    #[must_use]
    pub fn with_file(mut self, name: &str, file: &str, content: &[u8]) -> Self {
        self.check(name);
        assert!(self.multipart, "the form to {} cannot carry files", self.action);
        self.files.push((name.to_owned(), file.to_owned(), content.to_vec()));
        self
    }

    /// Adds or changes anything, as whoever forges a form does.
    #[must_use]
    pub fn forged(mut self, name: &str, value: &str) -> Self {
        self.values.retain(|(known, _)| known != name);
        self.values.push((name.to_owned(), value.to_owned()));
        self
    }

    fn check(&self, name: &str) {
        let (page, names) = (&self.page, &self.names);
        assert!(names.iter().any(|known| known == name), "no field {name} on {page}, only {names:?}");
    }

    /// Leaves a field out: a box that is not ticked.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.check(name);
        self.values.retain(|(known, _)| known != name);
        self
    }

    /// The same fields for another address, as a button with `formaction` sends them.
    #[must_use]
    pub fn to(mut self, action: &str) -> Self {
        self.action = action.to_owned();
        self
    }

    /// Sends it and follows where the answer leads.
    pub fn send(&self, browser: &Browser) -> Page {
        browser.follow(self.send_only(browser))
    }

    /// Sends it and looks at the answer itself.
    pub fn send_only(&self, browser: &Browser) -> Page {
        let fields = self.values.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let content = if self.multipart {
            ("multipart/form-data; boundary=dialoga-test-boundary", self.multipart_body())
        } else {
            ("application/x-www-form-urlencoded", urlencoded(fields))
        };
        browser.send(&Sending { method: "POST", path: &self.action, content: Some(content) })
    }

    fn multipart_body(&self) -> Vec<u8> {
        let mut body = Vec::new();
        let mut part = |head: String, content: &[u8]| {
            body.extend_from_slice(b"--dialoga-test-boundary\r\nContent-Disposition: form-data; ");
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(b"\r\n\r\n");
            body.extend_from_slice(content);
            body.extend_from_slice(b"\r\n");
        };
        for (name, value) in &self.values {
            part(format!("name=\"{name}\""), value.as_bytes());
        }
        for (name, file, content) in &self.files {
            let head =
                format!("name=\"{name}\"; filename=\"{file}\"\r\nContent-Type: application/octet-stream");
            part(head, content);
        }
        body.extend_from_slice(b"--dialoga-test-boundary--\r\n");
        body
    }
}

/// `application/x-www-form-urlencoded`, as the URL standard has it.
pub(super) fn urlencoded<'a>(fields: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<u8> {
    let encoded = |text: &str| -> String {
        text.bytes()
            .map(|byte| match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'*' | b'-' | b'.' | b'_' => {
                    char::from(byte).to_string()
                }
                b' ' => "+".to_owned(),
                _ => format!("%{byte:02X}"),
            })
            .collect()
    };
    let pairs: Vec<String> =
        fields.map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
    pairs.join("&").into_bytes()
}
