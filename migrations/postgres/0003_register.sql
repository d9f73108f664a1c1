-- Archives of the register: old events are moved to a file, and the chain goes on from the last of them.
-- Times are microseconds since 1970 UTC.

CREATE TABLE register_archives (
    last_seq BIGINT PRIMARY KEY NOT NULL, -- the last event in the file
    first_seq BIGINT NOT NULL,
    head BYTEA NOT NULL, -- the hash of the last event in the file
    time_high BIGINT NOT NULL,
    lines BYTEA NOT NULL, -- SHA-256 over the lines of the file
    until BIGINT NOT NULL,
    archived BIGINT NOT NULL,
    archived_by TEXT NOT NULL,
    signature BYTEA NOT NULL -- Ed25519 over the above, by the practice's key, which is not in this database
);
CREATE FUNCTION archives_are_for_ever() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'archives are never changed or deleted';
END
$$;
CREATE TRIGGER archives_are_never_changed BEFORE UPDATE OR DELETE ON register_archives
    FOR EACH ROW EXECUTE FUNCTION archives_are_for_ever();
CREATE TRIGGER archives_are_never_emptied BEFORE TRUNCATE ON register_archives
    FOR EACH STATEMENT EXECUTE FUNCTION archives_are_for_ever();

-- Leave to remove the events of one archive. There is a row only inside the transaction that archives.
CREATE TABLE register_permits (
    last_seq BIGINT PRIMARY KEY NOT NULL REFERENCES register_archives (last_seq)
);

-- How many revisions of a record are in archives, so that those in the table keep their numbers.
CREATE TABLE archived_revisions (
    target UUID PRIMARY KEY NOT NULL,
    revisions BIGINT NOT NULL
);

CREATE FUNCTION events_go_only_with_their_archive() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM register_permits WHERE last_seq >= OLD.seq) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'events are never changed or deleted';
END
$$;
DROP TRIGGER events_are_never_changed ON events;
CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events
    FOR EACH ROW EXECUTE FUNCTION events_are_for_ever();
CREATE TRIGGER events_are_never_deleted BEFORE DELETE ON events
    FOR EACH ROW EXECUTE FUNCTION events_go_only_with_their_archive();

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
