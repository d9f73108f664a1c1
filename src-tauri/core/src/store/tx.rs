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
pub(crate) enum Tx {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

impl Tx {
    pub(crate) fn kind(&self) -> Kind {
        match self {
            Self::Sqlite(_) => Kind::Sqlite,
            Self::Postgres(_) => Kind::Postgres,
        }
    }

    /// `FOR UPDATE` where rows must be locked; SQLite's writing transactions lock the whole file already.
    pub(crate) fn for_update(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "",
            Self::Postgres(_) => " FOR UPDATE",
        }
    }

    /// Runs a statement and gives the number of rows that it touched.
    pub(crate) async fn execute(&mut self, sql: impl Into<String>, values: Vec<Value>) -> Result<u64, StoreError> {
        let sql = AssertSqlSafe(sql.into());
        Ok(match self {
            Self::Sqlite(tx) => {
                sqlx::query_with(sql, sqlite_arguments(values)?).execute(&mut **tx).await?.rows_affected()
            }
            Self::Postgres(tx) => {
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
        Ok(match self {
            Self::Sqlite(tx) => {
                let query = sqlx::query_with(sql, sqlite_arguments(values)?);
                query.fetch_optional(&mut **tx).await?.map(Row::Sqlite)
            }
            Self::Postgres(tx) => {
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
        Ok(match self {
            Self::Sqlite(tx) => {
                let rows = sqlx::query_with(sql, sqlite_arguments(values)?).fetch(&mut **tx);
                Box::pin(rows.map_ok(Row::Sqlite).map_err(StoreError::from))
            }
            Self::Postgres(tx) => {
                let rows = sqlx::query_with(sql, postgres_arguments(values)?).fetch(&mut **tx);
                Box::pin(rows.map_ok(Row::Postgres).map_err(StoreError::from))
            }
        })
    }

    /// Commits, the index of users brought up to date with what was changed.
    pub(crate) async fn commit(mut self) -> Result<(), StoreError> {
        super::users_index::settle(&mut self).await?;
        match self {
            Self::Sqlite(tx) => tx.commit().await?,
            Self::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }

    pub(crate) async fn rollback(self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(tx) => tx.rollback().await?,
            Self::Postgres(tx) => tx.rollback().await?,
        }
        Ok(())
    }
}
