//! What travels: operations in, results out, changes out.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::base::{
    clock::Timestamp,
    ids::{DeviceId, OperationId, ProgramId},
};

/// The protocol this server speaks.
pub const PROTOCOL: u32 = 1;
/// The most operations of one push.
pub const OPERATIONS_MAX: usize = 200;
/// The largest push, in bytes.
pub const PUSH_MAX: usize = 1024 * 1024;
/// The most changes of one pull.
pub const CHANGES_MAX: i64 = 1_000;

/// A push as sent; operations stay the exact slices they came as.
#[derive(Deserialize)]
pub struct Push<'a> {
    /// The protocol of the client.
    pub protocol: u32,
    /// The epoch the device knows, if any.
    #[serde(default)]
    pub epoch: Option<Uuid>,
    /// Which device.
    #[allow(dead_code)]
    pub device: DeviceId,
    /// Name and version of the client.
    #[allow(dead_code)]
    pub client: String,
    /// The operations.
    #[serde(borrow)]
    pub ops: Vec<&'a RawValue>,
}

/// One operation, decoded as far as its envelope.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Operation {
    /// Names the operation.
    pub id: OperationId,
    /// `feature.deed`.
    pub kind: String,
    /// Version of the body.
    pub v: u32,
    /// In which program.
    pub program: ProgramId,
    /// The thing created or changed; order is kept per subject.
    pub subject: Uuid,
    /// The section's version this was written on; none for inserts.
    #[serde(default)]
    pub base: Option<i64>,
    /// When it was saved, by the device's clock.
    pub at: Timestamp,
    /// What the kind says.
    pub body: Box<RawValue>,
}

/// An operation with the bytes it came as, or why it could not be read.
#[derive(Clone, Debug)]
pub struct Received {
    /// The exact text.
    pub raw: String,
    /// SHA-256 of it.
    pub hash: [u8; 32],
    /// Its id, where at least that could be read.
    pub id: Option<OperationId>,
    /// The envelope, or code and field of what is wrong with it.
    pub operation: Result<Operation, (&'static str, Option<String>)>,
    /// Whether it came from the device of somebody it was shown to.
    pub handed_over: bool,
}

impl Received {
    /// Reads one operation from its slice of the push.
    pub fn read(raw: &RawValue) -> Self {
        let text = raw.get();
        let operation = crate::platform::http::parse::<Operation>(text.as_bytes())
            .map_err(|error| (error.code(), error.field().map(str::to_owned)))
            .and_then(|operation| match operation.kind.chars().any(char::is_control) {
                // No version will ever know it, and no database need store it.
                true => Err(("unknown_kind", Some("kind".to_owned()))),
                false => Ok(operation),
            });
        let id = match &operation {
            Ok(operation) => Some(operation.id),
            Err(_) => serde_json::from_str::<OnlyId>(text).ok().map(|only| only.id),
        };
        Self { raw: text.to_owned(), hash: Sha256::digest(text.as_bytes()).into(), id, operation, handed_over: false }
    }

    /// The same, from the device of somebody it was shown to.
    pub fn handed_over(self) -> Self {
        Self { handed_over: true, ..self }
    }
}

#[derive(Deserialize)]
struct OnlyId {
    id: OperationId,
}

/// What came of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Done; with the version of the section it changed, where it has one.
    Applied {
        /// The new version.
        version: Option<i64>,
    },
    /// Somebody else changed the section first.
    Conflict {
        /// The section's present version.
        version: i64,
        /// The thing as it is now.
        current: Option<String>,
    },
    /// It can never succeed.
    Refused {
        /// Machine code.
        code: String,
        /// The field at fault.
        field: Option<String>,
    },
    /// Stored as sent: a durable acknowledgement.
    Held {
        /// Machine code of the broken rule.
        code: String,
        /// The field at fault.
        field: Option<String>,
    },
    /// Not now; nothing is stored, not even this answer.
    Retry,
}

impl Outcome {
    /// The word on the wire and in the table of results.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Applied { .. } => "applied",
            Self::Conflict { .. } => "conflict",
            Self::Refused { .. } => "refused",
            Self::Held { .. } => "held",
            Self::Retry => "retry",
        }
    }
}

/// One line of the answer to a push.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct ResultWire {
    /// The operation; none where not even its id could be read (the place in the list tells it then).
    pub id: Option<OperationId>,
    /// `applied`, `repeated`, `conflict`, `refused`, `held` or `retry`.
    pub outcome: &'static str,
    /// For `repeated`: the first outcome.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<&'static str>,
    /// Hex SHA-256 of the operation's bytes as received.
    pub hash: String,
    /// The newest number of the author's feed after this push.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seq: Option<i64>,
    /// Machine code of what is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The field at fault.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The section's version now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<i64>,
    /// The thing as it is now, for a conflict.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub current: Option<Box<RawValue>>,
    /// For `retry`: milliseconds to wait.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<u32>,
}

/// The answer to a push.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct PushAnswer {
    /// The server's epoch; a new one means: offer again, then pull from the start.
    pub epoch: Uuid,
    /// The server's time.
    pub now: Timestamp,
    /// One result per operation, in order.
    pub results: Vec<ResultWire>,
}

impl PushAnswer {
    /// The answer of a push after which the author's feed ends at `newest`, where it moved.
    pub fn after(mut self, newest: Option<i64>) -> Self {
        for result in &mut self.results {
            result.seq = newest;
        }
        self
    }
}

/// Lower-case hex.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.map(|digit| char::from(DIGITS[usize::from(digit)])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_operation_is_hashed_as_it_came_spaces_and_all() {
        let push: Push<'_> = serde_json::from_str(
            r#"{"protocol":1,"device":"01890000-0000-7000-8000-000000000001","client":"t","ops":[ {"id" : 1} ]}"#,
        )
        .expect("a push");

        let received = Received::read(push.ops[0]);

        assert_eq!(received.raw, r#"{"id" : 1}"#);
        assert_eq!(received.id, None);
        assert!(received.operation.is_err());
    }

    #[test]
    fn hex_has_two_digits_for_each_byte() {
        assert_eq!(hex(&[0, 10, 255]), "000aff");
    }
}
