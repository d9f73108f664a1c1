-- Codes at sign-in, blocks, sessions that are still being entered, the policy, the Support user, and what people are told.
-- Times are microseconds since 1970 UTC.

-- The security policy. Defaults: DESIGN, section 2.
ALTER TABLE practice ADD COLUMN policy_version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE practice ADD COLUMN policy_changed BIGINT;
ALTER TABLE practice ADD COLUMN policy_changed_by TEXT NOT NULL DEFAULT '';
ALTER TABLE practice ADD COLUMN mfa_required BOOLEAN NOT NULL DEFAULT TRUE;
ALTER TABLE practice ADD COLUMN remember_hours BIGINT NOT NULL DEFAULT 24 CHECK (remember_hours BETWEEN 0 AND 24);
ALTER TABLE practice ADD COLUMN block_after BIGINT NOT NULL DEFAULT 5 CHECK (block_after BETWEEN 3 AND 10);
ALTER TABLE practice ADD COLUMN idle_minutes BIGINT NOT NULL DEFAULT 15 CHECK (idle_minutes BETWEEN 1 AND 15);
ALTER TABLE practice ADD COLUMN session_hours BIGINT NOT NULL DEFAULT 12 CHECK (session_hours BETWEEN 1 AND 12);
ALTER TABLE practice ADD COLUMN password_least BIGINT NOT NULL DEFAULT 12 CHECK (password_least BETWEEN 12 AND 64);
ALTER TABLE practice ADD COLUMN password_remembered BIGINT NOT NULL DEFAULT 8 CHECK (password_remembered BETWEEN 8 AND 24);
ALTER TABLE practice ADD COLUMN invite_days BIGINT NOT NULL DEFAULT 5 CHECK (invite_days BETWEEN 1 AND 30);
ALTER TABLE practice ADD COLUMN keep_months BIGINT NOT NULL DEFAULT 0 CHECK (keep_months = 0 OR keep_months BETWEEN 12 AND 240);
ALTER TABLE practice ADD COLUMN roles_reviewed BIGINT; -- when somebody last looked at who holds the privileged roles

ALTER TABLE users ADD COLUMN blocked BIGINT; -- locked out by too many failed attempts since then
ALTER TABLE users ADD COLUMN blocked_until BIGINT; -- only Practice Admins: the block ends by itself
ALTER TABLE users ADD COLUMN blocks BIGINT NOT NULL DEFAULT 0; -- blocks in a row, each twice as long as the one before
ALTER TABLE users ADD COLUMN password_changed BIGINT;
ALTER TABLE users ADD COLUMN must_change_password BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX users_blocked ON users (blocked) WHERE blocked IS NOT NULL;
CREATE TRIGGER users_blocked_or_not AFTER UPDATE OF blocked ON users
BEGIN
    INSERT OR IGNORE INTO users_changed (number) VALUES (NEW.number);
END;

-- The authenticator of a user: there is one or none.
CREATE TABLE user_mfa (
    user_id BLOB PRIMARY KEY NOT NULL REFERENCES users (id),
    secret BLOB NOT NULL, -- encrypted with the practice key
    since BIGINT NOT NULL,
    last_step BIGINT NOT NULL, -- of the last code that was used: that code and every earlier one are worthless
    last_used BIGINT,
    codes_salt BLOB NOT NULL,
    codes_kept BOOLEAN NOT NULL -- whether the person confirmed that they kept the recovery codes
);

CREATE TABLE recovery_codes (
    user_id BLOB NOT NULL REFERENCES users (id),
    place BIGINT NOT NULL,
    hash BLOB NOT NULL, -- Argon2id over the code with the set's salt
    used BIGINT,
    PRIMARY KEY (user_id, place)
);

-- Failed attempts of the last minutes, whatever was wrong: neither a restart nor a second computer resets them.
CREATE TABLE attempts (
    id BLOB PRIMARY KEY NOT NULL,
    user_id BLOB NOT NULL REFERENCES users (id),
    time BIGINT NOT NULL,
    what TEXT NOT NULL
);
CREATE INDEX attempts_of ON attempts (user_id, time);

-- Computers at which a user need not give a code for a while.
CREATE TABLE remembered_computers (
    id BLOB PRIMARY KEY NOT NULL,
    user_id BLOB NOT NULL REFERENCES users (id),
    computer_hash BLOB NOT NULL, -- of the computer's own secret, its name and the user
    computer TEXT NOT NULL,
    operating_system TEXT NOT NULL,
    since BIGINT NOT NULL,
    until BIGINT NOT NULL,
    forgotten BIGINT
);
CREATE INDEX remembered_computers_of ON remembered_computers (user_id, until);

-- One-time codes with which a user chooses a new password.
CREATE TABLE password_resets (
    id BLOB PRIMARY KEY NOT NULL,
    user_id BLOB NOT NULL REFERENCES users (id),
    code_hash TEXT NOT NULL,
    created BIGINT NOT NULL,
    created_by BLOB NOT NULL REFERENCES users (id),
    expires BIGINT NOT NULL,
    used BIGINT,
    revoked BIGINT
);
CREATE INDEX password_resets_of ON password_resets (user_id, created);

-- What a user is told: changes of their own access and of how they sign in.
CREATE TABLE notices (
    id BLOB PRIMARY KEY NOT NULL,
    user_id BLOB NOT NULL REFERENCES users (id),
    time BIGINT NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    seen BIGINT
);
CREATE INDEX notices_of ON notices (user_id, time);
CREATE INDEX notices_unseen ON notices (user_id) WHERE seen IS NULL;

-- The times that the vendor's helper was let in. At most one is open.
CREATE TABLE support_grants (
    id BLOB PRIMARY KEY NOT NULL,
    why TEXT NOT NULL,
    may BIGINT NOT NULL, -- bits: 1 users, 2 settings, 4 register, 8 unblock, 16 reset MFA
    hours BIGINT NOT NULL,
    started BIGINT NOT NULL,
    ends BIGINT NOT NULL,
    latest BIGINT NOT NULL, -- the latest time at which it was seen open: a clock set back does not prolong it
    by_id BLOB NOT NULL REFERENCES users (id),
    by_name TEXT NOT NULL,
    code_hash TEXT, -- NULL once the code was used
    failed_codes BIGINT NOT NULL,
    person TEXT NOT NULL,
    case_number TEXT NOT NULL,
    signed_in BIGINT,
    ended BIGINT,
    ended_why TEXT NOT NULL
);
CREATE UNIQUE INDEX support_grants_open ON support_grants ((ended IS NULL)) WHERE ended IS NULL;
CREATE INDEX support_grants_by_time ON support_grants (started);

-- Sessions anew: they may be the Support user's, and are entered step by step. Whoever was signed in signs in again.
DROP TABLE sessions;
CREATE TABLE sessions (
    id BLOB PRIMARY KEY NOT NULL,
    token_hash BLOB NOT NULL UNIQUE, -- SHA-256 of the token: the token itself is nowhere on disk
    user_id BLOB REFERENCES users (id),
    grant_id BLOB REFERENCES support_grants (id),
    stage TEXT NOT NULL CHECK (stage IN ('code', 'enrol', 'recovery_codes', 'password', 'open')),
    factors TEXT NOT NULL, -- what the person has given so far, in words
    pending_secret BLOB, -- of an authenticator that is being set up, encrypted with the practice key
    started BIGINT NOT NULL,
    last_active BIGINT NOT NULL,
    proved BIGINT NOT NULL, -- when the person last proved who they are
    locked BIGINT,
    ended BIGINT,
    ended_why TEXT NOT NULL,
    computer TEXT NOT NULL,
    operating_system TEXT NOT NULL,
    app_version TEXT NOT NULL,
    ip TEXT NOT NULL,
    CHECK ((user_id IS NULL) <> (grant_id IS NULL))
);
CREATE INDEX sessions_of ON sessions (user_id, ended);
CREATE INDEX sessions_of_grant ON sessions (grant_id, ended);
