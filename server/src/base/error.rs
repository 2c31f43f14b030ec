//! One error for the whole server: few variants, each with a stable machine code. Words are for people only.

use std::{borrow::Cow, fmt};

use sea_orm::{DbErr, SqlErr};

/// What came of an attempt.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why something was not done.
#[derive(Debug)]
pub enum Error {
    /// The input breaks a rule; `field` names the part at fault where there is one. 400 or 422.
    Invalid {
        /// Stable machine code.
        code: &'static str,
        /// The field at fault.
        field: Option<Cow<'static, str>>,
    },
    /// Nobody is signed in, or not well enough. 401.
    Unauthenticated(&'static str),
    /// The person is known, and may not. 403; only where the thing's existence is no secret.
    Forbidden(&'static str),
    /// Missing, foreign, or not for this person: all the same. 404.
    NotFound,
    /// The thing is not in a state where this can be done. 409.
    Conflict(&'static str),
    /// Somebody else changed the section first. 409 with the present version.
    Stale {
        /// The version the section has now.
        version: i64,
    },
    /// Too often; try again after so many seconds. 429.
    TooMany {
        /// Stable machine code.
        code: &'static str,
        /// Seconds to wait.
        after_s: u64,
    },
    /// Not now, though nothing is wrong with the request: nothing was stored. 503.
    Retry,
    /// A request that HTTP itself refuses (413, 415, 426 …).
    Http {
        /// The HTTP status.
        status: u16,
        /// Stable machine code.
        code: &'static str,
    },
    /// Our fault. The cause is logged under the request id and shown to nobody. 500.
    Internal(String),
}

impl Error {
    /// Input that breaks a rule, with the field at fault.
    pub fn invalid(code: &'static str, field: impl Into<Cow<'static, str>>) -> Self {
        Self::Invalid { code, field: Some(field.into()) }
    }

    /// A state that does not allow it.
    pub fn conflict(code: &'static str) -> Self {
        Self::Conflict(code)
    }

    /// A fault of ours.
    pub fn internal(cause: impl fmt::Display) -> Self {
        Self::Internal(cause.to_string())
    }

    /// Why a thing whose id was made elsewhere was not inserted: `id_taken` where the id is there already.
    pub fn of_insert(error: DbErr) -> Self {
        match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(_)) => Self::Conflict("id_taken"),
            _ => error.into(),
        }
    }

    /// The stable machine code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Invalid { code, .. }
            | Self::Unauthenticated(code)
            | Self::Forbidden(code)
            | Self::Conflict(code)
            | Self::TooMany { code, .. }
            | Self::Http { code, .. } => code,
            Self::NotFound => "not_found",
            Self::Stale { .. } => "stale",
            Self::Retry => "retry",
            Self::Internal(_) => "internal",
        }
    }

    /// The field at fault, where there is one.
    pub fn field(&self) -> Option<&str> {
        match self {
            Self::Invalid { field, .. } => field.as_deref(),
            _ => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self, self.field()) {
            (Self::Internal(cause), _) => write!(f, "internal: {cause}"),
            (_, Some(field)) => write!(f, "{} ({field})", self.code()),
            (_, None) => f.write_str(self.code()),
        }
    }
}

impl std::error::Error for Error {}

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        Self::Internal(error.to_string())
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::Internal(error.to_string())
    }
}

/// A yes from a policy, or "not found".
///
/// # Errors
/// [`Error::NotFound`] where `allowed` is false.
pub fn ensure(allowed: bool) -> Result<()> {
    if allowed { Ok(()) } else { Err(Error::NotFound) }
}

/// Says that a swallowed error was meant to be swallowed.
pub trait OrLog {
    /// Logs the error under `what` and goes on.
    fn or_log(self, what: &'static str);
}

impl<T, E: fmt::Display> OrLog for std::result::Result<T, E> {
    fn or_log(self, what: &'static str) {
        if let Err(error) = self {
            tracing::warn!(%error, what);
        }
    }
}
