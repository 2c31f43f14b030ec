//! Table `deliveries`. Messages on their way out, by push or mail.

use sea_orm::entity::prelude::*;

use crate::base::{
    clock::Timestamp,
    ids::{NotificationId, PersonId, ProgramId, SubscriptionId},
};

/// A row of `deliveries`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "deliveries")]
#[allow(missing_docs)] // columns are documented in the schema
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub channel: Channel,
    pub host: String,
    pub person_id: PersonId,
    pub program_id: Option<ProgramId>,
    pub subscription_id: Option<SubscriptionId>,
    /// A notification's kind, `digest` or `test`.
    pub kind: String,
    pub notification_id: Option<NotificationId>,
    pub created_at: Timestamp,
    pub due_at: Timestamp,
    pub attempts: i32,
    pub dead_at: Option<Timestamp>,
    pub last_error: Option<String>,
}

/// None are declared: features join by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// How a message goes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Channel {
    /// To a device, by its push service.
    Push,
    /// To the person's mail address.
    Mail,
}
