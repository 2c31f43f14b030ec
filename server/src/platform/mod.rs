//! Mechanics no feature owns: the database and its one write path, audit, feed, outbox, mail, sign-in, HTTP.

pub mod app;
pub mod audit;
pub mod auth;
pub mod backup;
pub mod db;
pub mod faults;
pub mod feed;
pub mod http;
pub mod installation;
pub mod lease;
pub mod mail;
pub mod outbox;
pub mod push;
pub mod system;
