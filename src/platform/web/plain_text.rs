//! Markdown as people write it, for readers without HTML: the text part of mails. No mark is left of it, links are
//! followed by their address, tables become lists.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::local_path;
use super::markdown::parser;
use crate::platform::config::PublicUrl;

/// The lines of a Markdown text. Paths of this site become addresses below `site`; addresses that [`super::markdown`]
/// would not link to are left out, and so is what was struck through.
pub fn lines(text: &str, site: &PublicUrl) -> Vec<String> {
    let mut writer = Writer::new(site);
    for event in parser(text) {
        writer.take(event);
    }
    writer.end_line();
    writer.done
}

/// What stands before the lines of a list's item or of a quotation.
struct Margin {
    /// Before the first line; taken when it is written.
    first: Option<String>,
    /// Before the others.
    rest: String,
}

impl Margin {
    fn of(first: String) -> Self {
        let rest = " ".repeat(first.chars().count());
        Self { first: Some(first), rest }
    }

    fn quotation() -> Self {
        Self { first: None, rest: "> ".to_owned() }
    }
}

/// The head of a column stands before each of its cells: a long one would make a mail many times as long as its text.
fn shorten(head: &mut String) {
    const LONGEST: usize = 60;
    if let Some((end, _)) = head.char_indices().nth(LONGEST) {
        head.truncate(end);
        head.push('…');
    }
}

struct Link {
    address: Option<String>,
    words: String,
}

struct Writer<'a> {
    site: &'a PublicUrl,
    done: Vec<String>,
    line: Option<String>,
    margins: Vec<Margin>,
    /// An empty line is owed before the next one.
    apart: bool,
    /// The number of the next item of each open list; `None` for lists without numbers.
    lists: Vec<Option<u64>>,
    links: Vec<Link>,
    struck: usize,
    /// The cell being read; its words do not go to a line.
    cell: Option<String>,
    cells: Vec<String>,
    heads: Vec<String>,
    rows: usize,
}

impl<'a> Writer<'a> {
    fn new(site: &'a PublicUrl) -> Self {
        Self {
            site,
            done: Vec::new(),
            line: None,
            margins: Vec::new(),
            apart: false,
            lists: Vec::new(),
            links: Vec::new(),
            struck: 0,
            cell: None,
            cells: Vec::new(),
            heads: Vec::new(),
            rows: 0,
        }
    }

    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Text(words) | Event::Code(words) | Event::Html(words) | Event::InlineHtml(words) => {
                self.words(&words);
            }
            Event::SoftBreak | Event::HardBreak => self.words("\n"),
            Event::Rule => {
                self.end_block();
                self.words("———");
                self.end_block();
            }
            Event::Start(tag) => self.start(tag),
            Event::End(end) => self.end(end),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            // The words of a list's item need no paragraph of their own, so what follows them begins here.
            Tag::List(number) => {
                self.end_line();
                self.lists.push(number);
            }
            Tag::Item => {
                let first = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        let first = format!("{number}. ");
                        *number += 1;
                        first
                    }
                    _ => "- ".to_owned(),
                };
                self.set_apart();
                self.margins.push(Margin::of(first));
            }
            Tag::BlockQuote(_) => {
                self.end_line();
                self.set_apart();
                self.margins.push(Margin::quotation());
            }
            Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::Paragraph | Tag::Heading { .. } => self.end_line(),
            Tag::Table(_) => {
                self.end_line();
                (self.heads, self.rows) = (Vec::new(), 0);
            }
            Tag::TableCell => self.cell = Some(String::new()),
            Tag::Link { dest_url, .. } => {
                self.links.push(Link { address: self.address(&dest_url), words: String::new() });
            }
            Tag::Strikethrough => self.struck += 1,
            _ => {}
        }
    }

    fn end(&mut self, end: TagEnd) {
        match end {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::HtmlBlock => {
                self.end_block();
            }
            TagEnd::Item => {
                self.end_line();
                self.margins.pop();
            }
            TagEnd::List(_) => {
                self.lists.pop();
                self.apart |= self.lists.is_empty();
            }
            TagEnd::BlockQuote(_) => {
                self.end_line();
                self.margins.pop();
                self.apart = true;
            }
            TagEnd::TableCell => self.cells.extend(self.cell.take()),
            TagEnd::TableHead => {
                self.heads = std::mem::take(&mut self.cells);
                self.heads.iter_mut().for_each(shorten);
            }
            TagEnd::TableRow => self.row(),
            TagEnd::Table => {
                if self.rows == 0 {
                    self.words(&self.heads.join("; "));
                }
                self.end_block();
            }
            TagEnd::Link => self.end_link(),
            TagEnd::Strikethrough => self.struck = self.struck.saturating_sub(1),
            _ => {}
        }
    }

    /// A row of a table as an item of a list: each cell after the head of its column.
    fn row(&mut self) {
        let cells = std::mem::take(&mut self.cells);
        let told: Vec<String> = cells
            .iter()
            .enumerate()
            .filter(|(_, cell)| !cell.is_empty())
            .map(|(at, cell)| match self.heads.get(at).filter(|head| !head.is_empty()) {
                Some(head) => format!("{head}: {cell}"),
                None => cell.clone(),
            })
            .collect();
        self.rows += 1;
        if told.is_empty() {
            return;
        }
        self.words(&format!("- {}", told.join("; ")));
        self.end_line();
    }

    fn end_link(&mut self) {
        let Some(link) = self.links.pop() else { return };
        let words = link.words.trim();
        if let Some(address) = link.address {
            let said = address.strip_prefix("mailto:").or(address.strip_prefix("tel:")).unwrap_or(&address);
            if words.is_empty() {
                self.words(said);
            } else if words != said && words != address {
                self.words(&format!(": {said}"));
            }
        }
    }

    /// The address of a link, when it is one that may be followed.
    fn address(&self, to: &str) -> Option<String> {
        if let Some(path) = local_path(to) {
            return Some(self.site.join(path));
        }
        let (scheme, _) = to.split_once(':')?;
        let known = ["http", "https", "mailto", "tel"].iter().any(|one| scheme.eq_ignore_ascii_case(one));
        known.then(|| to.replace(char::is_whitespace, "%20"))
    }

    fn words(&mut self, words: &str) {
        if self.struck > 0 {
            return;
        }
        if let Some(link) = self.links.last_mut() {
            link.words.push_str(words);
        }
        if let Some(cell) = &mut self.cell {
            cell.push_str(&words.replace('\n', " "));
            return;
        }
        for (place, part) in words.split('\n').enumerate() {
            if place > 0 {
                self.line();
                self.end_line();
            }
            if !part.is_empty() {
                self.line().push_str(part);
            }
        }
    }

    /// The line being written, begun with its margins when it is new.
    fn line(&mut self) -> &mut String {
        if self.line.is_none() {
            self.set_apart();
            let margins = &mut self.margins;
            let begun = margins.iter_mut().map(|margin| margin.first.take().unwrap_or(margin.rest.clone()));
            self.line = Some(begun.collect());
        }
        self.line.get_or_insert_default()
    }

    fn end_line(&mut self) {
        if let Some(line) = self.line.take() {
            self.done.push(line.trim_end().to_owned());
        }
    }

    fn end_block(&mut self) {
        self.end_line();
        self.apart = true;
    }

    /// Writes the empty line that is owed, within the quotation that goes on.
    fn set_apart(&mut self) {
        if std::mem::take(&mut self.apart) && !self.done.is_empty() {
            let margin: String = self.margins.iter().map(|margin| margin.rest.as_str()).collect();
            self.done.push(margin.trim_end().to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::config::Config;

    fn plain(text: &str) -> String {
        lines(text, &Config::defaults().server.public_url).join("\n")
    }

    #[test]
    fn no_mark_of_the_usual_kinds_is_left() {
        let text = "## Il *congedo*\nPuoi chiederlo **fino ai 12 anni**,\ncon `preavviso`.\n\n---\n\nCiao";
        assert_eq!(
            plain(text),
            "Il congedo\n\nPuoi chiederlo fino ai 12 anni,\ncon preavviso.\n\n———\n\nCiao"
        );
        assert_eq!(plain("Titolo\n===\n\n***molto***, __assai__ e _poco_"), "Titolo\n\nmolto, assai e poco");
        assert_eq!(plain("Dura ~~sei~~ dieci mesi"), "Dura  dieci mesi");
    }

    #[test]
    fn what_only_looks_like_a_mark_stays() {
        assert_eq!(plain("2 * 3 * 4 = 24 e nome_di_file \\*vero\\*"), "2 * 3 * 4 = 24 e nome_di_file *vero*");
        assert_eq!(plain("**non chiuso"), "**non chiuso");
        assert_eq!(plain("AT&amp;T &lt;3 <b>forte</b>"), "AT&T <3 <b>forte</b>");
        assert_eq!(plain("<div>\n**a**\n</div>"), "<div>\n**a**\n</div>");
        assert_eq!(plain(""), "");
    }

    #[test]
    fn lists_keep_their_order_and_their_depth() {
        assert_eq!(
            plain("Servono:\n* uno\n* due\n  - a\n  - b\n* tre\n\nPoi"),
            "Servono:\n\n- uno\n- due\n  - a\n  - b\n- tre\n\nPoi"
        );
        assert_eq!(plain("9. nove\n10. dieci\n    - sotto"), "9. nove\n10. dieci\n    - sotto");
        assert_eq!(
            plain("- uno\n  e ancora\n\n  altro capoverso\n\n- due"),
            "- uno\n  e ancora\n\n  altro capoverso\n\n- due"
        );
        assert_eq!(plain("- - doppio\n-\n- dopo il vuoto"), "- - doppio\n- dopo il vuoto");
    }

    #[test]
    fn links_are_followed_by_their_address() {
        assert_eq!(
            plain("Vedi il [**sito** del Comune](https://www.comune.it/a_b_c?x=1&y=2)!"),
            "Vedi il sito del Comune: https://www.comune.it/a_b_c?x=1&y=2!"
        );
        assert_eq!(plain("[qui](/catalogo/nido)"), "qui: http://127.0.0.1:8080/catalogo/nido");
        assert_eq!(plain("<https://inps.it> o https://inps.it"), "https://inps.it o https://inps.it");
        assert_eq!(plain("[https://inps.it](https://inps.it)"), "https://inps.it");
        assert_eq!(plain("[scrivi](mailto:a@b.it), <a@b.it>, [](tel:112)"), "scrivi: a@b.it, a@b.it, 112");
        assert_eq!(plain("[a][1] e [b][2]\n\n[1]: https://uno.it"), "a: https://uno.it e [b][2]");
        for address in ["javascript:alert(1)", "//evil.example", "data:text/html,x", "/\\evil.example"] {
            assert_eq!(plain(&format!("[qui](<{address}>)")), "qui", "{address}");
        }
        assert_eq!(plain("![la foto](https://evil.example/pixel.png)"), "la foto");
        assert_eq!(plain("[due\nrighe](https://inps.it)"), "due\nrighe: https://inps.it");
    }

    #[test]
    fn quotations_and_code_keep_their_lines() {
        assert_eq!(
            plain("Dice:\n> Art. 32\n>\n> - uno\n> - due\n\nFine"),
            "Dice:\n\n> Art. 32\n>\n> - uno\n> - due\n\nFine"
        );
        assert_eq!(plain("> uno\n>> due"), "> uno\n>\n> > due");
        assert_eq!(plain("```\nprima\n\n  seconda\n```\nfine"), "prima\n\n  seconda\n\nfine");
    }

    #[test]
    fn no_text_becomes_many_times_as_long() {
        let quoted = format!("{}a\n{}", ">".repeat(10_000), "b\n".repeat(4_990));
        let listed = format!("{}a", "- ".repeat(9_990));
        let table = format!("|{}|\n|-|\n{}", "t".repeat(3_000), "|x|\n".repeat(2_700));
        for text in [quoted, listed, table] {
            let long = plain(&text).len();
            assert!(long < 20 * text.len(), "{long} of {}", text.len());
        }
    }

    #[test]
    fn a_table_is_a_list_of_its_rows() {
        assert_eq!(
            plain(
                "Durata:\n\n| | Età | *Mesi* |\n|---|--:|---|\n| Madre | 0–6 | **6** \\| 7 |\n| Padre | | [7](https://inps.it) |\n\nFine"
            ),
            "Durata:\n\n- Madre; Età: 0–6; Mesi: 6 | 7\n- Padre; Mesi: 7: https://inps.it\n\nFine"
        );
        assert_eq!(plain("| a | b |\n|---|---|"), "a; b");
        assert_eq!(plain("| a | b |\n|---|---|\n| solo |"), "- a: solo");
    }
}
