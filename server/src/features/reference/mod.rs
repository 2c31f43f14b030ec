//! Reference: the snapshot of a program that a device holds, so that forms and names work with no network.
//!
//! - It is whole: framework, people, coaching, rotations and who is on which. Read only on the device.
//! - It carries a strong ETag over its content; a device that has it already is told 304 and nothing more.
//! - It names former members too, because what they wrote is still read; it never carries a mail address.

mod api;
mod queries;

pub use api::routes;

#[cfg(test)]
mod tests;
