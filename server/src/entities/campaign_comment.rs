//! Table `campaign_comments`. Paragraphs of comments, apart from the answers they came with.

use sea_orm::entity::prelude::*;

use super::campaign::Group;
use crate::base::ids::SubjectId;

/// A row of `campaign_comments`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "campaign_comments")]
#[allow(missing_docs)] // columns are documented in the schema
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub subject_id: SubjectId,
    pub rater_group: Group,
    pub question: String,
    pub text: String,
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
