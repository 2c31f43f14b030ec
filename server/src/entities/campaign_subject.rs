//! Table `campaign_subjects`. One learner in one campaign.

use sea_orm::entity::prelude::*;
use serde::Serialize;

use crate::base::ids::{CampaignId, PersonId, SubjectId};

/// A row of `campaign_subjects`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "campaign_subjects")]
#[allow(missing_docs)] // columns are documented in the schema
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SubjectId,
    pub campaign_id: CampaignId,
    pub learner_id: PersonId,
    pub outcome: Option<Outcome>,
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

/// How it ended for a learner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, utoipa::ToSchema)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The report was released.
    Released,
    /// It was closed without one.
    Unreleased,
}
