//! What stands in the database: on whose devices what is, what was logged, what waits.

use std::collections::BTreeSet;

use sea_orm::{ConnectionTrait, QueryResult, Statement};
use serde_json::Value;
use uuid::Uuid;

use super::{CAST, Clinic, id_of};
use crate::{
    platform::feed::{self, Kind},
    sync::pull::{self, From},
};

impl Clinic {
    /// Who has the thing on their devices, by name.
    ///
    /// # Panics
    /// Where the database fails.
    pub async fn who_has(&self, kind: Kind, id: impl Into<Uuid>) -> BTreeSet<&'static str> {
        let viewers = feed::viewers(self.db.reader(), kind, id).await.expect("viewers");
        CAST.iter().map(|(name, _)| *name).filter(|name| viewers.contains(&id_of(name))).collect()
    }

    /// Everything somebody's device is sent from the start.
    ///
    /// # Panics
    /// Where the pull fails.
    pub async fn pulls(&self, name: &str) -> Vec<Value> {
        let from = From { epoch: None, cursor: 0, limit: 500 };
        let page = pull::pull(self.db.reader(), id_of(name), from, self.now()).await.expect("a page");
        let page: Value = serde_json::from_str(&page).expect("JSON");
        page["changes"].as_array().expect("changes").clone()
    }

    /// What is in somebody's feed, in the order it came: kind, thing, whether it is gone.
    ///
    /// # Panics
    /// Where the database fails.
    pub async fn feed(&self, name: &str) -> Vec<(String, Uuid, bool)> {
        let sql = "SELECT kind, thing_id, gone FROM feed WHERE person_id = $1 ORDER BY seq";
        let rows = self.rows(sql, vec![id_of(name).into()]).await;
        let columns = ["kind".into(), "thing_id".into(), "gone".into()];
        rows.iter().map(|row| row.try_get_many("", &columns).expect("a row")).collect()
    }

    /// What somebody can see on their devices, sorted.
    ///
    /// # Panics
    /// Where the database fails.
    pub async fn sees(&self, name: &str) -> Vec<Uuid> {
        let there = self.feed(name).await.into_iter().filter(|(_, _, gone)| !gone);
        let mut seen: Vec<Uuid> = there.map(|(_, id, _)| id).collect();
        seen.sort_unstable();
        seen
    }

    /// How many rows a table has.
    ///
    /// # Panics
    /// Where the database fails.
    pub async fn count(&self, table: &str) -> i64 {
        let rows = self.rows(&format!("SELECT COUNT(*) AS n FROM {table}"), vec![]).await;
        rows[0].try_get("", "n").expect("a number")
    }

    /// What is waiting to be done later, as words in their alphabet's order.
    ///
    /// # Panics
    /// Where the database fails.
    pub async fn announced(&self) -> Vec<String> {
        self.words("SELECT kind AS word FROM outbox_events ORDER BY 1").await
    }

    /// What the audit log says of a feature, as words in their alphabet's order.
    ///
    /// # Panics
    /// Where the database fails.
    pub async fn audited(&self, feature: &str) -> Vec<String> {
        let words = self.words("SELECT action AS word FROM audit_rows ORDER BY 1").await;
        words.into_iter().filter(|word| word.split('.').next() == Some(feature)).collect()
    }

    async fn words(&self, sql: &str) -> Vec<String> {
        self.rows(sql, vec![]).await.iter().map(|row| row.try_get("", "word").expect("a word")).collect()
    }

    async fn rows(&self, sql: &str, values: Vec<sea_orm::Value>) -> Vec<QueryResult> {
        let statement = Statement::from_sql_and_values(self.db.backend(), sql, values);
        self.db.reader().query_all_raw(statement).await.expect("rows")
    }
}
