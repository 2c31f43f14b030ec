//! Messages on their way out: a queue in the database, which any number of processes empty.
//!
//! - A message is written by whoever tells the news, and only where a device or a mailbox wants it.
//! - Whoever takes a message has it for a while; if nothing is heard of it by then it is taken again. So it goes out at
//!   least once, and a device lets a repeat of the same topic take the place of the first.
//! - Each push service has places of its own, so that one that hangs delays only itself.
//! - Before it goes out it is looked once more whether it still says anything: what was read meanwhile is not sent.

mod courier;
mod letter;
mod prepare;
mod queue;

pub use courier::{deliver, run};
pub use letter::MAIL;
pub(super) use letter::{DIGEST, TEST, Unsubscribe};
