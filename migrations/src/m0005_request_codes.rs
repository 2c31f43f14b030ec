//! Handing a request over in person: the keys of devices, and the codes that were scanned.

use sea_orm_migration::prelude::*;

/// The step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::run(manager, include_str!("m0005_request_codes.sql")).await?;
        crate::protect::protect(manager, &["request_codes"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
