//! What one COMMIT covers: everybody's work, and nothing of whoever failed.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use futures_util::join;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use tokio::sync::Semaphore;
use uuid::Uuid;

use super::{Db, Tx};
use crate::{
    base::error::{Error, Result},
    testing::TestDb,
};

/// A row that nobody looks for before the commit: it waits with those of the others.
async fn insert(tx: &Tx<'_>, name: &'static str, holder: u128) -> Result<()> {
    let holder = Uuid::from_u128(holder);
    tx.insert_row("leases", vec![("name", name.into()), ("holder", holder.into()), ("until", tx.now().into())]).await?;
    Ok(())
}

/// The same by a statement of its own, which opens the savepoints it stands in.
async fn insert_at_once(tx: &Tx<'_>, name: &'static str) -> Result<()> {
    let values = vec![name.into(), Uuid::nil().into(), tx.now().into()];
    tx.execute("INSERT INTO leases (name, holder, until) VALUES ($1, $2, $3)", values).await?;
    Ok(())
}

/// Names and holders, by name.
async fn stored(db: &Db) -> Vec<(String, u128)> {
    let select = Statement::from_string(db.backend(), "SELECT name, holder FROM leases ORDER BY name");
    let rows = db.reader().query_all_raw(select).await.expect("rows");
    let read = |row: &sea_orm::QueryResult| {
        let holder: Uuid = row.try_get_by_index(1).expect("a holder");
        (row.try_get_by_index(0).expect("a name"), holder.as_u128())
    };
    rows.iter().map(read).collect()
}

/// Keeps SQLite's writer busy until the gate opens, so that whoever writes meanwhile shares the next commit.
async fn hold(db: &Db, gate: &Arc<Semaphore>) -> Result<()> {
    let gate = gate.clone();
    db.write(None, async move |_| {
        let _open = gate.acquire().await;
        Ok(())
    })
    .await
}

#[actix_web::test]
async fn whose_row_is_refused_hears_it_and_the_others_of_the_group_are_stored() {
    let TestDb { db, .. } = &TestDb::open().await;
    let (gate, runs) = (Arc::new(Semaphore::new(0)), Arc::new(AtomicUsize::new(0)));
    let write = |name: &'static str, holder: u128| {
        let runs = runs.clone();
        db.write(None, async move |tx| {
            runs.fetch_add(1, Ordering::SeqCst);
            insert(tx, name, holder).await
        })
    };

    let (held, first, same, other, ()) =
        join!(hold(db, &gate), write("audit", 1), write("audit", 2), write("mail", 3), async { gate.add_permits(1) });

    held.expect("the gate opened");
    // PostgreSQL has no groups: there either of the two may come first.
    assert!(first.is_ok() != same.is_ok(), "one of the two");
    other.expect("the third has nothing to do with it");
    let winner = if first.is_ok() { 1 } else { 2 };
    assert_eq!(stored(db).await, [("audit".into(), winner), ("mail".into(), 3)]);
    if db.backend() == DbBackend::Sqlite {
        assert_eq!(winner, 1, "in the order in which they came");
        assert_eq!(runs.load(Ordering::SeqCst), 6, "all together, and then each alone");
    }
}

#[actix_web::test]
async fn a_write_that_panics_leaves_no_trace_and_takes_nobody_along() {
    let TestDb { db, .. } = &TestDb::open().await;
    let gate = Arc::new(Semaphore::new(0));
    let panics = db.write(None, async |tx| -> Result<()> {
        insert_at_once(tx, "half").await?;
        insert(tx, "waiting", 1).await?;
        panic!("in the middle of it");
    });
    let after = db.write(None, async |tx| insert(tx, "after", 2).await);

    let (held, panicked, stored_after, ()) = join!(hold(db, &gate), panics, after, async { gate.add_permits(1) });

    held.expect("the gate opened");
    assert!(matches!(panicked, Err(Error::Internal(_))), "{panicked:?}");
    stored_after.expect("it came after");
    assert_eq!(stored(db).await, [("after".into(), 2)]);
}

#[actix_web::test]
async fn a_part_that_failed_is_taken_back_and_what_stands_around_it_is_not() {
    let TestDb { db, .. } = &TestDb::open().await;

    let write = db.write(None, async |tx| {
        insert(tx, "before", 1).await?;
        let failed = tx
            .attempt(async |tx| {
                insert_at_once(tx, "inside").await?;
                insert(tx, "inside and waiting", 2).await?;
                let deeper = tx.attempt(async |tx| insert_at_once(tx, "deeper").await).await;
                deeper.and(Err::<(), _>(Error::NotFound))
            })
            .await;
        assert!(matches!(failed, Err(Error::NotFound)), "{failed:?}");
        insert(tx, "behind", 3).await
    });

    write.await.expect("the whole of it went well");
    assert_eq!(stored(db).await, [("before".into(), 1), ("behind".into(), 3)]);
}

#[actix_web::test]
async fn what_is_remembered_is_asked_again_once_a_statement_may_have_changed_it() {
    let TestDb { db, .. } = &TestDb::open().await;
    let asked = Arc::new(AtomicUsize::new(0));
    let counted = asked.clone();
    let count = async move |tx: &Tx<'_>| {
        let asked = counted.clone();
        let of = (Uuid::nil(), Uuid::nil());
        let count = tx.remember("leases", of, async move |settled| {
            asked.fetch_add(1, Ordering::SeqCst);
            let select = Statement::from_string(settled.get_database_backend(), "SELECT COUNT(*) FROM leases");
            let row = settled.query_one_raw(select).await?.ok_or(Error::NotFound)?;
            Ok(row.try_get_by_index::<i64>(0)?)
        });
        count.await.map(|count| *count)
    };

    let counts = db.write(None, async move |tx| {
        let (first, second) = (count(tx).await?, count(tx).await?);
        insert_at_once(tx, "audit").await?;
        Ok((first, second, count(tx).await?))
    });

    assert_eq!(counts.await.expect("an answer"), (0, 0, 1));
    assert_eq!(asked.load(Ordering::SeqCst), 2);
}
