//! Table `calendar_feeds`. A person's calendar feed; only the hash of its secret is here.

use sea_orm::entity::prelude::*;

use crate::base::{clock::Timestamp, ids::PersonId};

/// A row of `calendar_feeds`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "calendar_feeds")]
#[allow(missing_docs)] // columns are documented in the schema
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: PersonId,
    pub token_hash: Vec<u8>,
    pub shows_goal: bool,
    pub made_at: Timestamp,
}

/// None are declared: features join by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
