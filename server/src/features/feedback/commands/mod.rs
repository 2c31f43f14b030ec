//! Writes. REST and sync push call these, and there is no other path.

mod amend;
mod code;
mod give;
mod redact;
mod stored;
mod withdraw;

pub use amend::amend;
pub use code::{forget_code, mark_code};
pub use give::{get_to_know, give, give_as_visitor};
pub use redact::redact;
pub use withdraw::withdraw;
