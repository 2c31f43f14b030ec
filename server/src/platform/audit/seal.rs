//! Sealing: unsealed rows are gathered into blocks whose hash covers the block before.
//!
//! A row is sealed by two hashes: of who did what to which thing and when, and of that with the digest of the content.
//! So a purge may blank the digest and the chain still holds; nothing else of a row can change, and no digest can
//! become another one.

use std::collections::HashMap;

use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, Order, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Set, Value,
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{
    base::{clock::Timestamp, error::Result},
    entities::{audit_block, audit_row, audit_seal, audit_unsealed},
    platform::db::{Tx, insert},
};

/// How many rows one block takes at most: few enough that nobody notices waiting for it.
const BLOCK_MAX: u64 = 500;

/// What one sealing did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SealReport {
    /// The block's number, where one was made.
    pub block: Option<i64>,
    /// How many rows it covers.
    pub rows: i64,
}

impl SealReport {
    /// Whether there may be more to seal at once.
    pub fn is_full(&self) -> bool {
        u64::try_from(self.rows).is_ok_and(|rows| rows >= BLOCK_MAX)
    }
}

/// Whether any row is not sealed yet.
///
/// # Errors
/// A fault of the database.
pub async fn has_unsealed(connection: &impl ConnectionTrait) -> Result<bool> {
    Ok(audit_unsealed::Entity::find().one(connection).await?.is_some())
}

/// Seals the oldest unsealed rows into one block. Only one process at a time may: the caller holds the lease.
///
/// # Errors
/// A fault of the database.
pub async fn seal(tx: &mut Tx<'_>) -> Result<SealReport> {
    let unsealed: Vec<Uuid> = audit_unsealed::Entity::find()
        .order_by(audit_unsealed::Column::AuditRowId, Order::Asc)
        .limit(BLOCK_MAX)
        .all(tx.connection())
        .await?
        .into_iter()
        .map(|row| row.audit_row_id)
        .collect();
    let open = audit_row::Entity::find()
        .filter(audit_row::Column::Id.is_in(unsealed.iter().copied()))
        .order_by(audit_row::Column::Id, Order::Asc)
        .all(tx.connection())
        .await?;
    if open.is_empty() {
        return Ok(SealReport { block: None, rows: 0 });
    }
    let last =
        audit_block::Entity::find().order_by(audit_block::Column::Ordinal, Order::Desc).one(tx.connection()).await?;
    let (ordinal, previous) = last.map_or((1, vec![0; 32]), |block| (block.ordinal + 1, block.hash));

    let hashes: Vec<Vec<u8>> = open.iter().map(hash_row).collect();
    let count = i64::try_from(open.len()).unwrap_or(i64::MAX);
    let block = audit_block::ActiveModel {
        ordinal: Set(ordinal),
        previous: Set(previous.clone()),
        hash: Set(hash_block(&previous, &hashes)),
        rows: Set(count),
        sealed_at: Set(tx.now()),
    };
    audit_block::Entity::insert(block).exec_without_returning(tx.connection()).await?;
    let seals =
        open.iter().zip(hashes).zip(0i64..).flat_map(|((row, hash), place)| -> [Value; 4] {
            [row.id.into(), ordinal.into(), place.into(), hash.into()]
        });
    let into = "audit_seals (audit_row_id, block, ordinal, row_hash)";
    insert(tx.connection(), into, 4, "", seals.collect()).await?;
    audit_unsealed::Entity::delete_many()
        .filter(audit_unsealed::Column::AuditRowId.is_in(unsealed))
        .exec(tx.connection())
        .await?;
    Ok(SealReport { block: Some(ordinal), rows: count })
}

/// Checks the whole chain; the number of the first block that does not hold, if any. Rows that are neither in a block
/// nor waiting for one count as a block that is missing at the end.
///
/// # Errors
/// A fault of the database.
pub async fn verify(connection: &impl ConnectionTrait) -> Result<Option<i64>> {
    let blocks = audit_block::Entity::find().order_by(audit_block::Column::Ordinal, Order::Asc).all(connection).await?;
    let (mut previous, mut last, mut sealed) = (vec![0; 32], 0, 0);
    for block in blocks {
        if block.ordinal != last + 1 || block.previous != previous || !block_holds(connection, &block).await? {
            return Ok(Some(last + 1));
        }
        (previous, last, sealed) = (block.hash, block.ordinal, sealed + block.rows);
    }
    let unsealed = audit_unsealed::Entity::find().count(connection).await?;
    let rows = audit_row::Entity::find().count(connection).await?;
    let known = u64::try_from(sealed).is_ok_and(|sealed| sealed + unsealed == rows);
    Ok((!known).then_some(last + 1))
}

/// Whether a block has all its rows, each as it was sealed, and its own hash.
async fn block_holds(connection: &impl ConnectionTrait, block: &audit_block::Model) -> Result<bool> {
    let seals = audit_seal::Entity::find()
        .filter(audit_seal::Column::Block.eq(block.ordinal))
        .order_by(audit_seal::Column::Ordinal, Order::Asc)
        .all(connection)
        .await?;
    let ids = seals.iter().map(|seal| seal.audit_row_id);
    let rows = audit_row::Entity::find().filter(audit_row::Column::Id.is_in(ids)).all(connection).await?;
    let found: HashMap<Uuid, audit_row::Model> = rows.into_iter().map(|row| (row.id, row)).collect();
    let rows_hold =
        seals.iter().all(|seal| found.get(&seal.audit_row_id).is_some_and(|row| row_holds(row, &seal.row_hash)));
    let complete = i64::try_from(seals.len()).is_ok_and(|count| count == block.rows);
    let hashes: Vec<Vec<u8>> = seals.into_iter().map(|seal| seal.row_hash).collect();
    Ok(rows_hold && complete && block.hash == hash_block(&block.previous, &hashes))
}

fn hash_block(previous: &[u8], rows: &[Vec<u8>]) -> Vec<u8> {
    let mut hash = Sha256::new();
    hash.update(previous);
    for row in rows {
        hash.update(row);
    }
    hash.finalize().to_vec()
}

/// Whether a row is as it was sealed, its digest apart where that was blanked.
fn row_holds(row: &audit_row::Model, sealed: &[u8]) -> bool {
    let now = hash_row(row);
    let deed = Sha256::output_size();
    sealed == now || (row.digest.is_none() && sealed.len() == now.len() && sealed[..deed] == now[..deed])
}

/// The hash of the deed, followed by that of the deed with the content's digest.
fn hash_row(row: &audit_row::Model) -> Vec<u8> {
    let Timestamp(at) = row.at;
    let mut hash = Sha256::new();
    hash.update(row.id.as_bytes());
    for id in [row.program_id.map(Into::into), row.actor_id.map(Into::into), row.thing_id] {
        hash.update(id.unwrap_or(uuid::Uuid::nil()).as_bytes());
    }
    hash.update(at.to_be_bytes());
    hash.update(row.action.as_bytes());
    let deed = hash.clone().finalize();
    hash.update([0]);
    hash.update(row.digest.as_deref().unwrap_or_default());
    [deed, hash.finalize()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{platform::audit::Action, testing::TestDb};

    async fn log(test: &TestDb, rows: usize) {
        test.db
            .write(None, async move |tx| {
                for _ in 0..rows {
                    tx.audit(Action::SignedIn, None, Uuid::nil(), Some(b"content"));
                }
                Ok(())
            })
            .await
            .expect("logged");
    }

    async fn seal_one(test: &TestDb) -> SealReport {
        test.db.write(None, async |tx| seal(tx).await).await.expect("sealed")
    }

    async fn tamper(test: &TestDb, sql: &'static str) {
        test.db
            .write(None, async move |tx| {
                let id = audit_row::Entity::find().one(tx.connection()).await?.expect("a row").id;
                tx.waive("audit_rows", id, "tamper").await?;
                tx.execute(sql, vec![id.into()]).await?;
                tx.end_waiver("audit_rows", id).await
            })
            .await
            .expect("tampered");
    }

    #[actix_web::test]
    async fn rows_are_sealed_in_blocks_that_follow_each_other() {
        let test = TestDb::open().await;
        log(&test, 600).await;

        let (first, second) = (seal_one(&test).await, seal_one(&test).await);
        log(&test, 3).await;
        let third = seal_one(&test).await;

        assert_eq!((first.rows, first.is_full()), (500, true));
        assert_eq!((second.rows, second.is_full()), (100, false));
        assert_eq!(third, SealReport { block: Some(3), rows: 3 });
        assert_eq!(seal_one(&test).await, SealReport { block: None, rows: 0 });
        assert!(!has_unsealed(test.db.reader()).await.expect("an answer"));
        assert_eq!(verify(test.db.reader()).await.expect("checked"), None);
    }

    #[actix_web::test]
    async fn a_changed_row_breaks_its_block() {
        let test = TestDb::open().await;
        log(&test, 5).await;
        seal_one(&test).await;

        tamper(&test, "UPDATE audit_rows SET action = 'sessions.signed_out' WHERE id = $1").await;

        assert_eq!(verify(test.db.reader()).await.expect("checked"), Some(1));
    }

    #[actix_web::test]
    async fn a_digest_can_be_blanked_and_nothing_else_of_the_row_can_change_with_it() {
        let test = TestDb::open().await;
        log(&test, 5).await;
        seal_one(&test).await;

        tamper(&test, "UPDATE audit_rows SET digest = NULL WHERE id = $1").await;
        assert_eq!(verify(test.db.reader()).await.expect("checked"), None);
        tamper(&test, "UPDATE audit_rows SET digest = NULL, at = at + 1 WHERE id = $1").await;
        assert_eq!(verify(test.db.reader()).await.expect("checked"), Some(1));
    }

    #[actix_web::test]
    async fn a_digest_never_becomes_another_one() {
        let test = TestDb::open().await;
        log(&test, 5).await;
        seal_one(&test).await;

        tamper(&test, "UPDATE audit_rows SET digest = (SELECT hash FROM audit_blocks WHERE ordinal = 1) WHERE id = $1")
            .await;

        assert_eq!(verify(test.db.reader()).await.expect("checked"), Some(1));
    }

    #[actix_web::test]
    async fn a_row_slipped_in_beside_the_list_is_noticed() {
        let test = TestDb::open().await;
        log(&test, 5).await;
        seal_one(&test).await;
        log(&test, 1).await;
        assert_eq!(verify(test.db.reader()).await.expect("checked"), None);

        tamper(&test, "DELETE FROM audit_unsealed WHERE audit_row_id <> $1").await;

        assert_eq!(verify(test.db.reader()).await.expect("checked"), Some(2));
    }
}
