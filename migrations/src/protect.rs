//! Content tables refuse UPDATE and DELETE. Named commands (redact, purge, merge) insert a waiver row for exactly
//! one row of one table in the same transaction, which the triggers look for.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

/// Installs the triggers on `tables`; each has a column `id`.
pub async fn protect(manager: &SchemaManager<'_>, tables: &[&str]) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    let postgres = manager.get_database_backend() == DbBackend::Postgres;
    if postgres {
        connection
            .execute_unprepared(
                "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
                 BEGIN
                   IF EXISTS (SELECT 1 FROM content_waivers w WHERE w.table_name = TG_TABLE_NAME AND w.row_id = OLD.id) THEN
                     IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                     RETURN NEW;
                   END IF;
                   RAISE EXCEPTION 'content of % never changes', TG_TABLE_NAME;
                 END $$",
            )
            .await?;
    }
    for table in tables {
        for event in ["UPDATE", "DELETE"] {
            let trigger = format!("{table}_refuse_{}", event.to_lowercase());
            let sql = if postgres {
                format!(
                    "CREATE TRIGGER {trigger} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change()"
                )
            } else {
                format!(
                    "CREATE TRIGGER {trigger} BEFORE {event} ON {table}
                     WHEN NOT EXISTS (SELECT 1 FROM content_waivers w WHERE w.table_name = '{table}' AND w.row_id = OLD.id)
                     BEGIN SELECT RAISE(ABORT, 'content of {table} never changes'); END"
                )
            };
            connection.execute_unprepared(&sql).await?;
        }
    }
    Ok(())
}
