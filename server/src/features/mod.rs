//! What the product does, one folder each, in dependency order: a feature may use those above it.
//! (Blank lines between them, or the formatter sorts them by name.)

pub mod frameworks;

pub mod programs;

pub mod members;

pub mod reference;
