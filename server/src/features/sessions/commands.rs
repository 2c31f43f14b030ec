//! Signing in and out, refreshing, codes and passwords.

mod codes;
mod devices;
mod keys;
mod passwords;
mod refresh;

pub use codes::{Asked, TriedCode, issue_mailed_code, issue_printed_code, try_code};
pub use devices::{Opened, open, revoke, sign_out};
pub use keys::register_key;
pub use passwords::{change_password, prove, store_password};
pub use refresh::{Refreshed, refresh};

#[cfg(test)]
mod tests;
