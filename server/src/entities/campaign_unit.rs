//! Table `campaign_units`. A ward's poster for one campaign.

use sea_orm::entity::prelude::*;

use crate::base::{
    day::Day,
    ids::{CampaignId, RotationId, UnitId},
};

/// A row of `campaign_units`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "campaign_units")]
#[allow(missing_docs)] // columns are documented in the schema
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: UnitId,
    pub campaign_id: CampaignId,
    pub rotation_id: RotationId,
    pub from_day: Day,
    pub until_day: Day,
    pub head_count: i32,
    pub word_code: Vec<u8>,
    pub revoked: bool,
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
