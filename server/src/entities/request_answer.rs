//! Table `request_answers`. The entries that answer a request.

use sea_orm::entity::prelude::*;

use crate::base::{
    clock::Timestamp,
    ids::{EntryId, PersonId, RequestId},
};

/// A row of `request_answers`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "request_answers")]
#[allow(missing_docs)] // columns are documented in the schema
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub request_id: RequestId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub entry_id: EntryId,
    pub author_id: PersonId,
    pub at: Timestamp,
}

/// None are declared: features join by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
