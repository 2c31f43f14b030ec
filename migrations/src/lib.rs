//! The database schema, step by step. One SQL text serves SQLite and PostgreSQL; where they differ, a token does.
//!
//! Schema versions only add. A released step never changes; the next step is a new module.

pub use sea_orm_migration::prelude::MigratorTrait;
use sea_orm_migration::prelude::*;

mod m0001_foundation;
mod m0002_narrow_tables;
mod m0003_requests;
mod m0004_notifications;
mod m0005_request_codes;
mod m0006_guests;
mod m0007_scanning_guests;
mod m0008_feed_by_thing;
mod m0009_members_for_dates;
mod m0010_guard_marks;
mod m0011_redacted_requests;
mod m0012_jots;
mod m0013_expected_bands;
mod m0014_plans_further;
mod m0015_calendar;
mod m0016_closure_figures;
mod m0019_campaigns;
mod protect;

/// All steps, in order.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_foundation::Migration),
            Box::new(m0002_narrow_tables::Migration),
            Box::new(m0003_requests::Migration),
            Box::new(m0004_notifications::Migration),
            Box::new(m0005_request_codes::Migration),
            Box::new(m0006_guests::Migration),
            Box::new(m0007_scanning_guests::Migration),
            Box::new(m0008_feed_by_thing::Migration),
            Box::new(m0009_members_for_dates::Migration),
            Box::new(m0010_guard_marks::Migration),
            Box::new(m0011_redacted_requests::Migration),
            Box::new(m0012_jots::Migration),
            Box::new(m0013_expected_bands::Migration),
            Box::new(m0014_plans_further::Migration),
            Box::new(m0015_calendar::Migration),
            Box::new(m0016_closure_figures::Migration),
            Box::new(m0019_campaigns::Migration),
        ]
    }
}

/// Runs a step's statements, with `{uuid}` and `{bytes}` as the database calls them.
async fn run(manager: &SchemaManager<'_>, sql: &str) -> Result<(), DbErr> {
    let (uuid, bytes) = match manager.get_database_backend() {
        sea_orm_migration::sea_orm::DbBackend::Postgres => ("UUID", "BYTEA"),
        _ => ("BLOB", "BLOB"),
    };
    let sql = sql.replace("{uuid}", uuid).replace("{bytes}", bytes);
    for statement in sql.split(";\n").map(str::trim).filter(|s| !s.is_empty()) {
        manager.get_connection().execute_unprepared(statement).await?;
    }
    Ok(())
}
