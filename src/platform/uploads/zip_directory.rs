//! The names inside a ZIP file, read from its central directory. Nothing is unpacked.

/// More entries than any letter or contract has: what could not be looked through is not taken.
const MOST_ENTRIES: usize = 4096;

const END: &[u8] = b"PK\x05\x06";
const ENTRY: &[u8] = b"PK\x01\x02";
const END_LENGTH: usize = 22;
const ENTRY_LENGTH: usize = 46;
/// The comment of a ZIP file is at most this long.
const MOST_COMMENT: usize = 0xFFFF;

/// The names in the directory, or `None` when the file has no directory that can be read (APPNOTE 4.3.12, 4.3.16) or too
/// long a one.
pub fn names(content: &[u8]) -> Option<Vec<&str>> {
    let search_from = content.len().checked_sub(END_LENGTH)?.saturating_sub(MOST_COMMENT);
    let tail = content.get(search_from..)?;
    let end = tail.windows(END.len()).rposition(|window| window == END)?;
    let end = tail.get(end..)?;
    let count = usize::from(u16_at(end, 10)?);
    let mut place = usize::try_from(u32_at(end, 16)?).ok()?;
    if count > MOST_ENTRIES {
        return None;
    }
    let mut names = Vec::new();
    for _ in 0..count {
        let entry = content.get(place..)?;
        if !entry.starts_with(ENTRY) {
            return None;
        }
        let length = usize::from(u16_at(entry, 28)?);
        let rest = usize::from(u16_at(entry, 30)?) + usize::from(u16_at(entry, 32)?);
        let name = entry.get(ENTRY_LENGTH..ENTRY_LENGTH + length)?;
        names.push(std::str::from_utf8(name).ok()?);
        place += ENTRY_LENGTH + length + rest;
    }
    Some(names)
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A ZIP file of empty stored entries.
    pub fn zip_of(names: &[&str]) -> Vec<u8> {
        let mut file = Vec::new();
        let mut directory = Vec::new();
        for name in names {
            let offset = u32::try_from(file.len()).expect("short");
            let length = u16::try_from(name.len()).expect("short");
            file.extend_from_slice(b"PK\x03\x04");
            file.extend_from_slice(&[0; 22]);
            file.extend_from_slice(&length.to_le_bytes());
            file.extend_from_slice(&[0; 2]);
            file.extend_from_slice(name.as_bytes());
            directory.extend_from_slice(ENTRY);
            directory.extend_from_slice(&[0; 24]);
            directory.extend_from_slice(&length.to_le_bytes());
            directory.extend_from_slice(&[0; 12]);
            directory.extend_from_slice(&offset.to_le_bytes());
            directory.extend_from_slice(name.as_bytes());
        }
        let (start, length) = (file.len(), directory.len());
        let count = u16::try_from(names.len()).expect("few").to_le_bytes();
        file.extend_from_slice(&directory);
        file.extend_from_slice(END);
        file.extend_from_slice(&[0; 4]);
        file.extend_from_slice(&count);
        file.extend_from_slice(&count);
        file.extend_from_slice(&u32::try_from(length).expect("short").to_le_bytes());
        file.extend_from_slice(&u32::try_from(start).expect("short").to_le_bytes());
        file.extend_from_slice(&[0; 2]);
        file
    }

    #[test]
    fn names_are_read_and_nonsense_is_not() {
        let file = zip_of(&["[Content_Types].xml", "word/document.xml"]);
        assert_eq!(names(&file), Some(vec!["[Content_Types].xml", "word/document.xml"]));
        assert_eq!(names(b"PK\x03\x04"), None);
        assert_eq!(names(&file[..file.len() - 30]), None);
        let mut lying = file.clone();
        let end = lying.len() - 6;
        lying[end..end + 4].copy_from_slice(&u32::MAX.to_le_bytes());
        assert_eq!(names(&lying), None);
    }
}
