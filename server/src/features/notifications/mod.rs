//! Notifications: what somebody is told, what they have read, and what they want to be told.
//!
//! - A notification is its person's own, and says by ids only what it is about. Nobody is told of their own deed.
//! - In the app every notification arrives; push and mail go out as the person wants them ([`preferences`]).
//! - A read mark is its reader's own: it is on their devices and on nobody else's. The last one to arrive counts.

pub mod api;
pub mod commands;
pub mod delivery;
mod due;
mod evening;
pub mod jobs;
pub mod model;
pub mod preferences;
pub mod queries;

pub use api::routes;
pub use model::{MarkRead, News, NotificationKind, NotificationWire, OpenNotification, ReadMarkWire};
pub use preferences::{Prefer, PreferencesWire};

#[cfg(test)]
mod tests;
