-- The practice, its users, their sessions and invitations, and the register.
-- Written for both databases: only the types of identifiers and bytes, collation and triggers differ.
-- Times are microseconds since 1970 UTC. Keys (*_key) are folded by the core, so that both databases sort and find alike.

CREATE TABLE practice (
    id UUID PRIMARY KEY NOT NULL,
    only_one BIGINT NOT NULL DEFAULT 1 UNIQUE CHECK (only_one = 1), -- one database holds one practice
    version BIGINT NOT NULL,
    name TEXT NOT NULL,
    legal_name TEXT NOT NULL,
    abn TEXT NOT NULL,
    line1 TEXT NOT NULL,
    line2 TEXT NOT NULL,
    suburb TEXT NOT NULL,
    state TEXT NOT NULL,
    postcode TEXT NOT NULL,
    phone TEXT NOT NULL,
    website TEXT NOT NULL,
    country TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    date_format TEXT NOT NULL,
    week_start TEXT NOT NULL,
    managers_set_up_employees BOOLEAN NOT NULL,
    logo BYTEA,
    logo_tag TEXT,
    wrapped_key BYTEA NOT NULL, -- the practice's master key, wrapped by the recovery key
    created BIGINT NOT NULL
);

CREATE TABLE users (
    id UUID PRIMARY KEY NOT NULL,
    number BIGINT NOT NULL UNIQUE, -- from 1 without gaps, never another's: the sets below are of these
    version BIGINT NOT NULL,
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    preferred_name TEXT NOT NULL,
    name_key TEXT COLLATE "C" NOT NULL,
    email TEXT NOT NULL,
    email_key TEXT COLLATE "C" NOT NULL,
    job_title TEXT NOT NULL,
    mobile TEXT COLLATE "C" NOT NULL,
    phone TEXT NOT NULL,
    birthday TEXT,
    gender TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    date_format TEXT NOT NULL,
    roles BIGINT NOT NULL CHECK (roles BETWEEN 1 AND 15), -- bits: 1 Practice Admin, 2 Partner, 4 Manager, 8 Employee
    role_rank BIGINT NOT NULL,
    reports_to UUID REFERENCES users (id),
    notes TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('inactive', 'invited', 'active', 'restricted', 'disabled', 'archived')),
    status_rank BIGINT NOT NULL,
    status_reason TEXT NOT NULL,
    status_changed BIGINT,
    status_changed_by TEXT NOT NULL,
    was_restricted BOOLEAN NOT NULL DEFAULT FALSE, -- when access was taken away: Enable brings the restriction back
    mfa BIGINT NOT NULL, -- 0 not set up, 1 set up
    password_hash TEXT, -- PHC string with its parameters; NULL until an invitation is accepted
    last_sign_in BIGINT NOT NULL, -- 0 when never
    last_sign_in_device TEXT NOT NULL,
    created BIGINT NOT NULL,
    created_by TEXT NOT NULL
);
CREATE INDEX users_by_email ON users (email_key);
CREATE INDEX users_by_status ON users (status_rank);
CREATE INDEX users_under ON users (reports_to);

-- Every address that any user ever signed in with. One used once stays that user's for ever.
CREATE TABLE user_emails (
    email_key TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    email TEXT NOT NULL,
    user_id UUID NOT NULL REFERENCES users (id),
    since BIGINT NOT NULL,
    until BIGINT
);
CREATE INDEX user_emails_of ON user_emails (user_id);

-- The index of the list of users: whom a word, a status or a role is true of, as sets of their numbers, and what the list is
-- sorted by, side by side in the order of the numbers. The core writes it when a transaction is committed, from what the
-- triggers noted. It says nothing that the users do not say.
CREATE TABLE user_terms (
    term TEXT COLLATE "C" NOT NULL,
    block BIGINT NOT NULL,
    members BYTEA NOT NULL,
    PRIMARY KEY (term, block)
);
CREATE TABLE user_keys (
    sort BIGINT NOT NULL,
    block BIGINT NOT NULL,
    keys BYTEA NOT NULL,
    PRIMARY KEY (sort, block)
);
ALTER TABLE user_keys ALTER COLUMN keys SET STORAGE PLAIN; -- a block fits into a page: nothing is to be packed or moved out
-- What the index says of each user now.
CREATE TABLE user_indexed (
    number BIGINT PRIMARY KEY NOT NULL,
    terms TEXT NOT NULL,
    keys BYTEA NOT NULL
);
-- Users who were changed in the transaction that is under way.
CREATE TABLE users_changed (
    number BIGINT PRIMARY KEY NOT NULL
);
CREATE FUNCTION users_note_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO users_changed (number) VALUES (NEW.number) ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;
CREATE TRIGGER users_added AFTER INSERT ON users
    FOR EACH ROW EXECUTE FUNCTION users_note_change();
CREATE TRIGGER users_edited AFTER UPDATE OF first_name, last_name, preferred_name, name_key, email, email_key, mobile, roles,
    role_rank, reports_to, status_rank, mfa, last_sign_in ON users
    FOR EACH ROW EXECUTE FUNCTION users_note_change();

CREATE TABLE user_passwords (
    user_id UUID NOT NULL REFERENCES users (id),
    since BIGINT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (user_id, since)
);

CREATE TABLE preferences (
    user_id UUID NOT NULL REFERENCES users (id),
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (user_id, name)
);

CREATE TABLE sessions (
    id UUID PRIMARY KEY NOT NULL,
    token_hash BYTEA NOT NULL UNIQUE, -- SHA-256 of the token: the token itself is nowhere on disk
    user_id UUID NOT NULL REFERENCES users (id),
    started BIGINT NOT NULL,
    last_active BIGINT NOT NULL,
    proved BIGINT NOT NULL, -- when the person last proved who they are
    locked BIGINT,
    ended BIGINT,
    ended_why TEXT NOT NULL,
    computer TEXT NOT NULL,
    operating_system TEXT NOT NULL,
    app_version TEXT NOT NULL,
    ip TEXT NOT NULL
);
CREATE INDEX sessions_of ON sessions (user_id, ended);

CREATE TABLE invitations (
    id UUID PRIMARY KEY NOT NULL,
    user_id UUID NOT NULL REFERENCES users (id),
    code_hash TEXT NOT NULL,
    created BIGINT NOT NULL,
    created_by UUID NOT NULL REFERENCES users (id),
    expires BIGINT NOT NULL,
    accepted BIGINT,
    revoked BIGINT
);
CREATE INDEX invitations_of ON invitations (user_id, created);

-- The register. Each event carries the hash of the one before it.
CREATE TABLE events (
    seq BIGINT PRIMARY KEY NOT NULL,
    time BIGINT NOT NULL,
    time_high BIGINT NOT NULL, -- the latest time of any event up to this one: a clock set back does not lower it
    kind TEXT COLLATE "C" NOT NULL,
    actor UUID,
    actor_name TEXT NOT NULL,
    actor_email TEXT NOT NULL,
    target_kind TEXT NOT NULL,
    target UUID,
    target_name TEXT NOT NULL,
    outcome TEXT COLLATE "C" NOT NULL,
    computer TEXT NOT NULL,
    operating_system TEXT NOT NULL,
    app_version TEXT NOT NULL,
    ip TEXT NOT NULL,
    server_ip TEXT NOT NULL, -- the address that the database server sees
    reason TEXT NOT NULL,
    details TEXT NOT NULL, -- JSON, before and after
    previous_hash BYTEA NOT NULL,
    hash BYTEA NOT NULL
);
CREATE INDEX events_by_kind ON events (kind, seq);
CREATE INDEX events_by_actor ON events (actor, seq);
CREATE INDEX events_by_target ON events (target, seq);

-- Which events a word, a person, a kind, an outcome or a computer is in, as sets of their numbers. The events are divided
-- into units by their numbers; the core writes a unit in the transaction of the event that completes it. It only finds:
-- each event that is shown is read and asked itself, and checking the register does not look here.
CREATE TABLE event_terms (
    unit BIGINT NOT NULL,
    term TEXT COLLATE "C" NOT NULL,
    members BYTEA NOT NULL,
    PRIMARY KEY (unit, term)
);

-- The earliest and the latest time in each of the smallest units: clocks differ and are set back, so that the order of the
-- numbers says little about times.
CREATE TABLE event_times (
    unit BIGINT PRIMARY KEY NOT NULL,
    least BIGINT NOT NULL,
    most BIGINT NOT NULL
);

-- Where the chain ends. Locking this row puts the writers of events in a line.
CREATE TABLE register_head (
    only_one BIGINT PRIMARY KEY NOT NULL CHECK (only_one = 1),
    seq BIGINT NOT NULL,
    time_high BIGINT NOT NULL,
    hash BYTEA NOT NULL
);
INSERT INTO register_head (only_one, seq, time_high, hash) VALUES (1, 0, 0, decode(repeat('00', 32), 'hex'));

CREATE FUNCTION events_are_for_ever() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'events are never changed or deleted';
END;
$$;
CREATE TRIGGER events_are_never_changed BEFORE UPDATE OR DELETE ON events
    FOR EACH ROW EXECUTE FUNCTION events_are_for_ever();
CREATE TRIGGER events_are_never_emptied BEFORE TRUNCATE ON events
    FOR EACH STATEMENT EXECUTE FUNCTION events_are_for_ever();
