//! `winmail.dat`, in which Outlook wraps the files of a mail (TNEF, MS-OXTNEF). The crate of that name knows no files that are
//! named in MAPI properties, and is not maintained.

use super::decoding::{clean, one_line, shortened, words};
use super::limits::ATTACHMENTS;
use super::model::Attachment;

/// What lay in a `winmail.dat`.
#[derive(Debug, Default)]
pub(super) struct Opened {
    pub(super) files: Vec<Attachment>,
    pub(super) text: Option<String>,
    pub(super) html: Option<String>,
}

const SIGNATURE: u32 = 0x223E_9F78;
/// Attributes (MS-OXTNEF, 2.1.3).
const BODY: u32 = 0x0002_800C;
const MESSAGE_PROPERTIES: u32 = 0x0006_9003;
const FILE_BEGINS: u32 = 0x0006_9002;
const FILE_TITLE: u32 = 0x0001_8010;
const FILE_DATA: u32 = 0x0006_800F;
const FILE_PROPERTIES: u32 = 0x0006_9005;
/// MAPI properties (MS-OXPROPS).
const PR_BODY: u16 = 0x1000;
const PR_HTML: u16 = 0x1013;
const PR_ATTACH_DATA: u16 = 0x3701;
const PR_ATTACH_LONG_FILENAME: u16 = 0x3707;
const PR_ATTACH_MIME_TAG: u16 = 0x370E;
const PR_ATTACH_CONTENT_ID: u16 = 0x3712;

/// Opens it; `None` when it is none or holds nothing that can be taken out.
pub(super) fn open(bytes: &[u8]) -> Option<Opened> {
    let mut rest = Bytes(bytes);
    if rest.u32()? != SIGNATURE {
        return None;
    }
    rest.u16()?;
    let mut opened = Opened::default();
    // An attribute that is cut off ends it: what came before counts.
    while let Some((attribute, data)) = attribute(&mut rest) {
        match attribute {
            BODY => opened.text = Some(clean(words(data, None).trim_end_matches('\0'))),
            MESSAGE_PROPERTIES => {
                for property in Properties::of(data) {
                    match property.id {
                        PR_BODY => opened.text = Some(clean(&property.text())),
                        PR_HTML => opened.html = Some(clean(&words(property.value, None))),
                        _ => {}
                    }
                }
            }
            FILE_BEGINS if opened.files.len() >= ATTACHMENTS => break,
            FILE_BEGINS => opened.files.push(Attachment {
                name: None,
                media_type: "application/octet-stream".to_owned(),
                content_id: None,
                inline: false,
                bytes: Vec::new(),
            }),
            _ => {
                if let Some(file) = opened.files.last_mut() {
                    fill(file, attribute, data);
                }
            }
        }
    }
    opened.files.retain(|file| !file.bytes.is_empty());
    opened.text = opened.text.filter(|text| !text.trim().is_empty());
    opened.html = opened.html.filter(|html| !html.trim().is_empty());
    (!opened.files.is_empty() || opened.text.is_some() || opened.html.is_some()).then_some(opened)
}

/// Puts an attribute of a file where it belongs.
fn fill(file: &mut Attachment, attribute: u32, data: &[u8]) {
    match attribute {
        FILE_TITLE => file.name = file.name.take().or_else(|| name(&words(data, None))),
        FILE_DATA => file.bytes = data.to_vec(),
        FILE_PROPERTIES => {
            for property in Properties::of(data) {
                match property.id {
                    PR_ATTACH_LONG_FILENAME => file.name = name(&property.text()).or(file.name.take()),
                    PR_ATTACH_MIME_TAG => {
                        let media_type = one_line(&property.text()).to_ascii_lowercase();
                        if media_type.contains('/') {
                            file.media_type = shortened(&media_type, 200).to_owned();
                        }
                    }
                    PR_ATTACH_CONTENT_ID => {
                        let id = one_line(&property.text());
                        file.content_id = (!id.is_empty()).then_some(id);
                    }
                    PR_ATTACH_DATA if file.bytes.is_empty() => file.bytes = property.value.to_vec(),
                    _ => {}
                }
            }
        }
        _ => {}
    }
}

fn name(text: &str) -> Option<String> {
    let text = one_line(text.trim_end_matches('\0').rsplit(['/', '\\']).next().unwrap_or_default());
    (!text.is_empty()).then(|| shortened(&text, 200).to_owned())
}

/// Level, identifier, length, data, checksum.
fn attribute<'x>(rest: &mut Bytes<'x>) -> Option<(u32, &'x [u8])> {
    rest.take(1)?;
    let id = rest.u32()?;
    let size = rest.u32()?;
    let data = rest.take(size as usize)?;
    rest.u16();
    Some((id, data))
}

/// A property whose value is text or bytes.
struct Property<'x> {
    id: u16,
    is_unicode: bool,
    value: &'x [u8],
}

impl Property<'_> {
    fn text(&self) -> String {
        let text = if self.is_unicode {
            let pairs = self.value.chunks_exact(2).map(|pair| u16::from(pair[1]) << 8 | u16::from(pair[0]));
            char::decode_utf16(pairs).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
        } else {
            words(self.value, None)
        };
        text.trim_end_matches('\0').to_owned()
    }
}

/// A list of MAPI properties (MS-OXTNEF, 2.1.3.4); ends at the first that cannot be read.
struct Properties<'x> {
    rest: Bytes<'x>,
}

impl<'x> Properties<'x> {
    fn of(data: &'x [u8]) -> Self {
        let mut rest = Bytes(data);
        rest.u32();
        Self { rest }
    }

    /// The next one; `Some(None)` is one without text or bytes.
    fn read(&mut self) -> Option<Option<Property<'x>>> {
        let rest = &mut self.rest;
        let (kind, id) = (rest.u16()?, rest.u16()?);
        if id >= 0x8000 {
            // A named one: a GUID, then a number or a name.
            rest.take(16)?;
            let is_name = rest.u32()? == 1;
            let size = rest.u32()?;
            if is_name {
                rest.padded(size as usize)?;
            }
        }
        let is_several = kind & 0x1000 != 0;
        let kind = kind & 0x0FFF;
        let fixed = match kind {
            0x0002 | 0x0003 | 0x0004 | 0x000A | 0x000B => Some(4),
            0x0005 | 0x0006 | 0x0007 | 0x0014 | 0x0040 => Some(8),
            0x0048 => Some(16),
            0x000D | 0x001E | 0x001F | 0x0102 => None,
            _ => return None,
        };
        let count = if is_several || fixed.is_none() { rest.u32()? } else { 1 };
        let mut found = None;
        for at in 0..count {
            match fixed {
                Some(size) => drop(rest.take(size)?),
                None => {
                    let size = rest.u32()? as usize;
                    let value = rest.padded(size)?;
                    // An object begins with the identifier of its interface.
                    let value = if kind == 0x000D { value.get(16..).unwrap_or_default() } else { value };
                    if at == 0 {
                        found = Some(Property { id, is_unicode: kind == 0x001F, value });
                    }
                }
            }
        }
        Some(found)
    }
}

impl<'x> Iterator for Properties<'x> {
    type Item = Property<'x>;

    fn next(&mut self) -> Option<Property<'x>> {
        loop {
            if let Some(property) = self.read()? {
                return Some(property);
            }
        }
    }
}

/// Bytes that are taken from the front, numbers with their lowest byte first.
struct Bytes<'x>(&'x [u8]);

impl<'x> Bytes<'x> {
    fn take(&mut self, size: usize) -> Option<&'x [u8]> {
        let (taken, rest) = self.0.split_at_checked(size)?;
        self.0 = rest;
        Some(taken)
    }

    /// Bytes filled up to a multiple of four.
    fn padded(&mut self, size: usize) -> Option<&'x [u8]> {
        let taken = self.take(size)?;
        self.take((4 - size % 4) % 4)?;
        Some(taken)
    }

    fn u16(&mut self) -> Option<u16> {
        self.take(2).map(|bytes| u16::from_le_bytes([bytes[0], bytes[1]]))
    }

    fn u32(&mut self) -> Option<u32> {
        self.take(4).map(|bytes| u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attribute_of(id: u32, data: &[u8]) -> Vec<u8> {
        let mut out = vec![2];
        out.extend(id.to_le_bytes());
        out.extend((data.len() as u32).to_le_bytes());
        out.extend(data);
        out.extend([0, 0]);
        out
    }

    fn property_of(kind: u16, id: u16, value: &[u8]) -> Vec<u8> {
        let mut out = [kind.to_le_bytes(), id.to_le_bytes()].concat();
        out.extend(1_u32.to_le_bytes());
        out.extend((value.len() as u32).to_le_bytes());
        out.extend(value);
        out.resize(out.len().next_multiple_of(4), 0);
        out
    }

    #[test]
    fn files_come_out_with_their_long_names() {
        let name: Vec<u8> = "perché.pdf\0".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let properties = [
            3_u32.to_le_bytes().to_vec(),
            vec![3, 0, 5, 0x37, 1, 0, 0, 0],
            property_of(0x1F, PR_ATTACH_LONG_FILENAME, &name),
            property_of(0x1E, PR_ATTACH_MIME_TAG, b"application/pdf\0"),
        ]
        .concat();
        let bytes = [
            SIGNATURE.to_le_bytes().to_vec(),
            vec![1, 0],
            attribute_of(
                MESSAGE_PROPERTIES,
                &[vec![1, 0, 0, 0], property_of(0x102, PR_HTML, b"<p>ciao")].concat(),
            ),
            attribute_of(FILE_BEGINS, &[0; 14]),
            attribute_of(FILE_TITLE, b"PERCH~1.PDF\0"),
            attribute_of(FILE_DATA, b"%PDF"),
            attribute_of(FILE_PROPERTIES, &properties),
        ]
        .concat();
        let opened = open(&bytes).expect("opened");
        assert_eq!(opened.html.as_deref(), Some("<p>ciao"));
        let [file] = &opened.files[..] else { panic!("{:?}", opened.files) };
        assert_eq!((file.name.as_deref(), &*file.media_type), (Some("perché.pdf"), "application/pdf"));
        assert_eq!(file.bytes, b"%PDF");
        for end in 0..bytes.len() {
            open(&bytes[..end]);
        }
    }
}
