//! Writes. Sync push calls these, and the worker tells news; there is no other path.

mod messages;
mod news;
mod open;
mod prefer;
mod read;
mod settle;
mod show;
mod subscribe;
mod tell;

pub use news::news_of;
pub use open::open;
pub use prefer::{prefer, stop_mail};
pub use read::read;
pub use settle::settle_what_ended;
pub use subscribe::{NewSubscription, subscribe, test, unsubscribe};
pub use tell::{Outlets, tell};
