//! A transaction on either database.

use futures_util::TryStreamExt;
use futures_util::stream::BoxStream;
use sqlx::{AssertSqlSafe, Postgres, Sqlite, Transaction};

use super::value::{Row, Value, postgres_arguments, sqlite_arguments};
use super::{Kind, StoreError};

/// An open transaction; rolled back when dropped without `commit`.
///
/// Statements are texts of this crate only. Whatever comes from a person is bound, never written into the text.
#[derive(Debug)]
pub(crate) struct Tx {
    inner: Inner,
    /// Whether users may have been changed: then their index is brought up to date before the commit.
    users: bool,
}

#[derive(Debug)]
enum Inner {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

impl From<Transaction<'static, Sqlite>> for Tx {
    fn from(transaction: Transaction<'static, Sqlite>) -> Self {
        Self { inner: Inner::Sqlite(transaction), users: false }
    }
}

impl From<Transaction<'static, Postgres>> for Tx {
    fn from(transaction: Transaction<'static, Postgres>) -> Self {
        Self { inner: Inner::Postgres(transaction), users: false }
    }
}

impl Tx {
    pub(crate) fn kind(&self) -> Kind {
        match &self.inner {
            Inner::Sqlite(_) => Kind::Sqlite,
            Inner::Postgres(_) => Kind::Postgres,
        }
    }

    /// `FOR UPDATE` where rows must be locked; SQLite's writing transactions lock the whole file already.
    pub(crate) fn for_update(&self) -> &'static str {
        match &self.inner {
            Inner::Sqlite(_) => "",
            Inner::Postgres(_) => " FOR UPDATE",
        }
    }

    /// Runs a statement and gives the number of rows that it touched.
    pub(crate) async fn execute(&mut self, sql: impl Into<String>, values: Vec<Value>) -> Result<u64, StoreError> {
        let sql: String = sql.into();
        self.users |= sql.contains(" users ");
        let sql = AssertSqlSafe(sql);
        Ok(match &mut self.inner {
            Inner::Sqlite(tx) => {
                sqlx::query_with(sql, sqlite_arguments(values)?).execute(&mut **tx).await?.rows_affected()
            }
            Inner::Postgres(tx) => {
                sqlx::query_with(sql, postgres_arguments(values)?).execute(&mut **tx).await?.rows_affected()
            }
        })
    }

    /// Runs a statement that must touch exactly one row.
    pub(crate) async fn execute_one(&mut self, sql: impl Into<String>, values: Vec<Value>) -> Result<(), StoreError> {
        match self.execute(sql, values).await? {
            1 => Ok(()),
            count => Err(StoreError::Other(format!("one row was to change, {count} did"))),
        }
    }

    pub(crate) async fn rows(&mut self, sql: impl Into<String>, values: Vec<Value>) -> Result<Vec<Row>, StoreError> {
        self.stream(sql, values)?.try_collect().await
    }

    pub(crate) async fn row(&mut self, sql: impl Into<String>, values: Vec<Value>) -> Result<Option<Row>, StoreError> {
        let sql = AssertSqlSafe(sql.into());
        Ok(match &mut self.inner {
            Inner::Sqlite(tx) => {
                let query = sqlx::query_with(sql, sqlite_arguments(values)?);
                query.fetch_optional(&mut **tx).await?.map(Row::Sqlite)
            }
            Inner::Postgres(tx) => {
                let query = sqlx::query_with(sql, postgres_arguments(values)?);
                query.fetch_optional(&mut **tx).await?.map(Row::Postgres)
            }
        })
    }

    /// Rows one after the other, for what does not fit into memory.
    pub(crate) fn stream(
        &mut self,
        sql: impl Into<String>,
        values: Vec<Value>,
    ) -> Result<BoxStream<'_, Result<Row, StoreError>>, StoreError> {
        let sql = AssertSqlSafe(sql.into());
        Ok(match &mut self.inner {
            Inner::Sqlite(tx) => {
                let rows = sqlx::query_with(sql, sqlite_arguments(values)?).fetch(&mut **tx);
                Box::pin(rows.map_ok(Row::Sqlite).map_err(StoreError::from))
            }
            Inner::Postgres(tx) => {
                let rows = sqlx::query_with(sql, postgres_arguments(values)?).fetch(&mut **tx);
                Box::pin(rows.map_ok(Row::Postgres).map_err(StoreError::from))
            }
        })
    }

    /// Commits, the index of users brought up to date with what was changed.
    pub(crate) async fn commit(mut self) -> Result<(), StoreError> {
        if self.users {
            super::users_index::settle(&mut self).await?;
        }
        match self.inner {
            Inner::Sqlite(tx) => tx.commit().await?,
            Inner::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }

    pub(crate) async fn rollback(self) -> Result<(), StoreError> {
        match self.inner {
            Inner::Sqlite(tx) => tx.rollback().await?,
            Inner::Postgres(tx) => tx.rollback().await?,
        }
        Ok(())
    }
}
