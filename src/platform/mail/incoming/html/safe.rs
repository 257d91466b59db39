//! HTML that can do no harm and loads nothing.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

use super::super::limits::{HTML_DEPTH, HTML_TAGS, Limit, Met};
use super::tokens::{Token, Tokens, letters};

/// Elements of formatting: outside cells a table would have parsers of HTML open them again and again.
const FORMATTING: [&str; 13] =
    ["a", "b", "big", "code", "em", "font", "i", "s", "small", "strike", "strong", "tt", "u"];
/// Elements that end a paragraph.
const BLOCKS: [&str; 21] = [
    "address",
    "blockquote",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "table",
    "ul",
    "caption",
];
const INLINE: [&str; 7] = ["br", "img", "span", "sub", "sup", "del", "ins"];
const TABLES: [&str; 6] = ["tbody", "td", "tfoot", "th", "thead", "tr"];
/// Elements without content.
const VOID: [&str; 3] = ["br", "hr", "img"];

/// The attributes that are kept, by element.
fn attributes(name: &str) -> &'static [&'static str] {
    match name {
        "a" => &["href", "title"],
        "img" => &["src", "alt", "width", "height"],
        "td" | "th" => &["colspan", "rowspan"],
        "ol" => &["start"],
        _ => &[],
    }
}

fn is_kept(name: &str) -> bool {
    [&FORMATTING[..], &BLOCKS, &INLINE, &TABLES].iter().any(|names| names.contains(&name))
}

static ALLOWED: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let tags: HashSet<&str> =
        [&FORMATTING[..], &BLOCKS, &INLINE, &TABLES].into_iter().flatten().copied().collect();
    let by_tag: HashMap<&str, HashSet<&str>> = tags
        .iter()
        .map(|tag| (*tag, attributes(tag).iter().copied().collect::<HashSet<_>>()))
        .filter(|(_, names)| !names.is_empty())
        .collect();
    let mut builder = Builder::default();
    builder
        .tags(tags)
        .tag_attributes(by_tag)
        .generic_attributes(HashSet::new())
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel", "cid"]))
        .url_relative(UrlRelative::Deny)
        .link_rel(Some("noopener nofollow ugc"))
        // A picture from elsewhere would tell its owner who reads, and when.
        .attribute_filter(|element, attribute, value| {
            let is_cid = value.get(..4).is_some_and(|scheme| scheme.eq_ignore_ascii_case("cid:"));
            let is_fine = match (element, attribute) {
                ("img", "src") => is_cid,
                ("a", "href") => !is_cid,
                _ => true,
            };
            is_fine.then(|| value.into())
        });
    builder
});

/// The HTML without scripts, styles, forms, pictures from elsewhere and whatever else is on no list; links lead out without
/// telling from where.
pub(in super::super) fn to_safe(html: &str, met: &mut Met) -> String {
    ALLOWED.clean(&tame(html, met)).to_string()
}

/// Words as HTML, lines kept.
pub(in super::super) fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + 20);
    html.push_str("<p>");
    for letter in text.chars() {
        match letter {
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '&' => html.push_str("&amp;"),
            '\n' => html.push_str("<br>"),
            _ => html.push(letter),
        }
    }
    html.push_str("</p>");
    html
}

/// The same HTML with every tag closed, no paragraph or link within one, bounded in depth and number of tags.
fn tame(html: &str, met: &mut Met) -> String {
    let mut writer = Writer { out: String::with_capacity(html.len()), open: Vec::new(), ampersands: 0 };
    let mut tags = 0;
    for token in Tokens::of(html) {
        match token {
            Token::Words(words) => writer.words(words),
            Token::Close(name) => writer.close(&name),
            Token::Open { name, attributes } if is_kept(&name) => {
                tags += 1;
                if tags > HTML_TAGS {
                    met.note(Limit::HtmlTags);
                } else if writer.open.len() >= HTML_DEPTH {
                    met.note(Limit::HtmlDepth);
                } else {
                    writer.open(name, &attributes);
                }
            }
            Token::Open { .. } => {}
        }
    }
    writer.close_down_to(0);
    if writer.ampersands > HTML_TAGS {
        met.note(Limit::HtmlTags);
    }
    writer.out
}

struct Writer {
    out: String,
    open: Vec<String>,
    ampersands: usize,
}

impl Writer {
    /// Words, or the value of an attribute. html5ever's time is in the square of ampersands too: beyond what anybody writes they
    /// become a sign that looks alike.
    fn words(&mut self, words: &str) {
        let mut text = String::with_capacity(words.len());
        letters(words, &mut text);
        for letter in text.chars() {
            match letter {
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '"' => self.out.push_str("&quot;"),
                '&' => {
                    self.ampersands += 1;
                    self.out.push_str(if self.ampersands > HTML_TAGS { "\u{FF06}" } else { "&amp;" });
                }
                _ => self.out.push(letter),
            }
        }
    }

    fn open(&mut self, name: String, given: &[(String, &str)]) {
        let is = |names: &[&str]| names.contains(&name.as_str());
        if is(&BLOCKS) {
            self.close("p");
        }
        if name == "a" {
            self.close("a");
        }
        let in_table = self
            .open
            .last()
            .is_some_and(|last| ["table", "thead", "tbody", "tfoot", "tr"].contains(&last.as_str()));
        if in_table && is(&FORMATTING) {
            return;
        }
        self.out.push('<');
        self.out.push_str(&name);
        for wanted in attributes(&name) {
            if let Some((_, value)) = given.iter().find(|(own, _)| own == wanted) {
                self.out.push_str(&format!(" {wanted}=\""));
                self.words(value);
                self.out.push('"');
            }
        }
        self.out.push('>');
        if !is(&VOID) {
            self.open.push(name);
        }
    }

    /// Closes the innermost element of a name and all within it; outside the cell of a table it closes nothing.
    fn close(&mut self, name: &str) {
        let is_wall =
            |own: &String| ["td", "th"].contains(&own.as_str()) && !TABLES.contains(&name) && name != "table";
        let wall = self.open.iter().rposition(is_wall).map_or(0, |at| at + 1);
        if let Some(at) = self.open.iter().skip(wall).rposition(|own| own == name) {
            self.close_down_to(wall + at);
        }
    }

    fn close_down_to(&mut self, depth: usize) {
        for name in self.open.drain(depth..).rev() {
            self.out.push_str("</");
            self.out.push_str(&name);
            self.out.push('>');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn safe(html: &str) -> String {
        to_safe(html, &mut Met::default())
    }

    #[test]
    fn what_could_do_harm_is_taken_out() {
        for (html, clean) in [
            ("<p onclick=x>a<script>alert(1)</script></p>", "<p>a</p>"),
            ("<a href=\"javascript:alert(1)\">x</a>", "<a rel=\"noopener nofollow ugc\">x</a>"),
            ("<img src=\"https://spy.example/1.gif\" alt=\"logo\">", "<img alt=\"logo\">"),
            ("<img src=\"cid:a@b\">", "<img src=\"cid:a@b\">"),
            ("<svg><a xlink:href='javascript:x'>y</a></svg>", "<a rel=\"noopener nofollow ugc\">y</a>"),
            ("<form action=x><input name=password>Password</form>", "Password"),
            ("<style>*{background:url(x)}</style><div style='background:url(x)'>a</div>", "<div>a</div>"),
            ("<b>a<p>b</b>c", "<b>a<p>b</p></b>c"),
            ("2 < 3 &amp; 4 &lt;b&gt; \"&egrave;\"", "2 &lt; 3 &amp; 4 &lt;b&gt; \"è\""),
            (
                "<a href=\"https://a.it/?b=1&amp;c=&quot;2\">x</a>",
                "<a href=\"https://a.it/?b=1&amp;c=&quot;2\" rel=\"noopener nofollow ugc\">x</a>",
            ),
            ("<a href='/x'>y</a>", "<a rel=\"noopener nofollow ugc\">y</a>"),
            ("<base href=x><meta http-equiv=refresh content='0;url=x'><link rel=stylesheet href=x>a", "a"),
        ] {
            assert_eq!(safe(html), clean, "{html}");
        }
    }

    #[test]
    fn deep_and_long_html_loses_tags_but_no_words() {
        let mut met = Met::default();
        let deep = format!("{}fine", "<div>".repeat(50_000));
        assert!(to_safe(&deep, &mut met).contains("fine"));
        assert_eq!(met.into_limits(), [Limit::HtmlTags, Limit::HtmlDepth]);
        let attributes = format!("<p {}>fine", "a=b ".repeat(50_000));
        assert_eq!(safe(&attributes), "<p>fine</p>");
    }
}
