//! Files of a copy: readable by their owner only, and on the disk before anything says so.

use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::BackupError;
use super::manifest::CopiedFile;
use crate::kernel::hex;
use crate::platform::make_private_folder;

/// Extension of a file that is still being written; left over only by an interruption.
pub(super) const PARTIAL: &str = "partial";

/// Makes a folder that holds nothing; one that is empty already will do.
pub(super) fn make_empty_folder(path: &Path) -> Result<(), BackupError> {
    make_private_folder(path).map_err(BackupError::file(path))?;
    let mut entries = std::fs::read_dir(path).map_err(BackupError::file(path))?;
    if entries.next().is_none() { Ok(()) } else { Err(BackupError::NotEmpty(path.to_owned())) }
}

/// Paths below a folder, relative to it; none when there is no such folder.
pub(super) fn below(root: &Path) -> Result<Vec<String>, BackupError> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = match std::fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            Err(error) => return Err(BackupError::File(folder, error)),
        };
        for entry in entries {
            let path = entry.map_err(BackupError::file(&folder))?.path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(relative) = path.strip_prefix(root) {
                found.push(relative.to_string_lossy().into_owned());
            }
        }
    }
    Ok(found)
}

/// Writes a new file, whole or not at all.
pub(super) fn write_durably(path: &Path, content: &[u8]) -> Result<(), BackupError> {
    let partial = path.with_extension(PARTIAL);
    let write = || {
        if let Some(folder) = path.parent() {
            make_private_folder(folder)?;
        }
        let mut file =
            OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&partial)?;
        file.write_all(content)?;
        file.sync_all()?;
        std::fs::rename(&partial, path)
    };
    write().map_err(BackupError::file(path))
}

/// Makes a new file for another program's output.
pub(super) fn create(path: &Path) -> Result<File, BackupError> {
    let opened = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    opened.map_err(BackupError::file(path))
}

/// Copies a file; `false` when there is none.
pub(super) fn copy(from: &Path, to: &Path) -> Result<bool, BackupError> {
    match std::fs::read(from) {
        Ok(content) => write_durably(to, &content).map(|()| true),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(BackupError::File(from.to_owned(), error)),
    }
}

/// For a file that another program wrote.
pub(super) fn make_private_and_durable(path: &Path) -> Result<(), BackupError> {
    let settle = || {
        let file = File::open(path)?;
        file.set_permissions(std::fs::Permissions::from_mode(0o600))?;
        file.sync_all()
    };
    settle().map_err(BackupError::file(path))
}

/// Puts the folders of new files on the disk, from `root` down: a new name survives a power loss only once its folder is
/// there. `paths` are relative to `root`.
pub(super) fn sync_folders<'a>(
    root: &Path,
    paths: impl IntoIterator<Item = &'a str>,
) -> Result<(), BackupError> {
    let mut folders = BTreeSet::from([Path::new("")]);
    for path in paths {
        folders.extend(Path::new(path).ancestors().skip(1));
    }
    for folder in folders {
        let folder = root.join(folder);
        File::open(&folder).and_then(|opened| opened.sync_all()).map_err(BackupError::file(&folder))?;
    }
    Ok(())
}

pub(super) fn describe(copy: &Path, path: &str) -> Result<CopiedFile, BackupError> {
    let full = copy.join(path);
    let digest = || {
        let (mut file, mut hash, mut bytes) = (File::open(&full)?, Sha256::new(), 0_u64);
        let mut buffer = vec![0; 256 * 1024];
        loop {
            match file.read(&mut buffer)? {
                0 => return Ok((bytes, hash.finalize())),
                count => {
                    hash.update(&buffer[..count]);
                    bytes += count as u64;
                }
            }
        }
    };
    let (bytes, hash) = digest().map_err(BackupError::file(&full))?;
    Ok(CopiedFile { path: path.to_owned(), bytes, sha256: hex(&hash) })
}
