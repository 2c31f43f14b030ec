//! Table `programs`.

use sea_orm::entity::prelude::*;

use crate::base::{
    clock::Timestamp,
    ids::{InstitutionId, ProgramId},
};

/// A row of `programs`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "programs")]
#[allow(missing_docs)] // columns are documented in the schema
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ProgramId,
    pub institution_id: InstitutionId,
    pub name: String,
    pub time_zone: String,
    pub created_at: Timestamp,
    pub open_requests_max: i32,
    pub request_days: i32,
}

/// None are declared: features join by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
