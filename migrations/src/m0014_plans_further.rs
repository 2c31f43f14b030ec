//! Step 14: plans that follow another, dates that were moved, what a note is, "I will look again".

use sea_orm_migration::prelude::*;

/// The step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::run(manager, include_str!("m0014_plans_further.sql")).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
