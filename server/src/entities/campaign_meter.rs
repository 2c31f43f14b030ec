//! Table `campaign_meters`. The validity meter as of a morning.

use sea_orm::entity::prelude::*;

use crate::base::{day::Day, ids::SubjectId};

/// A row of `campaign_meters`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "campaign_meters")]
#[allow(missing_docs)] // columns are documented in the schema
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject_id: SubjectId,
    pub as_of: Day,
    pub valid: bool,
    pub total: i32,
    pub counts: String,
}

/// None are declared: features join by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
