//! Safe HTML as people are shown it, in a frame of its own: pictures of the message itself in their places, and beside every link
//! where it leads.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::percent_decode_str;
use url::Url;

use super::super::model::Attachment;
use super::tokens::{Token, Tokens, letters};
use crate::kernel::text::readable;

/// Bytes of pictures that are shown, each as often as it stands there.
const PICTURES: usize = 8 * 1024 * 1024;
/// Letters that are told of where a link leads: more than a name of the Internet or an address for mail can have.
const TARGET: usize = 320;

/// The safe HTML of a message for a frame. Every piece of its words goes through `hide`, and where an address does not come through it
/// unchanged it leads nowhere.
pub fn in_frame(html: &str, files: &[Attachment], hide: impl Fn(&str) -> String) -> String {
    let mut writer =
        Writer { out: String::with_capacity(html.len()), files, left: PICTURES, links: Vec::new() };
    for token in Tokens::of(html) {
        match token {
            Token::Words(words) => {
                let words = hide(words);
                if let Some(link) = writer.links.last_mut() {
                    link.said.push_str(&words);
                }
                writer.out.push_str(&words);
            }
            Token::Open { name, attributes } => {
                let value = |wanted: &str| {
                    let found = attributes.iter().find(|(own, _)| own == wanted);
                    found.map_or_else(String::new, |(_, value)| hide(value))
                };
                match name.as_str() {
                    "a" => {
                        let href = attributes.iter().find(|(own, _)| own == "href").map(|(_, href)| *href);
                        writer.open_link(href.filter(|href| hide(href) == *href));
                    }
                    "img" => {
                        let source = attributes.iter().find(|(own, _)| own == "src").map(|(_, src)| *src);
                        writer.picture(source, &value("alt"), &value("width"), &value("height"));
                    }
                    name => {
                        let kept = ["colspan", "rowspan", "start"].into_iter().map(|own| (own, value(own)));
                        writer.open(name, kept.filter(|(_, value)| !value.is_empty()));
                    }
                }
            }
            Token::Close(name) if name == "a" => writer.close_link(),
            Token::Close(name) => writer.out.push_str(&format!("</{name}>")),
        }
    }
    writer.out
}

struct Writer<'a> {
    out: String,
    files: &'a [Attachment],
    /// Bytes that pictures may still have.
    left: usize,
    /// Links that are open: a cell of a table may hold others than the one around the table.
    links: Vec<Link>,
}

/// A link that is open.
struct Link {
    /// Where it leads; none when nowhere.
    target: Option<Target>,
    /// Its words so far, with those of the links within it.
    said: String,
}

/// Where a link leads.
struct Target {
    /// As people read it: the host, the mail address, the number.
    words: String,
    /// The whole address, where its first words are that very place. One of `https://bank.example@evil.example/` shows another first,
    /// and one in foreign letters may look like another.
    plain: Option<String>,
}

impl Writer<'_> {
    fn open<'x>(&mut self, name: &str, attributes: impl Iterator<Item = (&'x str, String)>) {
        self.out.push('<');
        self.out.push_str(name);
        for (name, value) in attributes {
            self.out.push_str(&format!(" {name}=\"{value}\""));
        }
        self.out.push('>');
    }

    /// Links open elsewhere and tell nobody from where.
    fn open_link(&mut self, href: Option<&str>) {
        let mut address = String::new();
        letters(href.unwrap_or_default().trim(), &mut address);
        let target = Target::of(&address);
        match href.filter(|_| target.is_some()) {
            Some(href) => {
                let attributes = [
                    ("href", href),
                    ("title", href),
                    ("target", "_blank"),
                    ("rel", "noopener noreferrer nofollow ugc"),
                ];
                self.open("a", attributes.into_iter().map(|(name, value)| (name, value.to_owned())));
            }
            None => self.out.push_str("<a>"),
        }
        self.links.push(Link { target, said: String::new() });
    }

    /// Says where the words lead, unless they say it themselves. What letters that turn the direction of writing would do to words
    /// does not reach into what is said here.
    fn close_link(&mut self) {
        self.out.push_str("</a>");
        let Some(Link { target, said }) = self.links.pop() else { return };
        if let Some(around) = self.links.last_mut() {
            around.said.push_str(&said);
        }
        let Some(Target { words, plain }) = target else { return };
        let mut shown = String::new();
        letters(said.trim(), &mut shown);
        let mut is_said =
            std::iter::once(&words).chain(&plain).map(|own| own.eq_ignore_ascii_case(shown.trim()));
        if !is_said.any(|is| is) {
            self.out.push_str(" <bdi class=\"to\">[");
            push_escaped(&words, &mut self.out);
            self.out.push_str("]</bdi>");
        }
    }

    /// A picture of the message, or the words in its place.
    fn picture(&mut self, source: Option<&str>, alt: &str, width: &str, height: &str) {
        let mut address = String::new();
        letters(source.unwrap_or_default(), &mut address);
        let id = address.get(..4).filter(|scheme| scheme.eq_ignore_ascii_case("cid:"));
        let id = id.and(address.get(4..)).unwrap_or_default();
        let id = percent_decode_str(id).decode_utf8_lossy();
        let file = self.files.iter().find(|file| file.content_id.as_deref() == Some(&*id));
        let shown = file
            .filter(|file| file.bytes.len() <= self.left)
            .and_then(|file| Some((file, kind(&file.bytes)?)));
        match shown {
            Some((file, kind)) => {
                self.left -= file.bytes.len();
                let source = format!("data:{kind};base64,{}", STANDARD.encode(&file.bytes));
                let attributes =
                    [("src", source.as_str()), ("alt", alt), ("width", width), ("height", height)];
                let given =
                    attributes.into_iter().filter(|(name, value)| *name == "alt" || !value.is_empty());
                self.open("img", given.map(|(name, value)| (name, value.to_owned())));
            }
            None if alt.trim().is_empty() => {}
            None => self.out.push_str(&format!("<span class=\"picture\">{alt}</span>")),
        }
    }
}

impl Target {
    fn of(address: &str) -> Option<Self> {
        let url = Url::parse(address).ok()?;
        let (words, before) = match url.scheme() {
            "http" | "https" => (url.host_str()?.to_owned(), "//"),
            "mailto" | "tel" => (percent_decode_str(url.path()).decode_utf8_lossy().into_owned(), ""),
            _ => return None,
        };
        let words = readable(&words, TARGET);
        if words.is_empty() {
            return None;
        }
        let start = format!("{}:{before}{words}", url.scheme());
        let rest = address.get(start.len()..).filter(|_| starts_with(address, &start));
        // A name before an `@` and a password are no host and no port.
        let is_plain = url.username().is_empty()
            && url.password().is_none()
            && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#', ':']));
        Some(Self { plain: is_plain.then(|| address.to_owned()), words })
    }
}

/// Whatever the case of the letters.
fn starts_with(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|own| own.eq_ignore_ascii_case(start))
}

/// The kinds of pictures that browsers show and that run nothing: by their first bytes.
fn kind(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Some("image/png"),
        [0xFF, 0xD8, 0xFF, ..] => Some("image/jpeg"),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some("image/gif"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("image/webp"),
        _ => None,
    }
}

fn push_escaped(text: &str, out: &mut String) {
    for letter in text.chars() {
        match letter {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(letter),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::limits::Met;
    use super::super::safe::to_safe;
    use super::*;

    const GIF: &[u8] = b"GIF89a\x01\x00\x01\x00";

    fn file(id: &str, bytes: &[u8]) -> Attachment {
        Attachment {
            name: None,
            media_type: "image/gif".to_owned(),
            content_id: Some(id.to_owned()),
            inline: true,
            bytes: bytes.to_vec(),
        }
    }

    fn framed(html: &str, files: &[Attachment]) -> String {
        in_frame(&to_safe(html, &mut Met::default()), files, |words| words.replace("segreto", "…"))
    }

    #[test]
    fn links_show_where_they_lead() {
        let link = "target=\"_blank\" rel=\"noopener noreferrer nofollow ugc\"";
        for (html, shown) in [
            (
                "<a href='https://male.example/x?a=1&amp;b=&quot;'>https://banca.example</a>",
                format!(
                    "<a href=\"https://male.example/x?a=1&amp;b=&quot;\" title=\"https://male.example/x?a=1&amp;b=&quot;\" {link}>https://banca.example</a> <bdi class=\"to\">[male.example]</bdi>"
                ),
            ),
            (
                "<a href='https://a.it/'>A.it</a>",
                format!("<a href=\"https://a.it/\" title=\"https://a.it/\" {link}>A.it</a>"),
            ),
            (
                "<a href='https://аррӏе.com/'>x</a>",
                format!(
                    "<a href=\"https://аррӏе.com/\" title=\"https://аррӏе.com/\" {link}>x</a> <bdi class=\"to\">[xn--80ak6aa92e.com]</bdi>"
                ),
            ),
            (
                "<a href='mailto:a%3Cb@c.it'>x</a>",
                format!(
                    "<a href=\"mailto:a%3Cb@c.it\" title=\"mailto:a%3Cb@c.it\" {link}>x</a> <bdi class=\"to\">[a&lt;b@c.it]</bdi>"
                ),
            ),
            (
                "<a href='javascript:x'>y</a><a href='https://a.it/segreto'>z</a>",
                "<a>y</a><a>z</a>".to_owned(),
            ),
            ("un segreto <b>&lt;b&gt;</b>", "un … <b>&lt;b&gt;</b>".to_owned()),
            (
                "<table><tr><td colspan=2>a</table>",
                "<table><tbody><tr><td colspan=\"2\">a</td></tr></tbody></table>".to_owned(),
            ),
        ] {
            assert_eq!(framed(html, &[]), shown, "{html}");
        }
    }

    #[test]
    fn no_link_hides_where_it_leads() {
        let told = |html: &str| {
            let shown = framed(html, &[]);
            let labels = shown.split("class=\"to\">[").skip(1).filter_map(|rest| rest.split(']').next());
            labels.map(str::to_owned).collect::<Vec<_>>()
        };
        for (html, labels) in [
            // A link in the cell of a table within another link.
            (
                "<a href='https://male.example/'>https://banca.example<table><tr><td><a href='https://a.it/'>https://a.it/</a>",
                &["male.example"][..],
            ),
            (
                "<a href='https://b.it/'>x<table><tr><td><a href='https://a.it/'>y</a></td></tr></table></a>",
                &["a.it", "b.it"],
            ),
            // What looks like a host and is a user, with a password or without.
            (
                "<a href='https://banca.example@male.example/'>https://banca.example@male.example/</a>",
                &["male.example"],
            ),
            (
                "<a href='https://banca.example:x@male.example/'>https://banca.example:x@male.example/</a>",
                &["male.example"],
            ),
            (
                "<a href='https://male.example@male.example/'>https://male.example@male.example/</a>",
                &["male.example"],
            ),
            // What is read in another way than it is written.
            ("<a href='https://аррӏе.com/'>https://аррӏе.com/</a>", &["xn--80ak6aa92e.com"]),
            ("<a href='https://3232235777/'>https://3232235777/</a>", &["192.168.1.1"]),
            ("<a href='https:male.example/'>https:male.example/</a>", &["male.example"]),
            (
                "<a href='https://banca.example%2emale.example/'>https://banca.example%2emale.example/</a>",
                &["banca.example.male.example"],
            ),
            (
                "<a href='mailto:banca%40b.example?to=x@male.example'>mailto:banca%40b.example?to=x@male.example</a>",
                &["banca@b.example"],
            ),
            // What says it itself.
            ("<a href='HTTPS://A.it:443/x?y#z'>https://a.it:443/x?y#z</a>", &[]),
            ("<a href='https://a.it'>https://a.it</a>", &[]),
            ("<a href='mailto:anna@casa.it'>anna@casa.it</a> <a href='tel:+39021234'>tel:+39021234</a>", &[]),
        ] {
            assert_eq!(told(html), labels, "{html}");
        }
    }

    #[test]
    fn pictures_of_the_message_alone_are_shown() {
        let svg = b"<svg xmlns='http://www.w3.org/2000/svg'/>";
        let files = [file("a@b", GIF), file("c", svg), file("d", &[GIF, &vec![0; PICTURES]].concat())];
        assert_eq!(
            framed("<img src='cid:a%40b' alt='logo' width=3>", &files),
            "<img src=\"data:image/gif;base64,R0lGODlhAQABAA==\" alt=\"logo\" width=\"3\">"
        );
        for html in [
            "<img src='cid:c' alt='logo'>",
            "<img src='cid:d' alt='logo'>",
            "<img src='https://spia.example/1.gif' alt='logo'>",
        ] {
            assert_eq!(framed(html, &files), "<span class=\"picture\">logo</span>", "{html}");
        }
        assert_eq!(framed("<img src='https://spia.example/1.gif'>", &files), "");
    }
}
