//! HTML as a row of tags and words, in one pass.

use mail_parser::decoders::html::add_html_token;

use super::super::decoding::shortened;

/// A piece of an HTML text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'x> {
    /// What stands between tags, its references (`&egrave;`) as written.
    Words(&'x str),
    Open {
        name: String,
        attributes: Vec<(String, &'x str)>,
    },
    Close(String),
}

/// Elements whose content is no HTML, and is not shown.
const OPAQUE: [&str; 8] = ["script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes"];

/// Attributes of one tag that are looked at.
const ATTRIBUTES: usize = 30;

pub(super) struct Tokens<'x> {
    rest: &'x str,
    /// Opaque elements of which no closing tag follows: their content is words, and is not searched again.
    unclosed: Vec<&'static str>,
}

impl<'x> Tokens<'x> {
    pub(super) fn of(html: &'x str) -> Self {
        Self { rest: html, unclosed: Vec::new() }
    }

    /// Passes over the rest up to a mark and the mark itself; all of it if the mark is missing.
    fn skip_past(&mut self, mark: &str) {
        self.rest = self.rest.split_once(mark).map_or("", |(_, rest)| rest);
    }

    /// The content of an opaque element, up to its closing tag.
    fn skip_content(&mut self, name: &'static str) {
        if self.unclosed.contains(&name) {
            return;
        }
        let bytes = self.rest.as_bytes();
        let mut at = 0;
        while let Some(found) = bytes[at..].iter().position(|byte| *byte == b'<') {
            at += found;
            let end = at + 2 + name.len();
            let is_end = bytes.get(at + 1) == Some(&b'/')
                && bytes.get(at + 2..end).is_some_and(|own| own.eq_ignore_ascii_case(name.as_bytes()));
            if is_end {
                self.rest = &self.rest[at..];
                return;
            }
            at += 1;
        }
        self.unclosed.push(name);
    }

    /// A tag whose name begins here.
    fn tag(&mut self, is_closing: bool) -> Token<'x> {
        let end = self.rest.find([' ', '\t', '\n', '/', '>']).unwrap_or(self.rest.len());
        let name = shortened(&self.rest[..end], 40).to_ascii_lowercase();
        self.rest = &self.rest[end..];
        let mut attributes = Vec::new();
        loop {
            self.rest = self.rest.trim_start_matches([' ', '\t', '\n', '/']);
            if let Some(rest) = self.rest.strip_prefix('>') {
                self.rest = rest;
                break;
            }
            if self.rest.is_empty() {
                break;
            }
            let attribute = self.attribute();
            if attributes.len() < ATTRIBUTES {
                attributes.push(attribute);
            }
        }
        if is_closing { Token::Close(name) } else { Token::Open { name, attributes } }
    }

    fn attribute(&mut self) -> (String, &'x str) {
        // An equals sign at the beginning belongs to the name.
        let first = self.rest.chars().next().map_or(0, char::len_utf8);
        let ends = [' ', '\t', '\n', '/', '>', '='];
        let end = self.rest[first..].find(ends).map_or(self.rest.len(), |end| first + end);
        let name = self.rest[..end].to_ascii_lowercase();
        self.rest = self.rest[end..].trim_start_matches([' ', '\t', '\n']);
        let Some(rest) = self.rest.strip_prefix('=') else { return (name, "") };
        let rest = rest.trim_start_matches([' ', '\t', '\n']);
        let quote = rest.chars().next().filter(|letter| matches!(letter, '"' | '\''));
        let (value, rest) = match quote {
            Some(quote) => rest[1..].split_once(quote).unwrap_or((&rest[1..], "")),
            None => rest.split_at(rest.find([' ', '\t', '\n', '>']).unwrap_or(rest.len())),
        };
        self.rest = rest;
        (name, value)
    }
}

impl<'x> Iterator for Tokens<'x> {
    type Item = Token<'x>;

    fn next(&mut self) -> Option<Token<'x>> {
        loop {
            if self.rest.is_empty() {
                return None;
            }
            let Some(after) = self.rest.strip_prefix('<') else {
                let end = self.rest.find('<').unwrap_or(self.rest.len());
                let (words, rest) = self.rest.split_at(end);
                self.rest = rest;
                return Some(Token::Words(words));
            };
            let starts_name = |text: &str| text.starts_with(|letter: char| letter.is_ascii_alphabetic());
            if let Some(comment) = after.strip_prefix("!--") {
                self.rest = comment;
                // `<!-->` is a comment without content.
                match self.rest.strip_prefix('>') {
                    Some(rest) => self.rest = rest,
                    None => self.skip_past("-->"),
                }
            } else if after.starts_with(['!', '?']) || after.starts_with('/') && !starts_name(&after[1..]) {
                self.skip_past(">");
            } else if let Some(name) = after.strip_prefix('/') {
                self.rest = name;
                return Some(self.tag(true));
            } else if starts_name(after) {
                self.rest = after;
                let token = self.tag(false);
                if let Token::Open { name, .. } = &token
                    && let Some(opaque) = OPAQUE.iter().find(|opaque| *opaque == name)
                {
                    self.skip_content(opaque);
                    continue;
                }
                return Some(token);
            } else {
                // A sign of its own.
                let (words, rest) = self.rest.split_at(1);
                self.rest = rest;
                return Some(Token::Words(words));
            }
        }
    }
}

/// Words with their references as letters.
pub(super) fn letters(words: &str, out: &mut String) {
    let mut rest = words;
    while let Some(start) = rest.find('&') {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        let end = rest.bytes().take(32).position(|byte| byte == b';');
        let Some(end) = end else {
            out.push('&');
            rest = &rest[1..];
            continue;
        };
        // Another sign begins before the semicolon: this one stands for itself.
        if rest[1..end].contains('&') || end < 2 {
            out.push('&');
            rest = &rest[1..];
            continue;
        }
        add_html_token(out, &rest.as_bytes()[..=end], false);
        rest = &rest[end + 1..];
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(html: &str) -> String {
        let tell = |token| match token {
            Token::Words(words) => words.to_owned(),
            Token::Open { name, attributes } => format!("[{name} {attributes:?}]"),
            Token::Close(name) => format!("[/{name}]"),
        };
        Tokens::of(html).map(tell).collect()
    }

    #[test]
    fn tags_and_words_are_told_apart() {
        for (html, tokens) in [
            ("a<B>c</B >", "a[b []]c[/b]"),
            ("<a href='x>y' id=z/>t", "[a [(\"href\", \"x>y\"), (\"id\", \"z/\")]]t"),
            ("<!-- <b> -->x<!-->y<![if !mso]>z", "xyz"),
            ("<style>p>a{}</STYLE>x", "[/style]x"),
            ("2 < 3 <> 4", "2 < 3 <> 4"),
            ("<br/><o:p>", "[br []][o:p []]"),
            ("x<a href=\"never", "x[a [(\"href\", \"never\")]]"),
            ("x<script>alert(1)", "xalert(1)"),
        ] {
            assert_eq!(told(html), tokens, "{html}");
        }
    }

    #[test]
    fn references_become_letters() {
        let mut out = String::new();
        letters("perch&eacute; A&B &amp;&#8364; &nope; &&lt; &#x110000; &", &mut out);
        assert_eq!(out, "perché A&B &€ &nope; &< \u{FFFD} &");
    }
}
