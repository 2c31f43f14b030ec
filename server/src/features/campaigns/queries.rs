//! Reads, with visibility built in.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{
    form::Form,
    model::{Group, Outcome},
    policy,
    release::{Comment, Division},
    reliability::{raters_of, reliability},
    rows::{self, Stored, names},
    wire::{
        CampaignWire, Meter, MeterGroup, Named, RaterWire, ReadComment, Reading, ReportBody, ReportGroupWire,
        ReportWire, RotationNamed, SubjectWire, UnitWire,
    },
};
use crate::{
    base::{
        actor::{Member, Role},
        error::{Error, Result, ensure},
        ids::{CampaignId, PersonId, ProgramId, SubjectId},
    },
    entities::{
        campaign, campaign_answer, campaign_form, campaign_meter, campaign_rater, campaign_rater_subject,
        campaign_report, campaign_subject, campaign_unit, named_route,
    },
};

/// Whom to turn to by name in a program, where the site has said it.
///
/// # Errors
/// A fault of the database.
pub async fn named_route(connection: &impl ConnectionTrait, program: ProgramId) -> Result<Option<named_route::Model>> {
    Ok(named_route::Entity::find_by_id(program).one(connection).await?)
}

/// The form a campaign of the program would begin with now.
///
/// # Errors
/// A fault of the database.
pub async fn form(connection: &impl ConnectionTrait, program: ProgramId) -> Result<Form> {
    let own = campaign_form::Entity::of(program).order_by_desc(campaign_form::Column::Version).one(connection).await?;
    own.map_or_else(|| Ok(Form::default()), |row| Ok(serde_json::from_str(&row.body)?))
}

/// Every campaign `reader` sees, the newest first.
///
/// # Errors
/// A fault of the database.
pub async fn campaigns(connection: &impl ConnectionTrait, reader: &Member) -> Result<Vec<CampaignWire>> {
    let all = campaign::Entity::of(reader.program)
        .order_by_desc(campaign::Column::CreatedAt)
        .order_by_desc(campaign::Column::Id)
        .all(connection)
        .await?;
    let mut seen = Vec::new();
    for row in all {
        seen.extend(wire(connection, reader, Stored::of(row)?).await?);
    }
    Ok(seen)
}

/// A campaign, if `reader` sees it.
///
/// # Errors
/// [`Error::NotFound`]; a fault of the database.
pub async fn campaign(connection: &impl ConnectionTrait, reader: &Member, id: CampaignId) -> Result<CampaignWire> {
    let stored = rows::campaign(connection, reader.program, id).await?.ok_or(Error::NotFound)?;
    wire(connection, reader, stored).await?.ok_or(Error::NotFound)
}

async fn wire(connection: &impl ConnectionTrait, reader: &Member, stored: Stored) -> Result<Option<CampaignWire>> {
    let facilitator = stored.row.facilitator_id;
    let all = rows::subjects(connection, stored.row.id).await?;
    let seen: Vec<_> =
        all.into_iter().filter(|subject| policy::may_see(reader, facilitator, subject.learner_id)).collect();
    if seen.is_empty() {
        return Ok(None);
    }
    let proposer = Some(stored.row.started_by).filter(|_| stored.row.proposed);
    let people = seen.iter().map(|subject| subject.learner_id).chain(facilitator).chain(proposer);
    let names = names(connection, people).await?;
    let named = |id: PersonId| Named { id, name: names.get(&id).cloned().unwrap_or_default() };
    let counts = policy::may_see_meter(reader, facilitator);
    let mut subjects = Vec::new();
    for subject in seen {
        let meter = if counts { meter(connection, subject.id).await? } else { None };
        let self_answered = match subject.learner_id == reader.id && subject.outcome.is_none() {
            true => Some(has_answered_about_themselves(connection, subject.id).await?),
            false => None,
        };
        let learner = named(subject.learner_id);
        subjects.push(SubjectWire { id: subject.id, learner, outcome: subject.outcome, self_answered, meter });
    }
    let units = if counts { units(connection, reader.program, stored.row.id).await? } else { Vec::new() };
    Ok(Some(CampaignWire {
        id: stored.row.id,
        state: stored.row.state,
        opens_on: stored.row.opens_on.clone(),
        closes_on: stored.row.closes_on.clone(),
        groups: stored.groups.list(),
        minimums: stored.minimums(),
        minimums_fixed: counts && is_fixed(connection, &stored).await?,
        facilitator: facilitator.map(named),
        proposed_by: proposer.map(named),
        director_sees: stored.row.director_sees,
        form: stored.form,
        subjects,
        units,
    }))
}

/// Whether minimums stay as they are: somebody answered, or it is over.
async fn is_fixed(connection: &impl ConnectionTrait, stored: &Stored) -> Result<bool> {
    Ok(!stored.is_running() || rows::has_answers(connection, stored.row.id).await?)
}

async fn meter(connection: &impl ConnectionTrait, subject: SubjectId) -> Result<Option<Meter>> {
    let Some(row) = campaign_meter::Entity::find_by_id(subject).one(connection).await? else { return Ok(None) };
    let groups: Vec<MeterGroup> = serde_json::from_str(&row.counts)?;
    Ok(Some(Meter { as_of: row.as_of, valid: row.valid, total: row.total, groups }))
}

/// Whether the learner answered about themselves.
///
/// # Errors
/// A fault of the database.
pub async fn has_answered_about_themselves(connection: &impl ConnectionTrait, subject: SubjectId) -> Result<bool> {
    let own = campaign_answer::Entity::of(subject).filter(campaign_answer::Column::RaterGroup.eq(Group::Own));
    Ok(own.one(connection).await?.is_some())
}

async fn units(connection: &impl ConnectionTrait, program: ProgramId, campaign: CampaignId) -> Result<Vec<UnitWire>> {
    let rows = campaign_unit::Entity::of(campaign).order_by_asc(campaign_unit::Column::Id).all(connection).await?;
    let mut units = Vec::new();
    for row in rows {
        let name = rows::rotation_name(connection, program, row.rotation_id).await?.unwrap_or_default();
        units.push(UnitWire {
            id: row.id,
            rotation: RotationNamed { id: row.rotation_id, name },
            from: row.from_day,
            until: row.until_day,
            head_count: row.head_count,
            revoked: row.revoked,
        });
    }
    Ok(units)
}

/// Raters of a campaign whom `reader` sees: all for whoever decides about raters, for a learner those they named.
///
/// # Errors
/// [`Error::NotFound`]; a fault of the database.
pub async fn raters(connection: &impl ConnectionTrait, reader: &Member, id: CampaignId) -> Result<Vec<RaterWire>> {
    let stored = rows::campaign(connection, reader.program, id).await?.ok_or(Error::NotFound)?;
    let learners: BTreeMap<SubjectId, PersonId> =
        rows::subjects(connection, id).await?.into_iter().map(|row| (row.id, row.learner_id)).collect();
    let runs = policy::may_run(reader);
    let is_own = |learner: &PersonId| reader.is(Role::Learner) && *learner == reader.id;
    let sees_some = runs || learners.values().any(|learner| reader.coaches(*learner) || is_own(learner));
    ensure(sees_some)?;
    let rows = campaign_rater::Entity::of(stored.row.id)
        .order_by_asc(campaign_rater::Column::Name)
        .order_by_asc(campaign_rater::Column::Id)
        .all(connection)
        .await?;
    let about = campaign_rater_subject::Entity::find()
        .filter(campaign_rater_subject::Column::RaterId.is_in(rows.iter().map(|row| row.id)))
        .all(connection)
        .await?;
    let names = names(connection, rows.iter().map(|row| row.nominated_by)).await?;
    let mut seen = Vec::new();
    for row in rows {
        let mut subjects: Vec<SubjectId> =
            about.iter().filter(|one| one.rater_id == row.id).map(|one| one.subject_id).collect();
        if !runs {
            let coached = |subject: &SubjectId| learners.get(subject).is_some_and(|who| reader.coaches(*who));
            match row.nominated_by == reader.id {
                true => {}
                false => subjects.retain(coached),
            }
            if subjects.is_empty() {
                continue;
            }
        }
        let name = names.get(&row.nominated_by).cloned().unwrap_or_default();
        seen.push(RaterWire {
            id: row.id,
            name: row.name,
            mail: row.mail,
            group: row.rater_group,
            subjects,
            state: row.state,
            nominated_by: Named { id: row.nominated_by, name },
        });
    }
    Ok(seen)
}

/// A learner in a campaign of the program, with the campaign.
///
/// # Errors
/// [`Error::NotFound`]; a fault of the database.
pub async fn subject(
    connection: &impl ConnectionTrait,
    program: ProgramId,
    id: SubjectId,
) -> Result<(Stored, campaign_subject::Model)> {
    let found = campaign_subject::Entity::find_by_id(id).one(connection).await?.ok_or(Error::NotFound)?;
    let stored = rows::campaign(connection, program, found.campaign_id).await?.ok_or(Error::NotFound)?;
    Ok((stored, found))
}

/// Whether what counts about a learner is enough to be released.
///
/// # Errors
/// A fault of the database.
pub async fn is_valid(connection: &impl ConnectionTrait, stored: &Stored, subject: SubjectId) -> Result<bool> {
    let division = Division::of(&rows::counts(connection, subject).await?, &stored.rules());
    Ok(division.is_valid(rows::personal(connection, subject).await?, stored.minimums()))
}

/// What the facilitator reads of a learner whose window is over: comments only where it is valid, and of those alone
/// who would be shown. Nothing before they decided about answers that wait: what came with those would be seen.
///
/// # Errors
/// A fault of the database.
pub async fn reading(connection: &impl ConnectionTrait, stored: &Stored, subject: SubjectId) -> Result<Reading> {
    let division = Division::of(&rows::counts(connection, subject).await?, &stored.rules());
    let valid = is_valid(connection, stored, subject).await?;
    let waiting = rows::waiting(connection, subject).await?;
    let comments = if valid && waiting == 0 { rows::comments(connection, subject).await? } else { Vec::new() };
    let told = comments.into_iter().filter(|comment| division.place_of(comment.rater_group).is_some());
    let comments =
        told.map(|comment| ReadComment { id: comment.id, question: comment.question, text: comment.text }).collect();
    Ok(Reading { valid, waiting, comments })
}

/// What may be told of a learner now; nothing where it is not valid.
///
/// # Errors
/// A fault of the database.
pub async fn release(
    connection: &impl ConnectionTrait,
    stored: &Stored,
    subject: SubjectId,
) -> Result<Option<super::release::Release>> {
    let personal = rows::personal(connection, subject).await?;
    let answers = rows::answers(connection, subject).await?;
    let comments: Vec<Comment> = rows::comments(connection, subject).await?.into_iter().map(Into::into).collect();
    Ok(super::release::release(&stored.rules(), personal, &answers, &comments))
}

/// The reports about a learner that `reader` may read, the oldest first, and whether they read any as the director.
///
/// # Errors
/// A fault of the database.
pub async fn reports(
    connection: &impl ConnectionTrait,
    reader: &Member,
    learner: PersonId,
) -> Result<(Vec<ReportWire>, bool)> {
    let released = campaign_subject::Entity::find()
        .filter(campaign_subject::Column::LearnerId.eq(learner))
        .filter(campaign_subject::Column::Outcome.eq(Outcome::Released))
        .all(connection)
        .await?;
    let mut found = Vec::new();
    let mut as_director = false;
    for subject in released {
        let Some(stored) = rows::campaign(connection, reader.program, subject.campaign_id).await? else { continue };
        let Some(role) = policy::reads_report_as(reader, learner, stored.row.director_sees) else { continue };
        as_director |= role == Role::Director;
        let Some(row) = campaign_report::Entity::find_by_id(subject.id).one(connection).await? else { continue };
        found.push((row.released_at, subject, serde_json::from_str::<ReportBody>(&row.body)?));
    }
    found.sort_by_key(|(at, subject, _)| (*at, subject.id));
    let name = names(connection, [learner]).await?.remove(&learner).unwrap_or_default();
    let told: Vec<_> = found.iter().map(|(_, _, body)| body.release.clone()).collect();
    let reports = found.into_iter().enumerate().map(|(place, (_, subject, body))| {
        let occasions: Vec<_> = told[..=place].iter().collect();
        let release = body.release;
        let group = |shown: super::release::GroupTold| ReportGroupWire {
            reliability: reliability(&raters_of(shown.group, &occasions)),
            shown,
        };
        ReportWire {
            subject: subject.id,
            campaign: subject.campaign_id,
            learner: Named { id: learner, name: name.clone() },
            half_year: body.half_year,
            form: body.form,
            raters: release.raters,
            groups: release.groups.into_iter().map(group).collect(),
            left_out: release.left_out,
            items: release.items,
            comments: release.comments,
            strengths: release.strengths,
            to_plan: release.to_plan,
        }
    });
    Ok((reports.collect(), as_director))
}
