//! Table `campaign_answers`. Answers without names, times or order.

use sea_orm::entity::prelude::*;

use super::campaign::Group;
use crate::base::ids::SubjectId;

/// A row of `campaign_answers`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "campaign_answers")]
#[allow(missing_docs)] // columns are documented in the schema
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub subject_id: SubjectId,
    pub rater_group: Group,
    pub form_version: i32,
    pub ratings: String,
    pub waiting: bool,
}

/// None are declared: features join by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// Where every query starts.
    pub fn of(subject: SubjectId) -> Select<Self> {
        Self::find().filter(Column::SubjectId.eq(subject))
    }
}
