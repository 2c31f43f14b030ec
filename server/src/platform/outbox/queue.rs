//! Taking work from the outbox. Whoever takes an event holds it for a while; if nothing is heard of it by then,
//! it is taken again. So each job may run twice, and none is lost.

use jiff::SignedDuration;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, Select,
    sea_query::{Expr, LockBehavior, LockType},
};
use uuid::Uuid;

use super::{Event, INWARD};
use crate::{
    base::{
        clock::Timestamp,
        error::{Error, Result},
    },
    entities::outbox_event::{Column, Entity, Model},
    platform::db::Tx,
};

/// How often a job is tried before it is laid aside for a person to look at.
pub const ATTEMPTS: i32 = 10;
const LEASE: SignedDuration = SignedDuration::from_mins(5);
const FIRST_PAUSE: SignedDuration = SignedDuration::from_secs(10);
const LONGEST_PAUSE: SignedDuration = SignedDuration::from_hours(1);
/// How long finished work is kept.
const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);

/// An event taken by this process.
#[derive(Clone, Debug)]
pub struct Taken {
    /// Its id.
    pub id: Uuid,
    /// What happened; an error where this version does not understand it.
    pub event: Result<Event, &'static str>,
    /// How often it was taken, this time included.
    pub attempts: i32,
    /// Until when nobody else takes it; none where the transaction that took it holds it.
    pub until: Option<Timestamp>,
}

/// What became of a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Done.
    Done,
    /// Not begun: anybody may take it.
    PutBack,
    /// Failed, and why, without names and text; it is tried again after a pause, at last laid aside.
    Failed(String),
}

/// Whether any work is waiting.
///
/// # Errors
/// A fault of the database.
pub async fn is_due(connection: &impl ConnectionTrait, now: Timestamp) -> Result<bool> {
    Ok(Entity::find().filter(due(now)).one(connection).await?.is_some())
}

/// Takes up to `limit` events whose time has come.
///
/// # Errors
/// A fault of the database.
pub async fn take(tx: &Tx<'_>, limit: u64) -> Result<Vec<Taken>> {
    let rows = open(tx.now(), limit).all(tx.connection()).await?;
    let until = tx.now().plus(LEASE);
    Entity::update_many()
        .col_expr(Column::LeaseUntil, Expr::value(until))
        .col_expr(Column::Attempts, Expr::col(Column::Attempts).add(1))
        .filter(Column::Id.is_in(rows.iter().map(|row| row.id)))
        .exec(tx.connection())
        .await?;
    Ok(rows.into_iter().map(|row| taken(row, Some(until))).collect())
}

/// Takes up to `limit` events whose time has come and whose consequences stay in this database, for this transaction,
/// which finishes them. Those that this version does not understand are left.
///
/// # Errors
/// A fault of the database.
pub async fn take_inward(tx: &Tx<'_>, limit: u64) -> Result<Vec<Taken>> {
    let rows = open(tx.now(), limit).filter(Column::Kind.is_in(INWARD)).all(tx.connection()).await?;
    Ok(rows.into_iter().map(|row| taken(row, None)).filter(|taken| taken.event.is_ok()).collect())
}

/// Events whose time has come, oldest first, but for those that somebody else is taking.
fn open(now: Timestamp, limit: u64) -> Select<Entity> {
    let due = Entity::find().filter(due(now)).order_by_asc(Column::NotBefore).limit(limit);
    due.lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
}

fn taken(row: Model, until: Option<Timestamp>) -> Taken {
    let event = serde_json::from_str(&row.body).map_err(|_| "this version does not know the event");
    Taken { id: row.id, event, attempts: row.attempts + 1, until }
}

/// Writes down what became of `taken`, unless somebody else has taken it since.
///
/// # Errors
/// A fault of the database.
pub async fn finish(tx: &Tx<'_>, taken: &Taken, outcome: &Outcome) -> Result<()> {
    let now = tx.now();
    let none = Expr::value(None::<i64>);
    let mut update = Entity::update_many()
        .col_expr(Column::LeaseUntil, none)
        .filter(Column::Id.eq(taken.id))
        .filter(held(taken.until))
        .filter(Column::DoneAt.is_null());
    update = match outcome {
        Outcome::Done => update.col_expr(Column::DoneAt, Expr::value(now)),
        Outcome::PutBack => update.col_expr(Column::Attempts, Expr::value(taken.attempts - 1)),
        Outcome::Failed(why) if taken.attempts >= ATTEMPTS => {
            update.col_expr(Column::DeadAt, Expr::value(now)).col_expr(Column::LastError, Expr::value(why.as_str()))
        }
        Outcome::Failed(why) => update
            .col_expr(Column::NotBefore, Expr::value(now.plus(pause(taken.attempts))))
            .col_expr(Column::LastError, Expr::value(why.as_str())),
    };
    update.exec(tx.connection()).await?;
    Ok(())
}

/// Writes down that all of `taken` is done, but for what somebody else has taken since. How many it was.
///
/// # Errors
/// A fault of the database.
pub async fn finish_done(tx: &Tx<'_>, taken: &[Taken]) -> Result<u64> {
    let mut done = 0;
    for same in taken.chunk_by(|one, next| one.until == next.until) {
        let (Some(first), ids) = (same.first(), same.iter().map(|one| one.id)) else { continue };
        let finished = Entity::update_many()
            .col_expr(Column::LeaseUntil, Expr::value(None::<i64>))
            .col_expr(Column::DoneAt, Expr::value(tx.now()))
            .filter(Column::Id.is_in(ids))
            .filter(held(first.until))
            .filter(Column::DoneAt.is_null())
            .exec(tx.connection())
            .await?;
        done += finished.rows_affected;
    }
    Ok(done)
}

/// Forgets work that was finished long ago; what was laid aside stays.
///
/// # Errors
/// A fault of the database.
pub async fn prune(tx: &Tx<'_>) -> Result<u64> {
    let before = Timestamp(tx.now().0 - i64::try_from(KEPT.as_millis()).map_err(Error::internal)?);
    let gone = Entity::delete_many().filter(Column::DoneAt.lt(before)).exec(tx.connection()).await?;
    Ok(gone.rows_affected)
}

fn due(now: Timestamp) -> Condition {
    Condition::all()
        .add(Column::DoneAt.is_null())
        .add(Column::DeadAt.is_null())
        .add(Column::NotBefore.lte(now))
        .add(Condition::any().add(Column::LeaseUntil.is_null()).add(Column::LeaseUntil.lte(now)))
}

/// Still held by whoever took it: under its lease, or by this very transaction.
fn held(until: Option<Timestamp>) -> Condition {
    match until {
        Some(until) => Condition::all().add(Column::LeaseUntil.eq(until)),
        None => Condition::all(),
    }
}

/// How long to wait after so many attempts: ten seconds, twice as long after each failure, an hour at most.
pub fn pause(attempts: i32) -> SignedDuration {
    let doublings = (attempts - 1).clamp(0, 20);
    std::cmp::min(FIRST_PAUSE.saturating_mul(1 << doublings), LONGEST_PAUSE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{base::ids::EntryId, testing::TestDb};

    async fn announce(test: &TestDb) {
        let event = Event::FeedbackGiven { entry: EntryId(Uuid::from_u128(5)), request: None, scanned: false };
        test.db
            .write(None, async move |tx| {
                tx.announce(event.clone());
                Ok(())
            })
            .await
            .expect("announced");
    }

    async fn take_all(test: &TestDb) -> Vec<Taken> {
        test.db.write(None, async |tx| take(tx, 10).await).await.expect("taken")
    }

    async fn end(test: &TestDb, taken: &Taken, outcome: Outcome) {
        let taken = taken.clone();
        test.db.write(None, async move |tx| finish(tx, &taken, &outcome).await).await.expect("finished");
    }

    #[test]
    fn the_pause_grows_from_ten_seconds_to_an_hour() {
        assert_eq!(pause(1).as_secs(), 10);
        assert_eq!(pause(2).as_secs(), 20);
        assert_eq!(pause(5).as_secs(), 160);
        assert_eq!(pause(30).as_secs(), 3_600);
    }

    #[actix_web::test]
    async fn work_is_taken_once_and_again_when_nothing_is_heard_of_it() {
        let test = TestDb::open().await;
        announce(&test).await;

        let first = take_all(&test).await;
        assert_eq!(first.len(), 1);
        assert!(take_all(&test).await.is_empty(), "held");
        test.clock.advance(LEASE);
        let again = take_all(&test).await;
        end(&test, &first[0], Outcome::Failed("late".into())).await;
        end(&test, &again[0], Outcome::Done).await;

        assert_eq!(again[0].attempts, 2);
        test.clock.advance(LEASE);
        assert!(take_all(&test).await.is_empty(), "done");
        assert!(!is_due(test.db.reader(), test.clock_now()).await.expect("an answer"));
    }

    #[actix_web::test]
    async fn work_that_always_fails_is_laid_aside_and_kept() {
        let test = TestDb::open().await;
        announce(&test).await;
        let mut tries = 0;
        for _ in 0..40 {
            for taken in take_all(&test).await {
                tries += 1;
                end(&test, &taken, Outcome::Failed("no answer".into())).await;
            }
            test.clock.advance(LONGEST_PAUSE);
        }

        let row = Entity::find().one(test.db.reader()).await.expect("a read").expect("the row");
        assert_eq!(tries, ATTEMPTS);
        assert!(row.dead_at.is_some());
        assert_eq!(row.last_error.as_deref(), Some("no answer"));
    }

    #[actix_web::test]
    async fn what_was_put_back_counts_as_never_tried_and_old_work_is_forgotten() {
        let test = TestDb::open().await;
        announce(&test).await;
        let taken = take_all(&test).await;
        end(&test, &taken[0], Outcome::PutBack).await;

        let again = take_all(&test).await;
        assert_eq!(again[0].attempts, 1);
        end(&test, &again[0], Outcome::Done).await;
        test.clock.advance(KEPT + SignedDuration::from_secs(1));

        let gone = test.db.write(None, async |tx| prune(tx).await).await.expect("pruned");
        assert_eq!(gone, 1);
    }
}
