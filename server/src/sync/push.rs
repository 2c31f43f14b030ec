//! Push: one write for the batch, a savepoint and a result for each operation.

use std::collections::HashMap;

use serde_json::value::RawValue;
use uuid::Uuid;

use super::{
    dispatch::{self, Undone},
    epoch::Epoch,
    held,
    protocol::{Operation, Outcome, PushAnswer, Received, ResultWire, hex},
    results,
    standing::Standing,
};
use crate::{
    base::{
        error::{Error, Result},
        ids::{OperationId, PersonId, ProgramId},
    },
    platform::{
        audit::Action,
        db::Tx,
        faults::{self, Plant, Point},
        feed::Kind,
    },
};

/// How long a device waits after `retry`, in milliseconds.
const RETRY_AFTER: u32 = 5_000;

/// Takes a batch from `author` and answers each operation.
///
/// # Errors
/// Only what concerns the batch as a whole: a fault of the database.
pub async fn push(tx: &mut Tx<'_>, author: PersonId, ops: &[Received]) -> Result<PushAnswer> {
    let epoch = tx.remember("epoch", (Uuid::nil(), Uuid::nil()), async |rows| Epoch::load(rows).await).await?;
    let ids: Vec<OperationId> = ops.iter().filter_map(|received| received.id).collect();
    let mut firsts = results::firsts(tx, author, &ids).await?;
    let mut standings: HashMap<ProgramId, Standing> = HashMap::new();
    let mut answers = Vec::with_capacity(ops.len());

    for received in ops {
        let answer = match (&received.operation, received.id.and_then(|id| firsts.get(&id)?.as_ref().as_ref())) {
            (_, Some(first)) if first.hash == received.hash => Answer::repeated(first.outcome.clone()),
            (_, Some(_)) => {
                mismatch(tx, received);
                Answer::new(refused("operation_mismatch", Some("id")))
            }
            (Err((code, field)), None) => Answer::new(refused(code, field.as_deref())),
            (Ok(operation), None) => {
                let standing = standing(tx, &mut standings, operation.program, author).await?;
                let outcome = one(tx, author, &standing, &epoch, operation, received).await?;
                let first = results::store(tx, author, operation, received.hash, &outcome).await?;
                firsts.insert(operation.id, first);
                Answer::new(outcome)
            }
        };
        answers.push(answer);
        faults::pass(Point::InsideBatch);
    }

    let results = ops.iter().zip(answers).map(|(received, answer)| answer.wire(received)).collect::<Result<_>>()?;
    Ok(PushAnswer { epoch: epoch.id, now: tx.now(), results })
}

/// One operation, in its own savepoint.
async fn one(
    tx: &mut Tx<'_>,
    author: PersonId,
    standing: &Standing,
    epoch: &Epoch,
    operation: &Operation,
    received: &Received,
) -> Result<Outcome> {
    if !dispatch::is_known(&operation.kind) {
        return Ok(refused("unknown_kind", Some("kind")));
    }
    let failure = match standing {
        Standing::Member(member) => {
            // The savepoint takes errors of ours; what an operation says about itself travels beside them.
            let mut undecodable = false;
            let done = tx
                .attempt(async |tx| match dispatch::run(tx, member, operation, received.handed_over).await {
                    Ok(version) => Ok(version),
                    Err(Undone::Failed(error)) => Err(error),
                    Err(Undone::Undecodable(error)) => {
                        undecodable = true;
                        Err(error)
                    }
                })
                .await;
            match done {
                Ok(version) => return Ok(Outcome::Applied { version }),
                Err(error) if undecodable => return Ok(refused(error.code(), error.field())),
                Err(error) => error,
            }
        }
        Standing::Former => Error::invalid("membership_ended", "program"),
        Standing::Never => Error::invalid("not_a_member", "program"),
    };
    match failure {
        Error::Retry => Ok(Outcome::Retry),
        Error::Internal(cause) => Ok(not_now(operation, &cause)),
        Error::Stale { version } => stale(tx, epoch, operation, version).await,
        Error::NotFound if epoch.is_settling(tx.now()) && dispatch::waits_for_its_thing(&operation.kind) => {
            Ok(Outcome::Retry)
        }
        Error::Conflict("id_taken") if faults::planted(Plant::IgnoredInsert) => Ok(Outcome::Applied { version: None }),
        Error::Conflict(code) if code == "id_taken" => Ok(refused(code, Some("subject"))),
        rule if dispatch::is_held_on_failure(&operation.kind) && dispatch::decodes(operation) => {
            let belonged = !matches!(standing, Standing::Never);
            let hold = async |tx: &mut Tx<'_>| held::hold(tx, author, belonged, operation, &received.raw, &rule).await;
            match tx.attempt(hold).await {
                Ok(()) => Ok(Outcome::Held { code: rule.code().to_owned(), field: rule.field().map(Into::into) }),
                // Another person's operation has this id.
                Err(Error::Conflict(code)) => Ok(refused(code, Some("id"))),
                Err(Error::Internal(cause)) => Ok(not_now(operation, &cause)),
                Err(other) => Err(other),
            }
        }
        rule => Ok(refused(rule.code(), rule.field())),
    }
}

/// One bad operation never blocks another, nor is it lost: the device keeps it and comes back.
fn not_now(operation: &Operation, cause: &str) -> Outcome {
    tracing::error!(%cause, operation = %operation.id, "an operation failed inside");
    Outcome::Retry
}

/// Compare and set failed. After a restore the predecessor may still be on its way from another device.
async fn stale(tx: &Tx<'_>, epoch: &Epoch, operation: &Operation, version: i64) -> Result<Outcome> {
    if operation.base.is_some_and(|base| base > version) && epoch.is_settling(tx.now()) {
        return Ok(Outcome::Retry);
    }
    let kind = match operation.kind.split('.').next() {
        Some("plans") => Kind::Plan,
        Some("learning_plans") => Kind::LearningPlan,
        Some("requests") => Kind::Request,
        _ => Kind::FeedbackEntry,
    };
    // A director redacts where they are told to, and does not read the request for it.
    let shown = operation.kind != "requests.redact";
    let current = if shown { tx.form(kind, operation.subject).await? } else { None };
    Ok(Outcome::Conflict { version, current })
}

fn mismatch(tx: &mut Tx<'_>, received: &Received) {
    if let Some(id) = received.id {
        tracing::error!(operation = %id, "alarm: an operation id came back with other content");
        let program = received.operation.as_ref().ok().map(|operation| operation.program);
        tx.audit(Action::OperationMismatch, program, id, Some(&received.hash));
    }
}

fn refused(code: &str, field: Option<&str>) -> Outcome {
    Outcome::Refused { code: code.to_owned(), field: field.map(Into::into) }
}

async fn standing(
    tx: &Tx<'_>,
    known: &mut HashMap<ProgramId, Standing>,
    program: ProgramId,
    author: PersonId,
) -> Result<Standing> {
    if let Some(standing) = known.get(&program) {
        return Ok(standing.clone());
    }
    let standing = Standing::remembered(tx, program, author).await?;
    known.insert(program, standing.clone());
    Ok(standing)
}

/// An outcome, fresh or first.
struct Answer {
    outcome: Outcome,
    repeated: bool,
}

impl Answer {
    fn new(outcome: Outcome) -> Self {
        Self { outcome, repeated: false }
    }

    fn repeated(outcome: Outcome) -> Self {
        Self { outcome, repeated: true }
    }

    fn wire(self, received: &Received) -> Result<ResultWire> {
        let word = self.outcome.word();
        let mut wire = ResultWire {
            id: received.id,
            outcome: if self.repeated { "repeated" } else { word },
            first: self.repeated.then_some(word),
            hash: hex(&received.hash),
            seq: None,
            code: None,
            field: None,
            version: None,
            current: None,
            after: None,
        };
        match self.outcome {
            Outcome::Applied { version } => wire.version = version,
            Outcome::Conflict { version, current } => {
                wire.version = Some(version);
                wire.current = current.map(RawValue::from_string).transpose()?;
            }
            Outcome::Refused { code, field } | Outcome::Held { code, field } => {
                wire.code = Some(code);
                wire.field = field;
            }
            Outcome::Retry => wire.after = Some(RETRY_AFTER),
        }
        Ok(wire)
    }
}
