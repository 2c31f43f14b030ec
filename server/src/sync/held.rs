//! Held items: what was understood as somebody's work but fails a rule, stored exactly as sent.
//!
//! - The author sees it with its text and the reason; the coordinator sees who, when and why, never the text.
//! - The coordinator can match the learner (the entry is then given, by its author, at its own times) or return it
//!   with a note. The author can discard it.

use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use serde::Serialize;
use serde_json::value::RawValue;
use uuid::Uuid;

use super::{protocol::Operation, standing::Standing};
use crate::{
    base::{
        actor::{Member, Role},
        clock::Timestamp,
        error::{Error, Result, ensure},
        ids::{EntryId, OperationId, PersonId, ProgramId, RequestId},
        text::{Narrative, without_null},
    },
    entities::held_item::{self, HeldState},
    features::{
        feedback::{self, GiveFeedback},
        requests,
    },
    platform::{audit::Action, db::Tx, feed::Kind, http::parse},
};

/// A held item on its author's devices.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[allow(missing_docs)] // the names say it
pub struct HeldWire {
    pub id: OperationId,
    pub program: ProgramId,
    pub kind: String,
    pub subject: Uuid,
    pub code: String,
    pub field: Option<String>,
    pub state: HeldState,
    /// What the coordinator said when returning it.
    pub note: Option<String>,
    /// The body as sent.
    #[schema(value_type = Object)]
    pub body: Box<RawValue>,
    pub at: Timestamp,
    pub received_at: Timestamp,
}

/// A held item as the coordinator sees it: no text.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[allow(missing_docs)] // the names say it
pub struct HeldLine {
    pub id: OperationId,
    pub author: PersonId,
    pub kind: String,
    pub typed_learner: Option<feedback::model::TypedLearner>,
    pub code: String,
    pub field: Option<String>,
    pub state: HeldState,
    pub received_at: Timestamp,
}

/// Holds an operation as sent.
///
/// # Errors
/// 409 `id_taken` where another person's operation of this id is held; a fault of the database.
pub async fn hold(
    tx: &mut Tx<'_>,
    author: PersonId,
    author_belonged: bool,
    operation: &Operation,
    raw: &str,
    rule: &Error,
) -> Result<()> {
    let entry = parse::<GiveFeedback>(operation.body.get().as_bytes()).ok();
    let answers = entry.as_ref().and_then(|body| body.request.filter(|_| body.request_code.is_some()));
    let raw = match answers {
        // Words that are to be left nowhere are not stored anew.
        Some(request) if requests::queries::is_redacted(tx.connection(), request).await? => without_code(raw)?,
        _ => raw.to_owned(),
    };
    let typed = entry.and_then(|body| body.typed_learner);
    let item = held_item::Model {
        id: operation.id,
        program_id: operation.program,
        author_id: author,
        author_belonged,
        kind: operation.kind.clone(),
        subject: operation.subject,
        code: rule.code().to_owned(),
        field: rule.field().map(Into::into),
        state: HeldState::Held,
        note: None,
        typed_name: typed.as_ref().map(|typed| without_null(&typed.name).collect()),
        typed_service: typed.map(|typed| without_null(&typed.service).collect()),
        operation: raw,
        at: operation.at,
        received_at: tx.now(),
        version: 1,
        resolved_at: None,
        resolved_by: None,
    };
    let wire = wire(&item)?;
    let insert = held_item::Entity::insert(item.into_active_model());
    insert.exec_without_returning(tx.connection()).await.map_err(Error::of_insert)?;
    let body = tx.show(Kind::HeldItem, wire.id, wire.program, 1, &wire, [author])?;
    tx.audit(Action::FeedbackHeld, Some(operation.program), operation.id, Some(body.as_bytes()));
    Ok(())
}

/// Lets go of the codes of this request in entries that are held: it carries a passage that was redacted. Such an entry
/// still names the request.
///
/// # Errors
/// A fault of the database.
pub async fn forget_codes(tx: &mut Tx<'_>, request: RequestId) -> Result<()> {
    let entries = held_item::Entity::find().filter(held_item::Column::Kind.eq("feedback.give"));
    let carrying = entries.filter(held_item::Column::Operation.contains("request_code"));
    for mut item in carrying.order_by_asc(held_item::Column::Id).all(tx.connection()).await? {
        let operation: Operation = serde_json::from_str(&item.operation)?;
        let body: GiveFeedback = parse(operation.body.get().as_bytes())?;
        if body.request != Some(request) || body.request_code.is_none() {
            continue;
        }
        item.operation = without_code(&item.operation)?;
        item.version += 1;
        let row = held_item::ActiveModel {
            id: Set(item.id),
            operation: Set(item.operation.clone()),
            version: Set(item.version),
            ..Default::default()
        };
        held_item::Entity::update(row).exec(tx.connection()).await?;
        let viewers = tx.viewers(Kind::HeldItem, item.id).await?;
        tx.show(Kind::HeldItem, item.id, item.program_id, item.version, &wire(&item)?, viewers)?;
    }
    Ok(())
}

/// The operation of an entry without the code that was scanned for it.
fn without_code(operation: &str) -> Result<String> {
    let mut said: serde_json::Value = serde_json::from_str(operation)?;
    if let Some(body) = said["body"].as_object_mut() {
        body.remove("request_code");
    }
    Ok(said.to_string())
}

/// The program's held items, for its coordinator, oldest first.
///
/// # Errors
/// 404 for whoever is no coordinator.
pub async fn lines(connection: &impl ConnectionTrait, reader: &Member) -> Result<Vec<HeldLine>> {
    ensure(may_resolve(reader))?;
    let items = held_item::Entity::of(reader.program)
        .filter(held_item::Column::AuthorBelonged.eq(true))
        .filter(held_item::Column::State.eq(HeldState::Held))
        .order_by_asc(held_item::Column::ReceivedAt)
        .all(connection)
        .await?;
    Ok(items
        .into_iter()
        .map(|item| HeldLine {
            id: item.id,
            author: item.author_id,
            kind: item.kind,
            typed_learner: item
                .typed_name
                .map(|name| feedback::model::TypedLearner { name, service: item.typed_service.unwrap_or_default() }),
            code: item.code,
            field: item.field,
            state: item.state,
            received_at: item.received_at,
        })
        .collect())
}

/// Gives a held entry to the learner it was meant for, as its author and at its own times.
///
/// # Errors
/// 404 for whoever is no coordinator or where nothing is held; 409 `not_an_entry`; 422 where it breaks another rule.
pub async fn match_learner(
    tx: &mut Tx<'_>,
    coordinator: &Member,
    id: OperationId,
    learner: PersonId,
) -> Result<EntryId> {
    ensure(may_resolve(coordinator))?;
    let item = open_item(tx, coordinator.program, id).await?;
    ensure(item.author_belonged)?;
    if item.kind != "feedback.give" {
        return Err(Error::conflict("not_an_entry"));
    }
    let operation: Operation = serde_json::from_str(&item.operation)?;
    let body: GiveFeedback = parse(operation.body.get().as_bytes())?;
    let new = GiveFeedback { learner: Some(learner), typed_learner: None, ..body }
        .parse(EntryId(operation.subject), operation.at)?;
    let author = match Standing::load(tx, coordinator.program, item.author_id).await? {
        Standing::Member(author) => author,
        // They wrote it as a member; that they left since does not unsay it.
        Standing::Former | Standing::Never => {
            Member { id: item.author_id, program: coordinator.program, roles: vec![Role::Faculty], coached: Vec::new() }
        }
    };
    let entry = feedback::commands::give(tx, &author, new).await?;
    resolve(tx, item, HeldState::Matched, None, coordinator.id).await?;
    tx.audit(Action::HeldMatched, Some(coordinator.program), id, None);
    Ok(entry.id)
}

/// Returns a held item to its author with a note.
///
/// # Errors
/// 404 for whoever is no coordinator or where nothing is held; 422 `empty`, `too_long`.
pub async fn return_to_author(tx: &mut Tx<'_>, coordinator: &Member, id: OperationId, note: &str) -> Result<()> {
    ensure(may_resolve(coordinator))?;
    let item = open_item(tx, coordinator.program, id).await?;
    ensure(item.author_belonged)?;
    let note = Narrative::parse(note).map_err(|error| Error::invalid(error.code(), "note"))?;
    resolve(tx, item, HeldState::Returned, Some(note.as_str().to_owned()), coordinator.id).await?;
    tx.audit(Action::HeldReturned, Some(coordinator.program), id, None);
    Ok(())
}

/// Lets an author discard what was held or returned.
///
/// # Errors
/// 404 for everybody but the author.
pub async fn discard(tx: &mut Tx<'_>, author: PersonId, program: ProgramId, id: OperationId) -> Result<()> {
    let found = held_item::Entity::find_by_id(id).one(tx.connection()).await?;
    let item = found
        .filter(|item| item.author_id == author && item.program_id == program)
        .filter(|item| matches!(item.state, HeldState::Held | HeldState::Returned))
        .ok_or(Error::NotFound)?;
    resolve(tx, item, HeldState::Discarded, None, author).await?;
    tx.audit(Action::HeldDiscarded, Some(program), id, None);
    Ok(())
}

fn may_resolve(member: &Member) -> bool {
    member.is(Role::Coordinator)
}

async fn open_item(tx: &Tx<'_>, program: ProgramId, id: OperationId) -> Result<held_item::Model> {
    let found = held_item::Entity::of(program).filter(held_item::Column::Id.eq(id)).one(tx.connection()).await?;
    found.filter(|item| item.state == HeldState::Held).ok_or(Error::NotFound)
}

async fn resolve(
    tx: &mut Tx<'_>,
    mut item: held_item::Model,
    state: HeldState,
    note: Option<String>,
    by: PersonId,
) -> Result<()> {
    item.state = state;
    item.note = note;
    item.version += 1;
    // What was matched is an entry now, where it can be redacted; what was discarded is nothing any more.
    let over = matches!(state, HeldState::Matched | HeldState::Discarded);
    if over {
        item.operation = without_words(&item.operation)?;
    }
    let row = held_item::ActiveModel {
        id: Set(item.id),
        state: Set(item.state),
        note: Set(item.note.clone()),
        operation: Set(item.operation.clone()),
        version: Set(item.version),
        resolved_at: Set(Some(tx.now())),
        resolved_by: Set(Some(by)),
        ..Default::default()
    };
    held_item::Entity::update(row).exec(tx.connection()).await?;
    let viewer = (!over).then_some(item.author_id);
    tx.show(Kind::HeldItem, item.id, item.program_id, item.version, &wire(&item)?, viewer)?;
    if over {
        tx.hide(Kind::HeldItem, item.id, [item.author_id]);
    }
    Ok(())
}

/// The operation without its body.
fn without_words(operation: &str) -> Result<String> {
    let mut said: serde_json::Value = serde_json::from_str(operation)?;
    said["body"] = serde_json::json!({});
    Ok(said.to_string())
}

fn wire(item: &held_item::Model) -> Result<HeldWire> {
    let operation: Operation = serde_json::from_str(&item.operation)?;
    Ok(HeldWire {
        id: item.id,
        program: item.program_id,
        kind: item.kind.clone(),
        subject: item.subject,
        code: item.code.clone(),
        field: item.field.clone(),
        state: item.state,
        note: item.note.clone(),
        body: operation.body,
        at: item.at,
        received_at: item.received_at,
    })
}
