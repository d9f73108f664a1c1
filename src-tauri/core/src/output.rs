//! Where an operation's contents go when they are a file of the person's: a stream that the caller opened. No operation
//! knows a path.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::error::Error;

/// A destination for one file. Nothing of it stays unless [`Destination::keep`] was called: dropping it takes it away.
pub trait Destination: Read + Write + Seek + Send {
    /// Makes what was written durable, under its final name.
    ///
    /// # Errors
    /// As writing.
    fn keep(&mut self) -> io::Result<()>;

    /// Takes it away again, also after it was kept.
    fn discard(&mut self);
}

/// A destination on its way through the door. It can be taken once.
#[derive(Clone)]
pub struct Output(Arc<Mutex<Option<Box<dyn Destination>>>>);

impl Output {
    /// Contents are to go to `destination`.
    pub fn new(destination: impl Destination + 'static) -> Self {
        Self(Arc::new(Mutex::new(Some(Box::new(destination)))))
    }

    /// Contents are to go to the file `path`. It appears there when it is whole; until then it has another name in the
    /// same folder. Nothing is made before the first byte.
    pub fn file(path: impl Into<PathBuf>) -> Self {
        Self::new(NewFile::at(path.into()))
    }

    pub(crate) fn take(&self) -> Option<Box<dyn Destination>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl std::fmt::Debug for Output {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Output")
    }
}

/// A file that only this user reads and that is there whole or not at all.
struct NewFile {
    path: PathBuf,
    beside: PathBuf,
    file: Option<File>,
    kept: bool,
}

impl NewFile {
    fn at(path: PathBuf) -> Self {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let beside = path.with_file_name(format!(".{name}.{}.unfinished", std::process::id()));
        Self { path, beside, file: None, kept: false }
    }

    fn open(&mut self) -> io::Result<&mut File> {
        if self.file.is_none() {
            let mut options = fs::OpenOptions::new();
            options.read(true).write(true).create(true).truncate(true);
            #[cfg(unix)]
            {
                use std::os::unix::fs::OpenOptionsExt;
                options.mode(0o600);
            }
            self.file = Some(options.open(&self.beside)?);
        }
        self.file.as_mut().ok_or_else(|| io::Error::other("the file was not opened"))
    }
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.open()?.write(bytes)
    }
    fn flush(&mut self) -> io::Result<()> {
        self.open()?.flush()
    }
}

impl Read for NewFile {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        self.open()?.read(bytes)
    }
}

impl Seek for NewFile {
    fn seek(&mut self, place: SeekFrom) -> io::Result<u64> {
        self.open()?.seek(place)
    }
}

impl Destination for NewFile {
    fn keep(&mut self) -> io::Result<()> {
        self.open()?.sync_all()?;
        fs::rename(&self.beside, &self.path)?;
        self.kept = true;
        sync_folder(&self.path)
    }

    fn discard(&mut self) {
        let began = self.file.take().is_some();
        if self.kept {
            let _ = fs::remove_file(&self.path);
        } else if began {
            let _ = fs::remove_file(&self.beside);
        }
        self.kept = false;
    }
}

impl Drop for NewFile {
    fn drop(&mut self) {
        if !self.kept {
            self.discard();
        }
    }
}

/// Makes a new name in a folder as durable as what it names.
#[cfg(unix)]
fn sync_folder(path: &Path) -> io::Result<()> {
    match path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        Some(folder) => File::open(folder)?.sync_all(),
        None => File::open(".")?.sync_all(),
    }
}

/// Windows does it with the name itself.
#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

/// What the person gets to read when their file cannot be written.
pub(crate) fn failed(error: &io::Error) -> Error {
    tracing::warn!(kind = %error.kind(), "a file of the person’s could not be written");
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => Error::new(
            "files.disk_full",
            "There is no space for the file where you chose to save it. Make some space or choose another folder.",
        ),
        _ => Error::new("files.unwritable", "The file could not be saved there. Choose another folder or name."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    #[test]
    fn a_file_appears_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("History.csv");
        let mut dropped = NewFile::at(path.clone());
        assert!(names(folder.path()).is_empty(), "a refused call would leave an empty file");
        dropped.write_all(b"half").unwrap();
        assert!(!path.exists());
        drop(dropped);
        assert!(names(folder.path()).is_empty(), "a cancelled export left something");
        fs::write(&path, "what was there before").unwrap();
        let mut kept = NewFile::at(path.clone());
        kept.write_all(b"whole").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "what was there before");
        kept.keep().unwrap();
        drop(kept);
        assert_eq!((fs::read_to_string(&path).unwrap().as_str(), names(folder.path()).len()), ("whole", 1));
    }

    #[test]
    fn what_was_kept_can_still_be_taken_away() {
        let folder = tempfile::tempdir().unwrap();
        let mut file = NewFile::at(folder.path().join("a.jsonl"));
        file.write_all(b"x").unwrap();
        file.keep().unwrap();
        file.discard();
        assert!(names(folder.path()).is_empty());
    }
}
