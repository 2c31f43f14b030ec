//! Two campaigns about the demo's resident, one released in the spring or autumn before and one that is open now, and one
//! about the second resident whose window is over, for the facilitator to read.
//!
//! Raters answer as anybody does: a link, a session, one form. No secret of the story is left in the database: links are
//! made of its own numbers, which anybody can compute, and go as soon as they were used. The poster that is to be tried
//! is made when the demo is served.

use std::sync::LazyLock;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Deserialize;
use serde_json::json;
use uuid::{Builder, Uuid};

use super::{
    calendar::DayNumber,
    roster::named,
    script::{Deed, Script},
    stage::Stage,
};
use crate::{
    base::{
        actor::Role,
        error::{Error, Result},
        ids::{CampaignId, PersonId, ProgramId, RaterId, SubjectId},
    },
    entities::{assignment, campaign, campaign_code, campaign_subject, campaign_unit, person, rater_session},
    features::{
        campaigns::{
            MakeUnit, NamedRoute, OwnAnswer, RaterAnswer, commands,
            model::{Group, State},
        },
        sessions::queries::DEMO_PAGE,
    },
    platform::{
        app::App,
        db::Tx,
        http::{load_member, today},
    },
};

/// What happens in a campaign.
#[derive(Clone)]
pub enum Act {
    /// The coordinator says whom to turn to by name.
    SayWhomToTurnTo,
    /// The coordinator starts it, and invites everybody of the texts.
    Start { id: Uuid, learner: PersonId, facilitator: PersonId, raters: Vec<(Uuid, usize)> },
    /// Some of them answer, and the learner does.
    Answer { id: Uuid, learner: PersonId, raters: Vec<(Uuid, usize)> },
    /// Its window is over.
    Turn { id: Uuid },
    /// The facilitator releases what there is.
    Release { id: Uuid },
}

/// What a rater says.
#[derive(Deserialize)]
struct Said {
    group: Group,
    ratings: Vec<Option<i32>>,
    keep: Option<String>,
    change: Option<String>,
}

static SAID: LazyLock<Vec<Said>> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../data/demo/campaigns.json")).unwrap_or_default());

/// What was said about the resident, in the texts; what comes after is about the second resident.
const ABOUT_RESIDENT: usize = 12;
/// The first day of the campaign that was released.
const BEFORE: DayNumber = -150;
/// The first day of the one that waits to be read.
const LATELY: DayNumber = -24;
/// The first day of the one that is open.
const NOW: DayNumber = -6;
/// How many of the open one's raters have answered.
const SO_FAR: usize = 6;

/// Writes them into the script.
pub fn run(stage: &mut Stage, script: &mut Script) {
    let people = (named(stage.corpus, "resident"), named(stage.corpus, "resident2"), named(stage.corpus, "coach"));
    let ((Some(resident), Some(second), Some(coach)), Some(coordinator)) = (people, stage.first(Role::Coordinator))
    else {
        return;
    };
    let at = |stage: &Stage, day: DayNumber, minute: i64| stage.calendar.sharp(day, minute);
    let all = ABOUT_RESIDENT..SAID.len();
    script.add(at(stage, BEFORE - 3, 540), coordinator, Deed::Campaign(Act::SayWhomToTurnTo));
    for (about, first, texts, answering) in [
        (resident, BEFORE, 0..ABOUT_RESIDENT, ABOUT_RESIDENT),
        (second, LATELY, all.clone(), all.len()),
        (resident, NOW, 0..ABOUT_RESIDENT, SO_FAR),
    ] {
        let begun = at(stage, first, 9 * 60);
        let id = stage.next_id(begun);
        let (learner, facilitator) = (stage.id(about), stage.id(coach));
        let raters: Vec<(Uuid, usize)> = texts.map(|place| (stage.next_id(begun), place)).collect();
        let start = Act::Start { id, learner, facilitator, raters: raters.clone() };
        script.add(begun, coordinator, Deed::Campaign(start));
        // Of each group some have answered.
        let mut some = raters;
        some.sort_by_key(|(_, place)| place % 4);
        some.truncate(answering);
        script.add(at(stage, first + 4, 12 * 60), about, Deed::Campaign(Act::Answer { id, learner, raters: some }));
        script.add(at(stage, first + 5, 8 * 60), coordinator, Deed::Campaign(Act::Turn { id }));
        script.add(at(stage, first + 21, 8 * 60), coordinator, Deed::Campaign(Act::Turn { id }));
        if first != LATELY {
            script.add(at(stage, first + 22, 17 * 60), coach, Deed::Campaign(Act::Release { id }));
        }
    }
}

/// Does it, as one of the program.
///
/// # Errors
/// What a command said.
pub async fn perform(tx: &mut Tx<'_>, program: ProgramId, actor: PersonId, act: &Act) -> Result<()> {
    let today = today(tx.connection(), program, tx.now()).await?;
    match act {
        Act::SayWhomToTurnTo => {
            let by = load_member(tx.connection(), program, actor, tx.now()).await?;
            let route = NamedRoute {
                person: "Dr. Imke Sandoval, ombudsperson of Alder Valley Medical Center".into(),
                phone: "555-0150".into(),
                hours: "Monday to Friday, 8 to 17".into(),
                hotline: "Speak-up line of the institution, 555-0160, day and night".into(),
            };
            commands::set_named_route(tx, &by, &route).await
        }
        Act::Start { id, learner, facilitator, raters } => {
            let by = load_member(tx.connection(), program, actor, tx.now()).await?;
            let new = json!({ "id": id, "learners": [learner], "opens_on": today, "facilitator": facilitator });
            commands::start(tx, &by, serde_json::from_value(new)?).await?;
            let rater = |(id, place): &(Uuid, usize)| {
                let said = &SAID[*place];
                json!({ "id": id, "group": said.group, "mail": format!("rater{place}@alder-valley.example"),
                        "name": format!("Invited rater {}", place + 1) })
            };
            let named = json!({ "raters": raters.iter().map(rater).collect::<Vec<_>>() });
            commands::name(tx, &by, CampaignId(*id), serde_json::from_value(named)?).await
        }
        Act::Answer { id, learner, raters } => {
            let subject = subject_of(tx, *id).await?;
            for (rater, place) in raters {
                answer(tx, RaterId(*rater), subject, &SAID[*place]).await?;
            }
            forget_secrets(tx, CampaignId(*id), raters).await?;
            let by = load_member(tx.connection(), program, *learner, tx.now()).await?;
            let own = OwnAnswer {
                id: random_id(tx),
                form_version: 1,
                ratings: ITEMS
                    .iter()
                    .zip([3, 4, 4, 4, 4, 2])
                    .map(|(item, value)| ((*item).into(), Some(value)))
                    .collect(),
                comments: [("change".to_owned(), Some("Ask for help before I am behind.".to_owned()))].into(),
            };
            commands::answer_about_oneself(tx, &by, CampaignId(*id), &own).await.map(drop)
        }
        Act::Turn { id } => commands::turn(tx, CampaignId(*id), &today).await,
        Act::Release { id } => {
            let by = load_member(tx.connection(), program, actor, tx.now()).await?;
            let subject = subject_of(tx, *id).await?;
            commands::release(tx, &by, subject).await
        }
    }
}

/// The items of the form that comes with the software.
const ITEMS: [&str; 6] = ["listens", "informs", "explains", "respect", "reliable", "own-limits"];

async fn subject_of(tx: &Tx<'_>, campaign: Uuid) -> Result<SubjectId> {
    let found = campaign_subject::Entity::of(CampaignId(campaign)).one(tx.connection()).await?;
    Ok(found.ok_or_else(|| Error::internal("a campaign about nobody"))?.id)
}

async fn answer(tx: &mut Tx<'_>, rater: RaterId, subject: SubjectId, said: &Said) -> Result<()> {
    let link = commands::make_link(tx, rater).await?.ok_or_else(|| Error::internal("no link"))?;
    let came = commands::come(tx, &link).await?;
    let session = commands::find_session(tx.connection(), &came.token, None).await?;
    let comments = [("keep", &said.keep), ("change", &said.change)];
    let answer = RaterAnswer {
        id: random_id(tx),
        learner: subject,
        group: None,
        form_version: 1,
        ratings: ITEMS.iter().zip(&said.ratings).map(|(item, value)| ((*item).into(), *value)).collect(),
        comments: comments.into_iter().map(|(question, text)| (question.to_owned(), text.clone())).collect(),
    };
    commands::answer(tx, &session, &answer).await.map(drop)
}

/// The story's numbers are no secrets.
async fn forget_secrets(tx: &Tx<'_>, campaign: CampaignId, raters: &[(Uuid, usize)]) -> Result<()> {
    rater_session::Entity::delete_many()
        .filter(rater_session::Column::CampaignId.eq(campaign))
        .exec(tx.connection())
        .await?;
    campaign_code::Entity::delete_many()
        .filter(campaign_code::Column::RaterId.is_in(raters.iter().map(|(rater, _)| RaterId(*rater))))
        .exec(tx.connection())
        .await?;
    Ok(())
}

fn random_id(tx: &Tx<'_>) -> Uuid {
    let mut random = [0; 16];
    tx.fill(&mut random);
    Builder::from_random_bytes(random).into_uuid()
}

/// A ward's poster of the open campaign, to be tried: its address and its word. It is printed anew whenever the demo is
/// served; there is none once the campaign is over.
///
/// # Errors
/// A fault of the database.
pub async fn poster(app: &App) -> Result<Option<(String, String)>> {
    let reader = app.db.reader();
    let open = campaign::Entity::find().filter(campaign::Column::State.eq(State::Open)).one(reader).await?;
    let coordinator = DEMO_PAGE.iter().find(|person| person.email.starts_with("coordinator@"));
    let (Some(open), Some(coordinator)) = (open, coordinator) else { return Ok(None) };
    let known = person::Entity::find().filter(person::Column::Email.eq(coordinator.email)).one(reader).await?;
    let Some(coordinator) = known else { return Ok(None) };
    let by = load_member(reader, open.program_id, coordinator.id, app.clock.now()).await?;
    let subject = campaign_subject::Entity::of(open.id).one(reader).await?;
    let learner = subject.ok_or_else(|| Error::internal("a campaign about nobody"))?.learner_id;
    let stint = assignment::Entity::of(open.program_id)
        .filter(assignment::Column::PersonId.eq(learner))
        .filter(assignment::Column::StartsOn.lte(open.closes_on.clone()))
        .order_by_desc(assignment::Column::StartsOn)
        .one(reader)
        .await?;
    let known = campaign_unit::Entity::of(open.id).one(reader).await?;
    let (Some(stint), keys) = (stint, app.keys.clone()) else { return Ok(None) };
    let print = async move |tx: &mut Tx<'_>| match &known {
        Some(unit) => commands::reprint(tx, &keys, &by, unit.id).await,
        None => {
            let unit = MakeUnit {
                id: tx.next_id(),
                rotation: stint.rotation_id,
                from: stint.starts_on.clone(),
                until: open.closes_on.clone(),
                head_count: 14,
            };
            commands::make_unit(tx, &keys, &by, open.id, unit).await
        }
    };
    let (token, word) = app.db.write(Some(coordinator.id), print).await?;
    Ok(Some((format!("{}/rate#{token}", app.settings.public_url), word)))
}
