//! Learning plans on a real database: who has what, what is refused, what stays as it was signed.

mod kit;

mod over_http;
mod seeing;
mod signing;
mod writing;
