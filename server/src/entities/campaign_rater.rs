//! Table `campaign_raters`. Somebody asked about learners. Nothing here leads to an answer.

use sea_orm::entity::prelude::*;
use serde::Serialize;

use super::campaign::Group;
use crate::base::ids::{CampaignId, PersonId, RaterId};

/// A row of `campaign_raters`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "campaign_raters")]
#[allow(missing_docs)] // columns are documented in the schema
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RaterId,
    pub campaign_id: CampaignId,
    pub person_id: Option<PersonId>,
    pub name: String,
    pub mail: String,
    pub rater_group: Group,
    pub state: RaterState,
    pub nominated_by: PersonId,
    pub reminded: bool,
}

/// None are declared: features join by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// Where every query starts.
    pub fn of(campaign: CampaignId) -> Select<Self> {
        Self::find().filter(Column::CampaignId.eq(campaign))
    }
}

/// What became of a rater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, utoipa::ToSchema)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum RaterState {
    /// Named by a learner or a coach; nobody decided yet.
    Proposed,
    /// Asked, or to be asked when the campaign opens.
    Invited,
    /// Proposed, and not asked.
    Struck,
    /// Asked, and taken back: their links stopped.
    Revoked,
}
