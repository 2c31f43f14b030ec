//! Table `campaigns`. A round of 360 input.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::{
    clock::Timestamp,
    day::Day,
    ids::{CampaignId, PersonId, ProgramId},
};

/// A row of `campaigns`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "campaigns")]
#[allow(missing_docs)] // columns are documented in the schema
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CampaignId,
    pub program_id: ProgramId,
    pub state: State,
    pub form_version: i32,
    pub form: String,
    pub opens_on: Day,
    pub closes_on: Day,
    pub groups: String,
    pub aim: i32,
    pub total_minimum: i32,
    pub group_minimum: i32,
    pub facilitator_id: Option<PersonId>,
    pub started_by: PersonId,
    pub proposed: bool,
    pub director_sees: bool,
    pub created_at: Timestamp,
}

/// None are declared: features join by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// Where every query starts.
    pub fn of(program: ProgramId) -> Select<Self> {
        Self::find().filter(Column::ProgramId.eq(program))
    }
}

/// Where a campaign is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, utoipa::ToSchema)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// A learner asked for it.
    Proposed,
    /// It was turned down.
    Refused,
    /// Its first day has not come.
    Approved,
    /// Raters may answer.
    Open,
    /// Its window is over, and the facilitator reads.
    Closed,
    /// It ended with at least one report.
    Released,
    /// It ended without any.
    Unreleased,
}

/// As what somebody answers.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    EnumIter,
    DeriveActiveEnum,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[schema(as = RaterGroup)]
pub enum Group {
    /// Attendings.
    Faculty,
    /// Other residents and fellows.
    Peers,
    /// Nurses.
    Nurses,
    /// Pharmacists, therapists, social workers and others who treat.
    OtherProfessions,
    /// Clerical and technical staff.
    Staff,
    /// The learner; exempt from minimums.
    #[serde(rename = "self")]
    Own,
}
