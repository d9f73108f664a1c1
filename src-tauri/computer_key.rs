//! The secret by which this computer is remembered: random bytes in the data folder, of no use on another computer.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;

use firmkeep_core::{ComputerKey, Random, SystemRandom};
use sha2::{Digest, Sha256};

/// The file's name in the data folder.
const FILE: &str = "computer";

/// This computer's secret, made when it is first asked for. Without one the computer is asked for a code each time.
#[must_use]
pub fn of(data_dir: &Path) -> ComputerKey {
    let Some(kept) = kept(&data_dir.join(FILE)) else { return ComputerKey::default() };
    let mut hasher = Sha256::new();
    hasher.update(b"firmkeep computer 1");
    hasher.update(kept);
    // A copy of the folder on another computer is another computer.
    hasher.update(machine_uid::get().unwrap_or_default().as_bytes());
    ComputerKey::new(hasher.finalize().into())
}

/// The bytes in the file; new ones where there is none yet.
fn kept(place: &Path) -> Option<[u8; 32]> {
    if let Ok(bytes) = fs::read(place) {
        return bytes.try_into().ok();
    }
    let mut bytes = [0; 32];
    SystemRandom.fill(&mut bytes);
    let mut options = OpenOptions::new();
    // Never over one that another window has made meanwhile.
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    match options.open(place).and_then(|mut file| file.write_all(&bytes)) {
        Ok(()) => Some(bytes),
        Err(error) => {
            tracing::debug!(%error, "this computer cannot be remembered");
            fs::read(place).ok()?.try_into().ok()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_computer_is_the_same_at_the_next_start_and_another_folder_is_another() {
        let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let key = of(one.path());
        assert!(key == of(one.path()), "a remembered computer would ask for a code again after a restart");
        assert!(key != of(two.path()));
        assert!(key != ComputerKey::default());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(one.path().join(FILE)).unwrap().permissions().mode();
            assert_eq!(mode & 0o077, 0, "others on this computer could skip the code");
        }
    }

    #[test]
    fn a_folder_that_cannot_be_written_to_is_never_remembered() {
        assert!(of(Path::new("/proc/no/such/folder")) == ComputerKey::default());
    }
}
