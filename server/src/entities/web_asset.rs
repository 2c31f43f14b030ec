//! Table `web_assets`. Hashed files of this and earlier versions of the web app, so that an open page finds its chunks.

use sea_orm::entity::prelude::*;

use crate::base::clock::Timestamp;

/// A row of `web_assets`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "web_assets")]
#[allow(missing_docs)] // columns are documented in the schema
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub path: String,
    pub content_type: String,
    pub bytes: Vec<u8>,
    pub needed_at: Timestamp,
}

/// None are declared: features join by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
