//! Passages of requests that were redacted.

use sea_orm_migration::prelude::*;

/// The step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::run(manager, include_str!("m0011_redacted_requests.sql")).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
