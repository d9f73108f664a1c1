//! Where this computer keeps what Firmkeep needs to open its practice.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

/// The application's name among all applications of this computer; the same as in `tauri.conf.json`.
pub const IDENTIFIER: &str = "au.firmkeep.desktop";

/// The folder of one practice on this computer.
#[derive(Clone, Debug)]
pub struct DataDir {
    path: PathBuf,
    usual: bool,
}

/// The right to show a folder's window.
#[derive(Debug)]
pub struct OneWindow(#[expect(dead_code, reason = "held for its lock alone")] Option<std::fs::File>);

impl DataDir {
    /// The folder that was asked for, or else the usual one of this platform; none where the system names no home.
    #[must_use]
    pub fn choose(asked: Option<PathBuf>) -> Option<Self> {
        let usual = dirs::data_local_dir().map(|folder| folder.join(IDENTIFIER));
        match asked {
            Some(path) => {
                let path = std::path::absolute(&path).unwrap_or(path);
                let same = usual.as_ref() == Some(&path);
                Some(Self { path, usual: same })
            }
            None => usual.map(|path| Self { path, usual: true }),
        }
    }

    /// The folder itself. It may not exist yet.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where the log files are.
    #[must_use]
    pub fn logs(&self) -> PathBuf {
        self.path.join("logs")
    }

    /// Where the window's size and place are remembered.
    #[must_use]
    pub fn window_state(&self) -> PathBuf {
        self.path.join("window.json")
    }

    /// Where the web view keeps its own files.
    #[must_use]
    pub fn web_view(&self) -> PathBuf {
        self.path.join("webview")
    }

    /// Takes the folder's one window. The plug-in that finds a first window needs a session bus, which not every Linux
    /// start has; this does not. `None` where another process has the window. It is given back when the value is dropped.
    #[must_use]
    pub fn take_window(&self) -> Option<OneWindow> {
        let _ = std::fs::create_dir_all(&self.path);
        let lock = self.path.join("window.lock");
        // A folder that cannot be written to is told of by the core, in the window.
        let Ok(file) = std::fs::OpenOptions::new().create(true).truncate(false).write(true).open(lock) else {
            return Some(OneWindow(None));
        };
        match file.try_lock() {
            Err(std::fs::TryLockError::WouldBlock) => None,
            _ => Some(OneWindow(Some(file))),
        }
    }

    /// The name by which a second start finds the first: one window for each folder, so that the sample practice can be
    /// open beside the real one.
    #[must_use]
    pub fn instance(&self) -> String {
        if self.usual {
            return IDENTIFIER.to_owned();
        }
        let mut hasher = DefaultHasher::new();
        self.path.hash(&mut hasher);
        format!("{IDENTIFIER}.d{:016x}", hasher.finish())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_identifier_is_that_of_the_bundle() {
        let config: serde_json::Value = serde_json::from_str(include_str!("../tauri.conf.json")).unwrap();
        assert_eq!(config["identifier"], IDENTIFIER);
    }

    #[test]
    fn each_folder_is_an_instance_of_its_own_and_the_usual_one_is_the_same_however_it_is_named() {
        let usual = DataDir::choose(None).unwrap();
        let named = DataDir::choose(Some(usual.path().to_owned())).unwrap();
        let other = DataDir::choose(Some("/tmp/another".into())).unwrap();
        assert_eq!(usual.instance(), IDENTIFIER);
        assert_eq!(named.instance(), IDENTIFIER);
        assert_ne!(other.instance(), IDENTIFIER);
        assert_eq!(other.instance(), DataDir::choose(Some("/tmp/another".into())).unwrap().instance());
    }

    #[test]
    fn a_second_window_on_the_same_folder_is_refused_until_the_first_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        let data_dir = DataDir::choose(Some(folder.path().to_owned())).unwrap();
        let first = data_dir.take_window();
        assert!(first.is_some());
        assert!(data_dir.take_window().is_none(), "two windows would work on one practice");
        drop(first);
        assert!(data_dir.take_window().is_some());
    }

    #[test]
    fn a_relative_folder_stays_the_same_when_the_program_changes_its_own() {
        assert!(DataDir::choose(Some("practice".into())).unwrap().path().is_absolute());
    }
}
