//! HTTP: who asks, in which program, and how a problem is told.

mod address;
pub mod around;
pub mod assets;
mod body;
pub mod health;
mod in_hand;
mod member;
pub mod problem;
mod signed_in;

pub use address::client_address;
pub use body::Body;
pub use body::{json_only, parse};
pub use member::{load_member, read_member, read_plain_members, today, zone};
pub use problem::Problem;
pub use signed_in::SignedIn;
