//! Users, one at a time.

use uuid::Uuid;

use super::{Row, StoreError, Tx, places, values};
use crate::clock::Time;
use crate::domain::dates::{DateFormat, choice, word};
use crate::domain::email;
use crate::domain::mfa::MfaState;
use crate::domain::policy::Target;
use crate::domain::roles::{Role, Roles};
use crate::domain::status::AccessStatus;
use crate::domain::text;
use crate::domain::users::{UserFields, display_name};

/// A user as stored.
#[derive(Clone, Debug)]
pub(crate) struct UserRecord {
    pub id: Uuid,
    pub version: i64,
    pub fields: UserFields,
    pub email: String,
    /// The manager's name, where there is one.
    pub manager: String,
    pub status: AccessStatus,
    pub status_reason: String,
    pub status_changed: Option<Time>,
    pub status_changed_by: String,
    /// Whether they were restricted when access was taken away: Enable brings the restriction back.
    pub was_restricted: bool,
    pub mfa: MfaState,
    pub password_hash: Option<String>,
    pub password_changed: Option<Time>,
    pub must_change_password: bool,
    /// Since when the user is locked out by failed attempts.
    pub blocked: Option<Time>,
    /// When the block ends by itself, as that of a Practice Admin does.
    pub blocked_until: Option<Time>,
    /// Blocks in a row.
    pub blocks: i64,
    pub last_sign_in: Option<Time>,
    pub last_sign_in_device: String,
    pub invite_expires: Option<Time>,
    pub created: Time,
    pub created_by: String,
}

pub(super) const COLUMNS: &str = "u.id, u.version, u.first_name, u.last_name, u.preferred_name, u.email, u.job_title, u.mobile, \
     u.phone, u.birthday, u.gender, u.time_zone, u.date_format, u.roles, u.reports_to, u.notes, u.status, u.status_reason, \
     u.status_changed, u.status_changed_by, u.was_restricted, u.mfa, u.password_hash, u.password_changed, \
     u.must_change_password, u.blocked, u.blocked_until, u.blocks, u.last_sign_in, u.last_sign_in_device, u.created, \
     u.created_by, m.first_name AS manager_first, m.last_name AS manager_last, m.preferred_name AS manager_preferred, \
     (SELECT max(i.expires) FROM invitations i WHERE i.user_id = u.id AND i.accepted IS NULL AND i.revoked IS NULL) AS invite_expires";

pub(super) const JOIN: &str = "users u LEFT JOIN users m ON m.id = u.reports_to";

impl UserRecord {
    pub(super) fn from_row(row: &Row) -> Result<Self, StoreError> {
        let status: String = row.get("status")?;
        let manager = match row.get::<Option<String>, _>("manager_first")? {
            Some(first) => display_name(
                &first,
                &row.get::<String, _>("manager_last")?,
                &row.get::<String, _>("manager_preferred")?,
            ),
            None => String::new(),
        };
        Ok(Self {
            id: row.get("id")?,
            version: row.get("version")?,
            fields: UserFields {
                first_name: row.get("first_name")?,
                last_name: row.get("last_name")?,
                preferred_name: row.get("preferred_name")?,
                job_title: row.get("job_title")?,
                mobile: row.get("mobile")?,
                phone: row.get("phone")?,
                birthday: row.get("birthday")?,
                gender: row.get("gender")?,
                time_zone: row.get("time_zone")?,
                date_format: choice(&row.get::<String, _>("date_format")?).unwrap_or(DateFormat::DMmmYyyy),
                roles: Roles::from_bits(row.get("roles")?).to_vec(),
                reports_to: row.get("reports_to")?,
                notes: row.get("notes")?,
            },
            email: row.get("email")?,
            manager,
            status: AccessStatus::parse(&status)
                .ok_or_else(|| StoreError::Other(format!("unknown status {status}")))?,
            status_reason: row.get("status_reason")?,
            status_changed: row.maybe_time("status_changed")?,
            status_changed_by: row.get("status_changed_by")?,
            was_restricted: row.get("was_restricted")?,
            mfa: MfaState::from_number(row.get("mfa")?),
            password_hash: row.get("password_hash")?,
            password_changed: row.maybe_time("password_changed")?,
            must_change_password: row.get("must_change_password")?,
            blocked: row.maybe_time("blocked")?,
            blocked_until: row.maybe_time("blocked_until")?,
            blocks: row.get("blocks")?,
            last_sign_in: Some(row.time("last_sign_in")?).filter(|time| time.0 != 0),
            last_sign_in_device: row.get("last_sign_in_device")?,
            invite_expires: row.maybe_time("invite_expires")?,
            created: row.time("created")?,
            created_by: row.get("created_by")?,
        })
    }

    pub(crate) fn name(&self) -> String {
        self.fields.display_name()
    }

    /// Whether the user is locked out at `now`.
    pub(crate) fn is_blocked(&self, now: Time) -> bool {
        self.blocked.is_some() && self.blocked_until.is_none_or(|until| now < until)
    }

    pub(crate) fn target(&self) -> Target {
        Target {
            id: self.id,
            roles: self.fields.role_set(),
            status: self.status,
            joined: self.password_hash.is_some(),
            was_restricted: self.was_restricted,
            blocked: self.blocked.is_some(),
            mfa: self.mfa,
        }
    }
}

/// The user `id`, locked against changes by others where the transaction writes.
pub(crate) async fn find(tx: &mut Tx, id: Uuid) -> Result<Option<UserRecord>, StoreError> {
    let row = tx.row(format!("SELECT {COLUMNS} FROM {JOIN} WHERE u.id = $1"), values![id]).await?;
    row.as_ref().map(UserRecord::from_row).transpose()
}

/// The user who signs in with `email` now, whatever its case.
pub(crate) async fn find_by_email(tx: &mut Tx, email_text: &str) -> Result<Option<UserRecord>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM {JOIN} WHERE u.email_key = $1");
    let row = tx.row(sql, values![email::key(email_text)]).await?;
    row.as_ref().map(UserRecord::from_row).transpose()
}

/// Any stored password, to spend the usual time on a sign-in that cannot succeed.
pub(crate) async fn any_password(tx: &mut Tx) -> Result<Option<String>, StoreError> {
    let row = tx
        .row("SELECT password_hash FROM users WHERE password_hash IS NOT NULL ORDER BY id LIMIT 1", values![])
        .await?;
    row.map(|row| row.get("password_hash")).transpose()
}

fn name_key(fields: &UserFields) -> String {
    text::fold(&fields.display_name())
}

const INSERT: &str = "INSERT INTO users (id, number, version, first_name, last_name, preferred_name, name_key, email, email_key, job_title, \
     mobile, phone, birthday, gender, time_zone, date_format, roles, role_rank, reports_to, notes, status, \
     status_rank, status_reason, status_changed, status_changed_by, mfa, password_hash, last_sign_in, \
     last_sign_in_device, created, created_by) VALUES ";

/// Adds a user. The address must be claimed with [`super::emails::claim`].
pub(crate) async fn insert(tx: &mut Tx, user: &UserRecord) -> Result<(), StoreError> {
    // One at a time, so that nobody gets another's number.
    super::practice::lock(tx).await?;
    insert_rows(tx, &[user]).await
}

/// Adds the rows of users in one statement.
pub(super) async fn insert_rows(tx: &mut Tx, users: &[&UserRecord]) -> Result<(), StoreError> {
    let last = tx.row("SELECT coalesce(max(number), 0) AS last FROM users", values![]).await?;
    let last: i64 = last.map(|row| row.get("last")).transpose()?.unwrap_or(0);
    let mut bound = Vec::new();
    for (user, number) in users.iter().zip(last + 1..) {
        let f = &user.fields;
        bound.extend(values![
            user.id,
            number,
            user.version,
            &f.first_name,
            &f.last_name,
            &f.preferred_name,
            name_key(f),
            &user.email,
            email::key(&user.email),
            &f.job_title,
            &f.mobile,
            &f.phone,
            f.birthday.clone(),
            &f.gender,
            &f.time_zone,
            word(&f.date_format),
            f.role_set().bits(),
            f.role_set().rank(),
            f.reports_to,
            &f.notes,
            user.status.as_str(),
            user.status.rank(),
            &user.status_reason,
            user.status_changed,
            &user.status_changed_by,
            user.mfa.number(),
            user.password_hash.clone(),
            user.last_sign_in.map_or(0, |time| time.0),
            &user.last_sign_in_device,
            user.created,
            &user.created_by,
        ]);
    }
    tx.execute(format!("{INSERT}{}", places(users.len(), bound.len())), bound).await.map(|_| ())
}

/// Saves the fields over `version`. Gives `false` where that version is not the newest.
pub(crate) async fn update_fields(
    tx: &mut Tx,
    id: Uuid,
    version: i64,
    fields: &UserFields,
) -> Result<bool, StoreError> {
    let f = fields;
    let changed = tx
        .execute(
            "UPDATE users SET version = version + 1, first_name = $3, last_name = $4, preferred_name = $5, name_key = $6, \
             job_title = $7, mobile = $8, phone = $9, birthday = $10, gender = $11, time_zone = $12, date_format = $13, \
             roles = $14, role_rank = $15, reports_to = $16, notes = $17 \
             WHERE id = $1 AND version = $2",
            values![
                id, version, &f.first_name, &f.last_name, &f.preferred_name, name_key(f), &f.job_title, &f.mobile, &f.phone,
                f.birthday.clone(), &f.gender, &f.time_zone, word(&f.date_format), f.role_set().bits(), f.role_set().rank(),
                f.reports_to, &f.notes,
            ],
        )
        .await?;
    Ok(changed == 1)
}

/// The new sign-in address, over `version`.
pub(crate) async fn update_email(tx: &mut Tx, id: Uuid, version: i64, to: &str) -> Result<bool, StoreError> {
    let changed = tx
        .execute(
            "UPDATE users SET version = version + 1, email = $3, email_key = $4 WHERE id = $1 AND version = $2",
            values![id, version, to, email::key(to)],
        )
        .await?;
    Ok(changed == 1)
}

/// A new access status with its reason, over `version`. A restriction outlasts leave and archive.
pub(crate) async fn update_status(
    tx: &mut Tx,
    id: Uuid,
    version: i64,
    status: AccessStatus,
    reason: &str,
    by: &str,
    now: Time,
) -> Result<bool, StoreError> {
    let away = matches!(status, AccessStatus::Disabled | AccessStatus::Archived);
    let changed = tx
        .execute(
            "UPDATE users SET version = version + 1, status = $3, status_rank = $4, status_reason = $5, status_changed = $6, \
             status_changed_by = $7, was_restricted = ($8 AND (was_restricted OR status = 'restricted')) \
             WHERE id = $1 AND version = $2",
            values![id, version, status.as_str(), status.rank(), reason, now, by, away],
        )
        .await?;
    Ok(changed == 1)
}

/// The strengthened hash of the same password.
pub(crate) async fn upgrade_password(tx: &mut Tx, id: Uuid, hash: &str) -> Result<(), StoreError> {
    tx.execute_one("UPDATE users SET password_hash = $2 WHERE id = $1", values![id, hash]).await
}

/// The hash of a password that the person has just chosen.
pub(crate) async fn set_password(tx: &mut Tx, id: Uuid, hash: &str, now: Time) -> Result<(), StoreError> {
    tx.execute_one(
        "UPDATE users SET password_hash = $2, password_changed = $3, must_change_password = FALSE WHERE id = $1",
        values![id, hash, now],
    )
    .await
}

/// Asks for a new password at the next sign-in.
pub(crate) async fn must_change_password(tx: &mut Tx, id: Uuid) -> Result<(), StoreError> {
    tx.execute_one("UPDATE users SET must_change_password = TRUE WHERE id = $1", values![id]).await
}

/// Notes a sign-in. It is no edit: the version stays.
pub(crate) async fn signed_in(tx: &mut Tx, id: Uuid, now: Time, device: &str) -> Result<(), StoreError> {
    tx.execute_one(
        "UPDATE users SET last_sign_in = $2, last_sign_in_device = $3 WHERE id = $1",
        values![id, now, device],
    )
    .await
}

/// Practice Admins who can sign in now. Call under [`super::practice::lock`] where the answer must stay true.
pub(crate) async fn working_admins(tx: &mut Tx) -> Result<Vec<Uuid>, StoreError> {
    let bit = Roles::default().with(Role::PracticeAdmin).bits();
    let rows = tx
        .rows(
            "SELECT id FROM users WHERE roles & $1 <> 0 AND status = 'active' AND password_hash IS NOT NULL \
             AND (blocked IS NULL OR blocked_until IS NOT NULL) ORDER BY id",
            values![bit],
        )
        .await?;
    rows.iter().map(|row| row.get("id")).collect()
}

/// Whether `id` is `manager` or stands above `manager` in the reporting lines, so that reporting to `manager` would make
/// a circle.
pub(crate) async fn is_above(tx: &mut Tx, id: Uuid, manager: Uuid) -> Result<bool, StoreError> {
    let row = tx
        .row(
            "WITH RECURSIVE line (id, depth) AS (SELECT $2, CAST(0 AS BIGINT) \
             UNION ALL SELECT u.reports_to, line.depth + 1 FROM users u JOIN line ON u.id = line.id \
             WHERE u.reports_to IS NOT NULL AND line.depth < 1000) \
             SELECT 1 AS found FROM line WHERE id = $1",
            values![id, manager],
        )
        .await?;
    Ok(row.is_some())
}
