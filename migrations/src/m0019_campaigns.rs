//! Step 19: 360 campaigns.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

/// The step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Rows of answers stand in the order of their random ids; with a row id they would stand in that of arrival.
        let keyed = match manager.get_database_backend() {
            DbBackend::Sqlite => " WITHOUT ROWID",
            _ => "",
        };
        crate::run(manager, &include_str!("m0019_campaigns.sql").replace("{keyed}", keyed)).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
