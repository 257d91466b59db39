//! HTML to text, so that it reads as the plain part of a mail would: quotations marked by `>`, signatures by `-- `.

use super::tokens::{Token, Tokens, letters};

/// Quotations within one another that are marked; deeper ones are marked as these.
const QUOTATIONS: usize = 20;

/// The words of an HTML text, of at most about `bytes` bytes; says whether there were more.
pub(in super::super) fn to_text(html: &str, bytes: usize) -> (String, bool) {
    let mut writer = Writer::default();
    for token in Tokens::of(html) {
        if writer.done.len() + writer.line.len() > bytes {
            return (writer.finished(), true);
        }
        writer.take(token);
    }
    (writer.finished(), false)
}

#[derive(Default)]
struct Writer {
    done: String,
    line: String,
    quotations: usize,
    /// An empty line is owed before the next one, within so many quotations.
    apart: Option<usize>,
    preformatted: usize,
    /// The open paragraph has no space around it.
    tight: bool,
    /// The next number of each open list; `None` for one without numbers.
    lists: Vec<Option<u32>>,
    /// Where the open link leads, and where its words begin in `line`.
    link: Option<(String, usize)>,
}

impl Writer {
    fn take(&mut self, token: Token<'_>) {
        match token {
            Token::Words(words) => self.words(words),
            Token::Open { name, attributes } => {
                let value = |wanted: &str| {
                    attributes.iter().find(|(own, _)| own == wanted).map_or("", |(_, value)| *value)
                };
                match name.as_str() {
                    "a" => self.open_link(value("href")),
                    "img" => self.picture(value("alt")),
                    // Outlook makes each line a paragraph without space around it.
                    "p" => {
                        self.tight = value("class").starts_with("Mso");
                        self.end_paragraph();
                    }
                    "ol" => self.lists.push(value("start").parse().ok().or(Some(1))),
                    "div" | "span" | "table" if is_signature(value("class"), value("id")) => self.signature(),
                    _ => self.open(&name),
                }
            }
            Token::Close(name) => self.close(&name),
        }
    }

    fn open(&mut self, name: &str) {
        match name {
            "br" => self.break_line(),
            "hr" => {
                self.end_line();
                // As Outlook writes it above what it quotes.
                self.line.push_str(&"_".repeat(32));
                self.end_line();
            }
            "table" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.end_block(),
            "ul" => {
                self.end_line();
                self.lists.push(None);
            }
            "li" => {
                self.end_line();
                match self.lists.last_mut() {
                    Some(Some(number)) => {
                        self.line.push_str(&format!("{number}. "));
                        *number = number.saturating_add(1);
                    }
                    _ => self.line.push_str("- "),
                }
            }
            "blockquote" => {
                self.end_block();
                self.quotations += 1;
            }
            "pre" => {
                self.end_block();
                self.preformatted += 1;
            }
            _ if is_a_line(name) => self.end_line(),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "a" => self.close_link(),
            "p" => self.end_paragraph(),
            "table" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.end_block(),
            "ul" | "ol" => {
                self.end_line();
                self.lists.pop();
                if self.lists.is_empty() {
                    self.end_block();
                }
            }
            "blockquote" => {
                self.end_line();
                self.quotations = self.quotations.saturating_sub(1);
                self.end_block();
            }
            "pre" => {
                self.end_block();
                self.preformatted = self.preformatted.saturating_sub(1);
            }
            // The next cell of a row.
            "td" | "th" if !self.line.is_empty() && !self.line.ends_with(' ') => self.line.push(' '),
            _ if is_a_line(name) => self.end_line(),
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        let mut text = String::with_capacity(words.len());
        letters(words, &mut text);
        for letter in text.chars() {
            match letter {
                '\n' if self.preformatted > 0 => self.break_line(),
                '\u{A0}' => self.line.push(' '),
                // Soft hyphens, joiners and blanks without width, with which newsletters fill their preview.
                '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{034F}' => {}
                _ if letter.is_whitespace() && self.preformatted == 0 => {
                    if !self.line.is_empty() && !self.line.ends_with(' ') {
                        self.line.push(' ');
                    }
                }
                _ => self.line.push(letter),
            }
        }
    }

    fn picture(&mut self, words: &str) {
        if !words.trim().is_empty() && words.len() <= 200 {
            self.words(words);
        }
    }

    fn open_link(&mut self, address: &str) {
        self.close_link();
        let mut target = String::new();
        letters(address.trim(), &mut target);
        let is_told = ["http://", "https://", "mailto:"]
            .iter()
            .any(|scheme| target.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)));
        if is_told && target.len() <= 500 {
            self.link = Some((target, self.line.len()));
        }
    }

    /// Says where the words lead, unless they say so themselves.
    fn close_link(&mut self) {
        let Some((address, start)) = self.link.take() else { return };
        let words = self.line.get(start..).unwrap_or_default().trim();
        let bare = |text: &str| {
            let text = text.trim_start_matches("mailto:").trim_start_matches("https://");
            text.trim_start_matches("http://").trim_end_matches('/').to_lowercase()
        };
        if !words.is_empty() && bare(words) != bare(&address) {
            self.line.push_str(&format!(" <{}>", address.trim_start_matches("mailto:")));
        }
    }

    fn signature(&mut self) {
        self.end_line();
        if !self.done.ends_with("-- \n") {
            self.line.push_str("-- ");
            self.break_line();
        }
    }

    fn end_paragraph(&mut self) {
        if self.tight { self.end_line() } else { self.end_block() }
    }

    fn end_block(&mut self) {
        self.end_line();
        let depth = self.quotations.min(QUOTATIONS);
        self.apart = (!self.done.is_empty()).then(|| self.apart.map_or(depth, |own| own.min(depth)));
    }

    fn end_line(&mut self) {
        if !self.line.trim().is_empty() {
            self.break_line();
        }
        self.line.clear();
        // What leads somewhere leads there in each of its lines; once is enough.
        if let Some((_, start)) = &mut self.link {
            *start = 0;
        }
    }

    fn break_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        let mark = "> ".repeat(self.quotations.min(QUOTATIONS));
        if let Some(depth) = self.apart.take().filter(|_| !self.done.ends_with("\n\n")) {
            self.done.push_str("> ".repeat(depth).trim_end());
            self.done.push('\n');
        }
        if let Some((_, start)) = &mut self.link {
            *start = 0;
        }
        self.done.push_str(&mark);
        // The blank at the end of the mark of a signature is part of it.
        self.done.push_str(if line == "-- " { &line } else { line.trim_end() });
        if line.trim().is_empty() {
            self.done.truncate(self.done.trim_end_matches(' ').len());
        }
        self.done.push('\n');
    }

    fn finished(mut self) -> String {
        self.close_link();
        self.end_line();
        let text = self.done.trim_matches('\n');
        // No more than two empty lines in a row.
        let mut out = String::with_capacity(text.len());
        let mut empty = 0;
        for line in text.split('\n') {
            empty = if line.trim().is_empty() { empty + 1 } else { 0 };
            if empty <= 2 {
                out.push_str(line);
                out.push('\n');
            }
        }
        out.pop();
        out
    }
}

/// Elements that begin and end a line.
fn is_a_line(name: &str) -> bool {
    const LINES: [&str; 15] = [
        "div", "tr", "ul", "ol", "dl", "dt", "dd", "li", "section", "article", "header", "footer", "address",
        "center", "caption",
    ];
    LINES.contains(&name)
}

/// Marks of mail programs around their writer's signature: Gmail, Thunderbird, Outlook on the web, Apple Mail.
fn is_signature(class: &str, id: &str) -> bool {
    let classes = ["gmail_signature", "moz-signature", "ms-outlook-mobile-signature"];
    class.split_whitespace().any(|own| classes.contains(&own))
        || ["Signature", "AppleMailSignature", "ms-outlook-mobile-signature", "signature"].contains(&id)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(html: &str) -> String {
        to_text(html, 10_000).0
    }

    #[test]
    fn html_reads_as_a_plain_mail() {
        for (html, plain) in [
            (
                "<p>Buon&nbsp;giorno,</p>\n<p>chiedo\n  del congedo.<br>Grazie</p>",
                "Buon giorno,\n\nchiedo del congedo.\nGrazie",
            ),
            ("<p class=MsoNormal>a</p><p class=MsoNormal>b</p>", "a\nb"),
            ("<div>a</div><div><br></div><div>b</div>", "a\n\nb"),
            ("<ul><li>uno<li>due</ul><ol start=3><li>tre</li></ol>", "- uno\n- due\n\n3. tre"),
            (
                "<a href=\"https://a.it/x?a=1&amp;b=2\">qui</a> <a href='http://b.it'>b.it</a>",
                "qui <https://a.it/x?a=1&b=2> b.it",
            ),
            ("<a href='javascript:x'>y</a><a href='mailto:a@b.it'>a@b.it</a>", "ya@b.it"),
            (
                "Sì<div class=\"gmail_quote\">Il giorno 3 mag, A ha scritto:<blockquote><p>Uno</p><p>Due</p></blockquote></div>",
                "Sì\nIl giorno 3 mag, A ha scritto:\n\n> Uno\n>\n> Due",
            ),
            ("ok<div class=\"gmail_signature\">Anna</div>", "ok\n-- \nAnna"),
            ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
            ("<pre>a\n  b</pre>", "a\n  b"),
            ("<style>p{}</style>", ""),
        ] {
            assert_eq!(text(html), plain, "{html}");
        }
    }

    #[test]
    fn a_text_is_bounded() {
        let (text, more) = to_text(&"<p>abc".repeat(10_000), 100);
        assert!(more && text.len() < 120, "{}", text.len());
    }
}
