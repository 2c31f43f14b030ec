//! Later work of notifications. Each job may run twice.

use std::collections::BTreeMap;

use jiff::{SignedDuration, civil::Time};
use sea_orm::{ConnectionTrait, FromQueryResult, Statement};
use uuid::Uuid;

pub use super::evening::tell_of_jots;
use super::{
    commands::{Outlets, news_of, settle_requests, tell},
    model::{About, News, NotificationKind},
};
use crate::{
    base::{
        day::Day,
        error::Result,
        ids::{PersonId, PlanId, ProgramId, StepId},
    },
    features::{programs, sessions::SESSION_LIFETIME},
    platform::{db::Tx, outbox::Taken},
};

/// From when on in the morning people are told what is due, by the program's clock.
const MORNING: Time = Time::constant(7, 0, 0, 0);
/// For how many days something may be overdue and is still told; what is older was known before.
const OVERDUE: i32 = 7;
/// For how long messages that were laid aside are kept for somebody to look at.
const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Tells people of what happened, and lets be what waits for nobody any more.
///
/// # Errors
/// A fault of the database.
pub async fn tell_of(tx: &mut Tx<'_>, outlets: Outlets, events: &[Taken]) -> Result<()> {
    let news = news_of(tx, events).await?;
    tell(tx, outlets, news).await?;
    settle_requests(tx, events).await
}

/// Tells people what is due today in the time zone of its program: a step of a plan to its learner, a second look to
/// whoever is to look again (the learner where nobody is named). Once for each due day.
///
/// # Errors
/// A fault of the database.
pub async fn tell_what_is_due(tx: &mut Tx<'_>, outlets: Outlets) -> Result<()> {
    for (program, zone) in programs::queries::all_with_zones(tx.connection()).await? {
        if tx.now().in_zone(&zone).time() < MORNING {
            continue;
        }
        let today = tx.now().day_in(&zone);
        tell_due_steps(tx, outlets, program, &today).await?;
        tell_second_looks(tx, outlets, program, &today).await?;
    }
    Ok(())
}

/// Forgets subscriptions of devices that were signed out, and messages that were laid aside long ago.
///
/// # Errors
/// A fault of the database.
pub async fn sweep(tx: &Tx<'_>) -> Result<()> {
    let over = "DELETE FROM push_subscriptions WHERE session_id IN \
                (SELECT e.id FROM sessions e WHERE e.revoked_at IS NOT NULL OR e.last_used_at <= $1)";
    tx.execute(over, vec![tx.now().plus(-SESSION_LIFETIME).into()]).await?;
    tx.execute("DELETE FROM deliveries WHERE dead_at <= $1", vec![tx.now().plus(-KEPT).into()]).await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct Due {
    plan: PlanId,
    step: StepId,
    due_on: Day,
    to_whom: PersonId,
}

const STEPS: &str = "
SELECT s.plan_id AS plan, s.id AS step, s.due_on AS due_on, p.learner_id AS to_whom
  FROM plan_steps s
  JOIN plans p ON p.id = s.plan_id AND p.state = 'open'
 WHERE p.program_id = $1 AND s.done_on IS NULL AND s.due_on <= $2 AND s.due_on > $3
   AND NOT EXISTS (SELECT 1 FROM plan_reminders r
                    WHERE r.plan_id = s.plan_id AND r.step_id = s.id AND r.due_on = s.due_on)
 ORDER BY s.plan_id, s.id";

const LOOKS: &str = "
SELECT p.id AS plan, $4 AS step, p.review_on AS due_on, COALESCE(p.reviewer_id, p.learner_id) AS to_whom
  FROM plans p
 WHERE p.program_id = $1 AND p.state = 'open' AND p.review_on <= $2 AND p.review_on > $3
   AND NOT EXISTS (SELECT 1 FROM plan_reminders r
                    WHERE r.plan_id = p.id AND r.step_id = $4 AND r.due_on = p.review_on)
 ORDER BY p.id";

/// Several steps of one plan are told once.
async fn tell_due_steps(tx: &mut Tx<'_>, outlets: Outlets, program: ProgramId, today: &Day) -> Result<()> {
    let due = due(tx, STEPS, vec![program.into(), today.clone().into(), today.plus_days(-OVERDUE).into()]).await?;
    let plans: BTreeMap<PlanId, PersonId> = due.iter().map(|due| (due.plan, due.to_whom)).collect();
    remember(tx, due).await?;
    let news = plans.into_iter().map(|(plan, to)| news(tx, program, NotificationKind::PlanStepDue, plan, to));
    let news = news.collect();
    tell(tx, outlets, news).await
}

async fn tell_second_looks(tx: &mut Tx<'_>, outlets: Outlets, program: ProgramId, today: &Day) -> Result<()> {
    let values = vec![program.into(), today.clone().into(), today.plus_days(-OVERDUE).into(), Uuid::nil().into()];
    let due = due(tx, LOOKS, values).await?;
    let news = due.iter().map(|due| news(tx, program, NotificationKind::LookAgainDue, due.plan, due.to_whom));
    let news = news.collect();
    remember(tx, due).await?;
    tell(tx, outlets, news).await
}

fn news(tx: &Tx<'_>, program: ProgramId, kind: NotificationKind, plan: PlanId, to: PersonId) -> News {
    News { id: tx.next_id(), kind, about: About::from(plan), program, to, by: None }
}

async fn due(tx: &Tx<'_>, sql: &str, values: Vec<sea_orm::Value>) -> Result<Vec<Due>> {
    let rows = tx.connection().query_all_raw(Statement::from_sql_and_values(tx.backend(), sql, values)).await?;
    Ok(rows.iter().map(|row| Due::from_query_result(row, "")).collect::<Result<_, _>>()?)
}

async fn remember(tx: &Tx<'_>, due: Vec<Due>) -> Result<()> {
    for Due { plan, step, due_on, .. } in due {
        let row = vec![
            ("plan_id", plan.into()),
            ("step_id", step.into()),
            ("due_on", due_on.into()),
            ("told_at", tx.now().into()),
        ];
        tx.insert_row("plan_reminders", row).await?;
    }
    Ok(())
}
