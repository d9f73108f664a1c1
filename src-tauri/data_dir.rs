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
    fn a_relative_folder_stays_the_same_when_the_program_changes_its_own() {
        assert!(DataDir::choose(Some("practice".into())).unwrap().path().is_absolute());
    }
}
