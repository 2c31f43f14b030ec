//! What the database says of pushes: whatever was answered as done is whole, and nothing else is there.

use sea_orm::{ConnectionTrait, Statement};
use waymark_tests::Clinic;

/// Both sides of each are the same number, whatever was pushed.
const BALANCES: [(&str, &str, &str); 10] = [
    (
        "an entry for each that was applied",
        "SELECT COUNT(*) AS n FROM feedback_entries",
        "SELECT COUNT(*) AS n FROM operations WHERE kind = 'feedback.give' AND outcome = 'applied'",
    ),
    (
        "an amendment for each that was applied",
        "SELECT COUNT(*) AS n FROM amendments",
        "SELECT COUNT(*) AS n FROM operations WHERE kind = 'feedback.amend' AND outcome = 'applied'",
    ),
    (
        "a note for each that was applied",
        "SELECT COUNT(*) AS n FROM plan_progress",
        "SELECT COUNT(*) AS n FROM operations WHERE kind = 'plans.progress' AND outcome = 'applied'",
    ),
    (
        "a plan for each that was applied",
        "SELECT COUNT(*) AS n FROM plans",
        "SELECT COUNT(*) AS n FROM operations WHERE kind = 'plans.start' AND outcome = 'applied'",
    ),
    (
        "a request, and where it stands, for each that was applied",
        "SELECT COUNT(*) AS n FROM requests r JOIN request_states s ON s.request_id = r.id",
        "SELECT COUNT(*) AS n FROM operations WHERE kind = 'requests.ask' AND outcome = 'applied'",
    ),
    (
        "a jot, and its wire form, for each that was applied: none of these is dropped",
        "SELECT COUNT(*) AS n FROM jots j JOIN wire_forms w ON w.kind = 'jot' AND w.thing_id = j.id",
        "SELECT COUNT(*) AS n FROM operations WHERE kind = 'jots.keep' AND outcome = 'applied'",
    ),
    (
        "a check-in, and its wire form, for each that was applied: none of these is taken back",
        "SELECT COUNT(*) AS n FROM check_ins c JOIN wire_forms w ON w.kind = 'check_in' AND w.thing_id = c.id",
        "SELECT COUNT(*) AS n FROM operations WHERE kind = 'coaching.ask_check_in' AND outcome = 'applied'",
    ),
    (
        "a held item for each that was held",
        "SELECT COUNT(*) AS n FROM held_items",
        "SELECT COUNT(*) AS n FROM operations WHERE outcome = 'held'",
    ),
    (
        "every entry and held item in its author's feed",
        "SELECT (SELECT COUNT(*) FROM feedback_entries) + (SELECT COUNT(*) FROM held_items) AS n",
        "SELECT (SELECT COUNT(*) FROM feedback_entries e JOIN feed f ON f.kind = 'feedback_entry' AND f.thing_id = e.id \
           AND f.person_id = e.author_id JOIN wire_forms w ON w.kind = f.kind AND w.thing_id = f.thing_id) \
         + (SELECT COUNT(*) FROM held_items h JOIN feed f ON f.kind = 'held_item' AND f.thing_id = h.id \
           AND f.person_id = h.author_id JOIN wire_forms w ON w.kind = f.kind AND w.thing_id = f.thing_id) AS n",
    ),
    (
        "every entry in the log",
        "SELECT COUNT(*) AS n FROM feedback_entries",
        "SELECT COUNT(DISTINCT thing_id) AS n FROM audit_rows WHERE action = 'feedback.given'",
    ),
];

/// Fails with the balance that is not kept.
pub async fn balance(clinic: &Clinic<'_>) -> Result<(), String> {
    for (what, one, other) in BALANCES {
        let (one, other) = (count(clinic, one).await, count(clinic, other).await);
        if one != other {
            return Err(format!("{what}: {one} and {other}"));
        }
    }
    Ok(())
}

/// How many operations have a stored answer.
pub async fn answered(clinic: &Clinic<'_>) -> i64 {
    count(clinic, "SELECT COUNT(*) AS n FROM operations").await
}

async fn count(clinic: &Clinic<'_>, sql: &str) -> i64 {
    let reader = clinic.app.app.db.reader();
    let row = reader.query_one_raw(Statement::from_string(reader.get_database_backend(), sql)).await;
    row.expect("a count").expect("a row").try_get("", "n").expect("a number")
}
