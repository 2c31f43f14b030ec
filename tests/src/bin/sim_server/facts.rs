//! What the server has, as the oracle wants it: rows as JSON, read from the tables themselves.

use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use serde_json::{Map, Value};
use waymark::base::error::{Error, Result};

const TABLES: &[(&str, &str)] = &[
    (
        "operations",
        "SELECT json_object('person', lower(hex(person_id)), 'id', lower(hex(id)), 'hash', lower(hex(hash)), 'kind', kind, \
         'subject', lower(hex(subject)), 'outcome', outcome, 'code', code, 'version', version) AS row FROM operations",
    ),
    (
        "entries",
        "SELECT json_object('id', lower(hex(e.id)), 'author', lower(hex(e.author_id)), 'learner', lower(hex(e.learner_id)), \
         'went_well', e.went_well, 'withdrawn', coalesce(s.state, 'given') = 'withdrawn', 'version', \
         coalesce(s.version, 1), 'redacted', coalesce(s.redacted, '')) AS row \
         FROM feedback_entries e LEFT JOIN feedback_entry_states s ON s.entry_id = e.id",
    ),
    (
        "amendments",
        "SELECT json_object('id', lower(hex(id)), 'entry', lower(hex(entry_id)), 'author', lower(hex(author_id)), \
         'text', text) AS row FROM amendments",
    ),
    (
        "responses",
        "SELECT json_object('id', lower(hex(id)), 'entry', lower(hex(entry_id)), 'author', lower(hex(author_id)), \
         'kind', kind, 'text', text) AS row FROM responses",
    ),
    (
        "reflections",
        "SELECT json_object('id', lower(hex(id)), 'author', lower(hex(author_id)), 'text', text) AS row FROM reflections",
    ),
    (
        "shares",
        "SELECT json_object('reflection', lower(hex(reflection_id)), 'person', lower(hex(person_id))) AS row \
         FROM reflection_shares",
    ),
    (
        "plans",
        "SELECT json_object('id', lower(hex(id)), 'learner', lower(hex(learner_id)), 'author', lower(hex(author_id)), \
         'reviewer', lower(hex(reviewer_id)), 'goal', goal, 'state', state, 'goal_version', goal_version, \
         'steps_version', steps_version, 'review_version', review_version, 'state_version', state_version) AS row \
         FROM plans",
    ),
    (
        "progress",
        "SELECT json_object('id', lower(hex(id)), 'plan', lower(hex(plan_id)), 'author', lower(hex(author_id)), \
         'text', text, 'shared', shared) AS row FROM plan_progress",
    ),
    (
        "held",
        "SELECT json_object('id', lower(hex(id)), 'author', lower(hex(author_id)), 'state', state, 'code', code) AS row \
         FROM held_items",
    ),
    (
        "coaching",
        "SELECT json_object('coach', lower(hex(coach_id)), 'learner', lower(hex(learner_id)), 'ended', \
         ends_on IS NOT NULL) AS row FROM coaching",
    ),
    (
        "members",
        "SELECT json_object('person', lower(hex(person_id)), 'ended', ended_at IS NOT NULL) AS row FROM memberships",
    ),
    (
        "read_marks",
        "SELECT json_object('person', lower(hex(person_id)), 'entry', lower(hex(entry_id))) AS row FROM read_marks",
    ),
];

/// All of it.
///
/// # Errors
/// A fault of the database.
pub async fn all(connection: &DatabaseConnection) -> Result<Value> {
    let mut facts = Map::new();
    for (name, sql) in TABLES {
        let select = Statement::from_string(connection.get_database_backend(), *sql);
        let rows = connection.query_all_raw(select).await?;
        let rows = rows.iter().map(|row| {
            let text: String = row.try_get("", "row")?;
            serde_json::from_str(&text).map_err(|error| Error::internal(error.to_string()))
        });
        facts.insert((*name).to_owned(), Value::Array(rows.collect::<Result<_>>()?));
    }
    Ok(Value::Object(facts))
}
