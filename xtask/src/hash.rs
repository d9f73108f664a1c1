//! Stamps that tell whether something changed since it was last used.

use crate::Outcome;
use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::Hasher;
use std::path::{Path, PathBuf};

/// A hash over the names and contents of all files below the paths, without what lies in `skip`.
pub fn of(paths: &[PathBuf], skip: &[&str]) -> Outcome<String> {
    let mut hasher = DefaultHasher::new();
    for path in paths {
        add(path, skip, &mut hasher).map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
    }
    Ok(format!("{:016x}", hasher.finish()))
}

fn add(path: &Path, skip: &[&str], hasher: &mut DefaultHasher) -> std::io::Result<()> {
    if path.is_dir() {
        let mut entries: Vec<PathBuf> =
            fs::read_dir(path)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
        entries.sort();
        for entry in entries {
            let skipped = entry.file_name().and_then(|name| name.to_str()).is_some_and(|name| skip.contains(&name));
            if !skipped {
                add(&entry, skip, hasher)?;
            }
        }
    } else {
        hasher.write(path.to_string_lossy().as_bytes());
        hasher.write(&fs::read(path)?);
    }
    Ok(())
}

/// Whether `stamp` holds this hash.
pub fn stands(stamp: &Path, hash: &str) -> bool {
    fs::read_to_string(stamp).is_ok_and(|text| text == hash)
}

pub fn put(stamp: &Path, hash: &str) -> Outcome {
    fs::write(stamp, hash).map_err(|error| format!("{} cannot be written: {error}", stamp.display()))
}
