//! Sealing: unsealed rows are gathered into blocks whose hash covers the block before. A purge may blank a row's
//! digest but not its hash, so the chain stays valid.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect, Set};
use sha2::{Digest, Sha256};

use crate::{
    base::{clock::Timestamp, error::Result},
    entities::{audit_block, audit_row, audit_seal},
    platform::db::Tx,
};

/// How many rows one block takes at most.
const BLOCK_MAX: u64 = 2_000;

/// What one sealing did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SealReport {
    /// The block's number, where one was made.
    pub block: Option<i64>,
    /// How many rows it covers.
    pub rows: i64,
}

/// Seals the oldest unsealed rows into one block.
///
/// # Errors
/// A fault of the database.
pub async fn seal(tx: &mut Tx<'_>) -> Result<SealReport> {
    let sealed =
        sea_orm::sea_query::Query::select().column(audit_seal::Column::AuditRowId).from(audit_seal::Entity).to_owned();
    let open = audit_row::Entity::find()
        .filter(audit_row::Column::Id.not_in_subquery(sealed))
        .order_by(audit_row::Column::Id, Order::Asc)
        .limit(BLOCK_MAX)
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
    let seals = open.iter().zip(&hashes).enumerate().map(|(place, (row, hash))| audit_seal::ActiveModel {
        audit_row_id: Set(row.id),
        block: Set(ordinal),
        ordinal: Set(i64::try_from(place).unwrap_or(i64::MAX)),
        row_hash: Set(hash.clone()),
    });
    audit_seal::Entity::insert_many(seals).exec_without_returning(tx.connection()).await?;
    Ok(SealReport { block: Some(ordinal), rows: count })
}

/// Checks the whole chain; the number of the first block that does not hold, if any.
///
/// # Errors
/// A fault of the database.
pub async fn verify(connection: &impl ConnectionTrait) -> Result<Option<i64>> {
    let blocks = audit_block::Entity::find().order_by(audit_block::Column::Ordinal, Order::Asc).all(connection).await?;
    let mut previous = vec![0; 32];
    for block in blocks {
        let seals = audit_seal::Entity::find()
            .filter(audit_seal::Column::Block.eq(block.ordinal))
            .order_by(audit_seal::Column::Ordinal, Order::Asc)
            .all(connection)
            .await?;
        let ids: Vec<_> = seals.iter().map(|seal| seal.audit_row_id).collect();
        let rows = audit_row::Entity::find().filter(audit_row::Column::Id.is_in(ids)).all(connection).await?;
        let hashes: Vec<Vec<u8>> = seals.iter().map(|seal| seal.row_hash.clone()).collect();
        let rows_hold = rows.iter().all(|row| {
            seals.iter().find(|seal| seal.audit_row_id == row.id).is_some_and(|seal| seal.row_hash == hash_row(row))
        });
        let complete = rows.len() == seals.len() && i64::try_from(rows.len()).is_ok_and(|rows| rows == block.rows);
        if block.previous != previous || block.hash != hash_block(&previous, &hashes) || !rows_hold || !complete {
            return Ok(Some(block.ordinal));
        }
        previous = block.hash;
    }
    Ok(None)
}

fn hash_block(previous: &[u8], rows: &[Vec<u8>]) -> Vec<u8> {
    let mut hash = Sha256::new();
    hash.update(previous);
    for row in rows {
        hash.update(row);
    }
    hash.finalize().to_vec()
}

fn hash_row(row: &audit_row::Model) -> Vec<u8> {
    let Timestamp(at) = row.at;
    let mut hash = Sha256::new();
    hash.update(row.id.as_bytes());
    for id in [row.program_id.map(Into::into), row.actor_id.map(Into::into), row.thing_id] {
        hash.update(id.unwrap_or(uuid::Uuid::nil()).as_bytes());
    }
    hash.update(row.action.as_bytes());
    hash.update([0]);
    hash.update(row.digest.as_deref().unwrap_or_default());
    hash.update(at.to_be_bytes());
    hash.finalize().to_vec()
}
