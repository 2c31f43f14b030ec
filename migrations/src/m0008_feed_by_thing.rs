//! The feed is kept by thing, whose ids grow with time: a new thing's rows stand together at the end, and need no index
//! of their own to be found by thing.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

/// The step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sql = match manager.get_database_backend() {
            DbBackend::Sqlite => include_str!("m0008_feed_by_thing.sql"),
            _ => include_str!("m0008_feed_by_thing.postgres.sql"),
        };
        crate::run(manager, sql).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
