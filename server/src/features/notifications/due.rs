//! In the morning: what of plans is due, and which plans nobody does anything with.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use sea_orm::{ConnectionTrait, FromQueryResult, Statement};
use uuid::Uuid;

use super::{
    commands::{Outlets, tell},
    model::{About, News, NotificationKind},
};
use crate::{
    base::{
        day::Day,
        error::Result,
        ids::{PersonId, PlanId, ProgramId, StepId},
    },
    platform::db::Tx,
};

/// For how many days something may be overdue and is still told; what is older was known before.
const OVERDUE: i32 = 7;
/// For how long nothing happens with a plan before its learner is told.
const QUIET: SignedDuration = SignedDuration::from_hours(21 * 24);
/// How long ago something happened with a plan that was given up, of which nobody is told.
const GIVEN_UP: SignedDuration = SignedDuration::from_hours(49 * 24);
/// What stands for looking again among the steps somebody was reminded of.
const LOOKING: Uuid = Uuid::nil();
/// What stands for a quiet plan.
const BEING_QUIET: Uuid = Uuid::max();

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

/// Whoever is no member any more cannot look; then it is the learner who has to know.
const LOOKS: &str = "
SELECT p.id AS plan, $4 AS step, p.review_on AS due_on, COALESCE(m.person_id, p.learner_id) AS to_whom
  FROM plans p
  LEFT JOIN memberships m ON m.program_id = p.program_id AND m.person_id = p.reviewer_id
       AND m.started_at <= $5 AND (m.ended_at IS NULL OR m.ended_at > $5)
       AND EXISTS (SELECT 1 FROM people a WHERE a.id = m.person_id AND a.deactivated_at IS NULL)
 WHERE p.program_id = $1 AND p.state = 'open' AND p.review_on <= $2 AND p.review_on > $3
   AND NOT EXISTS (SELECT 1 FROM plan_reminders r
                    WHERE r.plan_id = p.id AND r.step_id = $4 AND r.due_on = p.review_on)
   AND NOT EXISTS (SELECT 1 FROM feedback_entries e
                    WHERE e.program_id = p.program_id AND e.learner_id = p.learner_id AND e.plan_id = p.id
                      AND e.author_id = p.reviewer_id AND e.look_again IN ('better', 'not_yet')
                      AND e.received_at >= p.received_at)
 ORDER BY p.id";

/// Every reminder of a plan is one: of a plan somebody was lately reminded of nothing more is said.
const QUIET_PLANS: &str = "
SELECT p.id AS plan, $4 AS step, $5 AS due_on, p.learner_id AS to_whom
  FROM plans p
 WHERE p.program_id = $1 AND p.state = 'open' AND p.active_at <= $2 AND p.active_at > $3
   AND NOT EXISTS (SELECT 1 FROM plan_reminders r
                    WHERE r.plan_id = p.id AND (r.told_at > $2 OR (r.step_id = $4 AND r.told_at > p.active_at)))
   AND NOT EXISTS (SELECT 1 FROM feedback_entries e
                    WHERE e.program_id = p.program_id AND e.learner_id = p.learner_id AND e.plan_id = p.id
                      AND e.received_at > $2)
 ORDER BY p.id";

/// Tells learners of steps that are due; several of one plan once.
///
/// # Errors
/// A fault of the database.
pub async fn tell_steps(tx: &mut Tx<'_>, outlets: Outlets, program: ProgramId, today: &Day) -> Result<()> {
    let due = due(tx, STEPS, vec![program.into(), today.clone().into(), today.plus_days(-OVERDUE).into()]).await?;
    let plans: BTreeMap<PlanId, PersonId> = due.iter().map(|due| (due.plan, due.to_whom)).collect();
    remember(tx, due).await?;
    let news = plans.into_iter().map(|(plan, to)| news(tx, program, NotificationKind::PlanStepDue, plan, to));
    let news = news.collect();
    tell(tx, outlets, news).await
}

/// Tells whoever is to look again, unless they did already.
///
/// # Errors
/// A fault of the database.
pub async fn tell_second_looks(tx: &mut Tx<'_>, outlets: Outlets, program: ProgramId, today: &Day) -> Result<()> {
    let (since, now) = (today.plus_days(-OVERDUE), tx.now());
    let values = vec![program.into(), today.clone().into(), since.into(), LOOKING.into(), now.into()];
    let due = due(tx, LOOKS, values).await?;
    let news = due.iter().map(|due| news(tx, program, NotificationKind::LookAgainDue, due.plan, due.to_whom));
    let news = news.collect();
    remember(tx, due).await?;
    tell(tx, outlets, news).await
}

/// Tells learners of plans with which nothing has happened for three weeks; once for each such time.
///
/// # Errors
/// A fault of the database.
pub async fn tell_quiet_plans(tx: &mut Tx<'_>, outlets: Outlets, program: ProgramId, today: &Day) -> Result<()> {
    let (since, at_most) = (tx.now().plus(-QUIET), tx.now().plus(-GIVEN_UP));
    let values = vec![program.into(), since.into(), at_most.into(), BEING_QUIET.into(), today.clone().into()];
    let quiet = due(tx, QUIET_PLANS, values).await?;
    let news = quiet.iter().map(|quiet| news(tx, program, NotificationKind::PlanQuiet, quiet.plan, quiet.to_whom));
    let news = news.collect();
    remember(tx, quiet).await?;
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
