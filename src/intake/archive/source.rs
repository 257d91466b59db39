//! Where messages lie: files of the mbox family, folders in Maildir form, single messages.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use super::mbox::{Mbox, unescape};
use crate::kernel::clock::Instant;
use crate::platform::mail::incoming::limits::MESSAGE_BYTES;

/// A file with messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Source {
    pub(super) path: PathBuf,
    /// Many messages one after the other, or one.
    pub(super) is_mbox: bool,
    pub(super) size: u64,
}

/// Where a message lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// Which of the sources.
    pub(super) source: u32,
    pub(super) offset: u64,
    /// In bytes, as far as it is read.
    pub(super) length: u32,
}

/// A message that was read.
pub(super) struct Found {
    pub(super) place: Place,
    pub(super) bytes: Vec<u8>,
    /// When it came, as the mailbox knows.
    pub(super) came: Option<Instant>,
}

/// Every file with messages that these names lead to, in the order of their names: a file, a Maildir (`cur`, `new`, and its
/// subfolders), a folder with `.eml` and `.mbox` files. Drafts are none.
///
/// # Errors
/// A file or folder that cannot be read, with its name.
pub(super) fn sources(names: &[PathBuf]) -> Result<Vec<Source>, (PathBuf, io::Error)> {
    let mut found = Vec::new();
    for name in names {
        look(name, true, &mut found).map_err(|error| (name.clone(), error))?;
    }
    Ok(found)
}

fn look(path: &Path, is_named: bool, found: &mut Vec<Source>) -> io::Result<()> {
    let about = std::fs::metadata(path)?;
    if about.is_dir() {
        let mut within: Vec<PathBuf> =
            std::fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
        within.sort();
        return within.iter().try_for_each(|path| look(path, false, found));
    }
    let is_mbox = if is_of_maildir(path) || has_extension(path, "eml") {
        false
    } else if is_named || has_extension(path, "mbox") || has_extension(path, "mbx") {
        begins_as_mbox(path)?
    } else {
        return Ok(());
    };
    found.push(Source { path: path.to_owned(), is_mbox, size: about.len() });
    Ok(())
}

/// A message of a Maildir that is no draft and was not thrown away: flags follow `:2,`.
fn is_of_maildir(path: &Path) -> bool {
    let folder = path.parent().and_then(Path::file_name).unwrap_or_default();
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let flags = name.rsplit_once(":2,").map_or("", |(_, flags)| flags);
    (folder == "cur" || folder == "new") && !name.starts_with('.') && !flags.contains(['D', 'T'])
}

fn has_extension(path: &Path, wanted: &str) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(wanted))
}

fn begins_as_mbox(path: &Path) -> io::Result<bool> {
    let mut start = Vec::new();
    File::open(path)?.take(5).read_to_end(&mut start)?;
    Ok(start == b"From " || has_extension(path, "mbox") || has_extension(path, "mbx"))
}

/// Calls `each` with every message of a source; the answer is how many bytes belonged to none.
pub(super) fn read_all(number: u32, source: &Source, mut each: impl FnMut(Found)) -> io::Result<u64> {
    let file = File::open(&source.path)?;
    if !source.is_mbox {
        let mut bytes = Vec::new();
        file.take(MESSAGE_BYTES as u64 + 1).read_to_end(&mut bytes)?;
        let place = Place { source: number, offset: 0, length: length(&bytes) };
        each(Found { place, bytes, came: delivered(&source.path) });
        return Ok(0);
    }
    let mut mbox = Mbox::new(BufReader::with_capacity(256 * 1024, file));
    for piece in mbox.by_ref() {
        let mut piece = piece?;
        let place = Place { source: number, offset: piece.offset, length: length(&piece.bytes) };
        unescape(&mut piece.bytes);
        each(Found { place, bytes: piece.bytes, came: piece.came });
    }
    Ok(mbox.stray())
}

fn length(bytes: &[u8]) -> u32 {
    u32::try_from(bytes.len()).unwrap_or(u32::MAX)
}

/// When a Maildir took a message: its name begins with the seconds since 1970.
fn delivered(path: &Path) -> Option<Instant> {
    let name = path.file_name()?.to_str()?;
    let seconds: i64 = name.split('.').next().filter(|_| is_of_maildir(path))?.parse().ok()?;
    Some(Instant::from_micros(seconds.checked_mul(1_000_000)?))
}

/// Reads messages again by their places.
pub(super) struct Reader<'a> {
    sources: &'a [Source],
    open: Option<(u32, File)>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(sources: &'a [Source]) -> Self {
        Self { sources, open: None }
    }

    /// The message as [`read_all`] gave it.
    pub(super) fn read(&mut self, place: Place) -> io::Result<Vec<u8>> {
        let source = usize::try_from(place.source).ok().and_then(|number| self.sources.get(number));
        let source = source.ok_or(io::ErrorKind::NotFound)?;
        if self.open.as_ref().is_none_or(|(number, _)| *number != place.source) {
            self.open = Some((place.source, File::open(&source.path)?));
        }
        let Some((_, file)) = &mut self.open else { return Err(io::ErrorKind::NotFound.into()) };
        file.seek(SeekFrom::Start(place.offset))?;
        let mut bytes = Vec::new();
        file.take(place.length.into()).read_to_end(&mut bytes)?;
        if source.is_mbox {
            unescape(&mut bytes);
        }
        Ok(bytes)
    }
}
