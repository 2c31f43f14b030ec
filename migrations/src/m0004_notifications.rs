//! What people are told, on which devices and by mail, and what they want to be told.

use sea_orm_migration::prelude::*;

/// The step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::run(manager, include_str!("m0004_notifications.sql")).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
