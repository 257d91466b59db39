//! What may be attached: the type is found in the content, the name is only for display.

use super::zip_directory;
use crate::platform::i18n::{self, Lang};
use crate::platform::web::{FieldErrors, Upload};

/// A file that passed: still to be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedFile {
    /// A clean name with the extension of its real type.
    pub name: String,
    /// Type by content.
    pub content_type: &'static str,
    /// Its bytes.
    pub content: bytes::Bytes,
}

/// Why a file was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileProblem {
    /// Its content is of no type that the desk takes.
    Type {
        /// Display name.
        name: String,
    },
    /// Larger than allowed.
    TooLarge {
        /// Display name.
        name: String,
    },
    /// Nothing in it.
    Empty {
        /// Display name.
        name: String,
    },
}

impl FileProblem {
    /// Says it beside the field of a form; `max_bytes` is what a file may have.
    pub fn tell(self, field: &str, max_bytes: usize, lang: Lang, errors: &mut FieldErrors) {
        match self {
            Self::Type { name } => {
                errors.add_with(field, "common-problem-file-type", vec![("name", name)]);
            }
            Self::Empty { name } => {
                errors.add_with(field, "common-problem-file-empty", vec![("name", name)]);
            }
            Self::TooLarge { name } => {
                let max = i18n::file_size(lang, u64::try_from(max_bytes).unwrap_or(u64::MAX));
                errors.add_with(field, "common-problem-file-large", vec![("name", name), ("max", max)]);
            }
        }
    }
}

/// The types that the desk takes: extension and media type.
const TYPES: [(&str, &str); 8] = [
    ("pdf", "application/pdf"),
    ("jpg", "image/jpeg"),
    ("png", "image/png"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("odt", "application/vnd.oasis.opendocument.text"),
    ("ods", "application/vnd.oasis.opendocument.spreadsheet"),
    ("txt", "text/plain"),
];

/// For the `accept` attribute of the form.
pub const ACCEPT: &str = ".pdf,.jpg,.jpeg,.png,.docx,.xlsx,.odt,.ods,.txt";

/// Judges a file.
///
/// # Errors
/// Too large (`max_bytes`), empty, or of another type.
pub fn check(upload: &Upload, max_bytes: usize) -> Result<CheckedFile, FileProblem> {
    let name = clean_name(&upload.name);
    if upload.content.len() > max_bytes {
        return Err(FileProblem::TooLarge { name });
    }
    if upload.content.is_empty() {
        return Err(FileProblem::Empty { name });
    }
    let Some((extension, content_type)) = kind(&upload.content) else {
        return Err(FileProblem::Type { name });
    };
    Ok(CheckedFile { name: with_extension(&name, extension), content_type, content: upload.content.clone() })
}

fn kind(content: &[u8]) -> Option<(&'static str, &'static str)> {
    let of = |wanted: &str| TYPES.into_iter().find(|(extension, _)| *extension == wanted);
    // Office files are ZIP files, packed in any order: what is inside says which kind it is.
    if content.starts_with(b"PK\x03\x04") {
        return office_kind(content).and_then(of);
    }
    // Before the signatures: two letters at its beginning make no program of a text.
    if is_plain_text(content) {
        return if content.starts_with(b"%PDF") { of("pdf") } else { of("txt") };
    }
    of(infer::get(content)?.extension())
}

/// The extension of an office document. One that carries macros is a program, whatever it is called.
fn office_kind(content: &[u8]) -> Option<&'static str> {
    let names = zip_directory::names(content)?;
    let has = |wanted: &str| names.contains(&wanted);
    // Office programs do not mind the case of these names.
    let macros = |name: &str| {
        let name = name.to_ascii_lowercase();
        name.contains("vbaproject") || name.contains("vbadata") || name.starts_with("basic/")
    };
    if names.iter().any(|name| macros(name)) {
        return None;
    }
    if has("[Content_Types].xml") {
        return if has("word/document.xml") {
            Some("docx")
        } else if has("xl/workbook.xml") {
            Some("xlsx")
        } else {
            None
        };
    }
    // ODF 1.2, part 3, 3.3: the first entry is the media type, stored as it is, so that it can be read in place.
    let found = infer::get(content)?.extension();
    (matches!(found, "odt" | "ods") && has("content.xml")).then_some(found)
}

/// UTF-8 (or its ASCII part) without controls, and not a document that a browser would run.
fn is_plain_text(content: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(content) else { return false };
    let start = text.trim_start_matches(['\u{FEFF}', ' ', '\t', '\r', '\n']);
    !start.starts_with('<') && !text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
}

/// The last part of the name, without what could disguise it or break a header.
fn clean_name(name: &str) -> String {
    let base = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = base
        .chars()
        .map(|c| if c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '(' | ')' | ' ') { c } else { '_' })
        .take(120)
        .collect();
    let clean = clean.trim_matches(['.', ' ', '_']).to_owned();
    if clean.is_empty() { "allegato".to_owned() } else { clean }
}

fn with_extension(name: &str, extension: &str) -> String {
    let same = name.rsplit_once('.').is_some_and(|(_, given)| {
        given.eq_ignore_ascii_case(extension) || extension == "jpg" && given.eq_ignore_ascii_case("jpeg")
    });
    if same { name.to_owned() } else { format!("{name}.{extension}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::uploads::zip_directory::tests::zip_of;

    fn upload(name: &str, content: &[u8]) -> Upload {
        Upload { field: "attachments".into(), name: name.into(), content: content.to_vec().into() }
    }

    fn judged(name: &str, content: &[u8]) -> Result<String, FileProblem> {
        check(&upload(name, content), 1_000_000).map(|file| file.name)
    }

    #[test]
    fn the_content_says_the_type() {
        assert_eq!(judged("busta.pdf", b"%PDF-1.7 ..."), Ok("busta.pdf".into()));
        assert_eq!(judged("busta.exe", b"%PDF-1.7 ..."), Ok("busta.exe.pdf".into()));
        assert_eq!(judged("nota", "età\n".as_bytes()), Ok("nota.txt".into()));
        assert_eq!(judged("nota", b"BM del 3 marzo"), Ok("nota.txt".into()));
        for (name, content) in [
            ("a.pdf", &b"MZ\x90\0\x03"[..]),
            ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
            ("a.txt", b"  <html><script>"),
            ("a.zip", b"PK\x03\x04\x14\0\0\0\0\0aaaaaaaaaaaaaaaa"),
            ("a.txt", b"a\0b"),
            ("a.txt", b"\xff\xfe"),
            ("a.txt", b"#!/bin/sh\0"),
        ] {
            assert!(matches!(judged(name, content), Err(FileProblem::Type { .. })), "{name}");
        }
    }

    #[test]
    fn office_files_are_told_apart_by_what_is_inside() {
        let docx = zip_of(&["docProps/app.xml", "word/document.xml", "[Content_Types].xml"]);
        assert_eq!(judged("a.zip", &docx), Ok("a.zip.docx".into()));
        let xlsx = zip_of(&["[Content_Types].xml", "xl/workbook.xml"]);
        assert_eq!(judged("a.docx", &xlsx), Ok("a.docx.xlsx".into()));
        let with_macros = zip_of(&["[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"]);
        let in_capitals = zip_of(&["[Content_Types].xml", "word/document.xml", "word/VBAPROJECT.BIN"]);
        let far_down: Vec<String> = (0..5000).map(|number| format!("word/{number}")).collect();
        let mut far_down: Vec<&str> = far_down.iter().map(String::as_str).collect();
        far_down.extend(["[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"]);
        let archive = zip_of(&["a.docx", "word/document.xml"]);
        for file in [with_macros, in_capitals, zip_of(&far_down), archive] {
            assert!(matches!(judged("a.docx", &file), Err(FileProblem::Type { .. })));
        }
    }

    #[test]
    fn sizes_are_bounded() {
        assert!(matches!(judged("a.txt", &[b'a'; 1_000_001]), Err(FileProblem::TooLarge { .. })));
        assert!(matches!(judged("a.txt", b""), Err(FileProblem::Empty { .. })));
    }

    #[test]
    fn a_name_is_only_a_name() {
        assert_eq!(clean_name("../../etc/pass\u{202E}wd\r\nX: y"), "pass_wd__X_ y");
        assert_eq!(clean_name("C:\\a\\contratto 2026.pdf"), "contratto 2026.pdf");
        assert_eq!(clean_name("..."), "allegato");
    }
}
