//! Markdown as people write it in answers and entries, turned into HTML that can do no harm.
//!
//! Markup within the text is shown as text; what is left of the renderer's output still goes through an allow-list,
//! so that a fault of one of the two is not a hole. No image is ever loaded.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};
use tera::{Kwargs, State, Value};

use crate::kernel::text::slug;

/// The first heading of a text is one below the headings of the page around it.
const FIRST_HEADING: usize = 3;

/// Safe HTML of a Markdown text. A line break is a line break, since people write so; headings start at the third
/// level and skip none.
pub fn to_html(text: &str) -> String {
    rendered(text, None)
}

/// The same with an anchor at each heading, by which [`sections`] are reached. For one text of a page.
pub fn to_html_with_anchors(text: &str) -> String {
    let anchors = sections(text).into_iter().filter(|section| !section.anchor.is_empty());
    rendered(text, Some(anchors.map(|section| section.anchor).collect()))
}

fn rendered(text: &str, anchors: Option<VecDeque<String>>) -> String {
    let mut headings = Headings::default();
    let mut anchors = anchors.unwrap_or_default();
    let events = parser(text).filter_map(|event| match event {
        Event::Html(markup) | Event::InlineHtml(markup) => Some(Event::Text(markup)),
        Event::Start(Tag::HtmlBlock) => Some(Event::Start(Tag::Paragraph)),
        Event::End(TagEnd::HtmlBlock) => Some(Event::End(TagEnd::Paragraph)),
        Event::SoftBreak => Some(Event::HardBreak),
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => None,
        Event::Start(Tag::Heading { level, .. }) => {
            let level = headings.open(level);
            let id = anchors.pop_front().map(Into::into);
            Some(Event::Start(Tag::Heading { level, id, classes: Vec::new(), attrs: Vec::new() }))
        }
        Event::End(TagEnd::Heading(_)) => Some(Event::End(TagEnd::Heading(headings.last))),
        other => Some(other),
    });
    let events: Vec<Event<'_>> = events.collect();
    let mut rendered = String::with_capacity(text.len() * 3 / 2);
    html::push_html(&mut rendered, captioned(events).into_iter());
    let clean = ALLOWED.clean(&rendered).to_string();
    if clean.contains("<table>") { with_usable_tables(&clean) } else { clean }
}

/// A wide table scrolls by itself, with the keyboard too, instead of widening the page of a phone; an empty corner
/// heads nothing, every other head is its column's.
fn with_usable_tables(clean: &str) -> String {
    clean
        .replace("<table>", "<div class=\"dg-table\" tabindex=\"0\"><table>")
        .replace("</table>", "</table></div>")
        .replace("<th></th>", "<td></td>")
        .replace("<th>", "<th scope=\"col\">")
}

/// Names each table by the heading above it, else by its columns: without a caption it has no name for whoever hears
/// the page. The name repeats what is on the page, so it is not shown.
fn captioned(events: Vec<Event<'_>>) -> Vec<Event<'_>> {
    let words = |from: usize, end: TagEnd| {
        let mut words = String::new();
        for event in events.iter().skip(from).take_while(|event| **event != Event::End(end)) {
            match event {
                Event::Text(text) | Event::Code(text) => words.push_str(text),
                Event::End(TagEnd::TableCell) => words.push_str(", "),
                _ => {}
            }
        }
        words.trim_end_matches(", ").to_owned()
    };
    let mut captions = Vec::new();
    let mut heading = String::new();
    for (at, event) in events.iter().enumerate() {
        match event {
            Event::Start(Tag::Heading { level, .. }) => heading = words(at, TagEnd::Heading(*level)),
            Event::Start(Tag::TableHead) => {
                let name = if heading.is_empty() { words(at, TagEnd::TableHead) } else { heading.clone() };
                captions.push((at, name));
            }
            _ => {}
        }
    }
    let mut events = events;
    for (at, name) in captions.into_iter().rev() {
        events.insert(at, Event::InlineHtml("</caption>".into()));
        events.insert(at, Event::Text(name.into()));
        events.insert(at, Event::InlineHtml("<caption class=\"visually-hidden\">".into()));
    }
    events
}

/// The words of a Markdown text without its marks, paragraphs apart: for search and for passages.
pub fn to_plain(text: &str) -> String {
    plain(parser(text))
}

/// A part of a text, from one heading to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its heading, without marks; empty for what stands before the first.
    pub heading: String,
    /// The name of its place on the page of [`to_html_with_anchors`]; empty without a heading.
    pub anchor: String,
    /// What stands under it, without marks.
    pub text: String,
}

/// The parts of a Markdown text.
pub fn sections(text: &str) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    let (mut heading, mut under, mut within) = (Vec::new(), Vec::new(), false);
    let mut end = |heading: &mut Vec<Event<'_>>, under: &mut Vec<Event<'_>>| {
        let heading = plain(std::mem::take(heading).into_iter());
        let text = plain(std::mem::take(under).into_iter());
        if !heading.is_empty() || !text.is_empty() {
            let anchor = anchor(&heading, &sections);
            sections.push(Section { heading, anchor, text });
        }
    };
    for event in parser(text) {
        match event {
            Event::Start(Tag::Heading { .. }) => {
                end(&mut heading, &mut under);
                within = true;
            }
            Event::End(TagEnd::Heading(_)) => within = false,
            event if within => heading.push(event),
            event => under.push(event),
        }
    }
    end(&mut heading, &mut under);
    sections
}

/// A name for the place of a heading that no other has, neither of the text nor of the page around it.
fn anchor(heading: &str, before: &[Section]) -> String {
    if heading.is_empty() {
        return String::new();
    }
    let name = format!("parte-{}", slug(heading));
    let same = before.iter().filter(|section| section.heading == heading).count();
    let taken = |name: &str| before.iter().any(|section| section.anchor == name);
    (same + 1..)
        .map(|number| if number == 1 { name.clone() } else { format!("{name}-{number}") })
        .find(|name| !taken(name))
        .unwrap_or_default()
}

fn plain<'a>(events: impl Iterator<Item = Event<'a>>) -> String {
    let mut plain = String::new();
    for event in events {
        match event {
            Event::Text(words) | Event::Code(words) | Event::Html(words) | Event::InlineHtml(words) => {
                plain.push_str(&words);
            }
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::TableCell) => plain.push(' '),
            Event::End(
                TagEnd::Paragraph
                | TagEnd::Heading(_)
                | TagEnd::Item
                | TagEnd::CodeBlock
                | TagEnd::TableHead
                | TagEnd::TableRow
                | TagEnd::HtmlBlock,
            ) if !plain.ends_with('\n') => plain.push('\n'),
            _ => {}
        }
    }
    plain.truncate(plain.trim_end().len());
    plain
}

/// Words of somebody else, to stand in a Markdown text as they are: nothing in them becomes a link or a mark.
pub fn escaped(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for letter in words.chars() {
        if "\\`*_[]<>#!|~".contains(letter) {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

/// Where the links of a text lead, in their order.
pub fn links(text: &str) -> Vec<String> {
    let target = |event| match event {
        Event::Start(Tag::Link { dest_url, .. }) => Some(dest_url.into_string()),
        _ => None,
    };
    parser(text).filter_map(target).collect()
}

/// The filter `text | markdown` of templates.
pub(super) fn filter(text: &str, _: Kwargs, _: &State) -> Value {
    Value::safe_string(&to_html(text))
}

/// The filter `text | markdown_with_anchors` of templates.
pub(super) fn filter_with_anchors(text: &str, _: Kwargs, _: &State) -> Value {
    Value::safe_string(&to_html_with_anchors(text))
}

/// So many quotations and lists within one another are shown as such. Nobody reads more, and a text of nothing but their
/// marks would otherwise become a thousand times as long.
const DEEPEST: usize = 8;

/// The parts of a Markdown text, without quotations, lists and items that are too deep: their words stay.
pub(super) fn parser(text: &str) -> impl Iterator<Item = Event<'_>> {
    let mut depth = 0_usize;
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    Parser::new_ext(text, options).filter(move |event| match event {
        Event::Start(Tag::BlockQuote(_) | Tag::List(_) | Tag::Item) => {
            depth += 1;
            depth <= 2 * DEEPEST
        }
        Event::End(TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item) => {
            depth = depth.saturating_sub(1);
            depth < 2 * DEEPEST
        }
        _ => true,
    })
}

/// Levels of headings, moved down into the page.
struct Headings {
    /// The level of the first heading, which becomes [`FIRST_HEADING`].
    base: Option<usize>,
    last: HeadingLevel,
}

impl Default for Headings {
    fn default() -> Self {
        Self { base: None, last: level(FIRST_HEADING - 1) }
    }
}

impl Headings {
    fn open(&mut self, written: HeadingLevel) -> HeadingLevel {
        let base = *self.base.get_or_insert(written as usize);
        let wanted = FIRST_HEADING + (written as usize).saturating_sub(base);
        self.last = level(wanted.min(self.last as usize + 1));
        self.last
    }
}

fn level(number: usize) -> HeadingLevel {
    HeadingLevel::try_from(number.min(6)).unwrap_or(HeadingLevel::H6)
}

static ALLOWED: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let tags = [
        "p",
        "br",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "strong",
        "em",
        "del",
        "code",
        "pre",
        "blockquote",
        "caption",
        "hr",
        "a",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    ];
    let mut builder = Builder::empty();
    builder
        .tags(HashSet::from(tags))
        .tag_attributes(HashMap::from([("a", HashSet::from(["href"])), ("ol", HashSet::from(["start"]))]))
        // Of headings, by this program alone: markup in the text is text.
        .generic_attributes(HashSet::from(["id"]))
        .allowed_classes(HashMap::from([("caption", HashSet::from(["visually-hidden"]))]))
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
        .url_relative(UrlRelative::Custom(Box::new(own_path)))
        .link_rel(Some("noopener nofollow ugc"));
    builder
});

/// Links without a host may lead to a page of this site and nowhere else.
fn own_path(address: &str) -> Option<Cow<'_, str>> {
    super::local_path(address).map(Cow::Borrowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_heading_begins_a_part_that_can_be_reached() {
        let text = "Prima.\n\n## Come *si* chiede\n\nCon una **domanda**.\n\n## Come si chiede\n\nDi nuovo.";
        let parts: Vec<(String, String, String)> =
            sections(text).into_iter().map(|part| (part.heading, part.anchor, part.text)).collect();
        let part = |heading: &str, anchor: &str, text: &str| {
            (heading.to_owned(), anchor.to_owned(), text.to_owned())
        };
        assert_eq!(
            parts,
            [
                part("", "", "Prima."),
                part("Come si chiede", "parte-come-si-chiede", "Con una domanda."),
                part("Come si chiede", "parte-come-si-chiede-2", "Di nuovo."),
            ]
        );
        let html = to_html_with_anchors(text);
        assert!(html.contains("<h3 id=\"parte-come-si-chiede\">Come <em>si</em> chiede</h3>"), "{html}");
        assert!(html.contains("<h3 id=\"parte-come-si-chiede-2\">"), "{html}");
        assert!(!to_html(text).contains("id="));
        // Nobody else names a place of the page.
        let html = to_html_with_anchors("## <b id=\"x\">a</b> {#y}");
        assert!(html.starts_with("<h3 id=\"parte-") && !html.contains("<b"), "{html}");
    }

    #[test]
    fn the_usual_marks_become_html() {
        assert_eq!(
            to_html("**Tre** giorni\nal *mese*"),
            "<p><strong>Tre</strong> giorni<br>\nal <em>mese</em></p>\n"
        );
        assert_eq!(to_html("- uno\n- due"), "<ul>\n<li>uno</li>\n<li>due</li>\n</ul>\n");
        let table = to_html("| Età | Mesi |\n|---|---|\n| 1 | 2 |");
        assert!(table.contains("<td>1</td>"), "{table}");
        assert!(table.contains("<caption class=\"visually-hidden\">Età, Mesi</caption>"), "{table}");
        let named = to_html("# Durata <b>\n\n| a | b |\n|---|---|\n| 1 | 2 |");
        assert!(named.contains("<caption class=\"visually-hidden\">Durata &lt;b&gt;</caption>"), "{named}");
        let corner = to_html("| | b |\n|---|---|\n| 1 | 2 |");
        assert!(corner.contains("<td></td><th scope=\"col\">b</th>"), "{corner}");
    }

    #[test]
    fn words_that_are_escaped_stay_words() {
        for words in
            ["[modulo](https://evil.example)", "<b>x</b>", "a_b_c *d* `e` #f ![g](h)", "1 < 2 | ~~k~~ \\"]
        {
            assert_eq!(to_plain(&escaped(words)), words);
            assert_eq!(links(&escaped(words)), Vec::<String>::new());
        }
    }

    #[test]
    fn links_are_marked_as_written_by_people() {
        assert_eq!(
            to_html("[INPS](https://www.inps.it)"),
            "<p><a href=\"https://www.inps.it\" rel=\"noopener nofollow ugc\">INPS</a></p>\n"
        );
        assert!(to_html("[qui](/catalogo/nido)").contains("href=\"/catalogo/nido\""));
    }

    #[test]
    fn nothing_runs_and_nothing_is_loaded() {
        for text in [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "![x](https://evil.example/pixel.png)",
            "[x](javascript:alert(1))",
            "[x](//evil.example)",
            "[x](data:text/html,<script>)",
            "<svg onload=alert(1)>",
            "<a href=\"javascript:alert(1)\">x</a>",
            "# <iframe src=x>",
            "```\n</code><script>alert(1)</script>\n```",
        ] {
            let html = to_html(text);
            for bad in [
                "<script",
                "<img",
                "<svg",
                "<iframe",
                "<a href=\"javascript",
                "<a href=\"data",
                "<a href=\"//",
            ] {
                assert!(!html.contains(bad), "{text} gave {html}");
            }
        }
    }

    #[test]
    fn headings_fit_into_the_page() {
        let html = to_html("# Uno\n#### Due\n## Tre");
        assert!(
            html.contains("<h3>Uno</h3>") && html.contains("<h4>Due</h4>") && html.contains("<h4>Tre</h4>"),
            "{html}"
        );
        assert!(to_html("### Solo").contains("<h3>Solo</h3>"));
    }

    #[test]
    fn plain_text_has_no_marks_and_keeps_paragraphs_apart() {
        assert_eq!(
            to_plain("## Titolo\n\n**Tre** [giorni](https://x.it)\nal mese\n\n- uno\n- due"),
            "Titolo\nTre giorni al mese\nuno\ndue"
        );
        assert_eq!(to_plain(""), "");
    }
}
