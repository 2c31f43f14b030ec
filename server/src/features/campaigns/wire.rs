//! Campaigns as members see them, and what members send.

use serde::{Deserialize, Serialize};

use super::{
    form::Form,
    model::{Group, Minimums, Outcome, RaterState, State},
    release::{CommentsTold, GroupTold, ItemTold, Release},
    reliability::Reliability,
};
use crate::{
    base::{
        day::Day,
        ids::{CampaignId, PersonId, RaterId, RotationId, SubjectId, UnitId},
    },
    entities::named_route,
};

/// A person by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(as = CampaignPerson)]
pub struct Named {
    /// Who.
    pub id: PersonId,
    /// Given and family name.
    pub name: String,
}

/// Whom to turn to by name about safety, threats, discrimination or mistreatment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NamedRoute {
    /// Who, with what they are.
    pub person: String,
    /// How they are called.
    pub phone: String,
    /// When they are there.
    pub hours: String,
    /// The institution's hotline.
    pub hotline: String,
}

impl From<named_route::Model> for NamedRoute {
    fn from(row: named_route::Model) -> Self {
        Self { person: row.person, phone: row.phone, hours: row.hours, hotline: row.hotline }
    }
}

/// The named route, where the site has said it.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct NamedRouteBody {
    /// Null before.
    pub named_route: Option<NamedRoute>,
}

/// A campaign to start or to propose.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StartCampaign {
    /// Made on the device.
    pub id: CampaignId,
    /// About whom.
    pub learners: Vec<PersonId>,
    /// The first day.
    pub opens_on: Day,
    /// The last day; three weeks in all where nobody says.
    #[serde(default)]
    pub closes_on: Option<Day>,
    /// Who is asked besides the learner; everybody where nobody says.
    #[serde(default)]
    pub groups: Option<Vec<Group>>,
    /// How many answers there have to be.
    #[serde(default)]
    pub minimums: Option<Minimums>,
    /// Who reads the comments and releases; may be left out of a proposal.
    #[serde(default)]
    pub facilitator: Option<PersonId>,
    /// Whether the director reads the report, of which raters are told.
    #[serde(default)]
    pub director_sees: bool,
}

/// What a proposal becomes.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApproveCampaign {
    /// Who reads the comments and releases.
    pub facilitator: PersonId,
    /// Another last day.
    #[serde(default)]
    pub closes_on: Option<Day>,
    /// Whether the director reads the report.
    #[serde(default)]
    pub director_sees: Option<bool>,
}

/// Another last day.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExtendCampaign {
    /// Later than before.
    pub closes_on: Day,
}

/// More groups.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WidenCampaign {
    /// All that are asked from now on, with those before.
    pub groups: Vec<Group>,
}

/// A campaign, as far as its reader sees it.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = Campaign)]
pub struct CampaignWire {
    /// The campaign.
    pub id: CampaignId,
    /// Where it is.
    pub state: State,
    /// The first day.
    pub opens_on: Day,
    /// The last day.
    pub closes_on: Day,
    /// Who is asked besides the learner.
    pub groups: Vec<Group>,
    /// How many answers there have to be.
    pub minimums: Minimums,
    /// Whether these can be changed no more, for somebody answered.
    pub minimums_fixed: bool,
    /// Who reads the comments and releases; nobody yet of some proposals.
    pub facilitator: Option<Named>,
    /// The learner who proposed it.
    pub proposed_by: Option<Named>,
    /// Whether the director reads the report.
    pub director_sees: bool,
    /// The form it began with.
    pub form: Form,
    /// The learners it is about, as far as the reader sees them.
    pub subjects: Vec<SubjectWire>,
    /// Its posters, for whoever runs it and the facilitator.
    pub units: Vec<UnitWire>,
}

/// One learner in a campaign.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = CampaignSubject)]
pub struct SubjectWire {
    /// Of this learner in this campaign.
    pub id: SubjectId,
    /// The learner.
    pub learner: Named,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// Whether they answered about themselves; for themselves alone.
    pub self_answered: Option<bool>,
    /// How many answered, for whoever runs the campaign and the facilitator.
    pub meter: Option<Meter>,
}

/// How many answered, as of a morning; each count stops at its minimum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(as = ValidityMeter)]
pub struct Meter {
    /// Counted on the morning of this day.
    pub as_of: Day,
    /// Whether it could be released.
    pub valid: bool,
    /// How many would be shown, up to the minimum.
    pub total: i32,
    /// By group, up to the minimum.
    pub groups: Vec<MeterGroup>,
}

/// One group of the meter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MeterGroup {
    /// Which one.
    pub group: Group,
    /// Up to the minimum.
    pub count: i32,
}

/// A ward's poster.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = CampaignUnit)]
pub struct UnitWire {
    /// The unit.
    pub id: UnitId,
    /// The ward.
    pub rotation: RotationNamed,
    /// The first day that counts as having worked there.
    pub from: Day,
    /// The last.
    pub until: Day,
    /// How many work there.
    pub head_count: i32,
    /// Whether its code stopped.
    pub revoked: bool,
}

/// A rotation by name.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct RotationNamed {
    /// Which one.
    pub id: RotationId,
    /// Its name.
    pub name: String,
}

/// A ward's poster to make.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MakeUnit {
    /// Made on the device.
    pub id: UnitId,
    /// The ward.
    pub rotation: RotationId,
    /// The first day that counts as having worked there.
    pub from: Day,
    /// The last.
    pub until: Day,
    /// How many work there.
    pub head_count: i32,
}

/// What is on a poster and told beside it. It is shown this once.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Poster {
    /// The unit.
    pub id: UnitId,
    /// The address with the secret behind `#`, to be printed as a QR code.
    pub link: String,
    /// The word that is told on the ward, and not printed.
    pub word: String,
}

/// Raters to invite or to propose.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NameRaters {
    /// At most 100.
    pub raters: Vec<NameRater>,
}

/// One of them: a member, or somebody by mail address and name.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NameRater {
    /// Made on the device.
    pub id: RaterId,
    /// As what.
    pub group: Group,
    /// A member of the program.
    #[serde(default)]
    pub person: Option<PersonId>,
    /// The address of somebody else.
    #[serde(default)]
    pub mail: Option<String>,
    /// Their name.
    #[serde(default)]
    pub name: Option<String>,
    /// About whom; everybody the campaign is about where nobody says.
    #[serde(default)]
    pub subjects: Option<Vec<SubjectId>>,
}

/// A rater's group, where it is to be another one.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApproveRater {
    /// As what.
    #[serde(default)]
    pub group: Option<Group>,
}

/// Raters. Nothing says whether they answered.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Raters {
    /// By name.
    pub raters: Vec<RaterWire>,
}

/// Somebody who is asked, or was named.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = CampaignRater)]
pub struct RaterWire {
    /// The rater.
    pub id: RaterId,
    /// Who.
    pub name: String,
    /// Where their link goes.
    pub mail: String,
    /// As what.
    pub group: Group,
    /// About whom.
    pub subjects: Vec<SubjectId>,
    /// What became of them.
    pub state: RaterState,
    /// Who named them.
    pub nominated_by: Named,
}

/// What the facilitator reads.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Reading {
    /// Whether it can be released.
    pub valid: bool,
    /// How many answers by posters are beyond a head count.
    pub waiting: usize,
    /// Paragraphs, shuffled; none where it is not valid.
    pub comments: Vec<ReadComment>,
}

/// One paragraph.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct ReadComment {
    /// For redacting.
    pub id: uuid::Uuid,
    /// To which question.
    pub question: String,
    /// The words.
    pub text: String,
}

/// A passage of a paragraph, in Unicode scalar values.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RedactComment {
    /// The paragraph.
    pub comment: uuid::Uuid,
    /// From here on.
    pub from: usize,
    /// Up to here.
    pub to: usize,
}

/// What becomes of answers beyond a head count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// They count.
    Include,
    /// They are destroyed.
    LeaveOut,
}

/// The facilitator's word on answers beyond a head count.
#[derive(Clone, Copy, Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DecideWaiting {
    /// For all of them together.
    pub decision: Decision,
}

/// What was released, as it is stored.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReportBody {
    /// The occasion, as its half-year.
    pub half_year: String,
    /// The form.
    pub form: Form,
    /// What is told.
    pub release: Release,
}

/// A report.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = CampaignReport)]
pub struct ReportWire {
    /// Of this learner in this campaign.
    pub subject: SubjectId,
    /// The campaign.
    pub campaign: CampaignId,
    /// The learner.
    pub learner: Named,
    /// The occasion, such as `2026-H2`.
    pub half_year: String,
    /// What was asked.
    pub form: Form,
    /// Of how many raters it comes.
    pub raters: usize,
    /// Who is shown.
    pub groups: Vec<ReportGroupWire>,
    /// Which groups were too few.
    pub left_out: Vec<Group>,
    /// By item.
    pub items: Vec<ItemTold>,
    /// By question.
    pub comments: Vec<CommentsTold>,
    /// Up to two items that are usually seen.
    pub strengths: Vec<String>,
    /// One or two items to plan on.
    pub to_plan: Vec<String>,
}

/// A group in a report.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct ReportGroupWire {
    /// Which one, and how many raters.
    #[serde(flatten)]
    pub shown: GroupTold,
    /// How far its figures can be trusted.
    pub reliability: Reliability,
}

/// Reports, the oldest first.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = CampaignReports)]
pub struct Reports {
    /// The oldest first.
    pub reports: Vec<ReportWire>,
}

/// Campaigns, the newest first.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Campaigns {
    /// The newest first.
    pub campaigns: Vec<CampaignWire>,
}
