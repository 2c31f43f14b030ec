//! What can be done to people, memberships and coaching.

mod account;
mod coaching;
mod first;
mod for_dates;
mod membership;
mod people;
mod reading;
mod views;

pub use account::{deactivate, reactivate};
pub use coaching::{end_coaching, start_coaching};
pub use first::{First, NewFirst, create_first};
pub use for_dates::{ForDates, add_for_dates};
pub use membership::{Came, end_membership, resume_membership, set_membership, turn_membership};
pub use people::{Kept, add_person, keep_person};
pub use reading::{record_directors_reading, record_read};
pub use views::settle;
