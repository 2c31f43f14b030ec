//! Writes. REST and sync push call these, and there is no other path.

mod ask;
mod end;
mod meet;
mod redact;
mod stored;

pub use ask::ask;
pub use end::{decline, expire, withdraw};
pub use meet::{Meeting, Proof, answer_as_visitor, meet, part};
pub use redact::redact;
pub(super) use stored::answers;
pub use stored::{find, has_answered};
