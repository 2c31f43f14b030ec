//! Step 17: individualized learning plans.

use sea_orm_migration::prelude::*;

/// The step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::run(manager, include_str!("m0017_learning_plans.sql")).await?;
        crate::protect::protect(manager, &["learning_plan_signatures"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
