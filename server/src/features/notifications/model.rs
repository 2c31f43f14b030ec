//! Types of read marks.

use serde::{Deserialize, Serialize};

use crate::base::{clock::Timestamp, ids::EntryId};

/// The body of `notifications.read`: empty.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MarkRead {}

/// "I have opened this entry", on the reader's devices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct ReadMarkWire {
    /// The entry.
    pub id: EntryId,
    /// When the server was told.
    pub at: Timestamp,
}
