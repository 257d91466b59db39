//! One `.eml` per message in a folder, for trying out and for tests.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::platform::mail::compose::Composed;
use crate::platform::mail::failure::{Failure, SendProblem};
use crate::platform::make_private_folder;

pub(super) struct Folder {
    dir: PathBuf,
}

impl Folder {
    pub(super) fn new(dir: PathBuf) -> Self {
        Self { dir }
    }

    /// Writes `<local part of the Message-ID>.eml`: a mail sent twice overwrites itself.
    pub(super) async fn deliver(&self, message: &Composed) -> Result<(), Failure> {
        let (dir, name) = (self.dir.clone(), message.id.local_part().to_owned());
        let bytes = message.bytes.clone();
        off_the_runtime(move || write_durably(&dir, &name, &bytes)).await
    }

    pub(super) async fn check(&self) -> Result<(), Failure> {
        let dir = self.dir.clone();
        off_the_runtime(move || {
            let probe = dir.join(".check.tmp");
            make_private_folder(&dir)?;
            File::create(&probe)?;
            fs::remove_file(&probe)
        })
        .await
    }
}

async fn off_the_runtime(work: impl FnOnce() -> io::Result<()> + Send + 'static) -> Result<(), Failure> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(io::Error::other)
        .and_then(|result| result)
        .map_err(|error| Failure::new(SendProblem::FolderUnwritable, &error.to_string()))
}

/// A reader sees the whole file or none, and what was acknowledged survives a power cut.
fn write_durably(dir: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    make_private_folder(dir)?;
    let half = dir.join(format!(".{name}.tmp"));
    let mut file = File::create(&half)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&half, dir.join(format!("{name}.eml")))?;
    // The rename itself is durable only once the folder is on disk.
    File::open(dir)?.sync_all()
}
