-- Archives of the register: old events are moved to a file, and the chain goes on from the last of them.
-- Times are microseconds since 1970 UTC.

CREATE TABLE register_archives (
    last_seq INTEGER PRIMARY KEY NOT NULL, -- the last event in the file
    first_seq BIGINT NOT NULL,
    head BLOB NOT NULL, -- the hash of the last event in the file
    time_high BIGINT NOT NULL,
    lines BLOB NOT NULL, -- SHA-256 over the lines of the file
    until BIGINT NOT NULL,
    archived BIGINT NOT NULL,
    archived_by TEXT NOT NULL,
    signature BLOB NOT NULL -- Ed25519 over the above, by the practice's key, which is not in this database
);
CREATE TRIGGER archives_are_never_changed BEFORE UPDATE ON register_archives
BEGIN
    SELECT RAISE(ABORT, 'archives are never changed');
END;
CREATE TRIGGER archives_are_never_deleted BEFORE DELETE ON register_archives
BEGIN
    SELECT RAISE(ABORT, 'archives are never deleted');
END;
CREATE TRIGGER archives_are_never_replaced BEFORE INSERT ON register_archives
WHEN EXISTS (SELECT 1 FROM register_archives WHERE last_seq >= NEW.last_seq)
BEGIN
    SELECT RAISE(ABORT, 'archives are never replaced');
END;

-- Leave to remove the events of one archive. There is a row only inside the transaction that archives.
CREATE TABLE register_permits (
    last_seq BIGINT PRIMARY KEY NOT NULL REFERENCES register_archives (last_seq)
);

-- How many revisions of a record are in archives, so that those in the table keep their numbers.
CREATE TABLE archived_revisions (
    target BLOB PRIMARY KEY NOT NULL,
    revisions BIGINT NOT NULL
);

DROP TRIGGER events_are_never_deleted;
CREATE TRIGGER events_are_never_deleted BEFORE DELETE ON events
WHEN NOT EXISTS (SELECT 1 FROM register_permits WHERE last_seq >= OLD.seq)
BEGIN
    SELECT RAISE(ABORT, 'events are never deleted');
END;

-- The revisions of a record, by their events: the kinds after which a record is another. The core asks for exactly these.
CREATE INDEX events_revising ON events (target, seq) WHERE outcome = 'success' AND kind IN (
    'users.added', 'users.edited', 'users.roles_changed', 'users.email_changed', 'users.invited',
    'users.invite_revoked', 'users.invite_accepted', 'users.disabled', 'users.enabled', 'users.archived',
    'users.unarchived', 'users.restricted', 'users.restriction_lifted', 'practice.created', 'practice.edited',
    'practice.logo_changed', 'practice.logo_removed', 'security.policy_changed'
);

-- Sign-ins by their own time, however the clocks of the computers differed: the timeline counts them here alone.
CREATE INDEX events_sign_ins ON events (kind, time) WHERE kind IN (
    'sign_in.succeeded', 'support.signed_in', 'sign_in.failed', 'mfa.code_failed', 'support.code_failed'
);
