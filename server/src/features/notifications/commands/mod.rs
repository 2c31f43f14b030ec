//! Writes. Sync push calls these, and the worker tells news; there is no other path.

mod news;
mod open;
mod prefer;
mod read;
mod tell;

pub use news::news_of;
pub use open::open;
pub use prefer::{prefer, stop_mail};
pub use read::read;
pub use tell::tell;
