//! Members: people, what they are in which program, and who coaches whom.
//!
//! - A person is known by one mail address on the whole installation, whatever their programs and roles.
//! - A learner has a training year, a member of the team a profession; one person may hold several roles.
//! - A membership is never deleted: it ends, and begins again when the person returns.
//! - A person is never deleted either: their account is closed, which ends every membership, and can be opened again.
//! - Whatever changes who may see what also changes the feeds, in the same transaction: see [`commands::settle`].
//! - Adding, changing and ending is done by whoever runs the installation, from the command line.

mod api;
pub mod commands;
mod model;
pub mod policy;
pub mod queries;

pub use api::routes;
pub use model::{
    Dates, Email, Learner, Listed, Name, NewMembership, NewPerson, RecordRead, profession_word, role_word,
};

#[cfg(test)]
mod tests;
