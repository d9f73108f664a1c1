//! Copies of a practice's database, to be put back later as somebody with access to its place can.

use std::fs;

use tempfile::TempDir;

use crate::postgres::Database;
use crate::practice::Practice;

/// The database as it was.
pub enum Copy {
    File(TempDir),
    Office(Database),
}

const FILES: [&str; 3] = ["firmkeep.db", "firmkeep.db-wal", "firmkeep.db-shm"];

impl Practice {
    /// Copies the database, with the door closed meanwhile.
    pub async fn copy(&mut self) -> Copy {
        self.door.close().await;
        let copy = match self.database() {
            Some(database) => Copy::Office(database.copy()),
            None => {
                let folder = tempfile::tempdir().unwrap();
                for name in FILES {
                    let _ = fs::copy(self.folder.path().join(name), folder.path().join(name));
                }
                Copy::File(folder)
            }
        };
        self.restart().await;
        copy
    }

    /// Puts the database back as it was. The door is left as it is: a file must not be open meanwhile.
    pub fn put_back(&self, copy: &Copy) {
        match copy {
            Copy::Office(copy) => self.database().unwrap().become_like(copy),
            Copy::File(folder) => {
                for name in FILES {
                    let _ = fs::remove_file(self.folder.path().join(name));
                    let _ = fs::copy(folder.path().join(name), self.folder.path().join(name));
                }
            }
        }
    }
}
