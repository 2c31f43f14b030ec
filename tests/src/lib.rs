//! Whole-system tests of Waymark: a real server on a real port over a database of its own, and people with real
//! sessions. Every test begins with [`TestApp::start`]:
//!
//! ```ignore
//! let app = TestApp::start().await;
//! let clinic = app.program().learners(["ana", "ben"]).faculty(["cole"]).create().await;
//! let entry = clinic.member("cole").gives_feedback_to("ana").await;
//!
//! let answer = clinic.member("ben").get(entry.path()).await;
//!
//! assert_eq!(answer.problem(), "404 not_found");
//! ```
//!
//! The database is SQLite, or PostgreSQL where `WAYMARK_TEST_POSTGRES` names a server
//! (`scripts/with-postgres.sh cargo test -p waymark-tests` starts one). Each test gets a copy of one template.

#![allow(clippy::missing_panics_doc)] // a helper of tests panics where a test should fail

pub mod bench;
pub mod crash;
pub mod device;
pub mod mail_server;
pub mod push_service;
pub mod real;

mod answer;
mod app;
mod clinic;
mod database;
mod member;
mod recorded;

pub use answer::Answer;
pub use app::TestApp;
pub use clinic::{Clinic, ProgramBuilder};
pub use member::{Entry, Member};
pub use recorded::{RecordedPush, Recording};

/// So many days.
pub fn days(days: i64) -> jiff::SignedDuration {
    jiff::SignedDuration::from_hours(24 * days)
}
