//! What the patient-identifier guard found in texts that are stored, for their authors.

use sea_orm_migration::prelude::*;

/// The step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::run(manager, include_str!("m0010_guard_marks.sql")).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
