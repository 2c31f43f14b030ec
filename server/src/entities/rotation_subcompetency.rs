//! Table `rotation_subcompetencies`.

use sea_orm::entity::prelude::*;

use crate::base::ids::{RotationId, SubcompetencyId};

/// A row of `rotation_subcompetencies`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "rotation_subcompetencies")]
#[allow(missing_docs)] // columns are documented in the schema
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub rotation_id: RotationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub subcompetency_id: SubcompetencyId,
    pub ordinal: i32,
}

/// None are declared: features join by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
