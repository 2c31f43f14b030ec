//! Asking for feedback: requests, where they stand, and the entries that answer them.

use sea_orm_migration::prelude::*;

/// The step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::run(manager, include_str!("m0003_requests.sql")).await?;
        crate::protect::protect(manager, &["requests"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
