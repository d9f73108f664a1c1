//! Keeping checkpoints, and noticing by them that the database is an older copy of itself.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Mutex;
use tokio::time::Instant;
use uuid::Uuid;

use super::checkpoints::{Checkpoint, CheckpointFile};
use super::seal::SealKey;
use crate::clock::{Clock, Time};
use crate::device::Device;
use crate::domain::events::{EventKind, hex};
use crate::door::DoorOptions;
use crate::door::context::EventDraft;
use crate::keychain::Keychain;
use crate::store::archives::{self, Archive};
use crate::store::{Database, StoreError, Tx, events, practice, restored};

/// The keychain is asked to keep the newest at most this often, and when the practice is closed.
const KEYCHAIN_EVERY: Duration = Duration::from_secs(10);

/// Keeps this computer's checkpoints of one practice.
pub(crate) struct Keeper {
    practice: Uuid,
    pub(crate) seal: SealKey,
    file: CheckpointFile,
    keychain: Arc<dyn Keychain>,
    clock: Arc<dyn Clock>,
    device: Device,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    newest: Option<Checkpoint>,
    /// Lines that were added since the file was last looked at for its length.
    added: usize,
    in_keychain: Option<(Checkpoint, Instant)>,
}

/// Whether the database holds what a checkpoint saw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fit {
    Fits,
    /// Its event is in an archive: only the archive's file can tell.
    Archived,
    /// The register ends before it, or holds another event in its place.
    Another,
    /// The event itself was tampered with. That is for the check of the chain to name.
    Torn,
}

/// All checkpoints of this computer, and what is wrong with how they were kept.
#[derive(Debug, Default)]
pub(crate) struct Sightings {
    pub good: Vec<Checkpoint>,
    pub problem: Option<String>,
}

impl Keeper {
    pub(crate) fn new(options: &DoorOptions, practice: Uuid, seal: SealKey) -> Self {
        Self {
            practice,
            seal,
            file: CheckpointFile::new(&options.data_dir, practice),
            keychain: options.keychain.clone(),
            clock: options.clock.clone(),
            device: options.device.tidy(),
            kept: Mutex::default(),
        }
    }

    fn entry(&self) -> String {
        format!("register-{}", self.practice)
    }

    /// Compares the database with the newest checkpoint. Where it is an older copy, or another, every open session in it
    /// is ended, and an event says so. Gives whether that happened now.
    pub(crate) async fn look(&self, database: &Database) -> Result<bool, StoreError> {
        let mut kept = self.kept.lock().await;
        // The file before the database: whatever is signed there was in the database by then.
        let Some(newest) = self.file.newest(&self.seal) else {
            database.looked_at();
            return Ok(false);
        };
        let fit = {
            let mut tx = database.read().await?;
            // A connection that is opened from here on has to be looked at again.
            database.looked_at();
            let fit = self.fit(&mut tx, &newest).await?;
            tx.rollback().await?;
            fit
        };
        if fit == Fit::Another {
            return self.restored(database, &mut kept, &newest).await;
        }
        kept.newest = Some(newest);
        Ok(false)
    }

    /// The same with the newest checkpoint that the keychain kept: the file may have been taken away, or be an older
    /// copy too.
    pub(crate) async fn look_in_keychain(&self, database: &Database) -> Result<bool, StoreError> {
        let mut kept = self.kept.lock().await;
        let Some(newest) = self.kept_in_keychain().await else { return Ok(false) };
        let mut tx = database.read().await?;
        let fit = self.fit(&mut tx, &newest).await?;
        tx.rollback().await?;
        if fit != Fit::Another || self.file.all(&self.seal).good.contains(&newest) {
            return Ok(false);
        }
        self.write(&newest).await;
        self.restored(database, &mut kept, &newest).await
    }

    async fn kept_in_keychain(&self) -> Option<Checkpoint> {
        let (keychain, entry) = (self.keychain.clone(), self.entry());
        let asked =
            tokio::task::spawn_blocking(
                move || {
                    if keychain.available() { keychain.get(&entry).ok().flatten() } else { None }
                },
            );
        let line = asked.await.ok().flatten()?;
        Checkpoint::from_line(line.trim_ascii_end(), self.practice, &self.seal)
    }

    /// Signs where the register ends now, unless that is known already.
    pub(crate) async fn mark(&self, database: &Database) -> Result<bool, StoreError> {
        let mut kept = self.kept.lock().await;
        let mut tx = database.read().await?;
        let (seq, hash) = events::head(&mut tx).await?;
        tx.rollback().await?;
        let Ok(head) = <[u8; 32]>::try_from(hash) else { return Ok(false) };
        let now = Checkpoint { seq, head, time: self.clock.now() };
        match kept.newest.clone() {
            Some(newest) if newest.seq == seq && newest.head == head => return Ok(false),
            // It went back while it was open.
            Some(newest) if newest.seq >= seq => return self.restored(database, &mut kept, &newest).await,
            _ => {}
        }
        self.keep(&mut kept, now).await;
        Ok(false)
    }

    /// Signs a last time, and waits until the keychain has it too.
    pub(crate) async fn put_away(&self, database: &Database) -> Result<(), StoreError> {
        self.mark(database).await?;
        let mut kept = self.kept.lock().await;
        if let Some(newest) = kept.newest.clone() {
            self.tell_keychain(&mut kept, &newest, true).await;
        }
        Ok(())
    }

    async fn keep(&self, kept: &mut Kept, checkpoint: Checkpoint) {
        self.write(&checkpoint).await;
        kept.added += 1;
        if (kept.added == 1 || kept.added.is_multiple_of(64))
            && let Err(error) = self.file.compact()
        {
            tracing::warn!(kind = %error.kind(), "the file of checkpoints could not be made smaller");
        }
        self.tell_keychain(kept, &checkpoint, false).await;
        kept.newest = Some(checkpoint);
    }

    async fn write(&self, checkpoint: &Checkpoint) {
        if let Err(error) = self.file.append(&checkpoint.to_line(self.practice, &self.seal)) {
            tracing::warn!(kind = %error.kind(), "a checkpoint of the register could not be kept");
        }
    }

    async fn tell_keychain(&self, kept: &mut Kept, checkpoint: &Checkpoint, now: bool) {
        let due = match &kept.in_keychain {
            Some((known, _)) if known == checkpoint => false,
            Some((_, when)) => now || when.elapsed() >= KEYCHAIN_EVERY,
            None => true,
        };
        if !due {
            return;
        }
        let (keychain, entry) = (self.keychain.clone(), self.entry());
        let line = checkpoint.to_line(self.practice, &self.seal);
        kept.in_keychain = Some((checkpoint.clone(), Instant::now()));
        let keeping = tokio::task::spawn_blocking(move || {
            if keychain.available()
                && let Err(error) = keychain.set(&entry, &line)
            {
                tracing::warn!(%error, "the keychain did not take the newest checkpoint");
            }
        });
        if now {
            let _ = keeping.await;
        }
    }

    /// Ends what is open in a database that is an older copy of itself, once.
    async fn restored(&self, database: &Database, kept: &mut Kept, newest: &Checkpoint) -> Result<bool, StoreError> {
        let mut tx = database.write().await?;
        practice::lock(&mut tx).await?;
        let (last, _) = events::head(&mut tx).await?;
        let mut fitting = 0;
        for one in self.file.all(&self.seal).good.iter().rev() {
            if matches!(self.fit(&mut tx, one).await?, Fit::Fits | Fit::Archived) {
                fitting = one.seq;
                break;
            }
        }
        // Another computer, or this one before, may have noticed the same.
        let known = restored::noticed(&mut tx, fitting, newest.time).await?;
        if known {
            tx.rollback().await?;
        } else {
            let now = self.clock.now();
            let ended = restored::end_everything(&mut tx, now).await?;
            let practice = practice::get(&mut tx).await?;
            let note = format!(
                "It ends with event {last}. Event {} of {} with the seal {} is not in it. Open sessions ended: {ended}. \
                 Invites, one-time codes and remembered computers are worthless",
                newest.seq,
                newest.time,
                &hex(&newest.head)[..16],
            );
            let draft = EventDraft::new(EventKind::RestoredCopyFound).on_practice(&practice).failed(note);
            events::append(&mut tx, now, &self.device, &[draft.finish_now()]).await?;
            tx.commit().await?;
            tracing::warn!("an older copy of the database was found: its sessions were ended");
        }
        let mut tx = database.read().await?;
        let (seq, hash) = events::head(&mut tx).await?;
        tx.rollback().await?;
        if let Ok(head) = hash.try_into() {
            self.keep(kept, Checkpoint { seq, head, time: self.clock.now() }).await;
        }
        Ok(!known)
    }

    /// Whether the database holds what `checkpoint` saw.
    pub(crate) async fn fit(&self, tx: &mut Tx, checkpoint: &Checkpoint) -> Result<Fit, StoreError> {
        let base = archives::newest(tx).await?.filter(|archive| self.sealed(archive));
        match base {
            Some(base) if base.last_seq > checkpoint.seq => return Ok(Fit::Archived),
            Some(base) if base.last_seq == checkpoint.seq => {
                return Ok(if base.head == checkpoint.head { Fit::Fits } else { Fit::Another });
            }
            _ => {}
        }
        let (last, head) = events::head(tx).await?;
        if last < checkpoint.seq {
            return Ok(Fit::Another);
        }
        let Some(hash) = restored::hash_of(tx, checkpoint.seq).await? else { return Ok(Fit::Torn) };
        if hash == checkpoint.head {
            return Ok(Fit::Fits);
        }
        // A whole other chain goes on from this event; a single changed row does not.
        let follows = match restored::previous_hash_of(tx, checkpoint.seq + 1).await? {
            Some(previous) => previous == hash,
            None => last == checkpoint.seq && head == hash,
        };
        Ok(if follows { Fit::Another } else { Fit::Torn })
    }

    /// Every checkpoint that this computer keeps.
    pub(crate) async fn sightings(&self) -> Sightings {
        let found = self.file.all(&self.seal);
        let in_keychain = self.kept_in_keychain().await;
        let mut problem = match (found.missing, found.damaged) {
            (true, _) => Some("This computer’s file of checkpoints is missing.".to_owned()),
            (false, 0) if found.good.is_empty() => Some("This computer’s file of checkpoints is empty.".to_owned()),
            (false, 0) => None,
            (false, 1) => Some("One line of this computer’s file of checkpoints was damaged or changed.".to_owned()),
            (false, many) => {
                Some(format!("{many} lines of this computer’s file of checkpoints were damaged or changed."))
            }
        };
        let mut good = found.good;
        if let Some(newest) = in_keychain
            && !good.contains(&newest)
        {
            problem.get_or_insert_with(|| {
                "This computer’s file of checkpoints lacks one that its keychain holds.".to_owned()
            });
            good.push(newest);
        }
        Sightings { good, problem }
    }

    /// The newest checkpoint.
    pub(crate) fn newest(&self) -> Option<Checkpoint> {
        self.file.newest(&self.seal)
    }

    /// Lets go of the checkpoints in `gone`, which a Practice Admin has accounted for.
    pub(crate) async fn forget(&self, gone: &[Checkpoint]) -> std::io::Result<()> {
        let mut kept = self.kept.lock().await;
        let mut good = self.file.all(&self.seal).good;
        good.retain(|one| !gone.contains(one));
        self.file.replace(&good, &self.seal)?;
        kept.newest = good.last().cloned();
        kept.in_keychain = None;
        if let Some(newest) = kept.newest.clone() {
            self.tell_keychain(&mut kept, &newest, true).await;
        }
        Ok(())
    }

    const ARCHIVE: &'static str = "firmkeep archive 1";

    /// Signs an archive's place in the chain.
    pub(crate) fn seal_archive(&self, archive: &Archive) -> Vec<u8> {
        let fields = archive_fields(self.practice, archive);
        self.seal.sign(Self::ARCHIVE, &fields.iter().map(Vec::as_slice).collect::<Vec<_>>()).to_vec()
    }

    /// Whether this practice signed it.
    pub(crate) fn sealed(&self, archive: &Archive) -> bool {
        let fields = archive_fields(self.practice, archive);
        self.seal.signed(Self::ARCHIVE, &fields.iter().map(Vec::as_slice).collect::<Vec<_>>(), &archive.signature)
    }
}

fn archive_fields(practice: Uuid, archive: &Archive) -> Vec<Vec<u8>> {
    let number = |number: i64| number.to_be_bytes().to_vec();
    let time = |Time(time)| number(time);
    vec![
        practice.as_bytes().to_vec(),
        number(archive.first_seq),
        number(archive.last_seq),
        archive.head.clone(),
        number(archive.time_high),
        archive.lines.clone(),
        time(archive.until),
        time(archive.archived),
        archive.archived_by.as_bytes().to_vec(),
    ]
}
