//! Table `audit_rows`. Audit: appended unchained, sealed in hash-chained blocks by a worker.

use sea_orm::entity::prelude::*;

use crate::base::{
    clock::Timestamp,
    ids::{PersonId, ProgramId},
};

/// A row of `audit_rows`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_rows")]
#[allow(missing_docs)] // columns are documented in the schema
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub program_id: Option<ProgramId>,
    pub actor_id: Option<PersonId>,
    pub action: String,
    pub thing_id: Option<Uuid>,
    pub digest: Option<Vec<u8>>,
    pub at: Timestamp,
}

/// None are declared: features join by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
