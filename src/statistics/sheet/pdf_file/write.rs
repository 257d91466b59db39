//! The pages as the bytes of a PDF that is accessible (PDF/UA-1, ISO 14289-1) and can be kept (PDF/A-2a, ISO 19005-2). The same pages
//! give the same bytes.

use chrono::{Datelike, Timelike};
use krilla::color::rgb;
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::error::KrillaError;
use krilla::geom::Point;
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke, StrokeDash};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Identifier, Node, SpanTag, TagGroup, TagTree};
use krilla::{Document, SerializeSettings};

use super::flow::{Branch, Color, Entry, Flow, Ink, Kind};
use super::font::Fonts;
use crate::kernel::clock::Instant;
use crate::platform::i18n::Lang;

/// Why there is no PDF.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// The font in the program is none.
    #[error("the font cannot be read")]
    Font,
    /// It would be a book.
    #[error("the report has more than {most} pages", most = super::MOST_PAGES)]
    TooLong,
    /// What was written is no good PDF.
    #[error("the PDF cannot be written: {0:?}")]
    Pdf(KrillaError),
    /// The kinds of PDF that are asked for exclude each other.
    #[error("no PDF is of all kinds that are asked for")]
    Kind,
}

/// What a document says of itself.
pub struct About<'a> {
    pub title: &'a str,
    pub author: &'a str,
    pub lang: Lang,
    /// When its figures were true: the only time that it tells.
    pub as_of: Instant,
}

/// Writes the pages.
pub fn write(mut flow: Flow<'_>, about: &About<'_>) -> Result<Vec<u8>, PdfError> {
    let configuration = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .with_archival_validator(Archival::A2_A)
        .finish()
        .map_err(|_| PdfError::Kind)?;
    let mut document =
        Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    let tree = flow.take_tree();
    let mut leaves: Vec<Option<Identifier>> = vec![None; flow.leaves()];
    for pieces in &flow.pages {
        let settings = PageSettings::from_wh(flow.width, flow.height).ok_or(PdfError::Kind)?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        for piece in pieces {
            let artifact = |kind| ContentTag::Artifact(Artifact::with_kind(kind));
            let (tag, leaf) = match piece.kind {
                Kind::Words(leaf) => (ContentTag::Span(SpanTag::empty()), Some(leaf)),
                Kind::Drawing(leaf) => (ContentTag::Other, Some(leaf)),
                Kind::Head => (artifact(ArtifactType::Header), None),
                Kind::Foot => (artifact(ArtifactType::Footer), None),
                Kind::Ornament => (artifact(ArtifactType::Layout), None),
            };
            let identifier = surface.start_tagged(tag);
            for ink in &piece.inks {
                draw(&mut surface, flow.fonts, ink);
            }
            surface.end_tagged();
            if let Some(place) = leaf.and_then(|leaf| leaves.get_mut(leaf)) {
                *place = Some(identifier);
            }
        }
        surface.finish();
        page.finish();
    }
    document.set_outline(outline(&flow.outline));
    let mut tags = TagTree::new().with_lang(Some(about.lang.as_str().to_owned()));
    for node in tree.into_iter().filter_map(|branch| node(branch, &leaves)) {
        tags.push(node);
    }
    document.set_tag_tree(tags);
    document.set_metadata(metadata(about));
    document.finish().map_err(PdfError::Pdf)
}

fn node(branch: Branch, leaves: &[Option<Identifier>]) -> Option<Node> {
    match branch {
        Branch::Leaf(leaf) => leaves.get(leaf).copied().flatten().map(Node::from),
        Branch::Group(tag, below) => {
            let mut group = TagGroup::new(tag);
            below.into_iter().filter_map(|branch| node(branch, leaves)).for_each(|node| group.push(node));
            Some(group.into())
        }
    }
}

/// The headings, those of the second level with those of the third below them.
fn outline(entries: &[Entry]) -> Outline {
    let node = |entry: &Entry| {
        let to = XyzDestination::new(entry.page, Point::from_xy(0.0, entry.y));
        OutlineNode::new(entry.words.clone(), to)
    };
    let mut outline = Outline::new();
    let mut last: Option<OutlineNode> = None;
    for entry in entries {
        match &mut last {
            Some(above) if entry.level > 2 => above.push_child(node(entry)),
            _ => {
                if let Some(done) = last.replace(node(entry)) {
                    outline.push_child(done);
                }
            }
        }
    }
    if let Some(done) = last {
        outline.push_child(done);
    }
    outline
}

fn metadata(about: &About<'_>) -> Metadata {
    let at = about.as_of.utc();
    let small = |number: u32| u8::try_from(number).unwrap_or_default();
    let date = DateTime::new(u16::try_from(at.year()).unwrap_or_default())
        .month(small(at.month()))
        .day(small(at.day()))
        .hour(small(at.hour()))
        .minute(small(at.minute()))
        .second(small(at.second()))
        .utc_offset_hour(0)
        .utc_offset_minute(0);
    Metadata::new()
        .title(about.title.to_owned())
        .language(about.lang.as_str().to_owned())
        .authors(vec![about.author.to_owned()])
        .producer("dialoga".to_owned())
        .creation_date(date)
}

fn paint(color: Color) -> rgb::Color {
    let [red, green, blue] = color;
    rgb::Color::new(red, green, blue)
}

fn draw(surface: &mut Surface<'_>, fonts: &Fonts, ink: &Ink) {
    let fill = |color: Color| Fill { paint: paint(color).into(), ..Fill::default() };
    match ink {
        Ink::Words { x, y, size, is_bold, color, words } => {
            let face = fonts.face(*is_bold);
            surface.set_stroke(None);
            surface.set_fill(Some(fill(*color)));
            let glyphs = face.glyphs(words);
            surface.draw_glyphs(Point::from_xy(*x, *y), &glyphs, face.font.clone(), words, *size, false);
        }
        Ink::Shape { path, fill: color, pen } => {
            surface.set_fill(color.map(fill));
            surface.set_stroke(pen.map(|pen| Stroke {
                paint: paint(pen.color).into(),
                width: pen.width,
                dash: (!pen.dash.is_empty()).then(|| StrokeDash { array: pen.dash.to_vec(), offset: 0.0 }),
                ..Stroke::default()
            }));
            surface.draw_path(path);
        }
    }
}
