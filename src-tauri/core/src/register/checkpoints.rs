//! Checkpoints: that an event was there with a hash, at a time, signed. They are kept beside the database in a file that
//! is appended to, and so tell when the database's own register was cut off, rewritten or is an older copy.

use std::fs;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::seal::{SealKey, unhex};
use crate::clock::Time;
use crate::domain::events::hex;
use crate::keychain::write_private;

const PURPOSE: &str = "firmkeep checkpoint 1";
/// Lines that the file may have before it is made smaller.
const MOST_LINES: usize = 1_024;
/// The newest are all kept; of those before them every second goes each time.
const KEPT_WHOLE: usize = 512;
/// Longest file that is read: many times what Firmkeep writes.
const LONGEST: u64 = 4 * 1024 * 1024;

/// One signed sighting of the register's end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Checkpoint {
    pub seq: i64,
    pub head: [u8; 32],
    pub time: Time,
}

/// A line of the file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    practice: Uuid,
    seq: i64,
    head: String,
    time: i64,
    /// The public half of the key that signed it.
    key: String,
    signature: String,
}

impl Checkpoint {
    fn fields(&self, practice: Uuid) -> [Vec<u8>; 4] {
        [
            practice.as_bytes().to_vec(),
            self.seq.to_be_bytes().to_vec(),
            self.head.to_vec(),
            self.time.0.to_be_bytes().to_vec(),
        ]
    }

    /// As it is kept: one line of JSON, signed.
    pub(crate) fn to_line(&self, practice: Uuid, key: &SealKey) -> Vec<u8> {
        let fields = self.fields(practice);
        let fields: Vec<&[u8]> = fields.iter().map(Vec::as_slice).collect();
        let line = Line {
            practice,
            seq: self.seq,
            head: hex(&self.head),
            time: self.time.0,
            key: hex(&key.public()),
            signature: hex(&key.sign(PURPOSE, &fields)),
        };
        let mut bytes = serde_json::to_vec(&line).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }

    /// From a line whose signature is this practice's.
    pub(crate) fn from_line(line: &[u8], practice: Uuid, key: &SealKey) -> Option<Self> {
        let line: Line = serde_json::from_slice(line).ok()?;
        if line.practice != practice || line.key != hex(&key.public()) {
            return None;
        }
        let checkpoint = Self { seq: line.seq, head: unhex(&line.head)?, time: Time(line.time) };
        let fields = checkpoint.fields(practice);
        let fields: Vec<&[u8]> = fields.iter().map(Vec::as_slice).collect();
        key.signed(PURPOSE, &fields, &unhex::<64>(&line.signature)?).then_some(checkpoint)
    }
}

/// The public half of the key that signs on this computer, as the file of checkpoints in `folder` names it. It tells
/// whether a file of events is this practice's; it proves nothing to whoever can change the folder.
#[must_use]
pub fn public_key(folder: &Path) -> Option<String> {
    let bytes = read(&folder.join(FILE)).ok()?;
    let line = bytes.split(|byte| *byte == b'\n').rfind(|line| !line.is_empty())?;
    serde_json::from_slice::<Line>(line).ok().map(|line| line.key)
}

/// The file's name in the data folder.
pub(crate) const FILE: &str = "register.checkpoints";

/// What was read.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Found {
    /// Those whose signature is right, in the order in which they were written.
    pub good: Vec<Checkpoint>,
    /// Lines that are not, or not any more, what was written.
    pub damaged: usize,
    /// Whether the file is not there.
    pub missing: bool,
}

/// The file of checkpoints.
pub(crate) struct CheckpointFile {
    path: PathBuf,
    practice: Uuid,
}

impl CheckpointFile {
    pub(crate) fn new(folder: &Path, practice: Uuid) -> Self {
        Self { path: folder.join(FILE), practice }
    }

    /// Every checkpoint.
    pub(crate) fn all(&self, key: &SealKey) -> Found {
        let bytes = match read(&self.path) {
            Ok(bytes) => bytes,
            Err(error) => {
                let missing = error.kind() == io::ErrorKind::NotFound;
                return Found { missing, damaged: usize::from(!missing), ..Found::default() };
            }
        };
        let mut found = Found::default();
        for line in whole_lines(&bytes) {
            match Checkpoint::from_line(line, self.practice, key) {
                Some(checkpoint) => found.good.push(checkpoint),
                None if self.is_of_another(line) => {}
                None => found.damaged += 1,
            }
        }
        found
    }

    /// The newest: the last one whose signature is right. Earlier ones are not looked at.
    pub(crate) fn newest(&self, key: &SealKey) -> Option<Checkpoint> {
        let bytes = read(&self.path).ok()?;
        let lines: Vec<_> = whole_lines(&bytes).collect();
        lines.iter().rev().find_map(|line| Checkpoint::from_line(line, self.practice, key))
    }

    /// A line of a practice that this computer had before.
    fn is_of_another(&self, line: &[u8]) -> bool {
        serde_json::from_slice::<Line>(line).is_ok_and(|line| line.practice != self.practice)
    }

    /// Adds one at the end. What cannot be written whole leaves nothing.
    pub(crate) fn append(&self, line: &[u8]) -> io::Result<()> {
        let mut options = fs::OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt;
            options.mode(0o600);
        }
        let mut file = options.open(&self.path)?;
        let end = file.seek(SeekFrom::End(0))?;
        // The end of a line that was cut short belongs to no other line.
        let mut last = [b'\n'];
        if end > 0 {
            file.seek(SeekFrom::Start(end - 1))?;
            file.read_exact(&mut last)?;
        }
        let bytes = if last == [b'\n'] { line.to_vec() } else { [b"\n", line].concat() };
        file.seek(SeekFrom::Start(end))?;
        let written = file.write_all(&bytes).and_then(|()| file.sync_data());
        if written.is_err() {
            let _ = file.set_len(end);
        }
        written
    }

    /// Makes the file smaller once it is long: the newest stay, older ones become fewer the older they are. The first
    /// stays, and so do lines that are damaged: what is wrong must not tidy itself away.
    pub(crate) fn compact(&self) -> io::Result<()> {
        let bytes = read(&self.path)?;
        let lines: Vec<_> = whole_lines(&bytes).filter(|line| !self.is_of_another(line)).collect();
        if lines.len() <= MOST_LINES {
            return Ok(());
        }
        let older = lines.len() - KEPT_WHOLE;
        let mut kept = Vec::with_capacity(bytes.len());
        for (place, line) in lines.iter().enumerate() {
            let sound = serde_json::from_slice::<Line>(line).is_ok();
            if place >= older || place % 2 == 0 || !sound {
                kept.extend_from_slice(line);
                kept.push(b'\n');
            }
        }
        write_private(&self.path, &kept).map_err(io::Error::other)
    }

    /// Keeps only `checkpoints`.
    pub(crate) fn replace(&self, checkpoints: &[Checkpoint], key: &SealKey) -> io::Result<()> {
        let lines: Vec<u8> = checkpoints.iter().flat_map(|one| one.to_line(self.practice, key)).collect();
        write_private(&self.path, &lines).map_err(io::Error::other)
    }
}

/// The lines that were written to their end. A last one without it was interrupted: it is no checkpoint, and no damage.
fn whole_lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let end = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |place| place + 1);
    bytes[..end].split(|byte| *byte == b'\n').filter(|line| !line.is_empty())
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(LONGEST).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seq: i64) -> Checkpoint {
        Checkpoint { seq, head: [u8::try_from(seq % 251).unwrap(); 32], time: Time(seq * 1_000_000) }
    }

    struct Ground {
        folder: tempfile::TempDir,
        key: SealKey,
        file: CheckpointFile,
    }

    const PRACTICE: Uuid = Uuid::from_u128(77);

    fn ground(count: i64) -> Ground {
        let folder = tempfile::tempdir().unwrap();
        let (key, file) = (SealKey::from_seed(&[3; 32]), CheckpointFile::new(folder.path(), PRACTICE));
        for seq in 1..=count {
            file.append(&at(seq).to_line(PRACTICE, &key)).unwrap();
        }
        Ground { folder, key, file }
    }

    #[test]
    fn what_was_written_is_read_in_its_order_and_by_this_user_only() {
        let ground = ground(3);
        assert_eq!(ground.file.all(&ground.key).good, [at(1), at(2), at(3)]);
        assert_eq!(ground.file.newest(&ground.key), Some(at(3)));
        assert_eq!(public_key(ground.folder.path()), Some(hex(&ground.key.public())));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(ground.folder.path().join(FILE)).unwrap().permissions().mode();
            assert_eq!(mode & 0o077, 0);
        }
    }

    #[test]
    fn a_changed_byte_makes_a_line_worthless_and_is_reported() {
        let ground = ground(3);
        let path = ground.folder.path().join(FILE);
        let right = fs::read(&path).unwrap();
        for place in 0..right.len() {
            let mut wrong = right.clone();
            wrong[place] ^= 1;
            fs::write(&path, &wrong).unwrap();
            let found = ground.file.all(&ground.key);
            assert!(found.good.len() < 3, "byte {place} may be changed unseen");
            assert!(
                found.good.iter().all(|one| *one == at(one.seq)),
                "byte {place} makes a checkpoint that nobody signed"
            );
        }
        let other = SealKey::from_seed(&[4; 32]);
        fs::write(&path, &right).unwrap();
        assert_eq!(ground.file.all(&other), Found { damaged: 3, ..Found::default() });
        fs::write(&path, [&right[..], b"no line at all\n"].concat()).unwrap();
        assert_eq!(ground.file.all(&ground.key).damaged, 1);
        assert_eq!(ground.file.newest(&ground.key), Some(at(3)));
    }

    #[test]
    fn an_interrupted_line_is_no_damage_and_does_not_spoil_the_next() {
        let ground = ground(2);
        let path = ground.folder.path().join(FILE);
        let mut bytes = fs::read(&path).unwrap();
        bytes.extend_from_slice(b"{\"practice\":");
        fs::write(&path, bytes).unwrap();
        assert_eq!(ground.file.all(&ground.key), Found { good: vec![at(1), at(2)], ..Found::default() });
        ground.file.append(&at(3).to_line(PRACTICE, &ground.key)).unwrap();
        assert_eq!(ground.file.newest(&ground.key), Some(at(3)));
    }

    #[test]
    fn a_missing_file_is_told_from_an_empty_one() {
        let ground = ground(0);
        assert!(ground.file.all(&ground.key).missing);
        fs::write(ground.folder.path().join(FILE), b"").unwrap();
        assert_eq!(ground.file.all(&ground.key), Found::default());
    }

    #[test]
    fn the_file_stays_small_and_keeps_its_first_and_its_newest() {
        let ground = ground(1);
        for round in 0..6 {
            let from = 2 + round * 600;
            let lines: Vec<u8> = (from..from + 600).flat_map(|seq| at(seq).to_line(PRACTICE, &ground.key)).collect();
            ground.file.append(&lines).unwrap();
            ground.file.compact().unwrap();
            let found = ground.file.all(&ground.key);
            assert!(found.good.len() <= MOST_LINES + 600, "{}", found.good.len());
            assert_eq!((&found.good[0], found.good.last()), (&at(1), Some(&at(from + 599))));
            assert!(found.good.is_sorted_by_key(|one| one.seq) && found.damaged == 0);
        }
    }
}
