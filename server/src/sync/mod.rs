//! Sync: push and pull over all features.
//!
//! - A push is one write; each operation runs in a savepoint of its own and gets its own result.
//! - The same id with the same bytes is answered with the stored result; with other bytes it is refused and alarmed.
//! - What is understood as somebody's work but fails a rule is held, never lost.
//! - A pull is one statement over the person's feed and the stored wire forms.
//!
//! The promises are in `docs/sync.md`.

pub mod api;
pub mod dispatch;
pub mod epoch;
pub mod events;
pub mod held;
pub mod meeting;
pub mod protocol;
pub mod pull;
pub mod push;
mod scan;
mod standing;

pub use api::routes;
