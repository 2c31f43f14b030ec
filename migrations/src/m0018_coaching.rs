//! Coaching: meetings, a coach's notes, and "please check in".

use sea_orm_migration::prelude::*;

/// The step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::run(manager, include_str!("m0018_coaching.sql")).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
