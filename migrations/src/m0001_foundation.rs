//! Everything the main job needs: people and programs, sign-in, feedback, plans, sync, audit.

use sea_orm_migration::prelude::*;

/// The step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::run(manager, include_str!("m0001_foundation.sql")).await?;
        crate::protect::protect(
            manager,
            &["feedback_entries", "amendments", "responses", "reflections", "plan_progress", "audit_rows"],
        )
        .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
