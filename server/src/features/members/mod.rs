//! Members: people, their places in programs, and who has read whose record.

pub mod commands;
