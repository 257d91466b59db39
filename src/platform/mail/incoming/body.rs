//! Which parts are the text, and which lie beside it.

use super::decoding::shortened;
use super::entity::Entity;
use super::fields;
use super::flowed;
use super::html;
use super::limits::{ATTACHMENTS, DEPTH, HTML_BYTES, Limit, Met, TEXT_BYTES};
use super::model::Attachment;
use super::signed;
use super::tnef;

/// The text of a message and its files.
#[derive(Debug, Default)]
pub(super) struct Body {
    pub(super) text: String,
    pub(super) html: Option<String>,
    pub(super) attachments: Vec<Attachment>,
}

/// Words that are shown one behind the other: as plain text, as HTML, or in both forms.
#[derive(Debug, Default)]
struct Block {
    plain: Option<String>,
    html: Option<String>,
}

impl Block {
    fn is_empty(&self) -> bool {
        self.plain.as_deref().is_none_or(|text| text.trim().is_empty()) && self.html.is_none()
    }
}

/// What was found in a part.
#[derive(Debug, Default)]
struct Found {
    blocks: Vec<Block>,
    /// Words within a file of Outlook's, which repeat those of the message if it has some.
    spare: Vec<Block>,
    files: Vec<Attachment>,
}

impl Found {
    fn extend(&mut self, other: Self) {
        self.blocks.extend(other.blocks);
        self.spare.extend(other.spare);
        self.files.extend(other.files);
    }
}

/// Reads a message that lies `depth` deep in others.
pub(super) fn read(message: &Entity<'_>, depth: usize, met: &mut Met) -> Body {
    let mut found = part(message, true, depth, met);
    if found.blocks.iter().all(Block::is_empty) {
        found.blocks.append(&mut found.spare);
    }
    let mut body = Body { attachments: found.files, ..Body::default() };
    let has_html = found.blocks.iter().any(|block| block.html.is_some());
    let (mut whole, mut safe, mut read) = (String::new(), String::new(), 0);
    for block in found.blocks {
        let plain = match (block.plain.filter(|text| !text.trim().is_empty()), &block.html) {
            (Some(plain), _) => plain,
            (None, Some(source)) => {
                let (plain, is_cut) = html::to_text(source, source.len().max(TEXT_BYTES));
                if is_cut {
                    met.note(Limit::TextBytes);
                }
                plain
            }
            (None, None) => continue,
        };
        if !whole.is_empty() {
            whole.push_str("\n\n");
        }
        whole.push_str(plain.trim_matches('\n'));
        if !has_html {
            continue;
        }
        read += block.html.as_ref().map_or(0, String::len);
        match block.html {
            Some(source) if read <= HTML_BYTES => safe.push_str(&html::to_safe(&source, met)),
            Some(source) => {
                met.note(Limit::HtmlBytes);
                body.attachments.push(file("text/html", source.into_bytes()));
            }
            None if plain.len() <= TEXT_BYTES => safe.push_str(&html::escaped(&plain)),
            None => {}
        }
    }
    if whole.len() > TEXT_BYTES {
        met.note(Limit::TextBytes);
        body.text = shortened(&whole, TEXT_BYTES).to_owned();
        body.attachments.push(file("text/plain", whole.into_bytes()));
    } else {
        body.text = whole;
    }
    body.html = (!safe.is_empty()).then_some(safe);
    if body.attachments.len() > ATTACHMENTS {
        met.note(Limit::Attachments);
        body.attachments.truncate(ATTACHMENTS);
    }
    // What the text does not show is no part of it.
    let shown = body.html.as_deref().unwrap_or_default();
    for file in &mut body.attachments {
        let is_shown = |id: &String| {
            shown.contains(&format!("cid:{id}")) || shown.contains(&format!("cid:{}", id.replace('@', "%40")))
        };
        file.inline = file.inline && file.content_id.as_ref().is_some_and(is_shown);
    }
    body
}

fn part(entity: &Entity<'_>, is_first: bool, depth: usize, met: &mut Met) -> Found {
    match (entity.media.main.as_str(), entity.media.sub.as_str()) {
        _ if entity.parts.is_empty() => leaf(entity, is_first, depth, met),
        (_, "alternative") => alternative(entity, depth, met),
        (_, "related") => {
            let mut found = Found::default();
            for (at, own) in entity.parts.iter().enumerate() {
                if at == 0 || own.media.main == "multipart" {
                    found.extend(part(own, false, depth + 1, met));
                } else {
                    found.files.push(Attachment { inline: !own.is_apart(), ..attachment(own) });
                }
            }
            found
        }
        _ => {
            let mut found = Found::default();
            for own in &entity.parts {
                found.extend(part(own, false, depth + 1, met));
            }
            found
        }
    }
}

/// The same words in several forms: the first plain one and the last in HTML, which is the richest.
fn alternative(entity: &Entity<'_>, depth: usize, met: &mut Met) -> Found {
    let mut forms: Vec<Found> = entity.parts.iter().map(|own| part(own, false, depth + 1, met)).collect();
    let has_words = |found: &Found| found.blocks.iter().any(|block| !block.is_empty());
    let has_html = |found: &Found| found.blocks.iter().any(|block| block.html.is_some());
    let plain = forms.iter().position(|found| has_words(found) && !has_html(found));
    let rich = forms.iter().rposition(has_html);
    let mut chosen = Found::default();
    if let (Some(plain), Some(rich)) = (plain, rich) {
        let words = forms[plain].blocks.drain(..).filter_map(|block| block.plain);
        let plain = words.collect::<Vec<_>>().join("\n\n");
        let mut source = String::new();
        for block in forms[rich].blocks.drain(..) {
            match block {
                Block { html: Some(html), .. } => source.push_str(&html),
                Block { plain: Some(plain), .. } => source.push_str(&html::escaped(&plain)),
                Block { .. } => {}
            }
        }
        chosen.blocks.push(Block { plain: Some(plain), html: Some(source) });
    } else if let Some(only) = plain.or(rich) {
        chosen.blocks.append(&mut forms[only].blocks);
    }
    for form in forms {
        // Words in a third form are a file.
        for block in form.blocks.into_iter().filter(|block| !block.is_empty()) {
            chosen.files.extend(block.plain.map(|text| file("text/plain", text.into_bytes())));
            chosen.files.extend(block.html.map(|text| file("text/html", text.into_bytes())));
        }
        chosen.files.extend(form.files);
        chosen.spare.extend(form.spare);
    }
    chosen
}

fn leaf(entity: &Entity<'_>, is_first: bool, depth: usize, met: &mut Met) -> Found {
    let media = &entity.media;
    let mut found = Found::default();
    let is_text = media.main == "text" && (is_first || matches!(media.sub.as_str(), "plain" | "html"));
    if is_text && (is_first || !entity.is_apart() && entity.file_name().is_none()) {
        found.blocks.push(words(entity));
        return found;
    }
    let file = attachment(entity);
    let is_named = |name: &str| file.name.as_deref().is_some_and(|own| own.eq_ignore_ascii_case(name));
    if media.sub.ends_with("ms-tnef") || is_named("winmail.dat") {
        if let Some(opened) = tnef::open(&file.bytes) {
            found.spare.push(Block { plain: opened.text, html: opened.html });
            found.files = opened.files;
            return found;
        }
    } else if media.sub.ends_with("pkcs7-mime")
        && depth < DEPTH
        && met.may_open()
        && let Some(content) = signed::content(&file.bytes)
    {
        let within = Entity::message(&content, depth + 1, met);
        found = part(&within, false, depth + 1, met);
    }
    found.files.push(file);
    found
}

fn words(entity: &Entity<'_>) -> Block {
    let text = entity.words();
    if entity.media.sub == "html" {
        return Block { plain: None, html: (!text.trim().is_empty()).then_some(text) };
    }
    let is = |name: &str, value: &str| {
        entity.media.parameter(name).is_some_and(|own| own.trim().eq_ignore_ascii_case(value))
    };
    let plain = if is("format", "flowed") { flowed::unfolded(&text, is("delsp", "yes")) } else { text };
    Block { plain: Some(plain), html: None }
}

/// A part as a file.
pub(super) fn attachment(entity: &Entity<'_>) -> Attachment {
    let content = entity.content();
    let name = entity.file_name().or_else(|| {
        // A message is called by its subject.
        let is_message =
            entity.media.main == "message" && matches!(entity.media.sub.as_str(), "rfc822" | "global");
        let (own, _) = fields::split(is_message.then_some(&*content)?, &mut Met::default());
        let subject = own.text("Subject")?.replace(['/', '\\'], "-");
        Some(format!("{}.eml", shortened(&subject, 180)))
    });
    let disposition = entity.fields.word("Content-Disposition");
    let content_id = entity.fields.id("Content-ID");
    let inline = disposition.is_some_and(|word| word == "inline") && content_id.is_some();
    Attachment { name, media_type: entity.media.name(), content_id, inline, bytes: content.into_owned() }
}

/// Words that are kept as a file.
fn file(media_type: &str, bytes: Vec<u8>) -> Attachment {
    Attachment { name: None, media_type: media_type.to_owned(), content_id: None, inline: false, bytes }
}
