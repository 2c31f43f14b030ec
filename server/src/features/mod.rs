//! What the product does, one folder each, in dependency order: a feature may use those above it.
//! (The blank lines keep the formatter from sorting them by name.)

pub mod frameworks;

pub mod programs;

pub mod members;

pub mod reference;

pub mod sessions;

pub mod feedback;

pub mod jots;

pub mod requests;

pub mod guests;

pub mod plans;

pub mod calendar;

pub mod reflections;

pub mod campaigns;

pub mod notifications;

pub mod guard;
