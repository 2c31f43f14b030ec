//! Entries and the requests they answer meet, whichever came first; and what was scanned from a learner's screen is
//! judged. Later work: each part may run twice.
//!
//! - A code carries the learner's own operation, signed by their device. Where the request has not arrived, it is made
//!   from these bytes exactly as a push makes it, and the push that follows is answered `repeated`.
//! - A code counts once for each author, and only for the learner and the program it is of.
//! - A code that does not count leaves the entry as it is; what is wrong with it stands beside the entry.

use jiff::SignedDuration;
use sea_orm::ConnectionTrait;

use super::{
    held,
    protocol::{Operation, Received},
    push, results,
};
use crate::{
    base::{
        clock::Timestamp,
        error::{Error, Result},
        ids::{EntryId, PersonId, ProgramId, RequestId},
    },
    features::{
        feedback::{
            self,
            facts::{self, Brought},
            model::CodeProblem,
        },
        requests::{
            self,
            commands::{Meeting, Proof},
            model::code::Code,
        },
        sessions,
    },
    platform::db::{Db, Tx},
};

/// How long after it was made a code counts.
const GOOD_FOR: SignedDuration = SignedDuration::from_hours(30 * 24);
/// After how long a code on a screen is said to be old; a hint.
const FRESH_FOR: SignedDuration = SignedDuration::from_mins(15);

/// An entry came that names a request, or brings a code.
///
/// # Errors
/// A fault of the database.
pub async fn entry_came(db: &Db, entry: EntryId, request: Option<RequestId>) -> Result<()> {
    match (facts::brought(db.reader(), entry).await?, request) {
        (Some(brought), _) => code_came(db, brought).await,
        (None, Some(request)) => meet(db, request, entry, Proof::Name).await.map(drop),
        (None, None) => Ok(()),
    }
}

/// A request came; entries that answer it may have been faster. Looked for after its commit, so that of an entry and a
/// request stored at the same moment one always finds the other.
///
/// # Errors
/// A fault of the database.
pub async fn request_came(db: &Db, request: RequestId) -> Result<()> {
    let Some(there) = requests::queries::arrival(db.reader(), request).await? else { return Ok(()) };
    for entry in facts::naming(db.reader(), there.program, request).await? {
        entry_came(db, entry, Some(request)).await?;
    }
    Ok(())
}

/// An entry that named a request was withdrawn.
///
/// # Errors
/// A fault of the database.
pub async fn entry_went(db: &Db, entry: EntryId, request: RequestId) -> Result<()> {
    db.write(None, async move |tx: &mut Tx<'_>| requests::commands::part(tx, request, entry).await).await
}

/// A passage of a request was redacted, which its codes still carry: they are judged, and let go of.
///
/// # Errors
/// A fault of the database.
pub async fn request_redacted(db: &Db, request: RequestId) -> Result<()> {
    request_came(db, request).await?;
    db.write(None, async move |tx: &mut Tx<'_>| held::forget_codes(tx, request).await).await
}

async fn code_came(db: &Db, brought: Brought) -> Result<()> {
    let (entry, read) = (brought.entry, Asked::read(&brought.code));
    let judged = match &read {
        Ok(asked) => judge(db, &Claim::of(&brought), asked).await?,
        Err(problem) => Err(*problem),
    };
    let problem = match judged {
        Ok(request) => match meet(db, request, entry, Proof::Code).await? {
            Meeting::Met => None,
            Meeting::Used => Some(CodeProblem::Used),
            Meeting::Apart => Some(CodeProblem::NotTaken),
        },
        // Whoever was asked by name needs no code.
        Err(problem) => match brought.request {
            Some(request) if meet(db, request, entry, Proof::Name).await? == Meeting::Met => None,
            _ => Some(problem),
        },
    };
    let old = read.as_ref().is_ok_and(|asked| brought.given_at.since(asked.operation.at) > FRESH_FOR);
    let mark = async move |tx: &mut Tx<'_>| feedback::commands::mark_code(tx, entry, problem, old).await;
    db.write(None, mark).await?;
    let carries = read.ok().map(|asked| asked.request()).or(brought.request);
    match carries {
        Some(request) if requests::queries::is_redacted(db.reader(), request).await? => {
            db.write(None, async move |tx: &mut Tx<'_>| feedback::commands::forget_code(tx, entry).await).await
        }
        _ => Ok(()),
    }
}

async fn meet(db: &Db, request: RequestId, entry: EntryId, proof: Proof) -> Result<Meeting> {
    db.write(None, async move |tx: &mut Tx<'_>| requests::commands::meet(tx, request, entry, proof).await).await
}

/// The request of a code that somebody on no list scanned, who brings no entry yet; made where it has not arrived.
///
/// # Errors
/// 422 with what is wrong with the code, as `code_problem` has it.
pub async fn scanned(db: &Db, code: &str, now: Timestamp) -> Result<RequestId> {
    let refuse = |problem: CodeProblem| Error::invalid(problem.word(), "code");
    let asked = Asked::read(code).map_err(refuse)?;
    let keys = sessions::queries::keys_on(db.reader(), asked.code.device).await?;
    let signer = keys.iter().find(|(_, key)| key.verifies(&asked.code.signed, &asked.code.signature));
    let unsigned = if keys.is_empty() { CodeProblem::UnknownDevice } else { CodeProblem::Forged };
    let (learner, _) = signer.ok_or_else(|| refuse(unsigned))?;
    let claim = Claim { learner: *learner, program: asked.operation.program, request: None, at: now };
    judge(db, &claim, &asked).await?.map_err(refuse)
}

/// What a code is to count for.
struct Claim {
    /// About whom.
    learner: PersonId,
    /// In which program.
    program: ProgramId,
    /// For which request, where that was said.
    request: Option<RequestId>,
    /// When it arrived.
    at: Timestamp,
}

impl Claim {
    fn of(brought: &Brought) -> Self {
        let Brought { learner, program, request, received_at, .. } = *brought;
        Self { learner, program, request, at: received_at }
    }
}

/// The operation in a code.
struct Asked {
    code: Code,
    received: Received,
    operation: Operation,
}

impl Asked {
    fn read(code: &str) -> Result<Self, CodeProblem> {
        let code = Code::read(code).ok_or(CodeProblem::Unreadable)?;
        let received = Received::read(&code.operation).handed_over();
        let operation = received.operation.clone().map_err(|_| CodeProblem::Unreadable)?;
        match operation.kind.as_str() {
            "requests.ask" => Ok(Self { code, received, operation }),
            _ => Err(CodeProblem::Unreadable),
        }
    }

    fn request(&self) -> RequestId {
        RequestId(self.operation.subject)
    }
}

/// The request of a code, which is made where it has not arrived; or what is wrong with the code.
async fn judge(db: &Db, claim: &Claim, asked: &Asked) -> Result<Result<RequestId, CodeProblem>> {
    let request = asked.request();
    if asked.operation.program != claim.program {
        return Ok(Err(CodeProblem::ForeignProgram));
    }
    if claim.request.is_some_and(|named| named != request) {
        return Ok(Err(CodeProblem::AnotherRequest));
    }
    if let Some(problem) = signed(db.reader(), claim.learner, asked).await? {
        return Ok(Err(problem));
    }
    let there = requests::queries::arrival(db.reader(), request).await?;
    let made: Timestamp = there.as_ref().map_or(asked.operation.at, |there| there.at);
    if claim.at.since(made) > GOOD_FOR {
        return Ok(Err(CodeProblem::Expired));
    }
    match there {
        // Signed by its own device or not: nobody's code opens what somebody else asked.
        Some(there) if (there.learner, there.program) != (claim.learner, claim.program) => {
            Ok(Err(CodeProblem::NotTaken))
        }
        Some(_) => Ok(Ok(request)),
        None => Ok(take(db, claim.learner, asked).await?.then_some(request).ok_or(CodeProblem::NotTaken)),
    }
}

/// What is wrong with the signature, if anything.
async fn signed(connection: &impl ConnectionTrait, learner: PersonId, asked: &Asked) -> Result<Option<CodeProblem>> {
    let keys = sessions::queries::keys_on(connection, asked.code.device).await?;
    let good = |key: &sessions::DeviceKey| key.verifies(&asked.code.signed, &asked.code.signature);
    let (own, others): (Vec<_>, Vec<_>) = keys.into_iter().partition(|(person, _)| *person == learner);
    if own.iter().any(|(_, key)| good(key)) {
        return Ok(None);
    }
    if others.iter().any(|(_, key)| good(key)) {
        return Ok(Some(CodeProblem::AnotherLearner));
    }
    if !own.is_empty() {
        return Ok(Some(CodeProblem::Forged));
    }
    // The device has not told its key yet; what the learner has sent themselves, byte for byte, is theirs all the same.
    let sent = results::was_sent(connection, learner, asked.operation.id, &asked.received.hash).await?;
    Ok((!sent).then_some(CodeProblem::UnknownDevice))
}

/// Makes the request as its learner's push does; whether it was taken.
async fn take(db: &Db, learner: PersonId, asked: &Asked) -> Result<bool> {
    let received = [asked.received.clone()];
    let answer = db.write(Some(learner), async move |tx: &mut Tx<'_>| push::push(tx, learner, &received).await).await?;
    let outcome = answer.results.first().map(|result| result.first.unwrap_or(result.outcome));
    match outcome {
        Some("applied") => Ok(true),
        Some("retry") => Err(Error::Retry),
        _ => Ok(false),
    }
}
