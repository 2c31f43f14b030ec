//! What an answer leaves behind: nothing that leads to whoever gave it.

use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde_json::json;
use uuid::{Uuid, Version};

use crate::testing::clinic::Clinic;

async fn rows(clinic: &Clinic, sql: &str) -> Vec<sea_orm::QueryResult> {
    clinic.db.reader().query_all_raw(Statement::from_string(clinic.db.backend(), sql)).await.expect("rows")
}

#[actix_web::test]
async fn an_answer_leaves_no_audit_no_feed_no_later_work_and_no_time() {
    let clinic = Clinic::open().await;
    let round = clinic.round(json!({})).await;
    round.invites("nurses", 3).await;
    let mut tokens = Vec::new();
    for n in 1..=3 {
        tokens.push(round.opens_mail(&format!("nurses{n}@elsewhere.test")).await);
    }
    const TABLES: [&str; 8] = [
        "audit_rows",
        "audit_unsealed",
        "feed",
        "outbox_events",
        "operations",
        "notifications",
        "deliveries",
        "record_reads",
    ];
    let mut before = Vec::new();
    for table in TABLES {
        before.push(clinic.count(table).await);
    }

    for token in &tokens {
        let answer = round.answer(json!({ "comments": { "keep": "One.\nTwo." } }));
        assert_eq!(round.submits(token, &answer).await, "201");
    }

    for (table, before) in TABLES.into_iter().zip(before) {
        assert_eq!(clinic.count(table).await, before, "{table}");
    }
    for table in ["campaign_answers", "campaign_comments"] {
        for row in rows(&clinic, &format!("SELECT id FROM {table}")).await {
            let id: Uuid = row.try_get("", "id").expect("an id");
            assert_eq!(id.get_version(), Some(Version::Random), "{table}");
        }
    }
}

#[actix_web::test]
async fn the_tables_of_answers_know_no_rater_no_time_and_no_order() {
    let clinic = Clinic::open().await;
    let columns = async |table: &str| -> Vec<String> {
        let sql = match clinic.db.backend() {
            DbBackend::Postgres => format!(
                "SELECT column_name AS name FROM information_schema.columns \
                 WHERE table_schema = current_schema() AND table_name = '{table}' ORDER BY 1"
            ),
            _ => format!("SELECT name FROM pragma_table_info('{table}') ORDER BY 1"),
        };
        rows(&clinic, &sql).await.iter().map(|row| row.try_get("", "name").expect("a name")).collect()
    };

    assert_eq!(
        columns("campaign_answers").await,
        ["form_version", "id", "rater_group", "ratings", "subject_id", "waiting"]
    );
    assert_eq!(columns("campaign_comments").await, ["id", "question", "rater_group", "subject_id", "text", "waiting"]);
    assert_eq!(columns("campaign_rater_subjects").await, ["rater_id", "subject_id", "used"]);
    if clinic.db.backend() != DbBackend::Postgres {
        let sql = "SELECT COUNT(*) AS n FROM sqlite_master WHERE name IN ('campaign_answers', 'campaign_comments') \
                   AND sql LIKE '%WITHOUT ROWID%'";
        let found: i64 = rows(&clinic, sql).await[0].try_get("", "n").expect("a number");
        assert_eq!(found, 2);
        let kept = rows(&clinic, "PRAGMA secure_delete").await;
        assert_eq!(kept[0].try_get_by_index::<i64>(0).expect("a number"), 1);
    }
}

/// PostgreSQL shows beside each row which transaction wrote it, and where it lies.
#[actix_web::test]
async fn on_postgresql_no_transaction_leads_from_a_code_to_an_answer() {
    let clinic = Clinic::open().await;
    if clinic.db.backend() != DbBackend::Postgres {
        return;
    }
    let round = clinic.round(json!({})).await;
    round.invites("nurses", 5).await;
    round.answered_by("nurses", 5, json!({ "comments": { "keep": "One.\nTwo." } })).await;

    for table in ["campaign_answers", "campaign_comments", "campaign_rater_subjects"] {
        let sql = format!("SELECT DISTINCT xmin::text AS name FROM {table}");
        assert_eq!(rows(&clinic, &sql).await.len(), 1, "{table}");
    }
    let ids = async |order: &str| -> Vec<Uuid> {
        let sql = format!("SELECT id FROM campaign_answers ORDER BY {order}");
        rows(&clinic, &sql).await.iter().map(|row| row.try_get("", "id").expect("an id")).collect()
    };
    assert_eq!(ids("ctid").await, ids("id").await);
}
