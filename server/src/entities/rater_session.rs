//! Table `rater_sessions`. Browsers in which a rater's link was opened.

use sea_orm::entity::prelude::*;

use crate::base::{
    clock::Timestamp,
    ids::{CampaignId, RaterId, UnitId},
};

/// A row of `rater_sessions`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "rater_sessions")]
#[allow(missing_docs)] // columns are documented in the schema
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub token_hash: Vec<u8>,
    pub campaign_id: CampaignId,
    pub rater_id: Option<RaterId>,
    pub unit_id: Option<UnitId>,
    pub word_given: bool,
    pub expires_at: Timestamp,
}

/// None are declared: features join by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
