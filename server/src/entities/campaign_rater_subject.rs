//! Table `campaign_rater_subjects`. About whom a rater is asked, and whether it was used; never when.

use sea_orm::entity::prelude::*;

use crate::base::ids::{RaterId, SubjectId};

/// A row of `campaign_rater_subjects`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "campaign_rater_subjects")]
#[allow(missing_docs)] // columns are documented in the schema
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub rater_id: RaterId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject_id: SubjectId,
    pub used: bool,
}

/// None are declared: features join by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
