//! Table `campaign_reports`. What was released, computed once.

use sea_orm::entity::prelude::*;

use crate::base::{
    clock::Timestamp,
    ids::{PersonId, SubjectId},
};

/// A row of `campaign_reports`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "campaign_reports")]
#[allow(missing_docs)] // columns are documented in the schema
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject_id: SubjectId,
    pub body: String,
    pub released_by: PersonId,
    pub released_at: Timestamp,
}

/// None are declared: features join by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
