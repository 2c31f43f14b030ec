//! What a site says once: whom to turn to by name, and what is asked.

use sea_orm::{EntityTrait, IntoActiveModel, sea_query::OnConflict};

use crate::{
    base::{
        actor::Member,
        error::{Error, Result, ensure},
        text::Line,
    },
    entities::{campaign_form, named_route},
    features::campaigns::{
        form::{EditForm, Form},
        policy, queries,
        wire::NamedRoute,
    },
    platform::{audit::Action, db::Tx},
};

/// Says whom to turn to by name about safety, threats, discrimination or mistreatment, in place of who it was.
///
/// # Errors
/// [`Error::NotFound`] for whoever may not; 422 `empty`, `too_long` with the field.
pub async fn set_named_route(tx: &mut Tx<'_>, by: &Member, new: &NamedRoute) -> Result<()> {
    ensure(policy::may_run(by))?;
    let line = |text: &str, field: &'static str| {
        Line::parse(text).map(|line| line.as_str().to_owned()).map_err(|error| Error::invalid(error.code(), field))
    };
    let row = named_route::Model {
        program_id: by.program,
        person: line(&new.person, "person")?,
        phone: line(&new.phone, "phone")?,
        hours: line(&new.hours, "hours")?,
        hotline: line(&new.hotline, "hotline")?,
        set_by: by.id,
        set_at: tx.now(),
    };
    use named_route::Column::{Hotline, Hours, Person, Phone, ProgramId, SetAt, SetBy};
    let replaced =
        OnConflict::column(ProgramId).update_columns([Person, Phone, Hours, Hotline, SetBy, SetAt]).to_owned();
    named_route::Entity::insert(row.into_active_model())
        .on_conflict(replaced)
        .exec_without_returning(tx.connection())
        .await?;
    tx.audit(Action::NamedRouteSet, Some(by.program), by.program, None);
    Ok(())
}

/// Gives the program the next version of its form. Campaigns that began keep theirs.
///
/// # Errors
/// [`Error::NotFound`] for whoever may not; as [`Form::edited`].
pub async fn edit_form(tx: &mut Tx<'_>, by: &Member, edit: &EditForm) -> Result<Form> {
    ensure(policy::may_run(by))?;
    let before = queries::form(tx.connection(), by.program).await?;
    let form = before.edited(edit)?;
    let row = campaign_form::Model {
        program_id: by.program,
        version: form.version,
        body: serde_json::to_string(&form)?,
        made_by: by.id,
        made_at: tx.now(),
    };
    let stored = campaign_form::Entity::insert(row.into_active_model()).exec_without_returning(tx.connection()).await;
    stored.map_err(|error| match Error::of_insert(error) {
        Error::Conflict(_) => Error::Stale { version: form.version.into() },
        other => other,
    })?;
    tx.audit(Action::CampaignFormChanged, Some(by.program), by.program, None);
    Ok(form)
}
