//! Table `people`.

use sea_orm::entity::prelude::*;

use crate::base::{clock::Timestamp, ids::PersonId};

/// A row of `people`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "people")]
#[allow(missing_docs)] // columns are documented in the schema
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PersonId,
    pub email: String,
    pub given_name: String,
    pub family_name: String,
    pub created_at: Timestamp,
    pub deactivated_at: Option<Timestamp>,
}

/// None are declared: features join by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
