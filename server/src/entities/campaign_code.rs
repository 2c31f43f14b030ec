//! Table `campaign_codes`. Secrets of links, as hashes, without times.

use sea_orm::entity::prelude::*;

use crate::base::ids::{RaterId, UnitId};

/// A row of `campaign_codes`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "campaign_codes")]
#[allow(missing_docs)] // columns are documented in the schema
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub token_hash: Vec<u8>,
    pub rater_id: Option<RaterId>,
    pub unit_id: Option<UnitId>,
}

/// None are declared: features join by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
