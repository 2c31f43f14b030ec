//! Tables that are looked up by their whole key keep their rows in it on SQLite, instead of beside an index of it:
//! half as many pages to write for each row. PostgreSQL has no such tables.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

/// The step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        match manager.get_database_backend() {
            DbBackend::Sqlite => crate::run(manager, include_str!("m0002_narrow_tables.sql")).await,
            _ => Ok(()),
        }
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
