//! The demo as a whole: told once, and looked at from all sides.

use std::{collections::BTreeMap, path::Path};

use sea_orm::{ConnectionTrait, Statement};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use super::*;
use crate::{
    base::{clock::Clock, error::Result},
    platform::{
        audit,
        auth::passwords,
        db::{Db, Location},
        installation,
    },
    testing::{SeededIds, TestClock},
};

struct Told {
    folder: TempDir,
    db: Db,
}

fn place(folder: &Path) -> Location {
    Location::Sqlite(folder.join("waymark.sqlite"))
}

async fn prepared(folder: &Path, story: Story) -> Result<Prepared, DemoError> {
    prepare(&place(folder), TestClock::start(), SeededIds::new(9), story).await
}

async fn open(folder: &Path) -> Db {
    Db::open(&place(folder), TestClock::start(), SeededIds::new(9), true).await.expect("a database")
}

async fn told(story: Story) -> Told {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(prepared(folder.path(), story).await.expect("a demo"), Prepared::Made);
    let db = open(folder.path()).await;
    Told { folder, db }
}

impl Told {
    /// The numbers of a query of two columns, a word and a count.
    async fn counts(&self, sql: &str) -> BTreeMap<String, i64> {
        let select = Statement::from_string(self.db.backend(), sql);
        let rows = self.db.reader().query_all_raw(select).await.expect("rows");
        rows.iter()
            .map(|row| (row.try_get_by_index(0).expect("a word"), row.try_get_by_index(1).expect("a count")))
            .collect()
    }

    async fn count(&self, of: &str) -> i64 {
        let found = self.counts(&format!("SELECT 'n', COUNT(*) FROM {of}")).await;
        found["n"]
    }

    /// A digest of everything that devices hold.
    async fn digest(&self) -> String {
        let sql = "SELECT kind, body FROM wire_forms ORDER BY kind, thing_id";
        let rows = self.db.reader().query_all_raw(Statement::from_string(self.db.backend(), sql)).await.expect("rows");
        let mut digest = Sha256::new();
        for row in &rows {
            digest.update(row.try_get_by_index::<String>(0).expect("a kind"));
            digest.update(row.try_get_by_index::<String>(1).expect("a body"));
        }
        digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

#[actix_web::test]
async fn nine_months_of_a_program_stand_in_the_database() {
    let demo = told(Story::default()).await;

    for sql in [
        "SELECT 'entries', COUNT(*) FROM feedback_entries",
        "SELECT COALESCE(kind, '-'), COUNT(*) FROM wire_forms GROUP BY 1",
        "SELECT 'y' || m.training_year, COUNT(*) FROM feedback_entries e JOIN memberships m ON m.person_id = e.learner_id GROUP BY 1",
        "SELECT COALESCE(level, -1) || '', COUNT(*) FROM feedback_entries GROUP BY 1",
        "SELECT m.training_year || '-' || COALESCE(level, -1), COUNT(*) FROM feedback_entries e JOIN memberships m ON m.person_id = e.learner_id GROUP BY 1",
        "SELECT basis, COUNT(*) FROM feedback_entries GROUP BY 1",
        "SELECT conversation, COUNT(*) FROM feedback_entries GROUP BY 1",
        "SELECT setting, COUNT(*) FROM feedback_entries GROUP BY 1",
        "SELECT p.family_name || ' ' || p.email, COUNT(*) FROM feedback_entries e JOIN people p ON p.id = e.author_id GROUP BY 1",
        "SELECT p.family_name || ' ' || p.email, COUNT(*) FROM feedback_entries e JOIN people p ON p.id = e.learner_id GROUP BY 1",
        "SELECT strftime('%Y-%m', given_at / 1000, 'unixepoch'), COUNT(*) FROM feedback_entries GROUP BY 1",
        "SELECT strftime('%H', given_at / 1000, 'unixepoch', '-6 hours'), COUNT(*) FROM feedback_entries GROUP BY 1",
        "SELECT kind, COUNT(*) FROM responses GROUP BY 1",
        "SELECT COALESCE(state || outcome, state), COUNT(*) FROM plans GROUP BY 1",
        "SELECT state, COUNT(*) FROM held_items GROUP BY 1",
        "SELECT state || redacted, COUNT(*) FROM feedback_entry_states GROUP BY 1",
        "SELECT COALESCE(r.name, '-'), COUNT(*) FROM feedback_entries e LEFT JOIN rotations r ON r.id = e.rotation_id GROUP BY 1",
        "SELECT action, COUNT(*) FROM audit_rows GROUP BY 1",
        "SELECT 'n' || n, COUNT(*) FROM (SELECT COUNT(*) AS n FROM feedback_entries GROUP BY COALESCE(differently, went_well)) GROUP BY 1",
        "SELECT CASE WHEN given_at - observed_at < 3600000 THEN 'a' WHEN given_at - observed_at < 86400000 THEN 'b' ELSE 'c' END, COUNT(*) FROM feedback_entries GROUP BY 1",
        "SELECT 'unread', COUNT(*) FROM feedback_entries e WHERE NOT EXISTS (SELECT 1 FROM read_marks m WHERE m.entry_id = e.id AND m.person_id = e.learner_id)",
        "SELECT 'assignments', COUNT(*) FROM assignments",
        "SELECT 'outbox', COUNT(*) FROM outbox_events WHERE done_at IS NULL",
    ] {
        println!("{sql}\n  {:?}", demo.counts(sql).await);
    }
}
