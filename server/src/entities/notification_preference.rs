//! Table `notification_preferences`. What somebody wants to be told; none while they never chose.

use sea_orm::entity::prelude::*;

use crate::base::{clock::Timestamp, ids::PersonId};

/// A row of `notification_preferences`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notification_preferences")]
#[allow(missing_docs)] // columns are documented in the schema
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: PersonId,
    /// JSON: each kind with its channels.
    pub kinds: String,
    pub quiet_from: Option<String>,
    pub quiet_to: Option<String>,
    pub time_zone: Option<String>,
    pub digest: String,
    pub set_at: Timestamp,
}

/// None are declared: features join by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
