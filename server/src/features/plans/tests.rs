//! Plans on a real database: who has what, and what becomes of it.

mod figures;
mod further;
mod kit;

mod by_sync;
mod changing;
mod over_http;
mod seeing;
