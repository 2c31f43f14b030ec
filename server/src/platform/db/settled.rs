//! Reading beside what waits to be stored.

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, Statement};

/// Whether a statement only reads.
pub(super) fn reads(sql: &str) -> bool {
    sql.trim_start().get(..6).is_some_and(|word| word.eq_ignore_ascii_case("SELECT"))
}

/// A reading connection beside what waits: it sees only what was stored, and stores nothing.
pub struct Settled<'c>(pub(super) &'c DatabaseTransaction);

#[async_trait::async_trait]
impl ConnectionTrait for Settled<'_> {
    fn get_database_backend(&self) -> DbBackend {
        self.0.get_database_backend()
    }

    async fn execute_raw(&self, _: Statement) -> Result<ExecResult, DbErr> {
        Err(only_reads())
    }

    async fn execute_unprepared(&self, _: &str) -> Result<ExecResult, DbErr> {
        Err(only_reads())
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        if reads(&statement.sql) { self.0.query_one_raw(statement).await } else { Err(only_reads()) }
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        if reads(&statement.sql) { self.0.query_all_raw(statement).await } else { Err(only_reads()) }
    }
}

fn only_reads() -> DbErr {
    DbErr::Custom("a reading connection does not write".into())
}
